#include "mechanisms/catalogue.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "base/text.h"
#include "mechanisms/codes.h"
#include "mechanisms/descriptions.h"

namespace rastro {

namespace {

constexpr std::size_t most_alike = 100;
constexpr double rarer_by_e = 0.05;
constexpr double weight_of_next_bin = 0.5;
/// Further words hardly weigh.
constexpr std::size_t most_words = 60;

/// Numbers equal texts alike, from 1 in the order of their coming; "" is 0.
class Numbering {
 public:
  std::uint32_t number_of(const std::string& text) {
    if (text.empty()) return 0;
    return numbers_.emplace(text, static_cast<std::uint32_t>(numbers_.size() + 1)).first->second;
  }
  std::size_t size() const { return numbers_.size(); }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

/// Digits and letters without leading zeros; "" where it names nothing, as "N/A" or "0000".
std::string plain_barcode(const std::string& barcode) {
  std::string plain = plain_code(barcode);
  if (plain.find_first_of("123456789") == std::string::npos) return "";
  return plain.substr(plain.find_first_not_of('0'));
}

std::string family_of(const Item& item) {
  const std::string supplier = fold(trim(item.supplier));
  return supplier.empty() ? "" : supplier + '\n' + fold(trim(item.category));
}

}  // namespace

Catalogue::Catalogue(std::vector<Item> items) : items_(std::move(items)) {
  std::erase_if(items_, [](const Item& item) { return item.sku.empty(); });
  std::stable_sort(items_.begin(), items_.end(),
                   [](const Item& left, const Item& right) { return left.sku < right.sku; });
  items_.erase(
      std::unique(items_.begin(), items_.end(),
                  [](const Item& left, const Item& right) { return left.sku == right.sku; }),
      items_.end());
  Numbering shelves, barcodes, families;
  for (const Item& item : items_) {
    by_code_.push_back(codes_.size());
    codes_.push_back(plain_code(item.sku));
    const auto bin = read_bin(item.bin);
    shelves_.push_back(bin ? shelves.number_of(bin->shelf) : 0);
    places_.push_back(bin ? bin->place : 0);
    barcodes_.push_back(barcodes.number_of(plain_barcode(item.barcode)));
    families_.push_back(families.number_of(family_of(item)));
  }
  std::stable_sort(by_code_.begin(), by_code_.end(), [&](std::size_t left, std::size_t right) {
    return codes_[left] < codes_[right];
  });
  read_descriptions();
}

void Catalogue::read_descriptions() {
  Numbering words;
  words_of_.resize(items_.size());
  items_with_.resize(1);
  for (std::size_t index = 0; index < items_.size(); ++index) {
    double weight = 0;
    auto& own = words_of_[index];
    for (const DescriptionWord& word : read_description(description(index), most_words)) {
      weight += word.weight;
      own.push_back({words.number_of(word.meaning), static_cast<float>(word.weight)});
    }
    weights_.push_back(static_cast<float>(weight));
    std::sort(own.begin(), own.end(),
              [](const Posting& left, const Posting& right) { return left.key < right.key; });
    std::size_t kept = 0;
    for (std::size_t next = 0; next < own.size(); ++next) {
      if (next > 0 && own[kept - 1].key == own[next].key) {
        own[kept - 1].weight += own[next].weight;
      } else {
        own[kept++] = own[next];
      }
    }
    own.resize(kept);
    items_with_.resize(words.size() + 1);
    for (const Posting& word : own) {
      items_with_[word.key].push_back({static_cast<std::uint32_t>(index), word.weight});
    }
  }
}

std::optional<std::size_t> Catalogue::find(std::string_view sku) const {
  const auto exact =
      std::lower_bound(items_.begin(), items_.end(), sku,
                       [](const Item& item, std::string_view wanted) { return item.sku < wanted; });
  if (exact != items_.end() && exact->sku == sku) {
    return static_cast<std::size_t>(exact - items_.begin());
  }
  const std::string code = plain_code(sku);
  if (code.empty()) return std::nullopt;
  const auto first = std::lower_bound(
      by_code_.begin(), by_code_.end(), code,
      [&](std::size_t index, const std::string& wanted) { return codes_[index] < wanted; });
  if (first == by_code_.end() || codes_[*first] != code) return std::nullopt;
  if (first + 1 != by_code_.end() && codes_[*(first + 1)] == code) return std::nullopt;
  return *first;
}

const std::string& Catalogue::description(std::size_t index) const {
  const Item& item = items_[index];
  return trim(item.description).empty() ? item.name : item.description;
}

std::vector<std::size_t> Catalogue::like_enough(std::size_t index) const {
  std::vector<float> shared(items_.size(), 0);
  for (const Posting& word : words_of_[index]) {
    for (const Posting& other : items_with_[word.key]) {
      shared[other.key] += word.weight + other.weight;
    }
  }
  std::vector<std::pair<float, std::size_t>> found;
  for (std::size_t other = 0; other < items_.size(); ++other) {
    if (other == index || shared[other] <= 0) continue;
    const float share = shared[other] / (weights_[index] + weights_[other]);
    // A hair of tolerance: these are sums of rounded numbers.
    if (most_alikeness(share) + 1e-4 >= least_alikeness) found.emplace_back(-share, other);
  }
  const std::size_t kept = std::min(most_alike, found.size());
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept), found.end());
  std::vector<std::size_t> nearest;
  for (std::size_t rank = 0; rank < kept; ++rank) nearest.push_back(found[rank].second);
  std::sort(nearest.begin(), nearest.end());
  return nearest;
}

std::vector<Relative> Catalogue::alike(std::size_t index) const {
  const auto words = read_description(description(index), most_words);
  std::vector<Relative> relatives;
  for (const std::size_t other : like_enough(index)) {
    const double like = alikeness(words, read_description(description(other), most_words));
    if (like < least_alikeness) continue;
    relatives.push_back({other, std::exp((like - 1) / rarer_by_e)});
  }
  return relatives;
}

std::vector<Relative> Catalogue::typed_for(std::size_t index) const {
  std::vector<Relative> relatives;
  for (std::size_t other = 0; other < items_.size(); ++other) {
    if (other == index) continue;
    const TypedCode typed = rastro::typed_for(codes_[index], codes_[other]);
    if (typed.slip != Slip::none) relatives.push_back({other, typed.likelihood});
  }
  return relatives;
}

std::vector<Relative> Catalogue::near(std::size_t index) const {
  std::vector<Relative> relatives;
  if (shelves_[index] == 0) return relatives;
  for (std::size_t other = 0; other < items_.size(); ++other) {
    if (other == index || shelves_[other] != shelves_[index]) continue;
    const std::int64_t steps = std::abs(places_[other] - places_[index]);
    if (steps <= 1) relatives.push_back({other, steps == 0 ? 1 : weight_of_next_bin});
  }
  return relatives;
}

std::vector<Relative> Catalogue::same_barcode(std::size_t index) const {
  return with_same(barcodes_, index);
}

std::vector<Relative> Catalogue::same_family(std::size_t index) const {
  return with_same(families_, index);
}

std::vector<Relative> Catalogue::with_same(const std::vector<std::uint32_t>& keys,
                                           std::size_t index) const {
  std::vector<Relative> relatives;
  if (keys[index] == 0) return relatives;
  for (std::size_t other = 0; other < items_.size(); ++other) {
    if (other != index && keys[other] == keys[index]) relatives.push_back({other, 1});
  }
  return relatives;
}

}  // namespace rastro
