#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"
#include "tally/condition.h"

namespace rastro {

inline constexpr std::int32_t no_row = -1;

/// Texts as numbers, in the order in which they were first seen; 0 is the empty text.
class Dictionary {
 public:
  Dictionary() : texts_{""} {}

  Code add(std::string_view text);
  /// 0 for a text that is not there.
  Code find(std::string_view text) const;
  const std::vector<std::string>& texts() const { return texts_; }

 private:
  /// Open addressing; part of the hash spares most comparisons.
  struct Slot {
    std::uint32_t hash = 0;
    Code code = 0;  ///< 0: free
  };

  const Slot& place(std::string_view text, std::uint32_t hash) const;
  void grow();

  std::vector<std::string> texts_;
  std::vector<Slot> slots_;  ///< as many as a power of two, at least a third of them free
};

/// One column of a log table: texts and numbers as codes, times as Seconds or no_time.
struct LogColumn {
  ColumnType type = ColumnType::text;
  Dictionary dictionary;
  std::vector<Code> codes;
  std::vector<Seconds> times;
};

/// The asked columns of one log table, in memory.
class LogTable {
 public:
  /// Reads all rows. Times after `last_seen` have not happened yet: they become no_time, and so
  /// does the `outcome` of their row.
  LogTable(Store& store, std::string_view table, std::vector<std::string> columns,
           Seconds last_seen);

  std::size_t rows() const { return rows_; }
  const LogColumn& column(std::string_view name) const;
  /// Keeps the rows named, in that order.
  void arrange(const std::vector<std::uint32_t>& rows);

 private:
  std::vector<std::string> names_;
  std::vector<LogColumn> columns_;
  std::size_t rows_ = 0;
};

/// For each row of `keys`, the row of `table` whose column `key` holds the same text, or no_row.
std::vector<std::int32_t> join(const LogColumn& keys, const LogTable& table, std::string_view key);

}  // namespace rastro
