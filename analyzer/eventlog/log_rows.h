#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "eventlog/log_links.h"
#include "eventlog/log_notes.h"
#include "eventlog/object_log.h"
#include "formats/row_source.h"

namespace rastro {

/// The headings of one table, no two alike.
class LogHeadings {
 public:
  /// Adds `name`, or "<kind>:<name>" where there is one like it, and returns its column.
  std::size_t add(const std::string& name, const std::string& kind);
  const std::vector<std::string>& list() const { return list_; }

 private:
  std::vector<std::string> list_;
  std::set<std::string, std::less<>> taken_;
};

/// Columns with the ids of objects: one a type, and one a role where a type takes part in several.
class LinkedIds {
 public:
  LinkedIds(const ObjectLog& log, LogNotes& notes) : log_(log), notes_(notes) {}

  void add_type(std::uint32_t type, LogHeadings& headings);
  /// Columns "<type>:<qualifier>" for the types among those added that come with more than one
  /// qualifier, but with no more than a dozen: more are no roles, but sentences.
  void add_roles(const std::map<std::uint32_t, std::set<std::string>>& qualifiers,
                 LogHeadings& headings);

  /// Forgets the ids of the row before.
  void clear();
  /// Adds an object to the column of its type; nothing where that has none.
  void put(std::uint32_t object) { put_in(type_columns_, log_.objects[object].type, object); }
  void put_role(std::uint32_t object, const std::string& qualifier);
  bool has(std::uint32_t type) const;
  /// Writes the columns, ids joined by ';'; the objects of a `single` type are only this one.
  void write(std::vector<std::string>& cells, const std::string& owner);

 private:
  struct Column {
    std::size_t cell = 0;
    std::vector<std::uint32_t> objects{};
  };
  using RoleKey = std::pair<std::uint32_t, std::string>;

  template <typename Key>
  void put_in(std::map<Key, Column>& columns, const Key& key, std::uint32_t object) {
    const auto column = columns.find(key);
    if (column != columns.end()) column->second.objects.push_back(object);
  }
  std::string joined(std::vector<std::uint32_t>& objects, const std::string& owner);

  const ObjectLog& log_;
  LogNotes& notes_;
  std::map<std::uint32_t, Column> type_columns_;
  std::map<RoleKey, Column> role_columns_;
};

/// What all tables of a log have in common: the heading, the counting of rows, the record as CSV.
class LogRows : public RowSource {
 public:
  LogRows(std::shared_ptr<const ObjectLog> log, std::shared_ptr<const LogLinks> links)
      : log_(std::move(log)), links_(std::move(links)) {}

  bool next() override;
  const std::vector<std::string_view>& fields() const override { return fields_; }
  std::string_view raw() const override;
  long line() const override { return line_; }
  std::int64_t size() const override { return log_->size; }
  std::int64_t position() const override;
  std::uint64_t content_hash() const override { return log_->content_hash; }
  bool is_typed() const override { return true; }
  bool starts_with_heading() const override { return true; }
  std::vector<std::string> notes() const override { return notes_.sentences(); }

 protected:
  /// Writes the next row into cells_, which are empty; false at the end.
  virtual bool next_row() = 0;
  /// How many events or objects have been gone through, of how many.
  virtual std::size_t done() const = 0;
  virtual std::size_t total() const = 0;

  const ObjectLog& log() const { return *log_; }
  const LogLinks& links() const { return *links_; }

  LogHeadings headings_;
  std::vector<std::string> cells_;
  LogNotes notes_;

 private:
  std::shared_ptr<const ObjectLog> log_;
  std::shared_ptr<const LogLinks> links_;
  std::vector<std::string_view> fields_;
  mutable std::string raw_;
  long line_ = 0;
};

using LogParts = std::pair<std::shared_ptr<const ObjectLog>, std::shared_ptr<const LogLinks>>;

std::unique_ptr<RowSource> object_rows(const LogParts& parts, std::uint32_t type);
std::unique_ptr<RowSource> event_rows(const LogParts& parts, std::uint32_t type);
std::unique_ptr<RowSource> pair_rows(const LogParts& parts, std::uint32_t type,
                                     std::uint32_t object_type);
std::unique_ptr<RowSource> all_event_rows(const LogParts& parts);

}  // namespace rastro
