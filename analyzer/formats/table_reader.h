#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "formats/row_source.h"

namespace rastro {

/// Opens the same records from their beginning each time.
using RowOpener = std::function<std::unique_ptr<RowSource>()>;
/// Whether a text is known as the heading of some column.
using IsHeading = std::function<bool(std::string_view text)>;

/// Where the heading of a table stands among its first records.
struct FoundHeading {
  std::size_t record = 0;  ///< how many records stand above it
  long line = 0;
  std::vector<std::string> headings;  ///< trimmed
  std::size_t known = 0;              ///< headings among them that IsHeading knows
  std::string fault;                  ///< of the record that would be the heading
  /// Many records end early: whoever wrote the file leaves out the empty cells at the end.
  bool leaves_out_empty = false;
};

/// Looks at the first records for the one with most known headings; where none is known, for the
/// first one as wide as most records that names its columns. No headings: there is no record.
FoundHeading find_heading(RowSource& rows, const IsHeading& is_known);

/// The rows of a table below its heading. What people and programs add to them is set aside and
/// counted: lines above the heading, the heading once more, blank rows, totals.
class TableReader {
 public:
  explicit TableReader(const RowOpener& open, const IsHeading& is_known = {});
  /// Where the heading has been found before.
  TableReader(const RowOpener& open, FoundHeading heading);

  const std::vector<std::string>& headings() const { return heading_.headings; }
  const FoundHeading& heading() const { return heading_; }

  /// Goes to the next row; false at the end. Each has a fault where the heading has one.
  bool next();
  /// As many as headings(), unless there is a fault(). Valid until the next call of next().
  const std::vector<std::string_view>& fields() const { return *fields_; }
  /// What is wrong with the row as one of this table; "" where nothing is. Further fields are no
  /// fault as long as nothing stands in them.
  const std::string& fault() const { return fault_; }

  std::string_view raw() const { return rows_->raw(); }
  long line() const { return rows_->line(); }
  std::int64_t size() const { return rows_->size(); }
  std::int64_t position() const { return rows_->position(); }
  std::uint64_t content_hash() const { return rows_->content_hash(); }
  bool is_typed() const { return rows_->is_typed(); }
  bool is_text(std::size_t field) const { return rows_->is_text(field); }

  /// Records that are no rows: see the class.
  std::int64_t set_aside() const;
  /// What was recognised and what was set aside, in sentences; complete when next() was false.
  std::vector<std::string> notes() const;

 private:
  struct SetAside {
    std::int64_t count = 0;
    long first_line = 0;
    void add(long line);
  };

  bool is_row();
  bool repeats_heading() const;
  void settle_fields();

  FoundHeading heading_;
  std::unique_ptr<RowSource> rows_;
  std::vector<std::string_view> padded_;
  const std::vector<std::string_view>* fields_ = nullptr;
  std::string fault_;
  SetAside above_, blank_, repeated_, totals_;
};

}  // namespace rastro
