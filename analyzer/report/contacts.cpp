#include <algorithm>
#include <regex>
#include <string>

#include "report/redact.h"

namespace rastro {

namespace {

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

bool is_alphanumeric(char letter) {
  return is_digit(letter) || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         static_cast<unsigned char>(letter) >= 0x80;
}

/// Of the part before an @; a byte of a letter beyond ASCII counts as well.
bool is_of_mailbox(char letter) {
  return is_alphanumeric(letter) ||
         std::string_view("._%+-'").find(letter) != std::string_view::npos;
}

bool is_of_domain(char letter) { return is_alphanumeric(letter) || letter == '.' || letter == '-'; }

/// What may stand between the groups of a telephone number.
bool is_of_number(char letter) {
  return is_digit(letter) || std::string_view(" +()-./").find(letter) != std::string_view::npos;
}

/// Length of the date that begins here (2026-09-10, 10/09/2026, 10.9.26), 0 for none.
std::size_t date_length(std::string_view text) {
  static const std::string day = "(0?[1-9]|[12]\\d|3[01])", month = "(0?[1-9]|1[0-2])",
                           mark = "[-/.]";
  static const std::regex date("(\\d{4}" + mark + month + mark + day + "|" + day + mark + month +
                               mark + "(\\d{4}|\\d{2}))(?![-/.]?\\d)");
  std::cmatch found;
  const bool begins = std::regex_search(text.data(), text.data() + text.size(), found, date,
                                        std::regex_constants::match_continuous);
  return begins ? static_cast<std::size_t>(found.length()) : 0;
}

/// Length of the telephone number that begins here, 0 for none. Of more digits than a number has,
/// the groups are taken that it can have.
std::size_t number_length(std::string_view text) {
  constexpr std::size_t most = 15, fewest = 7, fewest_without_gap = 8;
  std::size_t digits = 0, end = 0, digits_at_end = 0;
  for (std::size_t at = 0; at < text.size() && is_of_number(text[at]); ++at) {
    if (!is_digit(text[at])) continue;
    if (++digits > most) break;
    if (at + 1 < text.size() && is_alphanumeric(text[at + 1])) continue;
    end = at + 1;
    digits_at_end = digits;
  }
  const std::string_view number = text.substr(0, end);
  const bool has_gap = !std::all_of(number.begin(), number.end(), is_digit);
  return digits_at_end < (has_gap ? fewest : fewest_without_gap) ? 0 : end;
}

/// Whether a number may begin there: behind a letter or a mark of a code it is a part of the code.
bool stands_alone(std::string_view text, std::size_t at) {
  if (!is_digit(text[at]) && text[at] != '+' && text[at] != '(') return false;
  if (at == 0) return true;
  const char before = text[at - 1];
  return !is_alphanumeric(before) &&
         std::string_view("-_/.+(").find(before) == std::string_view::npos;
}

}  // namespace

std::string without_emails(std::string_view text) {
  std::string masked;
  std::size_t copied = 0;
  for (auto at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    std::size_t from = at, to = at + 1;
    while (from > copied && is_of_mailbox(text[from - 1])) --from;
    while (to < text.size() && is_of_domain(text[to])) ++to;
    if (from == at || text.substr(at + 1, to - at - 1).find('.') == std::string_view::npos)
      continue;
    masked += std::string(text.substr(copied, from - copied)) + "[e-mail]";
    copied = to;
  }
  return masked + std::string(text.substr(copied));
}

std::string without_contacts(std::string_view text) {
  const std::string kept = without_emails(text);
  std::string masked;
  for (std::size_t at = 0; at < kept.size();) {
    const std::string_view rest = std::string_view(kept).substr(at);
    const bool alone = stands_alone(kept, at);
    const std::size_t date = alone ? date_length(rest) : 0;
    const std::size_t number = alone && date == 0 ? number_length(rest) : 0;
    masked += number > 0 ? "[tel.]" : rest.substr(0, std::max<std::size_t>(date, 1));
    at += std::max<std::size_t>({date, number, 1});
  }
  return masked;
}

}  // namespace rastro
