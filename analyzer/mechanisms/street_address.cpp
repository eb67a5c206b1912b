#include "mechanisms/street_address.h"

#include <algorithm>
#include <optional>

#include "mechanisms/address_line.h"
#include "mechanisms/address_marks.h"
#include "mechanisms/address_units.h"
#include "mechanisms/address_words.h"

namespace rastro {

namespace {

using Indexes = std::vector<std::size_t>;

StreetName name_of(const std::vector<std::string>& read) {
  StreetName name;
  std::vector<std::string> words;
  for (std::size_t index = 0; index < read.size(); ++index) {
    const std::string word(expanded(read[index]));
    const bool suffix = is_letter(read[index]) && !words.empty() && is_digits(words.back());
    if (suffix) {
      words.back() += read[index];  // Calle 13 A
    } else if (index + 1 == read.size() && !words.empty() && !direction(read[index]).empty()) {
      name.direction = direction(read[index]);
    } else if (is_rank(word)) {
      name.ranks.push_back(word);
    } else if (!is_article(word)) {
      words.push_back(word);
    }
  }
  if (words.empty()) words.swap(name.ranks);  // Calle Mayor
  name.words = std::move(words);
  return name;
}

class AddressReader {
 public:
  explicit AddressReader(std::string_view text) : line_(text) {}

  StreetAddress read() {
    drop_denied(line_);
    read_marked_code(line_, address_);
    address_.unit = read_marked_unit(line_);
    read_lot_or_kilometre(line_, address_);
    read_cross_streets(line_, address_);
    read_marked_places(line_, address_);
    read_street();
    if (number_at_) read_bare_unit(line_, *number_at_, address_.unit);
    read_rest();
    return std::move(address_);
  }

 private:
  /// How well a part does for the street: less is better, 9 not at all.
  int unlike_street(const Indexes& part) const {
    if (part.empty()) return 9;
    const std::string& first = line_.word(part.front());
    if (turned_type(part)) return 9;
    if (part.size() > 1 && !street_type(first).empty()) return 1;
    const bool leads = is_house_number(first) && line_.word_after(part.front()) != "de";
    const auto number = std::find_if(part.begin() + 1, part.end(), [&](std::size_t index) {
      return is_house_number(line_.word(index)) || line_.word(index) == "sn";
    });
    if (typed_behind(part)) return 1;
    if (leads || is_number_mark(first)) return part.size() > 1 ? 4 : 6;
    if (number != part.end()) return 2;
    const std::size_t next = line_.part(part.front()) + 1;
    if (next < line_.parts() && number_of_part(next)) return 3;
    // With lot and quarter known, a name alone is the town.
    const bool placed = !address_.number.text.empty() && !address_.places.empty();
    return placed ? 9 : 5;
  }

  /// "Av. 1234" behind a name, as lists in alphabetical order have it: Rivadavia, Av. 1234.
  bool turned_type(const Indexes& part) const {
    if (part.size() != 2 || line_.part(part[0]) == 0) return false;
    const std::string_view type = street_type(line_.word(part[0]));
    const Indexes before = line_.unread(line_.part(part[0]) - 1);
    return !type.empty() && type != "calle" && type != "carrera" && type != "ruta" &&
           is_digits(line_.word(part[1])) && line_.word(part[1]).size() >= 3 && !before.empty() &&
           !is_house_number(line_.word(before.back()));
  }

  /// The house number that a part begins with: not a postal code before its town.
  std::optional<std::size_t> number_of_part(std::size_t part) const {
    Indexes unread = line_.unread(part);
    if (turned_type(unread)) return unread.back();
    if (!unread.empty() && is_number_mark(line_.word(unread.front()))) unread.erase(unread.begin());
    if (unread.empty()) return std::nullopt;
    const std::string& word = line_.word(unread.front());
    if (word == "sn") return unread.front();
    if (!is_house_number(word) || (unread.size() > 1 && word.size() >= 4)) return std::nullopt;
    return unread.front();
  }

  void read_street() {
    std::size_t best = 0;
    int unlike = 9;
    for (std::size_t part = 0; part < line_.parts(); ++part) {
      const int here = unlike_street(line_.unread(part));
      if (here < unlike) best = part;
      unlike = std::min(unlike, here);
    }
    if (unlike == 9) return;
    street_part_ = best;
    const Indexes behind = best + 1 < line_.parts() ? line_.unread(best + 1) : Indexes();
    const auto number = behind.empty() ? std::nullopt : number_of_part(best + 1);
    const bool turned = turned_type(behind);
    read_street_part(line_.unread(best));
    if (!address_.number.written.empty()) return;
    if (turned) {
      address_.street.type = street_type(line_.word(behind.front()));
      line_.read(behind.front());
    }
    if (number) {
      set_number(*number, false);
    } else {
      split_corner();
    }
  }

  /// Belgrano y Paz, without a number, is a corner.
  void split_corner() {
    const auto middle = std::find(street_words_.begin(), street_words_.end(), "y");
    if (middle == street_words_.begin() || middle == street_words_.end()) return;
    address_.cross_streets.push_back(place_name({middle + 1, street_words_.end()}));
    const StreetName first = name_of({street_words_.begin(), middle});
    address_.street.ranks = first.ranks;
    address_.street.words = first.words;
    address_.street.direction = first.direction;
  }

