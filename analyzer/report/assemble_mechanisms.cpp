#include "report/assemble_mechanisms.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/characters.h"
#include "causes/reported_testimony.h"
#include "mechanisms/descriptions.h"

namespace rastro {

namespace {

constexpr std::size_t most_pairs = 3;
constexpr std::size_t most_addresses = 3;

std::vector<std::string> texts_of(const std::vector<DifferingWord>& words) {
  std::vector<std::string> texts;
  for (const DifferingWord& word : words) texts.push_back(word.text);
  return texts;
}

/// The words of either side that tell the two apart.
std::vector<std::string> to_bring_forward(const DescriptionComparison& compared) {
  std::vector<std::string> texts;
  for (const auto* side : {&compared.only_left, &compared.only_right}) {
    for (const DifferingWord& word : *side) {
      if (word.bring_forward) texts.push_back(word.text);
    }
  }
  return texts;
}

/// The description as far as a page shows it, cut between two characters.
ReviewMarkedText marked(const std::string& description, const std::vector<DifferingWord>& words) {
  constexpr std::size_t longest = 1000;
  ReviewMarkedText text{std::string(beginning(description, longest)), {}};
  for (const DifferingWord& word : words) {
    if (word.end <= text.text.size()) text.marks.emplace_back(word.begin, word.end);
  }
  return text;
}

/// Where the two may read alike: the words that tell them apart.
void add_words(const Catalogue& catalogue, ReviewConfusion& shown) {
  const auto ordered = catalogue.find(shown.ordered), received = catalogue.find(shown.received);
  const bool alike = std::find(shown.mechanisms.begin(), shown.mechanisms.end(),
                               "alike_descriptions") != shown.mechanisms.end();
  if (!ordered || !received || !alike) return;
  const auto compared =
      compare_descriptions(catalogue.description(*ordered), catalogue.description(*received));
  shown.only_ordered = texts_of(compared.only_left);
  shown.only_received = texts_of(compared.only_right);
  shown.bring_forward = to_bring_forward(compared);
  shown.ordered_text = marked(catalogue.description(*ordered), compared.only_left);
  shown.received_text = marked(catalogue.description(*received), compared.only_right);
}

/// The pairs that the cause's failures show most often, as all failures of the kind tell of them.
void add_pairs(const Cause& cause, std::size_t kind, const Clues& clues, ReviewMechanism& shown) {
  auto pairs =
      rank_confused_pairs(clues.catalogue, confusions_of(clues, kind, cause.mechanism->units));
  std::stable_sort(pairs.begin(), pairs.end(), [](const auto& left, const auto& right) {
    return left.times + left.times_back > right.times + right.times_back;
  });
  if (pairs.size() > most_pairs) pairs.resize(most_pairs);
  // Beside pairs that come again and again, one that came once says nothing.
  while (pairs.size() > 1 && pairs.front().times > 1 && pairs.back().times < 2) pairs.pop_back();
  for (const ConfusedPair& pair : pairs) {
    shown.confusions.push_back(review_confusion(pair, clues.catalogue));
    const ReviewConfusion& added = shown.confusions.back();
    shown.detail += fmt::format("{}{}>{} {}", shown.detail.empty() ? "" : ", ", added.ordered,
                                added.received, added.times);
  }
}

void add_addresses(const Cause& cause, const std::vector<AddressClue>& clues,
                   const UnitTable& orders, bool redact, ReviewMechanism& shown) {
  for (const std::size_t unit : cause.mechanism->units) {
    const auto clue = std::find_if(clues.begin(), clues.end(),
                                   [&](const AddressClue& each) { return each.unit == unit; });
    if (clue == clues.end()) continue;
    if (shown.addresses.size() == most_addresses) return;
    shown.addresses.push_back(
        {orders.order_id[unit], redact ? "" : clue->used, redact ? "" : clue->correct});
  }
}

}  // namespace

ReviewConfusion review_confusion(const ConfusedPair& pair, const Catalogue& catalogue) {
  ReviewConfusion shown;
  shown.ordered = pair.ordered;
  shown.received = pair.received;
  shown.times = std::llround(pair.times);
  shown.times_back = std::llround(pair.times_back);
  shown.expected = pair.expected;
  shown.p = pair.p_value;
  for (const std::size_t mechanism : pair.mechanisms) {
    shown.mechanisms.push_back(item_mechanisms()[mechanism]);
  }
  add_words(catalogue, shown);
  return shown;
}

ReviewMechanism review_mechanism(const Cause& cause, std::size_t kind, const ProcessModel& model,
                                 const Units& units, bool redact) {
  const CauseMechanism& found = *cause.mechanism;
  ReviewMechanism shown;
  shown.kind = found.kind;
  shown.also = found.also;
  shown.share = found.share;
  shown.shown = static_cast<std::int64_t>(found.units.size());
  shown.seen = found.seen;
  if (found.delay) {
    const CauseDelay& delay = *found.delay;
    shown.delay = {delay.stage ? model.stages[*delay.stage].id : "", delay.hours, delay.usual};
    shown.detail = fmt::format("{:.1f} h, {:.1f} h usual", delay.hours, delay.usual);
  } else if (model.failures[kind].evidence == EvidenceKind::received_item) {
    add_pairs(cause, kind, units.clues, shown);
  } else if (model.failures[kind].evidence == EvidenceKind::address) {
    const UnitTable& orders = units.of(model.failures[kind].unit);
    add_addresses(cause, units.clues.addresses[kind], orders, redact, shown);
  }
  return shown;
}

ReviewConfusion single_confusion(const Catalogue& catalogue, const ItemClue& clue) {
  ReviewConfusion shown;
  shown.ordered = clue.ordered;
  shown.received = clue.received;
  shown.times = 1;
  const auto ordered = catalogue.find(clue.ordered), received = catalogue.find(clue.received);
  if (!ordered || !received || *ordered == *received) return shown;
  for (const std::size_t relation : item_relations(catalogue, *ordered, *received)) {
    shown.mechanisms.push_back(item_mechanisms()[relation]);
  }
  add_words(catalogue, shown);
  return shown;
}

void add_confusions(const ProcessModel& model, const Units& units, Review& review) {
  if (units.clues.items.empty()) return;
  for (std::size_t kind = 0; kind < model.failures.size(); ++kind) {
    std::vector<Confusion> confusions;
    for (const ItemClue& clue : units.clues.items[kind]) {
      confusions.push_back({clue.ordered, clue.received, 1});
    }
    for (const ConfusedPair& pair : rank_confused_pairs(units.clues.catalogue, confusions)) {
      if (!pair.evident) continue;
      review.confusions.push_back(review_confusion(pair, units.clues.catalogue));
      review.confusions.back().failure = model.failures[kind].id;
    }
  }
}

}  // namespace rastro
