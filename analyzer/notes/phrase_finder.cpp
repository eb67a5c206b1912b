#include "notes/phrase_finder.h"

#include <algorithm>

namespace rastro {

namespace {

void sort_distinct(std::vector<std::size_t>& numbers) {
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

}  // namespace

std::size_t PhraseFinder::choice_of(const std::vector<LexiconWord>& any_of) {
  std::vector<std::size_t> words;
  for (const LexiconWord& word : any_of) words.push_back(spelling_.add(word));
  sort_distinct(words);
  const auto known = std::find(choices_.begin(), choices_.end(), words);
  const auto choice = static_cast<std::size_t>(known - choices_.begin());
  if (known != choices_.end()) return choice;
  for (const std::size_t word : words) {
    if (word >= choices_of_word_.size()) choices_of_word_.resize(word + 1);
    choices_of_word_[word].push_back(choice);
  }
  choices_.push_back(std::move(words));
  phrases_from_.emplace_back();
  return choice;
}

std::size_t PhraseFinder::add(const Phrase& phrase) {
  std::vector<Place> places;
  for (const PhrasePart& part : phrase.parts) {
    places.push_back({choice_of(part.any_of), part.gap, part.across_clauses});
  }
  phrases_from_[places.front().choice].push_back(phrases_.size());
  phrases_.push_back(std::move(places));
  return phrases_.size() - 1;
}

PhraseFinder::Reading PhraseFinder::read(const NoteWord& word) const {
  const Spelling::Reading spelt = spelling_.read(word.letters);
  Reading reading{{}, spelt.misspelt};
  for (const std::size_t each : spelt.words) {
    const auto& choices = choices_of_word_[each];
    reading.choices.insert(reading.choices.end(), choices.begin(), choices.end());
  }
  sort_distinct(reading.choices);
  return reading;
}

/// The words at which the place can stand, ascending, after it stood at one of `before`.
std::vector<PhraseFinder::Step> PhraseFinder::follow(const Place& place,
                                                     const std::vector<Step>& before,
                                                     const std::vector<NoteWord>& words,
                                                     const std::vector<Reading>& readings) const {
  std::vector<Step> reached;
  for (const Step& step : before) {
    const std::size_t end = std::min(words.size(), step.word + place.gap + 2);
    const std::size_t unseen = reached.empty() ? 0 : reached.back().word + 1;
    for (std::size_t at = std::max(step.word + 1, unseen); at < end; ++at) {
      if (!place.across_clauses && words[at].clause != words[step.word].clause) break;
      const Reading& reading = readings[at];
      if (std::binary_search(reading.choices.begin(), reading.choices.end(), place.choice)) {
        reached.push_back({at, step.misspelt || reading.misspelt});
      }
    }
  }
  return reached;
}

std::vector<FoundPhrase> PhraseFinder::find(const std::vector<NoteWord>& words) const {
  std::vector<Reading> readings;
  for (const NoteWord& word : words) readings.push_back(read(word));
  std::vector<FoundPhrase> found;
  for (std::size_t first = 0; first < words.size(); ++first) {
    const std::size_t found_before = found.size();
    for (const std::size_t choice : readings[first].choices) {
      for (const std::size_t phrase : phrases_from_[choice]) {
        std::vector<Step> steps{{first, readings[first].misspelt}};
        for (std::size_t place = 1; place < phrases_[phrase].size() && !steps.empty(); ++place) {
          steps = follow(phrases_[phrase][place], steps, words, readings);
        }
        if (!steps.empty()) {
          found.push_back({phrase, first, steps.front().word, steps.front().misspelt});
        }
      }
    }
    std::sort(found.begin() + static_cast<std::ptrdiff_t>(found_before), found.end(),
              [](const auto& left, const auto& right) { return left.phrase < right.phrase; });
  }
  return found;
}

}  // namespace rastro
