#include "base/text.h"

#include <algorithm>
#include <cstdint>
#include <numeric>

#include "base/characters.h"
#include "base/windows_1252.h"

namespace rastro {

namespace {

/// The plain letter under a Latin-1 letter (U+00C0 to U+00FF), lower case; 0 where there is none.
char base_letter(std::uint32_t code) {
  using namespace std::string_view_literals;
  static constexpr std::string_view letters =
      "aaaaaa\0ceeeeiiii\0nooooo\0ouuuuy\0\0"
      "aaaaaa\0ceeeeiiii\0nooooo\0ouuuuy\0y"sv;
  static_assert(letters.size() == 64);
  return letters[code - 0xC0];
}

}  // namespace

std::string_view trim(std::string_view text) {
  const auto is_blank = [](char letter) {
    return letter == ' ' || (letter >= '\t' && letter <= '\r');
  };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

bool is_utf8(std::string_view text) {
  std::size_t index = 0;
  while (index < text.size()) {
    const auto lead = static_cast<unsigned char>(text[index]);
    if (lead < 0x80) {
      ++index;
      continue;
    }
    const std::size_t length = character_length(lead);
    if (length == 0 || index + length > text.size()) return false;
    if (!may_follow(lead, static_cast<unsigned char>(text[index + 1]))) return false;
    for (std::size_t offset = 2; offset < length; ++offset) {
      if (!is_continuation(text[index + offset])) return false;
    }
    index += length;
  }
  return true;
}

std::string utf8_from_windows_1252(std::string_view text) {
  std::string converted;
  converted.reserve(text.size() + text.size() / 8);
  for (const char character : text) {
    append_character(converted, from_windows_1252(static_cast<unsigned char>(character)));
  }
  return converted;
}

std::string fold(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  for (std::size_t index = 0; index < text.size(); ++index) {
    const auto byte = static_cast<unsigned char>(text[index]);
    if (byte == 0xC3 && index + 1 < text.size()) {
      const auto next = static_cast<unsigned char>(text[index + 1]);
      const std::uint32_t code = 0xC0u + (next & 0x3Fu);
      if (const char letter = base_letter(code); letter != 0) {
        folded += letter;
        ++index;
        continue;
      }
    }
    folded += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : text[index];
  }
  return folded;
}

std::size_t edit_distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < left.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < right.size(); ++j) {
      const std::size_t substituted = diagonal + (left[i] == right[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, substituted});
    }
  }
  return row.back();
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  const std::string wanted = fold(word);
  const std::string* best = nullptr;
  std::size_t best_distance = std::max<std::size_t>(1, wanted.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(wanted, fold(candidate));
    if (distance < best_distance) {
      best_distance = distance;
      best = &candidate;
    }
  }
  return best == nullptr ? "" : "did you mean '" + *best + "'?";
}

bool matches_glob(std::string_view name, std::string_view pattern) {
  const std::string text = fold(name);
  const std::string glob = fold(pattern);
  std::size_t at = 0, in_glob = 0, retry_at = 0, star = std::string::npos;
  while (at < text.size()) {
    if (in_glob < glob.size() && (glob[in_glob] == '?' || glob[in_glob] == text[at])) {
      ++at;
      ++in_glob;
    } else if (in_glob < glob.size() && glob[in_glob] == '*') {
      star = in_glob++;
      retry_at = at;
    } else if (star != std::string::npos) {
      in_glob = star + 1;
      at = ++retry_at;
    } else {
      return false;
    }
  }
  while (in_glob < glob.size() && glob[in_glob] == '*') ++in_glob;
  return in_glob == glob.size();
}

std::string one_line(std::string_view text, std::size_t longest) {
  std::string kept(beginning(text, longest));
  for (char& letter : kept) {
    if (static_cast<unsigned char>(letter) < ' ' || letter == 0x7F) letter = ' ';
  }
  return kept.size() < text.size() ? kept + "…" : kept;
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char character : text) {
    if (character == '"') quoted += '"';
    quoted += character;
  }
  return quoted + '"';
}

std::string csv_record(const std::vector<std::string>& fields) {
  std::string record;
  for (std::size_t index = 0; index < fields.size(); ++index) {
    if (index > 0) record += ',';
    record += csv_field(fields[index]);
  }
  return record + '\n';
}

}  // namespace rastro
