#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/table_reader.h"
#include "intake/cell_reader.h"
#include "intake/record_fields.h"

namespace rastro {

/// Texts that are wanted for as long as each other, one behind the other.
class TextPool {
 public:
  /// A copy that stays where it is until clear().
  std::string_view keep(std::string_view text);
  std::size_t size() const { return size_; }
  void clear();

 private:
  struct Chunk {
    std::unique_ptr<char[]> bytes;
    std::size_t capacity = 0, used = 0;
  };
  std::vector<Chunk> chunks_;
  std::size_t size_ = 0;
};

/// One record of a file, and what it holds for each of the tables that the file feeds.
struct ReadRecord {
  long line = 0;
  std::string_view raw{};
  std::string fault{};          ///< TableReader::fault()
  Fields fields{};              ///< borrow from the batch, as do the rows
  std::vector<ReadRow> rows{};  ///< one a table; as they were before where there is a fault
};

/// Some records that follow each other. What a refusal tells of a record is kept for all of them:
/// whether a row is refused may show only when it is written.
class RowBatch {
 public:
  RowBatch();

  /// Forgets the records; their memory serves the next ones.
  void clear();
  bool is_full() const;
  /// Copies the record at which the reader stands. It has a row for each of the tables.
  ReadRecord& add(const TableReader& reader, std::size_t tables);
  /// A copy of a text that lives as long as the records.
  std::string_view keep(std::string_view text) { return texts_.keep(text); }
  std::span<const ReadRecord> records() const { return {records_.data(), used_}; }

  /// How far the file was read, where that is to be told behind this batch.
  const std::optional<std::int64_t>& position() const { return position_; }
  void set_position(std::int64_t position) { position_ = position; }
  /// The file has ended behind it, or cannot be read any further.
  bool is_last() const { return is_last_; }
  void set_last(std::exception_ptr failure = nullptr);
  const std::exception_ptr& failure() const { return failure_; }

 private:
  void keep_fields(const Fields& fields, std::string_view raw, ReadRecord& record);

  std::vector<ReadRecord> records_;  ///< those behind `used_` are free
  std::size_t used_ = 0;
  TextPool texts_;
  std::optional<std::int64_t> position_;
  bool is_last_ = false;
  std::exception_ptr failure_;
};

}  // namespace rastro
