#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rastro {

/// One table of texts, read record by record in bounded memory: a CSV file, a sheet of a workbook,
/// one type of objects of an event log. It knows the shape of a file and nothing of its meaning:
/// which record is the heading is for others to say.
class RowSource {
 public:
  RowSource() = default;
  virtual ~RowSource() = default;
  RowSource(const RowSource&) = delete;
  RowSource& operator=(const RowSource&) = delete;

  /// Goes to the next record that is not blank; false at the end.
  virtual bool next() = 0;
  /// The record's fields as UTF-8, valid until the next call of next().
  virtual const std::vector<std::string_view>& fields() const = 0;
  /// The record as it stands in the file, without its line end; where a file has no lines of text,
  /// the fields as one CSV record. Valid until the next call of next().
  virtual std::string_view raw() const = 0;
  /// Line on which the record starts, or its row in the sheet; from 1.
  virtual long line() const = 0;
  /// Why the record cannot be taken as it stands; "" where it can. fields() is empty otherwise.
  virtual std::string fault() const { return ""; }

  /// How many fields a whole record has, once that is known: doubtful records are held against it.
  virtual void expect_fields(std::size_t /*count*/) {}

  /// Bytes of the file, and how many of them have been read.
  virtual std::int64_t size() const = 0;
  virtual std::int64_t position() const = 0;
  /// Of the whole file; complete when next() has returned false.
  virtual std::uint64_t content_hash() const = 0;

  /// Numbers have a decimal point and no marks between thousands, times are ISO 8601, empty cells
  /// are empty: nothing of it needs guessing, unless it was written as a text.
  virtual bool is_typed() const { return false; }
  /// Whether the field of the record at hand was written as a text, whatever it looks like.
  virtual bool is_text(std::size_t /*field*/) const { return !is_typed(); }
  /// The first record is the heading, whatever stands in it.
  virtual bool starts_with_heading() const { return false; }
  /// What was recognised or read otherwise than it stands there, in sentences; complete when next()
  /// has returned false.
  virtual std::vector<std::string> notes() const { return {}; }
};

}  // namespace rastro
