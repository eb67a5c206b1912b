#include "mechanisms/bins.h"

#include <cstdlib>

#include "base/text.h"

namespace rastro {

namespace {

enum class Sort { number, word, separator };

Sort sort_of(char letter) {
  const auto byte = static_cast<unsigned char>(letter);
  if (byte >= '0' && byte <= '9') return Sort::number;
  if ((byte >= 'a' && byte <= 'z') || byte >= 0x80) return Sort::word;
  return Sort::separator;
}

/// "01" as "1"; nothing where it is too long for a number.
std::optional<std::int64_t> number_of(std::string_view digits) {
  std::int64_t value = 0;
  if (digits.size() > 15) return std::nullopt;
  for (const char digit : digits) value = value * 10 + (digit - '0');
  return value;
}

}  // namespace

std::optional<BinPlace> read_bin(std::string_view name) {
  constexpr std::size_t longest = 64;
  if (name.size() > longest) return std::nullopt;
  const std::string folded = fold(name);
  BinPlace bin;
  std::optional<BinPlace> read;
  for (std::size_t at = 0; at < folded.size();) {
    const Sort sort = sort_of(folded[at]);
    std::size_t end = at;
    while (end < folded.size() && sort_of(folded[end]) == sort) ++end;
    const std::string part = folded.substr(at, end - at);
    at = end;
    if (sort == Sort::separator) continue;
    std::optional<std::int64_t> place;
    if (sort == Sort::number) place = number_of(part);
    if (sort == Sort::number && !place) return std::nullopt;
    if (sort == Sort::word && part.size() == 1) place = part[0] - 'a' + 1;
    read.reset();
    // The shelf tells whether places are letters or numbers, so that A-1 and A-A are not the same.
    if (place) read = BinPlace{bin.shelf + (sort == Sort::number ? "#" : "@"), *place};
    bin.shelf += (sort == Sort::number ? std::to_string(*place) : part) + "-";
  }
  return read;
}

BinRelation relation_of(const BinPlace& one, const BinPlace& other) {
  if (one.shelf != other.shelf) return BinRelation::apart;
  const std::int64_t steps = std::abs(one.place - other.place);
  if (steps > 1) return BinRelation::apart;
  return steps == 0 ? BinRelation::same : BinRelation::next;
}

}  // namespace rastro
