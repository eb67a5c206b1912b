// Any table, written in any dialect, reads back as it was.
#include <fmt/format.h>

#include <array>

#include "base/random.h"
#include "base/text.h"
#include "formats/csv_reader.h"
#include "formats/table_reader.h"
#include "intake/loading.h"

using namespace rastro;

namespace {

using Table = std::vector<std::vector<std::string>>;

struct Dialect {
  char delimiter = ',';
  std::string line_end = "\n";
  Encoding encoding = Encoding::utf8;
  bool has_mark = false;
  bool quotes_all = false;
  bool names_delimiter = false;
  bool ends_open = false;  ///< the last line has no end
};

template <typename Choices>
auto choose(Random& random, const Choices& choices) {
  return choices[static_cast<std::size_t>(random.below(static_cast<int>(choices.size())))];
}

Dialect made_dialect(Random& random) {
  Dialect dialect;
  dialect.delimiter = choose(random, std::array{',', ';', '\t', '|'});
  dialect.line_end = choose(random, std::array{"\n", "\r\n", "\r"});
  dialect.encoding = choose(random, std::array{Encoding::utf8, Encoding::windows_1252,
                                               Encoding::utf16_le, Encoding::utf16_be});
  dialect.has_mark = dialect.encoding == Encoding::utf16_le ||
                     dialect.encoding == Encoding::utf16_be || random.chance(0.3);
  if (dialect.encoding == Encoding::windows_1252) dialect.has_mark = false;
  dialect.quotes_all = random.chance(0.3);
  dialect.names_delimiter = random.chance(0.1);
  dialect.ends_open = random.chance(0.3);
  return dialect;
}

/// A text of pieces that are hard on a reader; with characters that all encodings have.
std::string made_text(Random& random) {
  // é and € side by side are UTF-8 by chance in Windows-1252, so none stands alone.
  constexpr std::array pieces = {"a",  "Ñandú", "é.", " ",   "\"", ",",     ";", "\t", "|",
                                 "\n", "x y",   "12", "1,5", "€",  "¿qué?", "'", "=",  "--"};
  std::string text;
  const int count = random.below(6);
  for (int index = 0; index < count; ++index) text += choose(random, pieces);
  return text;
}

Table made_table(Random& random) {
  const int columns = random.between(2, 7), rows = random.between(1, 30);
  Table table(1);
  for (int column = 0; column < columns; ++column) {
    table[0].push_back(fmt::format("columna {}", static_cast<char>('a' + column)));
  }
  for (int row = 0; row < rows; ++row) {
    table.emplace_back();
    for (int column = 0; column < columns; ++column) {
      table.back().push_back(column == 0 ? fmt::format("id{}", row) : made_text(random));
    }
  }
  return table;
}

std::string written_field(const std::string& text, const Dialect& dialect) {
  const bool needs_quotes = dialect.quotes_all || text.find_first_of("\"\r\n,;\t|") != text.npos ||
                            (!text.empty() && (text.front() == ' ' || text.back() == ' '));
  if (!needs_quotes) return text;
  std::string quoted = "\"";
  for (const char letter : text) quoted += letter == '"' ? "\"\"" : std::string(1, letter);
  return quoted + '"';
}

/// One character a unit: the pieces have none beyond the first plane.
std::string encoded(const std::string& utf8, const Dialect& dialect) {
  if (dialect.encoding == Encoding::utf8) return (dialect.has_mark ? "\xEF\xBB\xBF" : "") + utf8;
  std::u16string units;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto byte = static_cast<unsigned char>(utf8[at]);
    const int more = byte >= 0xE0 ? 2 : byte >= 0xC0 ? 1 : 0;
    unsigned code = more == 2 ? byte & 0x0Fu : more == 1 ? byte & 0x1Fu : byte;
    for (int index = 1; index <= more; ++index) {
      code = code << 6 |
             (static_cast<unsigned char>(utf8[at + static_cast<std::size_t>(index)]) & 0x3Fu);
    }
    units += static_cast<char16_t>(code);
    at += static_cast<std::size_t>(more) + 1;
  }
  std::string bytes;
  if (dialect.encoding == Encoding::windows_1252) {
    for (const char16_t unit : units) bytes += static_cast<char>(unit == 0x20AC ? 0x80 : unit);
    return bytes;
  }
  const bool big = dialect.encoding == Encoding::utf16_be;
  if (dialect.has_mark) units.insert(units.begin(), char16_t{0xFEFF});
  for (const char16_t unit : units) {
    const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xFF);
    bytes += big ? high : low;
    bytes += big ? low : high;
  }
  return bytes;
}

std::string written(const Table& table, const Dialect& dialect) {
  std::string text;
  if (dialect.names_delimiter) text += fmt::format("sep={}{}", dialect.delimiter, dialect.line_end);
  for (const auto& row : table) {
    for (std::size_t column = 0; column < row.size(); ++column) {
      if (column > 0) text += dialect.delimiter;
      text += written_field(row[column], dialect);
    }
    text += dialect.line_end;
  }
  if (dialect.ends_open) text.resize(text.size() - dialect.line_end.size());
  return encoded(text, dialect);
}

Table read_back(const std::string& file, std::size_t chunk_size) {
  const TextDialect dialect = survey_text(*open_bytes(file));
  TableReader reader(
      [&] { return std::make_unique<CsvReader>(file, open_bytes(file), dialect, chunk_size); });
  Table table{reader.headings()};
  while (reader.next()) {
    if (!reader.fault().empty()) {
      table.push_back({reader.fault()});
      continue;
    }
    table.emplace_back(reader.fields().begin(), reader.fields().end());
  }
  return table;
}

}  // namespace

TEST_CASE("any table in any dialect reads back as it was written") {
  TestFolder folder;
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    Random random(seed);
    const Dialect dialect = made_dialect(random);
    const Table table = made_table(random);
    const std::string file = folder.write("table.csv", written(table, dialect));
    const std::size_t chunk_size = seed % 2 == 0 ? 256u * 1024 : 32 + seed % 32 * 16;
    const Table read = read_back(file, chunk_size);
    if (read == table) continue;
    INFO("seed " << seed << ", delimiter '" << dialect.delimiter << "', "
                 << name_of(dialect.encoding) << ", " << chunk_size << " bytes at a time");
    REQUIRE(read == table);
  }
}

TEST_CASE("the ways a text goes wrong are told apart") {
  CHECK(repair_double_encoding("MarÃ\u00ada") == "María");
  CHECK(repair_double_encoding("â‚¬ 5") == "€ 5");
  CHECK_FALSE(repair_double_encoding("María"));
  CHECK_FALSE(repair_double_encoding("MARÃ"));
  CHECK_FALSE(repair_double_encoding("maçã e pão"));
  CHECK_FALSE(repair_double_encoding("plain"));
  CHECK(compose_accents("Co\u0301rdoba n\u0303") == "Córdoba ñ");
  CHECK_FALSE(compose_accents("Córdoba"));
  CHECK(utf8_from_bytes("\xA4 5", Encoding::iso_8859_15) == "€ 5");
  CHECK(utf8_from_bytes("\x80 5\x93", Encoding::windows_1252) == "€ 5“");
}

TEST_CASE("UTF-16 in pieces of any length") {
  const std::string bytes("\x61\x00\x3D\xD8\x9A\xDE\xF1\x00\x3D\xD8", 10);
  for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
    Utf16Decoder decoder(Encoding::utf16_le);
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
      decoder.decode(std::string_view(bytes).substr(at, piece), text);
    }
    decoder.finish(text);
    CHECK(text == "a🚚ñ\uFFFD");
  }
}
