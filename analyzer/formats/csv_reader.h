#pragma once

#include <csv.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/content_hash.h"

namespace rastro {

/// Reads the records of a CSV file one by one, in constant memory. Records, not lines: a quoted
/// field may hold newlines, delimiters and doubled quotes.
///
/// It recognises the delimiter (, ; tab |) from the heading, line ends in any style, a byte-order
/// mark, a first line `sep=;`, and Windows-1252 in records that are not UTF-8.
///
/// libcsv takes records apart whose quotes need thought; it is fed one physical line at a time,
/// which is how the reader knows on which line each record starts, and how it goes back when a
/// quote is never closed.
class CsvReader {
 public:
  /// Reads up to the heading. Throws Error for a file that cannot be read or is not text.
  explicit CsvReader(const std::string& path);
  ~CsvReader();
  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;

  /// Empty for a file without any record.
  const std::vector<std::string>& headings() const { return headings_; }
  char delimiter() const { return delimiter_; }
  bool has_byte_order_mark() const { return has_mark_; }

  /// Goes to the next record; false at the end of the file.
  bool next();

  /// Valid until the next call of next().
  const std::vector<std::string_view>& fields() const { return fields_; }
  /// The record as it stands in the file, without its line end.
  std::string_view raw() const;
  /// Physical line on which the record starts, from 1.
  long line() const { return record_line_; }
  /// The record opens a quote that is not closed where a record of this file could end. Only its
  /// first line is taken as the record, fields() is empty, and reading goes on with the next line.
  bool has_open_quote() const { return open_quote_; }

  /// Records that were not UTF-8 and were read as Windows-1252.
  std::int64_t converted_records() const { return converted_; }
  std::int64_t size() const { return size_; }
  std::int64_t position() const { return read_; }
  /// Of the whole file; complete when next() has returned false.
  std::uint64_t content_hash() const { return hash_.value(); }

 private:
  static void on_field(void* text, std::size_t size, void* self);
  static void on_record(int terminator, void* self);

  void open();
  bool fill();
  std::size_t find_line_end();
  std::size_t find_cached(char wanted, std::size_t& cache);
  std::string_view next_line();
  void skip_mark();
  void read_heading();
  bool read_record();
  bool split_plain(std::string_view line);
  void feed(std::string_view text);
  bool finish_last();
  void reset_parser();
  bool quote_went_wrong(bool ended) const;
  void take_first_line_only();
  void settle_fields();
  void convert_fields();

  std::string path_;
  int file_ = -1;
  std::int64_t size_ = 0, read_ = 0;
  ContentHash hash_;

  std::vector<char> buffer_;
  std::size_t end_ = 0;             ///< of the bytes in the buffer
  std::size_t begin_ = 0;           ///< of the record
  std::size_t first_line_end_ = 0;  ///< of the record's first line
  std::size_t fed_ = 0;             ///< up to here libcsv has seen the bytes
  std::size_t next_cr_ = 0, next_lf_ = 0;
  bool at_end_ = false;

  csv_parser parser_{};
  char delimiter_ = ',';
  bool has_mark_ = false;
  bool had_open_quote_ = false;
  std::vector<std::string> headings_;

  std::string text_;  ///< the record's fields, one behind the other
  std::string converted_text_;
  std::vector<std::size_t> ends_;
  std::vector<std::string_view> fields_;
  bool record_ended_ = false, open_quote_ = false, is_ascii_ = true;
  long line_ = 1, record_line_ = 1;
  std::int64_t converted_ = 0;
};

/// What is wrong with the reader's current record as a row of so many columns; "" where it is one.
/// Further fields are no fault as long as nothing stands in them.
std::string record_fault(const CsvReader& reader, std::size_t columns);

}  // namespace rastro
