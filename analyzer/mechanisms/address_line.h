#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rastro {

/// An address line cut into words, each of which is read once. Words are folded; a part is what
/// stands between commas, brackets, line ends or spaced dashes. "1.234" is 1234; "45-20" and
/// "1234/36" stay one word; "#", "c/" and "s/n" (as "sn") are words; "Nº" is "nro", "C.P." is "cp".
/// Only the first 400 bytes are read: no address is longer, and the cost stays bounded. Bytes that
/// are no UTF-8 and letters of other alphabets count as letters.
class AddressLine {
 public:
  explicit AddressLine(std::string_view text);

  std::size_t size() const { return tokens_.size(); }
  /// "" beyond the end and for a word that has been read.
  const std::string& word(std::size_t index) const;
  /// The word after one in the same part, else "".
  const std::string& word_after(std::size_t index) const;
  /// Whether it was written as an ordinal: 3º, 3er, 3rd; word() is then the plain number.
  bool ordinal(std::size_t index) const;
  std::size_t part(std::size_t index) const { return tokens_[index].part; }
  /// Words of a part that have not been read.
  std::vector<std::size_t> unread(std::size_t part) const;
  std::size_t parts() const { return tokens_.empty() ? 0 : tokens_.back().part + 1; }
  void read(std::size_t index) { tokens_[index].is_read = true; }
  /// The line from the first to the last of these words, as written.
  std::string written(std::size_t first, std::size_t last) const;

 private:
  struct Token {
    std::string word;
    std::size_t begin = 0, end = 0;  ///< in text_
    std::size_t part = 0;
    bool ordinal = false;
    bool is_read = false;
  };

  std::size_t scan_mark(std::size_t at);
  std::size_t scan_dash(std::size_t at, std::size_t length);
  void scan_slash(std::size_t at);
  void scan_degree(std::size_t at, std::size_t length);
  std::size_t scan_bracket(std::size_t at);
  void finish(std::size_t end);
  void add(std::string word, std::size_t begin, std::size_t end);
  void join_initials();

  std::string text_;
  std::string current_;  ///< the word being scanned, as written
  std::size_t begin_ = 0;
  std::size_t part_ = 0;
  std::vector<Token> tokens_;
};

/// Digits, as a house is numbered: 12, 12a, 45-20, 1234/36.
bool is_house_number(std::string_view word);
bool is_digits(std::string_view word);
bool is_letter(std::string_view word);  ///< one letter from a to z

}  // namespace rastro
