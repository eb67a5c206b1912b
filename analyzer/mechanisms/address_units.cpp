#include "mechanisms/address_units.h"

#include <vector>

#include "mechanisms/address_words.h"

namespace rastro {

namespace {

std::string without_zeros(const std::string& word) {
  const auto first = word.find_first_not_of('0');
  return first == std::string::npos || first == 0 || !is_digits(word) ? word : word.substr(first);
}

/// The value of a unit as it is compared: 4, b, 3b, izq, pb; "" for a word that is none.
std::string value_of(const std::string& word) {
  if (const auto known = unit_value(word); !known.empty()) return std::string(known);
  const auto has_digit = word.find_first_of("0123456789") != std::string::npos;
  if (word.size() > 5 || !(has_digit || is_letter(word))) return "";
  if (word == "0") return "pb";
  return without_zeros(word);
}

class UnitReader {
 public:
  explicit UnitReader(AddressLine& line) : line_(line) {}

  AddressUnit read() {
    for (std::size_t index = 0; index < line_.size(); ++index) {
      const std::string word = line_.word(index);
      if (word.empty()) continue;
      const UnitWordKind kind = unit_word(word);
      if (kind.kind != UnitWord::none && (kind.sure || settled(index))) {
        read_marked(index, kind.kind);
      } else if (line_.ordinal(index)) {
        read_ordinal(index, word);
      } else if (settled(index) && (unit_value(word) == "pb" || unit_value(word) == "atico")) {
        set(unit_.floor, std::string(unit_value(word)), index, index);
        read_side(index + 1);
      }
      number_seen_ = number_seen_ || is_house_number(word) || word == "sn";
    }
    unit_.written = written();
    return unit_;
  }

 private:
  /// Past the street: a number stands before, or a part other than the first begins. Before that,
  /// "Casa" or "Torre" may belong to a name.
  bool settled(std::size_t index) const {
    const bool begins = index == 0 || line_.part(index) != line_.part(index - 1);
    return number_seen_ || begins;
  }

  void set(std::string& field, const std::string& value, std::size_t from, std::size_t to) {
    field += value;
    for (std::size_t index = from; index <= to; ++index) {
      line_.read(index);
      taken_.push_back(index);
    }
  }

  /// What was taken, with what lies between left out.
  std::string written() const {
    std::string text;
    for (std::size_t first = 0, last = 0; first < taken_.size(); first = ++last) {
      while (last + 1 < taken_.size() && taken_[last + 1] == taken_[last] + 1) ++last;
      if (!text.empty()) text += ", ";
      text += line_.written(taken_[first], taken_[last]);
    }
    return text;
  }

  void read_marked(std::size_t index, UnitWord kind) {
    std::string& field = kind == UnitWord::floor  ? unit_.floor
                         : kind == UnitWord::flat ? unit_.flat
                                                  : unit_.building;
    std::size_t at = index + 1;
    const bool here = at < line_.size() && line_.part(at) == line_.part(index);
    if (here && is_number_mark(line_.word(at))) ++at;
    const bool in_part = at < line_.size() && line_.part(at) == line_.part(index);
    const std::string value = in_part ? value_of(line_.word(at)) : "";
    if (kind == UnitWord::floor && index > 0 && line_.ordinal(index - 1) &&
        !line_.word(index - 1).empty()) {
      set(field, value_of(line_.word(index - 1)), index - 1, index);  // 3er piso
      read_side(index + 1);
    } else if (!value.empty()) {
      set(field, value, index, at);
      if (kind != UnitWord::building) read_side(at + 1);
    } else if (kind == UnitWord::building && in_part && settled(index)) {
      set(field, line_.word(at), index, at);  // Edificio Mirador
    }
  }

  /// 3º B, 2º izq., 2º 1ª: a floor, unless the ordinal belongs to a street: 5th Ave, 1º de Mayo.
  void read_ordinal(std::size_t index, const std::string& word) {
    const std::string& next = line_.word_after(index);
    const bool of_street = (index > 0 && !street_type(line_.word(index - 1)).empty()) ||
                           !street_type_behind(next).empty() || next == "de";
    const bool before_floor_word = unit_word(next).kind == UnitWord::floor;
    if (of_street || before_floor_word || !settled(index) || word.size() > 3) return;
    if (unit_.floor.empty()) {
      set(unit_.floor, value_of(word), index, index);
      read_side(index + 1);
    } else if (unit_.flat.empty()) {
      set(unit_.flat, value_of(word), index, index);
    }
  }

  /// A letter or a side directly behind a floor's or a flat's value.
  void read_side(std::size_t index) {
    if (index >= line_.size() || line_.part(index) != line_.part(index - 1)) return;
    const std::string word = line_.word(index);
    const bool side =
        !unit_value(word).empty() || (is_letter(word) && word != "y") ||
        (word.size() == 2 && is_letter(word.substr(1)) && is_digits(word.substr(0, 1)));
    if (side) set(unit_.flat, value_of(word), index, index);
  }

  AddressLine& line_;
  AddressUnit unit_;
  std::vector<std::size_t> taken_;  ///< ascending
  bool number_seen_ = false;
};

bool is_floor_and_flat(const std::string& word) {
  return word.size() >= 2 && word.size() <= 3 && is_letter(word.substr(word.size() - 1)) &&
         is_digits(word.substr(0, word.size() - 1));
}

}  // namespace

AddressUnit read_marked_unit(AddressLine& line) { return UnitReader(line).read(); }

void read_bare_unit(AddressLine& line, std::size_t after, AddressUnit& unit) {
  if (!unit.floor.empty() || !unit.flat.empty()) return;
  std::size_t first = after + 1;
  while (first < line.size() && line.word(first).empty()) ++first;
  if (first >= line.size() || line.part(first) > line.part(after) + 1) return;
  const std::string word = line.word(first), next = line.word_after(first);
  const bool side = is_letter(next) || !unit_value(next).empty();
  std::size_t last = first;
  if (is_digits(word) && word.size() <= 2 && side && next != "y") {
    unit.floor = without_zeros(word);
    unit.flat = value_of(next);
    last = first + 1;
  } else if (is_floor_and_flat(word) || (is_letter(word) && word != "y" && word != "e")) {
    unit.flat = value_of(word);
  } else {
    return;
  }
  if (unit.written.empty()) unit.written = line.written(first, last);
  for (std::size_t index = first; index <= last; ++index) line.read(index);
}

}  // namespace rastro
