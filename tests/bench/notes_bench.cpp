#include <fmt/format.h>

#include <chrono>
#include <filesystem>

#include "bench/bench.h"
#include "bench/note_scores.h"
#include "notes/note_reader.h"

namespace rastro::bench {

namespace {

struct NoteScores {
  std::size_t notes = 0, without_text = 0;
  std::vector<KindScore> lexicon, keywords;
};

std::set<std::string> kinds_by_lexicon(const NoteReader& reader, const std::string& note) {
  std::set<std::string> kinds;
  for (const ToldFailure& told : reader.read(note)) {
    kinds.insert(default_model().failures[told.kind].id);
  }
  return kinds;
}

std::string joined(const std::set<std::string>& kinds) {
  return kinds.empty() ? "nothing" : fmt::format("{}", fmt::join(kinds, ", "));
}

NoteScores score_notes(const std::vector<LabelledNote>& labels,
                       const std::map<std::string, std::string>& comments, bool verbose) {
  const NoteReader reader(default_model());
  NoteScores scores;
  for (const LabelledNote& label : labels) {
    const auto text = comments.find(label.id);
    if (text == comments.end()) {
      ++scores.without_text;
      continue;
    }
    ++scores.notes;
    const auto said = kinds_by_lexicon(reader, text->second);
    score_note(label.told, said, scores.lexicon);
    score_note(label.told, kinds_by_keyword(text->second), scores.keywords);
    if (verbose && said != label.told) {
      fmt::print("{}\n  told {}; read {}: {}\n", label.id, joined(label.told), joined(said),
                 text->second);
    }
  }
  return scores;
}

void print_row(const std::string& kind, const KindScore& lexicon, const KindScore& keywords) {
  const auto columns = [](const KindScore& score) {
    return fmt::format("{:<30} | {:<30} | {:.2f}", share_text(score.right, score.said),
                       share_text(score.right, score.told), score.f1());
  };
  fmt::print("| {:<14} | {:>4} | {} | {} |\n", kind, lexicon.told, columns(lexicon),
             columns(keywords));
}

void print_scores(const NoteScores& scores) {
  fmt::print("\n{} Olist comments labelled by hand, with 95 % intervals\n\n", scores.notes);
  if (scores.without_text > 0) {
    fmt::print("{} labelled ids are not among the reviews\n\n", scores.without_text);
  }
  fmt::print(
      "| kind | told | lexicon: precision | recall | F1 | keywords: precision | recall | F1 |\n"
      "| --- | --- | --- | --- | --- | --- | --- | --- |\n");
  KindScore lexicon, keywords;
  for (std::size_t index = 0; index < scores.lexicon.size(); ++index) {
    print_row(labelled_kinds()[index], scores.lexicon[index], scores.keywords[index]);
    lexicon += scores.lexicon[index];
    keywords += scores.keywords[index];
  }
  print_row("all", lexicon, keywords);
}

void print_speed(const std::map<std::string, std::string>& comments) {
  const NoteReader reader(default_model());
  std::size_t notes = 0;
  const auto start = std::chrono::steady_clock::now();
  for (const auto& [id, text] : comments) {
    if (text.empty()) continue;
    reader.read(text);
    ++notes;
  }
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  fmt::print("\n{:.0f} of these comments are read in a second\n",
             static_cast<double>(notes) / taken.count());
}

}  // namespace

void run_notes(const Settings& settings) {
  const std::filesystem::path source = RASTRO_SOURCE_DIR;
  const auto labels = source / "tests/notes/labels/olist.csv";
  const auto reviews =
      source.parent_path() / "shared/real/olist-2017/olist_order_reviews_dataset.csv";
  for (const auto& file : {labels, reviews}) {
    if (std::filesystem::exists(file)) continue;
    fmt::print("\nnotes: skipped: no data ({})\n", file.string());
    return;
  }
  const auto comments = read_comments(reviews.string());
  print_scores(score_notes(read_labels(labels.string()), comments, settings.verbose));
  print_speed(comments);
}

}  // namespace rastro::bench
