#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "tally/coded_rows.h"

namespace rastro {

/// Sums of weights for many conditions, each split by a class of rows. Conditions are sorted by
/// their rarest pair; the rows that bear it are copied together, which keeps what follows in the
/// processor's cache, and each set of further factors is then counted in one pass over them.
class Tabulation {
 public:
  /// class_of_row: below `classes`; empty where all rows are of one class.
  Tabulation(const CodedRows& rows, std::span<const std::uint32_t> class_of_row,
             std::size_t classes);

  /// Calls visit(index, sums by class) once for each condition; on several processors at once.
  using Visit = std::function<void(std::size_t, std::span<const std::int64_t>)>;
  void run(std::span<const Condition> conditions, const Visit& visit) const;

 private:
  /// A condition of one to three pairs: the rarest one, and what else must hold.
  struct Task {
    Pair rarest;
    Pair others[2];  ///< without a factor: nothing more
    std::size_t index = 0;
  };
  struct Block;

  class Cross;

  bool take_task(const Condition& condition, std::size_t index, std::vector<Task>& tasks) const;
  std::vector<std::size_t> sort_tasks(std::vector<Task>& tasks) const;
  void run_rarest(std::span<Task> tasks, Block& block, const Visit& visit) const;
  void filter(const Task& task, const Visit& visit) const;
  void cross(std::span<const Task> tasks, Block& block, const Visit& visit) const;
  void sum_plainly(const Condition& condition, std::size_t index, const Visit& visit) const;
  std::size_t class_of(std::size_t row) const {
    return class_of_row_.empty() ? 0 : class_of_row_[row];
  }

  const CodedRows& rows_;
  std::span<const std::uint32_t> class_of_row_;
  std::size_t classes_;
};

}  // namespace rastro
