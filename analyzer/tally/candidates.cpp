#include "tally/candidates.h"

#include <unordered_map>

namespace rastro {

namespace {

/// A frequent pair gets a number below 2^21, so that three of them fit one 64-bit key.
using Item = std::uint64_t;
constexpr int item_bits = 21;
constexpr Item most_items = Item{1} << item_bits;

struct Seen {
  std::int64_t failed = 0;
  std::int64_t orders = 0;
  std::uint32_t last_order = 0xFFFFFFFF;

  void add(std::uint32_t order) {
    ++failed;
    if (order == last_order) return;
    last_order = order;
    ++orders;
  }
};

/// Keys are hashed only for counting; what is found is sorted before it leaves.
using Counter = std::unordered_map<std::uint64_t, Seen>;

/// One pass a level over the failed rows; each row holds its frequent items, ascending by factor.
class Enumeration {
 public:
  Enumeration(const FailedRows& rows, const CandidateSearch& search)
      : rows_(rows), search_(search) {}

  std::vector<CountedCondition> run() {
    count_singles();
    if (search_.depth >= 2) count_pairs();
    if (search_.depth >= 3) count_triples();
    std::sort(found_.begin(), found_.end(),
              [](const auto& left, const auto& right) { return left.condition < right.condition; });
    return std::move(found_);
  }

 private:
  void count_singles() {
    items_of_row_.resize(rows_.order.size());
    for (std::size_t column = 0; column < search_.factors.size(); ++column) {
      const auto& codes = rows_.codes[column];
      Counter seen;
      for (std::size_t row = 0; row < codes.size(); ++row) {
        if (codes[row] != 0) seen[codes[row]].add(rows_.order[row]);
      }
      std::unordered_map<Code, Item> item_of_code;
      for (std::size_t row = 0; row < codes.size(); ++row) {
        if (codes[row] == 0) continue;
        const Seen& counted = seen[codes[row]];
        if (counted.orders < search_.least_failed_orders) continue;
        auto [place, is_new] = item_of_code.try_emplace(codes[row], pair_of_item_.size());
        if (is_new) {
          if (pair_of_item_.size() == most_items) continue;
          pair_of_item_.push_back({search_.factors[column], codes[row]});
          keep({place->second}, counted);
        }
        items_of_row_[row].push_back(place->second);
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
    std::erase_if(pairs_, [&](const auto& entry) {
      return entry.second.orders < search_.least_failed_orders;
    });
    for (const auto& [pair, seen] : pairs_) keep({pair >> item_bits, pair % most_items}, seen);
  }

  void count_triples() {
    Counter triples;
    for (std::size_t row = 0; row < items_of_row_.size(); ++row) {
      const auto& items = items_of_row_[row];
      for (std::size_t i = 0; i < items.size(); ++i) {
        for (std::size_t j = i + 1; j < items.size(); ++j) {
          if (!pairs_.contains(key(items[i], items[j]))) continue;
          for (std::size_t k = j + 1; k < items.size(); ++k) {
            if (!pairs_.contains(key(items[j], items[k])) ||
                !pairs_.contains(key(items[i], items[k]))) {
              continue;
            }
            triples[key(items[i], items[j]) << item_bits | items[k]].add(rows_.order[row]);
          }
        }
      }
    }
    for (const auto& [triple, seen] : triples) {
      if (seen.orders < search_.least_failed_orders) continue;
      keep({triple >> 2 * item_bits, (triple >> item_bits) % most_items, triple % most_items},
           seen);
    }
  }

  bool may_pair(Item left, Item right) const {
    return search_.may_pair(pair_of_item_[left].factor, pair_of_item_[right].factor);
  }

  static std::uint64_t key(Item left, Item right) { return left << item_bits | right; }

  void keep(std::initializer_list<Item> items, const Seen& seen) {
    CountedCondition& counted = found_.emplace_back();
    for (const Item item : items) counted.condition.pairs.push_back(pair_of_item_[item]);
    counted.failed = seen.failed;
    counted.failed_orders = seen.orders;
  }

  const FailedRows& rows_;
  const CandidateSearch& search_;
  std::vector<Pair> pair_of_item_;
  std::vector<std::vector<Item>> items_of_row_;
  Counter pairs_;
  std::vector<CountedCondition> found_;
};

}  // namespace

std::vector<CountedCondition> enumerate_candidates(const FailedRows& rows,
                                                   const CandidateSearch& search) {
  return Enumeration(rows, search).run();
}

}  // namespace rastro
