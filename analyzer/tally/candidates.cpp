#include "tally/candidates.h"

#include <algorithm>
#include <array>

namespace rastro {

namespace {

/// What was seen of one value among some rows.
struct Seen {
  std::int64_t failed = 0;
  std::int64_t orders = 0;
  std::uint32_t last_order = 0xFFFFFFFF;
  std::uint32_t rows = 0;
  std::uint32_t part = 0;  ///< 1 + its place among the frequent values
  std::array<std::int64_t, 3> orders_since{};

  void add(std::uint32_t order, std::uint32_t weight, std::uint8_t recent) {
    failed += weight;
    ++rows;
    if (order == last_order) return;
    last_order = order;
    orders += weight;
    for (std::uint8_t since = 0; since < recent; ++since) orders_since[since] += weight;
  }
};

/// Depth first: the rows of a frequent condition are parted by the values of each further factor,
/// so that every condition is counted from the rows of its first parts only, and no table of all
/// conditions is needed (the projections of Agarwal, Aggarwal and Prasad 2001).
class Enumeration {
 public:
  Enumeration(const FailedRows& rows, const CandidateSearch& search)
      : rows_(rows), search_(search), seen_(search.factors.size()) {
    for (std::size_t column = 0; column < seen_.size(); ++column) {
      const auto& codes = rows_.codes[column];
      const auto largest = std::max_element(codes.begin(), codes.end());
      seen_[column].resize(largest == codes.end() ? 1 : std::size_t{*largest} + 1);
    }
  }

  std::vector<CountedCondition> run() {
    std::vector<std::uint32_t> all(rows_.order.size());
    for (std::uint32_t row = 0; row < all.size(); ++row) all[row] = row;
    extend(all, 0);
    return std::move(found_);
  }

 private:
  /// One value of a factor that is frequent among some rows.
  struct Part {
    Code value = 0;
    std::int64_t failed = 0, orders = 0;
    std::array<std::int64_t, 3> orders_since{};
    std::size_t begin = 0, end = 0;  ///< of its rows
  };

  /// All frequent conditions that add a pair of a factor from `first` on to the current ones.
  void extend(const std::vector<std::uint32_t>& rows, std::size_t first) {
    if (static_cast<std::int64_t>(pairs_.size()) >= search_.depth) return;
    for (std::size_t column = first; column < seen_.size(); ++column) {
      if (!may_join(search_.factors[column])) continue;
      std::vector<std::uint32_t> parted;
      for (const Part& part : part_rows(rows, column, parted)) {
        pairs_.push_back({search_.factors[column], part.value});
        found_.push_back({{pairs_}, part.failed, part.orders, part.orders_since});
        if (!parted.empty()) {  // else no further pair can join
          const auto begin = parted.begin();
          extend({begin + static_cast<std::ptrdiff_t>(part.begin),
                  begin + static_cast<std::ptrdiff_t>(part.end)},
                 column + 1);
        }
        pairs_.pop_back();
      }
    }
  }

  bool may_join(std::uint16_t factor) const {
    return std::all_of(pairs_.begin(), pairs_.end(),
                       [&](const Pair& pair) { return search_.may_pair(pair.factor, factor); });
  }

  /// The frequent values of a column, ascending; their rows, still ascending, go to `parted`.
  std::vector<Part> part_rows(const std::vector<std::uint32_t>& rows, std::size_t column,
                              std::vector<std::uint32_t>& parted) {
    auto& seen = seen_[column];
    const auto& codes = rows_.codes[column];
    std::vector<Code> values;
    for (const std::uint32_t row : rows) {
      const Code code = codes[row];
      if (code == 0) continue;
      if (seen[code].rows == 0) values.push_back(code);
      seen[code].add(rows_.order[row], rows_.weight.empty() ? 1 : rows_.weight[row],
                     rows_.recent.empty() ? std::uint8_t{0} : rows_.recent[row]);
    }
    std::sort(values.begin(), values.end());
    std::vector<Part> parts;
    std::size_t next = 0;
    for (const Code value : values) {
      Seen& of_value = seen[value];
      if (of_value.orders < search_.least_failed_orders) continue;
      parts.push_back({value, of_value.failed, of_value.orders, of_value.orders_since, next, next});
      of_value.part = static_cast<std::uint32_t>(parts.size());
      next += of_value.rows;
    }
    if (may_grow(column)) {
      parted.resize(next);
      for (const std::uint32_t row : rows) {
        if (const std::uint32_t part = seen[codes[row]].part; part != 0) {
          parted[parts[part - 1].end++] = row;
        }
      }
    }
    for (const Code value : values) seen[value] = {};
    return parts;
  }

  /// Whether conditions with this column may get further pairs.
  bool may_grow(std::size_t column) const {
    return static_cast<std::int64_t>(pairs_.size()) + 1 < search_.depth &&
           column + 1 < seen_.size();
  }

  const FailedRows& rows_;
  const CandidateSearch& search_;
  std::vector<std::vector<Seen>> seen_;  ///< by column and code; nothing between two uses
  std::vector<Pair> pairs_;              ///< of the current condition
  std::vector<CountedCondition> found_;
};

}  // namespace

std::vector<CountedCondition> enumerate_candidates(const FailedRows& rows,
                                                   const CandidateSearch& search) {
  return Enumeration(rows, search).run();
}

}  // namespace rastro
