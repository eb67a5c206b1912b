#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rastro {

std::string_view trim(std::string_view text);

bool is_utf8(std::string_view text);

/// Every byte becomes the character it stands for in Windows-1252, as UTF-8.
std::string utf8_from_windows_1252(std::string_view text);

/// For comparing words as people do: lower case, accents off (Latin letters), the rest unchanged.
std::string fold(std::string_view text);

/// Levenshtein's distance in bytes, 0 or more (Levenshtein 1966).
std::size_t edit_distance(std::string_view left, std::string_view right);

/// "did you mean 'picker'?" for the nearest candidate within a third of the word's length, or "".
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

/// Shell-like match of a whole name: * is any run of characters, ? any one; case is ignored.
bool matches_glob(std::string_view name, std::string_view pattern);

/// For messages: at most `longest` bytes, cut between two characters and marked by an ellipsis, and
/// on one line.
std::string one_line(std::string_view text, std::size_t longest);

/// One CSV field: quoted where it must be (RFC 4180).
std::string csv_field(std::string_view text);
/// One CSV record with its newline.
std::string csv_record(const std::vector<std::string>& fields);

}  // namespace rastro
