#include "mechanisms/wrong_item.h"

#include <algorithm>

#include "process/model.h"

namespace rastro {

namespace {

/// Of the failures by a mechanism: the item received is any.
constexpr double slip = 0.02;

std::vector<Relative> relatives_by(std::string_view mechanism, const Catalogue& catalogue,
                                   std::size_t ordered) {
  if (mechanism == "alike_descriptions") return catalogue.alike(ordered);
  if (mechanism == "code_typo") return catalogue.typed_for(ordered);
  if (mechanism == "neighbouring_bins") return catalogue.near(ordered);
  if (mechanism == "same_barcode") return catalogue.same_barcode(ordered);
  if (mechanism == "same_supplier") return catalogue.same_family(ordered);
  return {};
}

double weight_in(const std::vector<Relative>& relatives, std::size_t item) {
  const auto found = std::lower_bound(
      relatives.begin(), relatives.end(), item,
      [](const Relative& relative, std::size_t wanted) { return relative.item < wanted; });
  return found == relatives.end() || found->item != item ? 0 : found->weight;
}

}  // namespace

const std::vector<std::string>& item_mechanisms() {
  static const std::vector<std::string> ids = [] {
    std::vector<std::string> found;
    for (const MechanismKind& each : all_mechanisms()) {
      if (each.evidence == EvidenceKind::received_item) found.emplace_back(each.id);
    }
    return found;
  }();
  return ids;
}

ItemSigns::ItemSigns(const Catalogue& catalogue, std::size_t ordered)
    : ordered_(ordered), items_(catalogue.size()) {
  for (const std::string& mechanism : item_mechanisms()) {
    relatives_.push_back(relatives_by(mechanism, catalogue, ordered));
    double sum = 0;
    for (const Relative& each : relatives_.back()) sum += each.weight;
    weights_.push_back(sum);
  }
}

Signs ItemSigns::of(std::size_t received) const {
  Signs signs{std::vector<double>(relatives_.size(), 0), 0};
  if (received == ordered_ || received >= items_ || ordered_ >= items_) return signs;
  signs.by_chance = 1 / static_cast<double>(items_ - 1);
  for (std::size_t index = 0; index < relatives_.size(); ++index) {
    if (weights_[index] <= 0) continue;
    const double in_relation = weight_in(relatives_[index], received) / weights_[index];
    signs.given[index] = (1 - slip) * in_relation + slip * signs.by_chance;
  }
  return signs;
}

Signs item_signs(const Catalogue& catalogue, std::size_t ordered, std::size_t received) {
  return ItemSigns(catalogue, ordered).of(received);
}

std::vector<std::size_t> item_relations(const Catalogue& catalogue, std::size_t ordered,
                                        std::size_t received) {
  std::vector<std::size_t> relations;
  const auto& mechanisms = item_mechanisms();
  for (std::size_t index = 0; index < mechanisms.size(); ++index) {
    const auto relatives = relatives_by(mechanisms[index], catalogue, ordered);
    if (weight_in(relatives, received) > 0) relations.push_back(index);
  }
  return relations;
}

}  // namespace rastro
