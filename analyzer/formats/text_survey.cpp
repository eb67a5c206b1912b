#include "formats/text_survey.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>

#include "base/characters.h"
#include "base/text.h"
#include "formats/csv_text.h"

namespace rastro {

namespace {

constexpr std::size_t chunk_size = 256 * 1024;
constexpr std::size_t records_judged = 200;

/// The bytes at the front of a text that are ASCII, in steps of eight.
std::size_t ascii_words(std::string_view text) {
  std::size_t at = 0;
  for (std::uint64_t word = 0; at + sizeof word <= text.size(); at += sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    if ((word & 0x8080808080808080u) != 0) break;
  }
  return at;
}

/// Follows UTF-8 over the chunks of a file and counts the bytes that are none.
class Utf8Survey {
 public:
  void add(std::string_view part) {
    while (!part.empty()) {
      if (needed_ == 0) part.remove_prefix(ascii_words(part));
      const std::size_t some = std::min(part.size(), sizeof(std::uint64_t));
      for (const char character : part.substr(0, some)) take(static_cast<unsigned char>(character));
      part.remove_prefix(some);
    }
  }
  void finish() { give_up(); }

  std::int64_t characters() const { return characters_; }  ///< of several bytes
  std::int64_t faults() const { return faults_; }
  std::int64_t controls() const { return controls_; }  ///< faults from 0x80 to 0x9F
  std::int64_t currency_signs() const { return currency_signs_; }

 private:
  void take(unsigned char byte) {
    if (needed_ > 0 && goes_on(byte)) {
      pending_[seen_++] = byte;
      if (--needed_ == 0) {
        ++characters_;
        seen_ = 0;
      }
      return;
    }
    give_up();
    if (byte < 0x80) return;
    const std::size_t length = character_length(byte);
    if (length > 0) {
      needed_ = length - 1;
      pending_[seen_++] = byte;
    } else {
      count_fault(byte);
    }
  }

  bool goes_on(unsigned char byte) const {
    return seen_ == 1 ? may_follow(pending_[0], byte) : is_continuation(static_cast<char>(byte));
  }

  void give_up() {
    for (std::size_t index = 0; index < seen_; ++index) count_fault(pending_[index]);
    needed_ = 0;
    seen_ = 0;
  }

  void count_fault(unsigned char byte) {
    ++faults_;
    if (byte >= 0x80 && byte < 0xA0) ++controls_;
    if (byte == 0xA4) ++currency_signs_;
  }

