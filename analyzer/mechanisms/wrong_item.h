#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mechanisms/catalogue.h"
#include "mechanisms/signs.h"

namespace rastro {

/// Ids of the mechanisms that a received item shows, in the order of all_mechanisms().
const std::vector<std::string>& item_mechanisms();

/// What can come instead of one ordered item by each mechanism: ask once for all its failures.
class ItemSigns {
 public:
  /// ordered: an item of the catalogue.
  ItemSigns(const Catalogue& catalogue, std::size_t ordered);

  /// Signs::given in the order of item_mechanisms(). By a mechanism the item received is one of the
  /// relatives of the ordered one, in proportion to their weights; once in fifty times it is any
  /// other item, since a worker who slips can slip twice. Where a mechanism has no relatives it
  /// cannot have been it: 0. By chance, each other item of the catalogue is as likely. So each
  /// number is a probability over all items that can be received: many near codes make each of them
  /// weak evidence. All are 0 where the item received is the ordered one or not of the catalogue:
  /// that shows nothing.
  Signs of(std::size_t received) const;

 private:
  std::size_t ordered_, items_;
  std::vector<std::vector<Relative>> relatives_;  ///< by mechanism
  std::vector<double> weights_;                   ///< by mechanism: of all relatives
};

Signs item_signs(const Catalogue& catalogue, std::size_t ordered, std::size_t received);

/// By which mechanisms the received item is a relative of the ordered one, as indexes into
/// item_mechanisms(), in its order. This is what the two have in common, whatever the odds that it
/// mattered. Both are items of the catalogue.
std::vector<std::size_t> item_relations(const Catalogue& catalogue, std::size_t ordered,
                                        std::size_t received);

/// Wrong items of one kind.
struct Confusion {
  std::string ordered, received;  ///< skus
  double weight = 1;              ///< how many failures, or shares of them; 0 or more
};

/// Two items that came for each other.
struct ConfusedPair {
  std::string ordered, received;  ///< skus of the catalogue; the commoner direction, else ascending
  bool known = true;              ///< both are in the catalogue
  double times = 0;               ///< `received` came for `ordered`
  double times_back = 0;          ///< and the other way round
  double expected = 0;            ///< both ways, by random confusion
  double p_value = 1;             ///< of as many by random confusion
  bool evident = false;           ///< stands out among all pairs that could have been confused
  /// What its relation suggests, as indexes into item_mechanisms(), likeliest first: those that
  /// make what came at least ten times likelier than chance does, but for those less than a third
  /// as likely as the first. Several: the pair alone cannot tell. Empty: none, or it is not known.
  std::vector<std::size_t> mechanisms;
};

/// All pairs: evident ones first, then by how many more there are than expected, then by sku.
///
/// Random confusion: when an item comes out wrong, the one received is any other, or as often as it
/// turns up for other ordered items where that is more; those count as if there were twenty more of
/// them, for one of three is no favourite yet. The number in both directions then has a tail no
/// heavier than Poisson's with the same mean (Hoeffding 1956), which is continued to shares of
/// failures by the incomplete gamma function. A pair is evident at 5 % divided by the number of
/// pairs that the items which came out wrong could form (Bonferroni).
///
/// A sku that is not in the catalogue: its pairs are known = false and count as one more item each.
/// Confusions of an item with itself, or of no weight, are left out.
std::vector<ConfusedPair> rank_confused_pairs(const Catalogue& catalogue,
                                              std::span<const Confusion> confusions);

}  // namespace rastro
