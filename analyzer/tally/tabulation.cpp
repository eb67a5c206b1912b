#include "tally/tabulation.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/parallel.h"

namespace rastro {

namespace {

constexpr std::uint16_t no_factor = 0xFFFF;
/// Cells counted at once: what a processor's cache holds.
constexpr std::size_t most_cells = std::size_t{1} << 20;
/// Rows times passes from which further processors are worth starting.
constexpr std::size_t worth_sharing = 500'000;
constexpr std::size_t shares = 32;

}  // namespace

/// The rows that bear one value, copied together factor by factor as they are asked for, and room
/// for counting.
struct Tabulation::Block {
  std::span<const std::uint32_t> rows;
  std::vector<std::vector<Code>> codes;  ///< by factor
  std::vector<bool> copied;              ///< by factor
  std::vector<std::uint32_t> classes;
  std::vector<std::uint32_t> weights;
  std::vector<std::vector<std::uint32_t>> slots;  ///< by factor and code; 0: not asked for
  std::vector<std::int64_t> cells;

  void open(const CodedRows& table, std::span<const std::uint32_t> wanted,
            std::span<const std::uint32_t> class_of_row) {
    rows = wanted;
    codes.resize(table.factors());
    slots.resize(table.factors());
    copied.assign(table.factors(), false);
    classes.assign(rows.size(), 0);
    weights.resize(rows.size());
    for (std::size_t at = 0; at < rows.size(); ++at) {
      weights[at] = table.weight(rows[at]);
      if (!class_of_row.empty()) classes[at] = class_of_row[rows[at]];
    }
  }

  const Code* of(const CodedRows& table, std::uint16_t factor) {
    if (!copied[factor]) {
      const auto& all = table.codes(factor);
      codes[factor].resize(rows.size());
      for (std::size_t at = 0; at < rows.size(); ++at) codes[factor][at] = all[rows[at]];
      copied[factor] = true;
    }
    return codes[factor].data();
  }
};

/// One pass over a block: the rows by the values of one or two further factors, of those values
/// that were asked for.
class Tabulation::Cross {
 public:
  Cross(const CodedRows& rows, std::size_t classes, Block& block, const Pair (&others)[2])
      : rows_(rows), classes_(classes), block_(block) {
    for (const Pair& pair : others) {
      if (pair.factor == no_factor) continue;
      block.slots[pair.factor].resize(rows.values(pair.factor), 0);
      factors_.push_back(pair.factor);
    }
    used_.resize(factors_.size());
  }
  ~Cross() {
    for (std::size_t at = 0; at < factors_.size(); ++at) {
      for (const Code code : used_[at]) block_.slots[factors_[at]][code] = 0;
    }
  }
  Cross(const Cross&) = delete;
  Cross& operator=(const Cross&) = delete;

  /// False where there is no more room; the first one always fits.
  bool takes(const Pair (&others)[2]) {
    std::size_t cells = classes_;
    for (std::size_t at = 0; at < factors_.size(); ++at) {
      const bool is_new = block_.slots[factors_[at]][others[at].value] == 0;
      cells *= used_[at].size() + 1 + (is_new ? 1 : 0);
    }
    if (taken_ > 0 && cells > most_cells) return false;
    ++taken_;
    for (std::size_t at = 0; at < factors_.size(); ++at) {
      std::uint32_t& slot = block_.slots[factors_[at]][others[at].value];
      if (slot != 0) continue;
      used_[at].push_back(others[at].value);
      slot = static_cast<std::uint32_t>(used_[at].size());
    }
    return true;
  }

