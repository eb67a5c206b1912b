#include "mechanisms/address_marks.h"

#include <algorithm>
#include <array>
#include <utility>

#include "mechanisms/address_words.h"

namespace rastro {

namespace {

/// Argentina's code with letters: b1638abc, or its short form b1638.
bool is_lettered_code(std::string_view word) {
  return (word.size() == 8 || word.size() == 5) && is_letter(word.substr(0, 1)) &&
         is_digits(word.substr(1, 4)) &&
         (word.size() == 5 || word.find_first_of("0123456789", 5) == std::string_view::npos);
}

/// 1406, 06700, 110111, 01310-100.
bool is_plain_code(std::string_view word) {
  const auto dash = word.find('-');
  if (dash == std::string_view::npos) {
    return is_digits(word) && word.size() >= 4 && word.size() <= 6;
  }
  return dash == 5 && word.size() >= 9 && word.size() <= 10 && is_digits(word.substr(0, 5)) &&
         is_digits(word.substr(6));
}

bool same_part(const AddressLine& line, std::size_t index, std::size_t other) {
  return other < line.size() && line.part(index) == line.part(other);
}

bool begins_part(const AddressLine& line, std::size_t index) {
  return index == 0 || !same_part(line, index, index - 1);
}

void read_through(AddressLine& line, std::size_t first, std::size_t last) {
  for (std::size_t index = first; index <= last; ++index) line.read(index);
}

/// Words that say that something is corrected, and name nothing.
bool is_filler(std::string_view word) {
  static constexpr std::array<std::string_view, 13> fillers = {
      "es",       "era",   "sino",   "correcto", "correcta",  "falta",    "faltaba",
      "faltaban", "falto", "faltan", "seria",    "direccion", "domicilio"};
  return std::find(fillers.begin(), fillers.end(), word) != fillers.end();
}

bool corrects(std::string_view word) { return word == "es" || word == "era" || word == "sino"; }

/// The name of a street that is crossed, from `index` on to the part's end, a number or, between
/// two streets, the "y".
void read_crossed(AddressLine& line, std::size_t index, bool between, StreetAddress& address) {
  std::string name;
  for (std::size_t at = index + 1; same_part(line, index, at) && !line.word(at).empty(); ++at) {
    const std::string word = line.word(at);
    if (!name.empty() && (is_number_mark(word) || is_house_number(word))) break;
    line.read(at);
    if (between && (word == "y" || word == "e") && !name.empty()) {
      address.cross_streets.push_back(std::move(name));
      name.clear();
    } else if (!is_article(word) && street_type(word).empty()) {
      name += (name.empty() ? "" : " ") + std::string(expanded(word));
    }
  }
  if (!name.empty()) address.cross_streets.push_back(std::move(name));
}

}  // namespace

void drop_denied(AddressLine& line) {
  std::vector<std::size_t> dropped;
  bool correcting = false, denied = false;
  for (std::size_t index = 0; index < line.size(); ++index) {
    if (is_filler(line.word(index))) dropped.push_back(index);
    correcting = correcting || corrects(line.word(index));
  }
  for (std::size_t index = 0; correcting && index < line.size(); ++index) {
    const std::string& word = line.word(index);
    // Before a plate, "no" is short for number: Cra 7 No 71-21.
    const bool plate = line.word_after(index).find('-') != std::string::npos;
    if (word == "no" && !plate) {
      denied = true;
    } else if (begins_part(line, index) || word == "sino" ||
               (word == "es" && line.word(index - 1) != "no")) {
      denied = false;
    }
    if (denied) dropped.push_back(index);
  }
  for (const std::size_t index : dropped) line.read(index);
}

bool is_postal_code(std::string_view word) { return is_plain_code(word) || is_lettered_code(word); }

void read_code(AddressLine& line, std::size_t index, std::size_t from, StreetAddress& address) {
  address.postal_code = {line.word(index), line.written(index, index)};
  read_through(line, from, index);
}

void read_marked_code(AddressLine& line, StreetAddress& address) {
  for (std::size_t index = 0; index < line.size() && address.postal_code.name.empty(); ++index) {
    const std::string& word = line.word(index);
    const std::string& next = line.word_after(index);
    const bool pair = (word == "codigo" || word == "cod" || word == "zip") &&
                      (next == "postal" || next == "code");
    const bool mark = word == "cp" || word == "cep" || word == "zip" || pair;
    std::size_t code = index + (pair ? 2 : 1);
    while (mark && same_part(line, index, code) && line.word(code).empty()) ++code;
    if (mark && is_postal_code(line.word(code))) {
      read_code(line, code, index, address);
    } else if (is_postal_code(word) && word.size() >= 8) {
      read_code(line, index, index, address);
    }
  }
}

void read_lot_or_kilometre(AddressLine& line, StreetAddress& address) {
  static constexpr std::pair<std::string_view, std::string_view> marks[] = {
      {"km", "km"},   {"mz", "mz"}, {"mza", "mz"}, {"manzana", "mz"},
      {"lote", "lt"}, {"lt", "lt"}, {"lte", "lt"}};
  HouseNumber& number = address.number;
  for (std::size_t index = 0; index < line.size(); ++index) {
    for (const auto& [mark, name] : marks) {
      const std::string value = line.word_after(index);
      if (line.word(index) != mark || value.empty() || value.size() > 5) continue;
      if (!number.text.empty()) {
        number.text += ' ';
        number.written += ' ';
      }
      number.text += std::string(name) + ' ' + value;
      number.written += line.written(index, index + 1);
      read_through(line, index, index + 1);
    }
  }
}

void read_cross_streets(AddressLine& line, StreetAddress& address) {
  for (std::size_t index = 1; index < line.size(); ++index) {
    const std::string& mark = line.word(index);
    const bool between = mark == "entre";
    if (!between && mark != "esq" && mark != "esquina") continue;
    line.read(index);
    read_crossed(line, index, between, address);
  }
}

void read_place(AddressLine& line, const std::vector<std::string>& words, std::size_t first,
                std::size_t last, StreetAddress& address) {
  std::string name = place_name(words);
  if (!name.empty()) address.places.push_back({std::move(name), line.written(first, last)});
  read_through(line, first, last);
}

void read_marked_places(AddressLine& line, StreetAddress& address) {
  for (std::size_t index = 0; index < line.size(); ++index) {
    const std::string mark = line.word(index);
    if (!is_place_mark(mark)) continue;
    const bool behind = !begins_part(line, index) &&
                        (line.word(index - 1).empty() || is_house_number(line.word(index - 1)));
    if (!behind && !begins_part(line, index)) continue;
    std::vector<std::string> words;
    std::size_t last = index;
    for (std::size_t at = index + 1; same_part(line, index, at); ++at) {
      const std::string& word = line.word(at);
      if (word.empty() || is_house_number(word)) break;
      words.push_back(word);
      last = at;
    }
    if (words.empty()) continue;
    // They may be part of the name: Colonia Luz, Ciudad de México.
    if (mark == "colonia" || mark == "ciudad") words.insert(words.begin(), mark);
    read_place(line, words, index, last, address);
  }
}

}  // namespace rastro
