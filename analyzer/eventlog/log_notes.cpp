#include "eventlog/log_notes.h"

#include <fmt/format.h>

#include <utility>

#include "base/text.h"

namespace rastro {

namespace {

constexpr std::size_t examples_kept = 3;
constexpr std::size_t longest_example = 80;

}  // namespace

void LogNotes::count(std::string_view sort, std::string_view example) {
  auto place = places_.find(sort);
  if (place == places_.end()) {
    place = places_.emplace(std::string(sort), counted_.size()).first;
    counted_.push_back({std::string(sort)});
  }
  Counted& counted = counted_[place->second];
  ++counted.count;
  if (counted.examples.size() < examples_kept) {
    counted.examples.push_back(one_line(example, longest_example));
  }
}

void LogNotes::say(std::string sentence) { said_.push_back(std::move(sentence)); }

std::vector<std::string> LogNotes::sentences() const {
  std::vector<std::string> sentences = said_;
  for (const Counted& counted : counted_) {
    std::string sentence = fmt::format("{} ({})", counted.sort, counted.count);
    const char* before = counted.count > counted.examples.size() ? ", such as " : ": ";
    for (const std::string& example : counted.examples) {
      sentence += before + example;
      before = "; ";
    }
    sentences.push_back(std::move(sentence));
  }
  return sentences;
}

}  // namespace rastro