  void count() {
    std::size_t cells = classes_;
    for (const auto& used : used_) cells *= used.size() + 1;
    block_.cells.assign(cells, 0);
    const std::size_t rows = block_.rows.size();
    const std::uint32_t* kind = block_.classes.data();
    const std::uint32_t* weight = block_.weights.data();
    std::int64_t* cell = block_.cells.data();
    if (factors_.empty()) {
      for (std::size_t at = 0; at < rows; ++at) cell[kind[at]] += weight[at];
      return;
    }
    const Code* first = block_.of(rows_, factors_[0]);
    const std::uint32_t* first_slot = block_.slots[factors_[0]].data();
    if (factors_.size() == 1) {
      for (std::size_t at = 0; at < rows; ++at) {
        cell[first_slot[first[at]] * classes_ + kind[at]] += weight[at];
      }
      return;
    }
    const Code* second = block_.of(rows_, factors_[1]);
    const std::uint32_t* second_slot = block_.slots[factors_[1]].data();
    const std::size_t width = used_[1].size() + 1;
    for (std::size_t at = 0; at < rows; ++at) {
      const std::size_t place = first_slot[first[at]] * width + second_slot[second[at]];
      cell[place * classes_ + kind[at]] += weight[at];
    }
  }

  std::span<const std::int64_t> sums(const Pair (&others)[2]) const {
    std::size_t place = 0;
    for (std::size_t at = 0; at < factors_.size(); ++at) {
      place = place * (used_[at].size() + 1) + block_.slots[factors_[at]][others[at].value];
    }
    return std::span(block_.cells).subspan(place * classes_, classes_);
  }

