#include "mechanisms/address_line.h"

#include <algorithm>
#include <array>

#include "base/characters.h"
#include "base/text.h"

namespace rastro {

namespace {

constexpr std::size_t longest_line = 400;

bool digit(char letter) { return letter >= '0' && letter <= '9'; }

enum class Mark { letter, space, part, dash, slash, dot, comma, degree, hash, bracket, dropped };

struct Written {
  Mark mark = Mark::letter;
  std::size_t length = 1;
};

/// What stands at a place outside ASCII.
Written wide_mark(std::string_view rest) {
  static constexpr struct {
    std::string_view bytes;
    Mark mark;
  } marks[] = {{"\u00ba", Mark::degree}, {"\u00b0", Mark::degree},  {"\u00aa", Mark::degree},
               {"\u02da", Mark::degree}, {"\u00a0", Mark::space},   {"\u2013", Mark::dash},
               {"\u2014", Mark::dash},   {"\u2019", Mark::dropped}, {"\u00b4", Mark::dropped},
               {"\u2116", Mark::hash}};
  for (const auto& each : marks) {
    if (rest.starts_with(each.bytes)) return {each.mark, each.bytes.size()};
  }
  // Combining accents, U+0300 to U+036F: the letter without them is what is compared.
  const auto second = rest.size() > 1 ? static_cast<unsigned char>(rest[1]) : 0;
  const auto first = static_cast<unsigned char>(rest[0]);
  if ((first == 0xCC && second >= 0x80) || (first == 0xCD && second >= 0x80 && second < 0xB0)) {
    return {Mark::dropped, 2};
  }
  // A whole character at a time, so that no continuation byte is taken for a beginning.
  std::size_t length = 1;
  while (length < rest.size() && is_continuation(rest[length])) ++length;
  return {Mark::letter, length};
}

Written mark_at(std::string_view text, std::size_t at) {
  const char letter = text[at];
  if (static_cast<unsigned char>(letter) >= 0x80) return wide_mark(text.substr(at));
  if (digit(letter) || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')) {
    return {};
  }
  switch (letter) {
    case ',':
      return {Mark::comma};
    case ';':
    case '\n':
    case '|':
      return {Mark::part};
    case '-':
      return {Mark::dash};
    case '/':
      return {Mark::slash};
    case '.':
      return {Mark::dot};
    case '\'':
      return {Mark::dropped};
    case '#':
      return {Mark::hash};
    case '(':
    case ')':
      return {Mark::bracket};
    default:
      return {Mark::space};
  }
}

/// 3er, 4to, 10mo, 5th: how many of its bytes are digits; 0 where it is no ordinal.
std::size_t ordinal_digits(std::string_view word) {
  static constexpr std::string_view endings[] = {"er", "ro", "ra", "do", "da", "to",
                                                 "ta", "mo", "ma", "vo", "va", "no",
                                                 "na", "st", "nd", "rd", "th"};
  if (word.size() < 3 || word.size() > 5 || !is_digits(word.substr(0, word.size() - 2))) return 0;
  const auto found =
      std::find(std::begin(endings), std::end(endings), word.substr(word.size() - 2));
  return found == std::end(endings) ? 0 : word.size() - 2;
}

}  // namespace

bool is_digits(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), digit);
}

bool is_letter(std::string_view word) {
  return word.size() == 1 && word[0] >= 'a' && word[0] <= 'z';
}

bool is_house_number(std::string_view word) {
  if (word.empty() || word.size() > 13 || !digit(word[0])) return false;
  if (is_letter(word.substr(word.size() - 1))) word.remove_suffix(1);
  const auto middle = word.find_first_of("-/");
  if (middle == std::string_view::npos) return is_digits(word);
  return is_digits(word.substr(0, middle)) && is_digits(word.substr(middle + 1));
}

AddressLine::AddressLine(std::string_view text) : text_(beginning(text, longest_line)) {
  for (std::size_t at = 0; at < text_.size();) at += scan_mark(at);
  finish(text_.size());
  join_initials();
}

/// Reads what stands at a place; how many bytes it took.
std::size_t AddressLine::scan_mark(std::size_t at) {
  const auto [mark, length] = mark_at(text_, at);
  switch (mark) {
    case Mark::letter:
      if (current_.empty()) begin_ = at;
      current_.append(text_, at, length);
      break;
    case Mark::dropped:
      break;
    case Mark::dot: {
      const std::string_view behind = std::string_view(text_).substr(at + 1);
      const bool thousands = is_digits(current_) && current_.size() <= 3 && behind.size() >= 3 &&
                             is_digits(behind.substr(0, 3)) &&
                             (behind.size() == 3 || !digit(behind[3]));
      if (!thousands) finish(at);
      break;
    }
    case Mark::comma:
      if (is_digits(current_) && !tokens_.empty() && tokens_.back().word == "km" &&
          at + 1 < text_.size() && digit(text_[at + 1])) {
        current_ += '.';
        break;
      }
      [[fallthrough]];
    case Mark::part:
      finish(at);
      ++part_;
      break;
    case Mark::dash:
      return scan_dash(at, length);
    case Mark::slash:
      scan_slash(at);
      break;
    case Mark::degree:
      scan_degree(at, length);
      break;
    case Mark::hash:
      finish(at);
      add("#", at, at + length);
      break;
    case Mark::bracket:
      return scan_bracket(at);
    case Mark::space:
      finish(at);
      break;
  }
  return length;
}

