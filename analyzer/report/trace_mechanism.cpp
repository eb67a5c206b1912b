#include "report/trace_mechanism.h"

#include <algorithm>

#include "report/assemble_mechanisms.h"
#include "report/redact.h"
#include "report/trace_timeline.h"

namespace rastro {

namespace {

using Sentences = std::vector<std::string>;

/// "FIL-25 (Filtro de agua 25 L/h)"
std::string product(const Catalogue& catalogue, const std::string& sku, bool redact) {
  const auto item = catalogue.find(sku);
  if (!item || catalogue.item(*item).name.empty()) return sku;
  const std::string& name = catalogue.item(*item).name;
  return sku + " (" + (redact ? without_contacts(name) : name) + ")";
}

Sentences item_sentences(const Catalogue& catalogue, const ItemClue& clue, bool redact,
                         const Wording& wording) {
  const Texts& texts = wording.texts();
  const ReviewConfusion pair = single_confusion(catalogue, clue);
  Sentences sentences{texts.fill("trace.came_for", product(catalogue, clue.received, redact),
                                 product(catalogue, clue.ordered, redact))};
  std::string common;
  for (const std::string& each : pair.mechanisms) {
    common += (common.empty() ? "" : "; ") + wording.mechanism(each);
  }
  sentences.push_back(common.empty() ? texts.get("trace.nothing_alike")
                                     : texts.fill("trace.alike", common));
  const std::string words = wording.differing(pair);
  if (!words.empty()) sentences.push_back(redact ? without_contacts(words) : words);
  return sentences;
}

Sentences address_sentences(const AddressClue& clue, bool redact, const Wording& wording) {
  const Texts& texts = wording.texts();
  const AddressFinding found = compare_addresses(clue.used, clue.correct, clue.context);
  if (found.mechanism.empty()) {
    return found.agree ? Sentences{texts.get("trace.addresses_agree")} : Sentences{};
  }
  std::string text = wording.mechanism(std::string(found.mechanism));
  if (!redact) {
    const auto shown = [&](const std::string& part) {
      return part.empty() ? texts.get("trace.not_given") : wording.quoted({part});
    };
    text += ": " + texts.fill("trace.instead", shown(found.used), shown(found.correct));
  }
  return {text};
}

Sentences late_sentences(const LateStory& story, const Wording& wording) {
  const Texts& texts = wording.texts();
  const Figures& figures = wording.figures();
  Sentences sentences;
  if (story.arose) {
    const StageDetail& detail = story.parts[*story.arose].detail;
    sentences.push_back(texts.fill("how.slow", stage_titles(detail, wording)) + ": " +
                        stage_hours(detail, wording));
  } else if (story.promise) {
    sentences.push_back(texts.fill("trace.promise", figures.amount(story.promise->promised),
                                   figures.amount(story.promise->ordinary)));
  } else {
    sentences.push_back(texts.get("trace.no_stage"));
  }
  return sentences;
}

template <typename Clue>
const Clue* clue_of(const std::vector<std::vector<Clue>>& clues, std::size_t kind,
                    std::size_t row) {
  if (kind >= clues.size()) return nullptr;
  const auto found = std::find_if(clues[kind].begin(), clues[kind].end(),
                                  [&](const Clue& clue) { return clue.unit == row; });
  return found == clues[kind].end() ? nullptr : &*found;
}

}  // namespace

std::vector<std::string> how_it_failed(const Units& units, const std::vector<UnitStory>& stories,
                                       std::size_t kind, std::size_t row, bool redact,
                                       const Wording& wording) {
  const Clues& clues = units.clues;
  if (const ItemClue* clue = clue_of(clues.items, kind, row)) {
    return item_sentences(clues.catalogue, *clue, redact, wording);
  }
  if (const AddressClue* clue = clue_of(clues.addresses, kind, row)) {
    return address_sentences(*clue, redact, wording);
  }
  for (const UnitStory& each : stories) {
    if (each.kind != kind || each.row != row || each.story.parts.empty()) continue;
    return late_sentences(each.story, wording);
  }
  return {};
}

std::string named_failure(const UnitTable& table, std::size_t kind, std::size_t row,
                          const Wording& wording) {
  std::string text = wording.failure(wording.model().failures[kind].id);
  if (table.part[row].empty()) return text;
  const std::string key = "trace.part_" + std::string(to_string(table.unit));
  return text + " (" + wording.texts().fill(key, table.part[row]) + ")";
}

}  // namespace rastro