 private:
  const CodedRows& rows_;
  std::size_t classes_;
  Block& block_;
  std::vector<std::uint16_t> factors_;
  std::vector<std::vector<Code>> used_;  ///< values asked for, by factor
  std::size_t taken_ = 0;
};

Tabulation::Tabulation(const CodedRows& rows, std::span<const std::uint32_t> class_of_row,
                       std::size_t classes)
    : rows_(rows), class_of_row_(class_of_row), classes_(classes) {}

/// False for a condition that is answered otherwise.
bool Tabulation::take_task(const Condition& condition, std::size_t index,
                           std::vector<Task>& tasks) const {
  if (condition.days || condition.pairs.empty() || condition.pairs.size() > 3) return false;
  for (const Pair& pair : condition.pairs) {
    if (pair.value >= rows_.values(pair.factor)) return false;
  }
  Task task;
  task.rarest = rows_.rarest(condition);
  task.index = index;
  std::size_t other = 0;
  for (const Pair& pair : condition.pairs) {
    if (pair != task.rarest) task.others[other++] = pair;
  }
  for (; other < 2; ++other) task.others[other] = {no_factor, 0};
  tasks.push_back(task);
  return true;
}

/// The tasks by their rarest pair, and where those of each such pair begin.
std::vector<std::size_t> Tabulation::sort_tasks(std::vector<Task>& tasks) const {
  std::vector<std::size_t> first_value(rows_.factors() + 1, 0);
  for (std::size_t factor = 0; factor < rows_.factors(); ++factor) {
    first_value[factor + 1] = first_value[factor] + rows_.values(factor);
  }
  const auto place_of = [&](const Task& task) {
    return first_value[task.rarest.factor] + task.rarest.value;
  };
  std::vector<std::size_t> begins(first_value.back() + 1, 0);
  for (const Task& task : tasks) ++begins[place_of(task) + 1];
  std::partial_sum(begins.begin(), begins.end(), begins.begin());
  std::vector<Task> sorted(tasks.size());
  auto next = begins;
  for (const Task& task : tasks) sorted[next[place_of(task)]++] = task;
  tasks.swap(sorted);
  begins.erase(std::unique(begins.begin(), begins.end()), begins.end());
  return begins;
}

void Tabulation::run(std::span<const Condition> conditions, const Visit& visit) const {
  std::vector<Task> tasks;
  tasks.reserve(conditions.size());
  for (std::size_t index = 0; index < conditions.size(); ++index) {
    if (!take_task(conditions[index], index, tasks)) sum_plainly(conditions[index], index, visit);
  }
  if (tasks.empty()) return;
  const auto begins = sort_tasks(tasks);
  std::vector<std::size_t> work_before{0};
  for (std::size_t at = 0; at + 1 < begins.size(); ++at) {
    const std::size_t passes = std::min<std::size_t>(begins[at + 1] - begins[at], 32);
    work_before.push_back(work_before.back() +
                          rows_.rows_with(tasks[begins[at]].rarest).size() * passes);
  }
  const std::size_t parts = work_before.back() < worth_sharing ? 1 : shares;
  // Shares of about the same work, cut between two rarest pairs.
  const auto cut = [&](std::size_t part) {
    if (part == parts) return begins.size() - 1;
    const std::size_t wanted = work_before.back() * part / parts;
    const auto place = std::lower_bound(work_before.begin(), work_before.end(), wanted);
    return static_cast<std::size_t>(place - work_before.begin());
  };
  in_parallel(parts, [&](std::size_t part) {
    Block block;
    for (std::size_t at = cut(part); at < cut(part + 1); ++at) {
      run_rarest(std::span(tasks).subspan(begins[at], begins[at + 1] - begins[at]), block, visit);
    }
  });
}

/// All tasks of one rarest pair.
void Tabulation::run_rarest(std::span<Task> tasks, Block& block, const Visit& visit) const {
  if (tasks.size() <= 2) {
    for (const Task& task : tasks) filter(task, visit);
    return;
  }
  block.open(rows_, rows_.rows_with(tasks.front().rarest), class_of_row_);
  const auto factors = [](const Task& task) {
    return std::pair(task.others[0].factor, task.others[1].factor);
  };
  std::sort(tasks.begin(), tasks.end(), [&](const Task& left, const Task& right) {
    return std::pair(factors(left), left.others[0].value) <
           std::pair(factors(right), right.others[0].value);
  });
  while (!tasks.empty()) {
    const auto end = std::find_if(tasks.begin(), tasks.end(), [&](const Task& task) {
      return factors(task) != factors(tasks.front());
    });
    const auto count = static_cast<std::size_t>(end - tasks.begin());
    cross(tasks.first(count), block, visit);
    tasks = tasks.subspan(count);
  }
}

/// One condition by itself, straight from the rows.
void Tabulation::filter(const Task& task, const Visit& visit) const {
  std::vector<std::int64_t> sums(classes_, 0);
  const auto codes_of = [&](const Pair& pair) -> const Code* {
    return pair.factor == no_factor ? nullptr : rows_.codes(pair.factor).data();
  };
  const Code* first = codes_of(task.others[0]);
  const Code* second = codes_of(task.others[1]);
  for (const std::uint32_t row : rows_.rows_with(task.rarest)) {
    if (first != nullptr && first[row] != task.others[0].value) continue;
    if (second != nullptr && second[row] != task.others[1].value) continue;
    sums[class_of(row)] += rows_.weight(row);
  }
  visit(task.index, sums);
}

/// Tasks of the same factors, as many at once as there is room to count.
void Tabulation::cross(std::span<const Task> tasks, Block& block, const Visit& visit) const {
  while (!tasks.empty()) {
    Cross now(rows_, classes_, block, tasks.front().others);
    std::size_t taken = 0;
    while (taken < tasks.size() && now.takes(tasks[taken].others)) ++taken;
    now.count();
    for (std::size_t at = 0; at < taken; ++at) {
      visit(tasks[at].index, now.sums(tasks[at].others));
    }
    tasks = tasks.subspan(taken);
  }
}

/// More than three pairs, or none, or values that do not occur.
void Tabulation::sum_plainly(const Condition& condition, std::size_t index,
                             const Visit& visit) const {
  std::vector<std::int64_t> sums(classes_, 0);
  for (const std::uint32_t row : rows_.rows_meeting(condition)) {
    sums[class_of(row)] += rows_.weight(row);
  }
  visit(index, sums);
}

}  // namespace rastro
