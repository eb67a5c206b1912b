#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mechanisms/bins.h"

namespace rastro {

/// A product; everything but the sku may be empty.
struct Item {
  std::string sku;
  std::string name;
  std::string description;  ///< in force; where it is empty the name stands for it
  std::string supplier, category, bin, barcode;
};

/// An item that stands in some relation to another one.
struct Relative {
  std::size_t item = 0;
  double weight = 0;  ///< above 0; how much likelier than others to come instead of it
};

/// The items that can be taken for each other, and which can be taken for which. A question costs
/// one pass over all items, or less: nothing is compared beforehand.
class Catalogue {
 public:
  /// Items in any order; of those with the same sku, and of those without one, the first is kept or
  /// none.
  explicit Catalogue(std::vector<Item> items);

  std::size_t size() const { return items_.size(); }
  const Item& item(std::size_t index) const { return items_[index]; }  ///< ascending by sku
  /// The item of a sku as written; else the only one that differs in case and separators alone.
  std::optional<std::size_t> find(std::string_view sku) const;
  const std::string& description(std::size_t index) const;

  // Each gives the relatives of an item, ascending, without the item itself.

  /// Those whose descriptions are alike; each twentieth of the text that differs makes it e times
  /// rarer. The hundred nearest at most.
  std::vector<Relative> alike(std::size_t index) const;
  /// Those whose code is one slip away: by the likelihood of typing it.
  std::vector<Relative> typed_for(std::size_t index) const;
  /// Those in the same bin, and half as likely those in the next one.
  std::vector<Relative> near(std::size_t index) const;
  std::vector<Relative> same_barcode(std::size_t index) const;
  /// The same kind of goods from the same supplier. Where neither has a category, those of the
  /// supplier.
  std::vector<Relative> same_family(std::size_t index) const;

 private:
  /// A word of a description, with all the weight it has in it.
  struct Posting {
    std::uint32_t key;  ///< item or word
    float weight;
  };
  using Postings = std::vector<std::vector<Posting>>;

  void read_descriptions();
  std::vector<std::size_t> like_enough(std::size_t index) const;
  std::vector<Relative> with_same(const std::vector<std::uint32_t>& keys, std::size_t index) const;

  std::vector<Item> items_;
  std::vector<std::string> codes_;                  ///< by item: plain
  std::vector<std::size_t> by_code_;                ///< items, ascending by plain code
  std::vector<std::uint32_t> shelves_;              ///< by item; 0: none
  std::vector<std::int64_t> places_;                ///< by item: on the shelf
  std::vector<std::uint32_t> barcodes_, families_;  ///< by item; 0: none
  Postings words_of_;                               ///< by item
  Postings items_with_;                             ///< by word
  std::vector<float> weights_;                      ///< by item: of its description
};

}  // namespace rastro
