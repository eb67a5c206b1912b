#include "tally/candidates.h"

#include <algorithm>

namespace rastro {

namespace {

/// A frequent pair gets a number from 1 to below 2^21, so that three of them fit one 64-bit key,
/// the first one highest; 0 stands behind the last.
using Item = std::uint64_t;
constexpr int item_bits = 21;
constexpr Item most_items = Item{1} << item_bits;

struct Seen {
  std::uint64_t key = 0;  ///< 0: free
  std::uint32_t failed = 0;
  std::uint32_t orders = 0;
  std::uint32_t last_order = 0xFFFFFFFF;

  void add(std::uint32_t order) {
    ++failed;
    if (order == last_order) return;
    last_order = order;
    ++orders;
  }
};

/// What was seen under each key, in one open-addressed table. What is found is sorted before it
/// leaves.
class Counter {
 public:
  Seen& operator[](std::uint64_t key) {
    if (used_ * 2 >= table_.size()) grow();
    Seen& seen = place(key);
    if (seen.key == 0) {
      seen.key = key;
      ++used_;
    }
    return seen;
  }

  /// The entry of a key that may be missing: then with key 0 and nothing seen.
  const Seen& find(std::uint64_t key) { return table_.empty() ? none_ : place(key); }
  const std::vector<Seen>& table() const { return table_; }

 private:
  Seen& place(std::uint64_t key) {
    const std::size_t mask = table_.size() - 1;
    std::uint64_t at = key * 0x9E3779B97F4A7C15u;
    for (at ^= at >> 32; table_[at & mask].key != 0 && table_[at & mask].key != key;) ++at;
    return table_[at & mask];
  }

  void grow() {
    std::vector<Seen> smaller(std::max<std::size_t>(1024, table_.size() * 2));
    smaller.swap(table_);
    for (const Seen& seen : smaller) {
      if (seen.key != 0) place(seen.key) = seen;
    }
  }

  std::vector<Seen> table_;
  std::size_t used_ = 0;
  Seen none_;
};

/// One pass a level over the failed rows; each row holds its frequent items, ascending by factor.
class Enumeration {
 public:
  Enumeration(const FailedRows& rows, const CandidateSearch& search)
      : rows_(rows), search_(search) {}

  std::vector<CountedCondition> run() {
    count_singles();
    if (search_.depth >= 2) count_pairs();
    if (search_.depth >= 3) count_triples();
    // Items ascend with their pairs, so that keys ascend with their conditions.
    std::sort(found_.begin(), found_.end(),
              [](const Seen& left, const Seen& right) { return left.key < right.key; });
    std::vector<CountedCondition> conditions;
    conditions.reserve(found_.size());
    for (const Seen& seen : found_) conditions.push_back(condition_of(seen));
    return conditions;
  }

 private:
  void count_singles() {
    items_of_row_.resize(rows_.order.size());
    for (std::size_t column = 0; column < search_.factors.size(); ++column) {
      const auto& codes = rows_.codes[column];
      std::vector<Seen> seen;  // by code
      for (std::size_t row = 0; row < codes.size(); ++row) {
        if (codes[row] >= seen.size()) seen.resize(codes[row] + 1);
        seen[codes[row]].add(rows_.order[row]);
      }
      for (Code code = 1; code < seen.size(); ++code) {
        if (seen[code].orders < search_.least_failed_orders) continue;
        if (pair_of_item_.size() == most_items) break;
        seen[code].key = pair_of_item_.size() << 2 * item_bits;
        pair_of_item_.push_back({search_.factors[column], code});
        found_.push_back(seen[code]);
      }
      for (std::size_t row = 0; row < codes.size(); ++row) {
        const Item item = codes[row] == 0 ? 0 : seen[codes[row]].key >> 2 * item_bits;
        if (item != 0) items_of_row_[row].push_back(item);
      }
    }
  }

  void count_pairs() {
    for (std::size_t row = 0; row < items_of_row_.size(); ++row) {
      const auto& items = items_of_row_[row];
      for (std::size_t i = 0; i < items.size(); ++i) {
        for (std::size_t j = i + 1; j < items.size(); ++j) {
          if (may_pair(items[i], items[j])) pairs_[key(items[i], items[j])].add(rows_.order[row]);
        }
      }
    }
    keep_frequent(pairs_);
  }

  void count_triples() {
    Counter triples;
    for (std::size_t row = 0; row < items_of_row_.size(); ++row) {
      const auto& items = items_of_row_[row];
      for (std::size_t i = 0; i < items.size(); ++i) {
        for (std::size_t j = i + 1; j < items.size(); ++j) {
          if (!is_frequent_pair(items[i], items[j])) continue;
          for (std::size_t k = j + 1; k < items.size(); ++k) {
            if (!is_frequent_pair(items[j], items[k]) || !is_frequent_pair(items[i], items[k])) {
              continue;
            }
            triples[key(items[i], items[j]) | items[k]].add(rows_.order[row]);
          }
        }
      }
    }
    keep_frequent(triples);
  }

  bool may_pair(Item left, Item right) const {
    return search_.may_pair(pair_of_item_[left].factor, pair_of_item_[right].factor);
  }

  bool is_frequent_pair(Item left, Item right) {
    return pairs_.find(key(left, right)).orders >= search_.least_failed_orders;
  }

  static std::uint64_t key(Item left, Item right) {
    return left << 2 * item_bits | right << item_bits;
  }

  void keep_frequent(const Counter& counter) {
    for (const Seen& seen : counter.table()) {
      if (seen.key != 0 && seen.orders >= search_.least_failed_orders) found_.push_back(seen);
    }
  }

  CountedCondition condition_of(const Seen& seen) const {
    CountedCondition counted{{}, seen.failed, seen.orders};
    for (int shift = 2 * item_bits; shift >= 0; shift -= item_bits) {
      const Item item = (seen.key >> shift) % most_items;
      if (item != 0) counted.condition.pairs.push_back(pair_of_item_[item]);
    }
    return counted;
  }

  const FailedRows& rows_;
  const CandidateSearch& search_;
  std::vector<Pair> pair_of_item_{Pair{}};  ///< item 0 is none
  std::vector<std::vector<Item>> items_of_row_;
  Counter pairs_;
  std::vector<Seen> found_;
};

}  // namespace

std::vector<CountedCondition> enumerate_candidates(const FailedRows& rows,
                                                   const CandidateSearch& search) {
  return Enumeration(rows, search).run();
}

}  // namespace rastro
