#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "eventlog/log_links.h"
#include "eventlog/object_log.h"
#include "formats/row_source.h"

namespace rastro {

/// A log as named tables, like the sheets of a workbook. The first record of each is its heading
/// (line 1). Times are ISO 8601 with the offset that was written.
///
/// `object:<type>`: a row an object. Its columns:
///   - `id`
///   - every attribute: the last value it was given
///   - every type of events that touch objects of this type: the time of the first one
///   - every other type of objects that are linked with objects of this type, or share an event
///   with
///     them: their ids. Linked ones count; where there are none, those that share an event. More
///     than one are joined by ';' in the order of the log.
///   - where objects of another type come with different qualifiers (`employees` as packer and as
///     shipper), one more column each, `employees:packer`: the ids that this object names with that
///     qualifier, or that stand so in its events
///
/// `event:<type>`: a row an event: `id`, `time`, every attribute, for every type of related objects
/// their ids, and one column a role as above.
///
/// `event:<type>/<object type>`: a row for each event and each of its objects of that type, whose
/// id stands alone in its column; otherwise as `event:<type>`. So an order event with three items
/// is three order lines.
///
/// `events`: all events: `id`, `type`, `time`; of a log in XES every attribute and the `case`, too.
///
/// Where a type or attribute is called as a column before it, its column is `event:<name>`,
/// `object:<name>` or `attribute:<name>`.
class LogTables {
 public:
  explicit LogTables(std::shared_ptr<const ObjectLog> log);

  const ObjectLog& log() const { return *log_; }
  /// Objects first, then events by type, then events by type and object type, then `events`.
  std::vector<std::string> table_names() const;
  /// Throws Error where there is no such table. What was noted while the log was read stands in
  /// log().notes; the table's own notes are only on itself.
  std::unique_ptr<RowSource> open(const std::string& name) const;

 private:
  enum class Shape { objects, events, pairs, all_events };
  struct Table {
    std::string name;
    Shape shape = Shape::objects;
    std::uint32_t type = 0, object_type = 0;
  };

  std::shared_ptr<const ObjectLog> log_;
  std::shared_ptr<const LogLinks> links_;
  std::vector<Table> tables_;
};

}  // namespace rastro
