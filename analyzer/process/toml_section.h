#pragma once

#include <toml++/toml.h>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "process/model.h"

namespace rastro {

/// A word of the model and the line it stands on.
struct ModelWord {
  std::string text;
  long line = 0;
};

/// What `names` a value may refer to: "step", "factor" … and every one that exists.
struct Vocabulary {
  std::string what;
  std::vector<std::string> words;
};

/// One table of the TOML, read key by key. Every fault is an Error with file, line, the key as the
/// field and what to do; a key that is not among those allowed is one.
class TomlSection {
 public:
  /// `what` names the section in messages: "factor 'picker'".
  TomlSection(const toml::table& table, std::string what, std::string file,
              std::initializer_list<std::string_view> allowed);
  /// A section whose keys are the user's own words: no key is refused.
  static TomlSection open(const toml::table& table, std::string what, std::string file);

  bool has(std::string_view key) const { return table_->contains(key); }
  /// All keys, in the order of their lines.
  std::vector<ModelWord> keys() const;

  std::string text(std::string_view key) const;  ///< must be there and not empty
  std::string text_or(std::string_view key, std::string fallback) const;
  /// A text, or a number or flag as it would be written in a log file.
  std::string scalar_text(std::string_view key) const;
  double number(std::string_view key, double low, double high) const;
  double number_or(std::string_view key, double fallback, double low, double high) const;
  int integer(std::string_view key, int low, int high) const;
  bool flag_or(std::string_view key, bool fallback) const;
  int minute_or(std::string_view key, int fallback) const;  ///< "09:30", minutes after midnight
  Title title(std::string_view key) const;  ///< { en, es }, or one text for both languages
  Day day_of_element(std::string_view key, std::size_t index) const;  ///< of an array of dates
  std::size_t size(std::string_view key) const;  ///< of an array; 0 where there is none
  /// An array of distinct texts; nothing where the key is missing.
  std::vector<ModelWord> words(std::string_view key) const;

  /// The index of one word, or of each, in a vocabulary.
  std::size_t reference(std::string_view key, const Vocabulary& vocabulary) const;
  std::vector<std::size_t> references(std::string_view key, const Vocabulary& vocabulary) const;

  const toml::table* subtable(std::string_view key) const;  ///< nullptr where it is missing
  /// [[key]]: the tables of an array; nothing where it is missing.
  std::vector<const toml::table*> tables(std::string_view key) const;
  bool holds_table(std::string_view key) const;

  const std::string& what() const { return what_; }
  const std::string& file() const { return file_; }
  long line() const { return static_cast<long>(table_->source().begin.line); }
  long line_of(std::string_view key) const;  ///< of the key; of the section where it is missing

  [[noreturn]] void fail(std::string_view key, const std::string& message,
                         const std::string& help = {}) const;
  [[noreturn]] void fail_at(long line, std::string_view key, const std::string& message,
                            const std::string& help = {}) const;
  /// Index of the word, or the Error "unknown <what>".
  std::size_t look_up(const ModelWord& word, std::string_view key,
                      const Vocabulary& vocabulary) const;

 private:
  TomlSection(const toml::table& table, std::string what, std::string file);

  const toml::node& required(std::string_view key) const;
  const toml::array* array(std::string_view key) const;
  [[noreturn]] void wrong_type(std::string_view key, std::string_view wanted,
                               const toml::node& got) const;

  const toml::table* table_;  ///< never null
  std::string what_;
  std::string file_;
};

/// "did you mean 'x'?" or else all words that would do.
std::string suggestion(std::string_view word, const Vocabulary& vocabulary);

}  // namespace rastro