/// Joins two numbers written together, or behind "#" in any way; else ends a part where spaced.
/// How many bytes it took.
std::size_t AddressLine::scan_dash(std::size_t at, std::size_t length) {
  const std::size_t next = text_.find_first_not_of(' ', at + length);
  const bool before_digit = next != std::string::npos && digit(text_[next]);
  const bool tight = !current_.empty() && next == at + length;
  if (tight) {
    if (before_digit && is_house_number(fold(current_))) {
      current_ += '-';
    } else {
      finish(at);
    }
    return length;
  }
  finish(at);
  if (before_digit && tokens_.size() >= 2 && tokens_[tokens_.size() - 2].word == "#" &&
      tokens_.back().part == part_ && is_house_number(tokens_.back().word)) {
    current_ = text_.substr(tokens_.back().begin, tokens_.back().end - tokens_.back().begin) + "-";
    begin_ = tokens_.back().begin;
    tokens_.pop_back();
    return next - at;
  }
  ++part_;
  return length;
}

void AddressLine::scan_slash(std::size_t at) {
  const std::string before = fold(current_);
  const std::string_view behind = std::string_view(text_).substr(at + 1);
  if (is_digits(before) && !behind.empty() && digit(behind[0])) {
    current_ += '/';
    return;
  }
  if (before == "s" && !behind.empty() && (behind[0] == 'n' || behind[0] == 'N')) return;
  if (before == "c") current_ = "c/";
  if (before == "e") current_ = "entre";
  finish(at + 1);
}

void AddressLine::scan_degree(std::size_t at, std::size_t length) {
  const std::string before = fold(current_);
  if (is_digits(before)) {
    finish(at + length);
    tokens_.back().ordinal = true;
  } else if (before == "n" || before == "b") {
    current_ = before == "n" ? "nro" : "barrio";
    finish(at + length);
  } else if (before.empty() && !tokens_.empty() && tokens_.back().word == "n") {
    tokens_.back().word = "nro";  // N.º
  } else {
    finish(at);
  }
}

/// "(N)" is a direction; other brackets end a part.
std::size_t AddressLine::scan_bracket(std::size_t at) {
  static constexpr std::pair<char, std::string_view> directions[] = {
      {'n', "norte"}, {'s', "sur"}, {'e', "este"}, {'o', "oeste"}, {'w', "oeste"}};
  finish(at);
  if (text_[at] == '(' && at + 2 < text_.size() && text_[at + 2] == ')') {
    for (const auto& [letter, direction] : directions) {
      if (letter != (text_[at + 1] | 0x20)) continue;
      add(std::string(direction), at, at + 3);
      return 3;
    }
  }
  ++part_;
  return 1;
}

void AddressLine::finish(std::size_t end) {
  if (current_.empty()) return;
  std::string word = fold(current_);
  current_.clear();
  while (word.back() == '-' || (word.back() == '/' && word != "c/")) word.pop_back();
  const std::size_t digits = ordinal_digits(word);
  if (digits > 0) word.resize(digits);
  add(std::move(word), begin_, end);
  tokens_.back().ordinal = digits > 0;
}

void AddressLine::add(std::string word, std::size_t begin, std::size_t end) {
  // Parts count only where something stands in them.
  const std::size_t last = tokens_.empty() ? 0 : tokens_.back().part;
  part_ = tokens_.empty() ? 0 : std::min(part_, last + 1);
  tokens_.push_back({std::move(word), begin, end, part_, false, false});
}

/// Abbreviations of single letters, with dots or blanks between: C.P., D. C., P.B.
void AddressLine::join_initials() {
  static constexpr std::array<std::string_view, 6> known = {"caba", "cp", "dc", "df", "pb", "sn"};
  for (std::size_t first = 0; first + 1 < tokens_.size(); ++first) {
    std::string joined = tokens_[first].word;
    for (std::size_t last = first + 1; last < std::min(first + 4, tokens_.size()); ++last) {
      if (!is_letter(tokens_[last].word) || !is_letter(tokens_[last - 1].word) ||
          tokens_[last].part != tokens_[first].part) {
        break;
      }
      joined += tokens_[last].word;
      if (std::find(known.begin(), known.end(), joined) == known.end()) continue;
      tokens_[first].word = joined;
      tokens_[first].end = tokens_[last].end;
      tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(first) + 1,
                    tokens_.begin() + static_cast<std::ptrdiff_t>(last) + 1);
      break;
    }
  }
}

const std::string& AddressLine::word(std::size_t index) const {
  static const std::string none;
  return index < tokens_.size() && !tokens_[index].is_read ? tokens_[index].word : none;
}

const std::string& AddressLine::word_after(std::size_t index) const {
  const bool same_part =
      index + 1 < tokens_.size() && tokens_[index + 1].part == tokens_[index].part;
  return word(same_part ? index + 1 : tokens_.size());
}

bool AddressLine::ordinal(std::size_t index) const {
  return index < tokens_.size() && tokens_[index].ordinal;
}

std::vector<std::size_t> AddressLine::unread(std::size_t part) const {
  std::vector<std::size_t> found;
  for (std::size_t index = 0; index < tokens_.size(); ++index) {
    if (tokens_[index].part == part && !tokens_[index].is_read) found.push_back(index);
  }
  return found;
}

std::string AddressLine::written(std::size_t first, std::size_t last) const {
  return text_.substr(tokens_[first].begin, tokens_[last].end - tokens_[first].begin);
}

}  // namespace rastro