  std::size_t needed_ = 0, seen_ = 0;
  std::array<unsigned char, 4> pending_{};
  std::int64_t characters_ = 0, faults_ = 0, controls_ = 0, currency_signs_ = 0;
};

/// UTF-16 without a mark: text of our languages has a zero in every other byte.
bool looks_like_utf16(std::string_view text, std::size_t zeros_at) {
  if (text.size() < 8) return false;
  std::size_t zeros = 0, others = 0;
  for (std::size_t index = 0; index < text.size(); ++index) {
    if (text[index] != '\0') continue;
    ++(index % 2 == zeros_at ? zeros : others);
  }
  return others == 0 && zeros * 10 > text.size() * 4;
}

void recognise_utf16(std::string_view start, TextDialect& dialect) {
  if (start.starts_with("\xFF\xFE")) {
    dialect.encoding = Encoding::utf16_le;
    dialect.has_mark = true;
  } else if (start.starts_with("\xFE\xFF")) {
    dialect.encoding = Encoding::utf16_be;
    dialect.has_mark = true;
  } else if (looks_like_utf16(start, 1)) {
    dialect.encoding = Encoding::utf16_le;
  } else if (looks_like_utf16(start, 0)) {
    dialect.encoding = Encoding::utf16_be;
  }
}

/// Bytes 0x80 to 0x9F are letters and quotes in Windows-1252 and nothing in ISO 8859-15; where none
/// occurs, the two differ in eight characters, of which only the euro's place speaks: nobody writes
/// the general currency sign that Windows-1252 has there.
Encoding encoding_of(const Utf8Survey& seen) {
  if (seen.faults() == 0) return Encoding::utf8;
  return seen.controls() == 0 && seen.currency_signs() > 0 ? Encoding::iso_8859_15
                                                           : Encoding::windows_1252;
}

/// How many times the delimiter stands outside quotes, record by record.
std::vector<int> counts_by_record(std::string_view text, char delimiter) {
  std::vector<int> counts;
  bool quoted = false, at_start = true, blank = true;
  int count = 0;
  for (std::size_t at = 0; at < text.size() && counts.size() < records_judged; ++at) {
    const char character = text[at];
    if (character == '"' && (quoted || at_start)) {
      quoted = !quoted;
      blank = false;
    } else if (quoted) {
      continue;
    } else if (character == '\n' || character == '\r') {
      if (!blank) counts.push_back(count);
      count = 0;
      blank = true;
    } else if (character == delimiter) {
      ++count;
      blank = false;
    } else if (character != ' ') {
      blank = false;
    }
    at_start = character == delimiter || character == '\n' || character == '\r';
  }
  if (!blank && counts.size() < records_judged) counts.push_back(count);
  return counts;
}

struct Cutting {
  char delimiter = ',';
  int times = 0;       ///< in most of the records
  double share = 0;    ///< of the records cut that often
  int in_heading = 0;  ///< in the first record cut that often, between letters
};

/// Delimiters of a line that have no digit at either side: 1,5 and 12;30 are values.
int cuts_words(std::string_view text, char delimiter, int times) {
  while (!text.empty()) {
    const std::size_t stop = std::min(text.find_first_of("\r\n"), text.size());
    const std::string_view line = text.substr(0, stop);
    if (std::count(line.begin(), line.end(), delimiter) >= times) {
      int count = 0;
      for (std::size_t at = 0; at < line.size(); ++at) {
        if (line[at] != delimiter) continue;
        const auto is_digit = [&](std::size_t place) {
          return place < line.size() && line[place] >= '0' && line[place] <= '9';
        };
        if (!(at > 0 && is_digit(at - 1) && is_digit(at + 1))) ++count;
      }
      return count;
    }
    text.remove_prefix(std::min(stop + 1, text.size()));
  }
  return 0;
}

Cutting judge(std::string_view text, char delimiter) {
  Cutting cutting{delimiter};
  std::map<int, int> records;
  const std::vector<int> counts = counts_by_record(text, delimiter);
  for (const int count : counts) ++records[count];
  int most = 0;
  for (const auto& [times, number] : records) {
    if (times == 0 || number < most) continue;
    most = number;
    cutting.times = times;
  }
  if (most == 0) return cutting;
  cutting.share = static_cast<double>(most) / static_cast<double>(counts.size());
  cutting.in_heading = cuts_words(text, delimiter, cutting.times);
  return cutting;
}

/// Evenness comes first, but a decimal comma in every row is even too: it does not part words.
bool is_better(const Cutting& left, const Cutting& right) {
  const auto weight = [](const Cutting& cutting) {
    return cutting.share * std::min(cutting.in_heading, cutting.times);
  };
  return weight(left) > weight(right);
}

}  // namespace

std::size_t take_delimiter_line(std::string_view text, char& delimiter) {
  const std::size_t stop = std::min(text.find_first_of("\r\n"), text.size());
  const std::string line = fold(text.substr(0, std::min<std::size_t>(stop, 16)));
  if (stop > 16 || !line.starts_with("sep=")) return 0;
  const std::string_view named = text.substr(4, stop - 4);
  if (named.size() != 1 && !(named.size() > 1 && trim(named).size() == 1)) return 0;
  const char wanted = trim(named).empty() ? named.front() : trim(named).front();
  if (std::string_view(",;\t|:^~#").find(wanted) == std::string_view::npos) return 0;
  delimiter = wanted;
  std::size_t length = stop;
  if (length < text.size() && text[length] == '\r') ++length;
  if (length < text.size() && text[length] == '\n') ++length;
  return length;
}

void recognise_delimiter(std::string_view text, TextDialect& dialect) {
  if (take_delimiter_line(text, dialect.delimiter) > 0) {
    dialect.names_delimiter = true;
    dialect.sureness = 1.0;
    return;
  }
  Cutting best = judge(text, ',');
  for (const char candidate : {';', '\t', '|'}) {
    const Cutting cutting = judge(text, candidate);
    if (is_better(cutting, best)) best = cutting;
  }
  dialect.delimiter = best.delimiter;
  dialect.sureness = best.times == 0 ? 1.0 : best.share;
}

TextDialect survey_text(ByteSource& bytes) {
  TextDialect dialect;
  Utf8Survey seen;
  std::vector<char> chunk(chunk_size);
  std::string start;
  bool is_first = true;
  while (const std::size_t got = bytes.read(chunk.data(), chunk.size())) {
    const std::string_view part(chunk.data(), got);
    if (is_first) {
      recognise_utf16(part, dialect);
      start = part;
      is_first = false;
    }
    if (dialect.encoding != Encoding::utf8) break;
    dialect.holds_nul = dialect.holds_nul || std::memchr(part.data(), 0, got) != nullptr;
    seen.add(part);
  }
  std::string_view judged = start;
  std::string decoded;
  if (dialect.encoding == Encoding::utf8) {
    seen.finish();
    dialect.encoding = encoding_of(seen);
    // A few letters of one encoding may by chance look like one of the other.
    dialect.is_mixed = dialect.encoding != Encoding::utf8 && seen.characters() * 2 >= seen.faults();
    dialect.has_mark = start.starts_with("\xEF\xBB\xBF");
    if (dialect.has_mark) judged.remove_prefix(3);
  } else {
    if (dialect.has_mark) judged.remove_prefix(2);
    Utf16Decoder(dialect.encoding).decode(judged, decoded);
    judged = decoded;
  }
  recognise_delimiter(judged, dialect);
  return dialect;
}

}  // namespace rastro