  /// A number that belongs to the street's name: Calle 13, 9 de Julio, 12 Octubre 100.
  bool names_street(const Indexes& part, std::size_t at, bool typed, bool named) const {
    const bool more = std::any_of(
        part.begin() + static_cast<std::ptrdiff_t>(at) + 1, part.end(), [&](std::size_t index) {
          return is_house_number(line_.word(index)) && !line_.ordinal(index);
        });
    return (!named && (typed || (more && !typed_behind(part)))) ||
           line_.word_after(part[at]) == "de";
  }

  bool typed_behind(const Indexes& part) const {
    return std::any_of(part.begin() + 1, part.end(), [&](std::size_t index) {
      return !street_type_behind(line_.word(index)).empty();
    });
  }

  void read_street_part(const Indexes& part) {
    std::size_t at = 0;
    std::string type;
    for (; at + 1 < part.size() && !street_type(line_.word(part[at])).empty(); ++at) {
      type = street_type(line_.word(part[at]));
    }
    std::vector<std::string> words;
    std::optional<std::size_t> last;
    bool ended = false;
    for (; at < part.size() && !ended; ++at) {
      const std::size_t index = part[at];
      const std::string word = line_.word(index);
      const bool marks =
          is_number_mark(word) && at + 1 < part.size() && is_house_number(line_.word(part[at + 1]));
      if (marks || word == "sn") {
        set_number(part[at + (marks ? 1 : 0)], word == "#" || word == "no" || word == "nro");
        if (marks) line_.read(part[at++]);
        ended = true;
      } else if (is_house_number(word) && !names_street(part, at, !type.empty(), !words.empty()) &&
                 !(number_at_ && line_.ordinal(index))) {
        if (number_at_) break;
        set_number(index, type == "carrera" || (!words.empty() && is_digits(words.back())));
        ended = !words.empty() || part.size() == 1;
      } else if (number_at_ && !words.empty() && !street_type_behind(word).empty()) {
        type = street_type_behind(word);  // 350 5th Ave
        last = index;
        ended = true;
      } else if (!word.empty() && word != "#") {
        words.push_back(word);
        last = index;
      }
    }
    if (!last) return;
    finish_street(part, words, type, *last);
    // Behind the type or the plate: Pennsylvania Ave NW, Calle 13 # 45-20 Sur.
    if (ended && at < part.size() && line_.word(part[at]).size() > 1 &&
        !direction(line_.word(part[at])).empty()) {
      address_.street.direction = direction(line_.word(part[at]));
      line_.read(part[at]);
    }
  }

  void finish_street(const Indexes& part, const std::vector<std::string>& words,
                     const std::string& type, std::size_t last) {
    street_words_ = words;
    address_.street = name_of(words);
    address_.street.type = type;
    const auto first = std::find_if(part.begin(), part.end(),
                                    [&](std::size_t index) { return !line_.word(index).empty(); });
    address_.street.written = line_.written(*first, last);
    for (std::size_t index = *first; index <= last; ++index) line_.read(index);
  }

  /// plate: 45-20 is one number, as in Colombia; else a range.
  void set_number(std::size_t index, bool plate) {
    const std::string word = line_.word(index);
    HouseNumber& number = address_.number;
    number_at_ = index;
    number.written = line_.written(index, index);
    number.none = word == "sn";
    if (!number.none) number.text = word;
    const auto middle = word.find_first_of("-/");
    if (middle != std::string::npos && !plate) {
      number.text = word.substr(0, middle);
      const std::string end = word.substr(middle + 1);
      const std::size_t kept = number.text.size() - std::min(number.text.size(), end.size());
      number.until = number.text.substr(0, kept) + end;
    }
    line_.read(index);
    if (line_.word_after(index) == "bis") {
      number.text += "bis";
      number.written = line_.written(index, index + 1);
      line_.read(index + 1);
    }
  }

  /// Postal code and places, in what nothing else has read.
  void read_rest() {
    for (std::size_t part = 0; part < line_.parts(); ++part) {
      Indexes run;
      for (const std::size_t index : line_.unread(part)) {
        const std::string& word = line_.word(index);
        const bool code = is_postal_code(word);
        if (!code && word != "cp" && !is_number_mark(word)) {
          if (!run.empty() && run.back() + 1 != index) read_words(run);
          run.push_back(index);
          continue;
        }
        read_words(run);
        if (code && address_.postal_code.name.empty()) read_code(line_, index, index, address_);
      }
      read_words(run);
    }
  }

  void read_words(Indexes& run) {
    if (run.empty()) return;
    std::vector<std::string> words;
    for (const std::size_t index : run) words.push_back(line_.word(index));
    const bool before = street_part_ && line_.part(run.front()) < *street_part_;
    const bool numbers = std::all_of(words.begin(), words.end(), is_house_number);
    if (before || numbers || is_remark(words.front())) {
      address_.others.push_back({place_name(words), line_.written(run.front(), run.back())});
    } else {
      read_place(line_, words, run.front(), run.back(), address_);
    }
    run.clear();
  }

  AddressLine line_;
  StreetAddress address_;
  std::vector<std::string> street_words_;
  std::optional<std::size_t> number_at_, street_part_;
};

}  // namespace

StreetAddress parse_address(std::string_view text) { return AddressReader(text).read(); }

}  // namespace rastro
