#include "bench/note_scores.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "formats/csv_reader.h"
#include "formats/table_reader.h"

namespace rastro::bench {

namespace {

struct Keywords {
  std::string kind;
  std::vector<std::string> words;  ///< folded; found anywhere in the folded note
};

/// What an analyst would write down in ten minutes, from the words that come to mind.
const std::vector<Keywords>& keywords() {
  static const std::vector<Keywords> all = {
      {"late_delivery",
       {"nao recebi", "nao chegou", "nao foi entregue", "nao entreg", "atras", "demor",
        "fora do prazo", "aguardando", "ainda nao"}},
      {"missing_item",
       {"falt", "incompleto", "recebi apenas", "so recebi", "so veio", "veio apenas"}},
      {"wrong_item",
       {"errad", "trocado", "outro produto", "diferente", "nao foi o que comprei",
        "nao e o que comprei", "outra cor", "outro modelo"}},
      {"damaged_item",
       {"quebrad", "defeito", "danificad", "amassad", "rasgad", "nao funciona", "arranhad",
        "riscad"}},
      {"billing_error", {"cobra", "nota fiscal", "valor errado", "fatura"}},
      {"rude_treatment", {"mal atendid", "grosse", "mal educad", "falta de respeito"}},
  };
  return all;
}

/// The position of a heading, or an Error.
std::size_t column_of(const TableReader& reader, const std::string& file, const char* heading) {
  const auto& headings = reader.headings();
  const auto found = std::find(headings.begin(), headings.end(), heading);
  if (found == headings.end()) throw Error(std::string("has no column ") + heading, {file});
  return static_cast<std::size_t>(found - headings.begin());
}

std::set<std::string> split_labels(std::string_view text) {
  std::set<std::string> labels;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(';'), text.size());
    const std::string_view label = trim(text.substr(0, end));
    if (!label.empty()) labels.emplace(label);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return labels;
}

}  // namespace

std::vector<LabelledNote> read_labels(const std::string& file) {
  TableReader reader(csv_opener(file));
  std::vector<LabelledNote> notes;
  while (reader.next()) {
    const auto& fields = reader.fields();
    if (fields.empty() || trim(fields[0]).empty()) continue;
    notes.push_back({std::string(trim(fields[0])),
                     split_labels(fields.size() > 1 ? fields[1] : std::string_view())});
  }
  return notes;
}

std::map<std::string, std::string> read_comments(const std::string& reviews_file) {
  TableReader reader(csv_opener(reviews_file));
  const std::size_t review = column_of(reader, reviews_file, "review_id");
  const std::size_t order = column_of(reader, reviews_file, "order_id");
  const std::size_t text = column_of(reader, reviews_file, "review_comment_message");
  std::map<std::string, std::string> comments;
  while (reader.next()) {
    const auto& fields = reader.fields();
    if (fields.size() <= std::max({review, order, text})) continue;
    comments[std::string(fields[review]) + "/" + std::string(fields[order])] = fields[text];
  }
  return comments;
}

const std::vector<std::string>& labelled_kinds() {
  static const std::vector<std::string> kinds = {"late_delivery", "missing_item",
                                                 "wrong_item",    "damaged_item",
                                                 "billing_error", "rude_treatment"};
  return kinds;
}

std::set<std::string> kinds_by_keyword(std::string_view note) {
  const std::string folded = fold(note);
  std::set<std::string> kinds;
  for (const Keywords& each : keywords()) {
    for (const std::string& word : each.words) {
      if (folded.find(word) != std::string::npos) kinds.insert(each.kind);
    }
  }
  return kinds;
}

void KindScore::add(bool is_told, bool is_said) {
  told += is_told;
  said += is_said;
  right += is_told && is_said;
}

KindScore& KindScore::operator+=(const KindScore& other) {
  told += other.told;
  said += other.said;
  right += other.right;
  return *this;
}

void score_note(const std::set<std::string>& told, const std::set<std::string>& said,
                std::vector<KindScore>& scores) {
  scores.resize(labelled_kinds().size());
  for (std::size_t index = 0; index < scores.size(); ++index) {
    const std::string& kind = labelled_kinds()[index];
    scores[index].add(told.contains(kind), said.contains(kind));
  }
}

}  // namespace rastro::bench
