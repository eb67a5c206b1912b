#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "intake/values.h"
#include "store/import_log.h"
#include "tally/condition.h"

namespace rastro {

/// What each column of a flat table is, by its heading.
struct FlatQuestion {
  std::string failed;                ///< whether a row failed, or how many of its units did
  std::string exposed;               ///< how many units a row stands for; "": each is one unit
  std::vector<std::string> factors;  ///< none: every other column
};

/// A column in which causes are looked for.
struct FlatFactor {
  std::string name;
  std::vector<Code> codes;          ///< by row; 0: not recorded
  std::vector<std::string> values;  ///< by code; values[0] is ""
};

/// One table without days, in memory: what each row stands for, and the factors.
struct FlatTable {
  std::string failed_name;  ///< as it is written in the heading
  std::vector<FlatFactor> factors;
  std::vector<std::uint32_t> exposed;  ///< units by row; empty: each row is one
  std::vector<std::uint32_t> failed;   ///< of these, by row
  std::int64_t units = 0, units_failed = 0;
  std::int64_t records = 0, rejected = 0;
  std::vector<Rejection> first_rejections;
  std::vector<std::string> notes;  ///< what was recognised and what was set aside

  bool is_aggregated() const { return !exposed.empty(); }
  std::size_t rows() const { return failed.size(); }
};

/// Reads the first table of a file. A row that cannot be used is left out and told. Texts that
/// `values` takes for empty are not recorded. Throws Error for a file or a column that is not
/// there, and where no row can be used, or where none or all of the units failed.
FlatTable read_flat_table(const std::string& path, const FlatQuestion& question,
                          const ValueReader& values,
                          const std::function<void(int percent)>& progress = {});

}  // namespace rastro
