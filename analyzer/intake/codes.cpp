#include "intake/codes.h"

#include <fmt/format.h>

#include "base/text.h"

namespace rastro {

namespace {

/// A column with more different texts than this holds no codes.
constexpr std::size_t most_texts = 1000;
/// A typing error in a shorter word may be another word.
constexpr std::size_t shortest_guessed = 5;
constexpr std::size_t texts_told = 5;

}  // namespace

CodeReader::Reading CodeReader::interpret(std::string_view text) const {
  Reading reading;
  reading.text = text;
  const std::string key = code_key(text);
  if (const auto known = codes_.find(key); known != codes_.end()) {
    reading.code = &known->second;
    return reading;
  }
  if (key.size() < shortest_guessed) return reading;
  for (const auto& [word, code] : codes_) {
    if (word.size() < shortest_guessed || edit_distance(word, key) > 1) continue;
    if (reading.code != nullptr && *reading.code != code) {
      reading.code = nullptr;  // two are as near
      reading.guessed = false;
      return reading;
    }
    reading.code = &code;
    reading.guessed = true;
  }
  return reading;
}

std::string_view CodeReader::read(std::string_view text) {
  auto found = seen_.find(text);
  if (found == seen_.end()) {
    if (seen_.size() >= most_texts) {
      const auto known = codes_.find(code_key(text));
      return known == codes_.end() ? text : std::string_view(known->second);
    }
    found = seen_.emplace(std::string(text), interpret(text)).first;
  }
  ++found->second.rows;
  return found->second.code == nullptr ? text : std::string_view(*found->second.code);
}

std::vector<std::string> CodeReader::notes(const std::string& heading) const {
  std::vector<std::string> notes;
  std::size_t unknown = 0;
  std::string examples;
  for (const auto& [text, reading] : seen_) {
    const char* rows = reading.rows == 1 ? "row" : "rows";
    if (reading.guessed) {
      notes.push_back(fmt::format("'{}' of '{}' was taken for {} ({} {})", one_line(text, 40),
                                  heading, *reading.code, reading.rows, rows));
    } else if (reading.code == nullptr && unknown++ < texts_told) {
      examples += fmt::format("{}'{}' ({} {})", examples.empty() ? "" : ", ", one_line(text, 40),
                              reading.rows, rows);
    }
  }
  if (unknown == 0) return notes;
  notes.push_back(
      fmt::format("'{}' holds {} that the model does not know: {}{}; name them under import.codes",
                  heading, unknown == 1 ? "a word" : fmt::format("{} words", unknown), examples,
                  unknown > texts_told ? " …" : ""));
  return notes;
}

}  // namespace rastro
