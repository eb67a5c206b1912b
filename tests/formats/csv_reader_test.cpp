#include "formats/csv_reader.h"

#include <catch2/catch.hpp>

#include "formats/csv_text.h"
#include "formats/table_reader.h"
#include "intake/loading.h"
#include "places.h"

using namespace rastro;
using Catch::Contains;

namespace {

struct Read {
  std::vector<std::vector<std::string>> records;
  std::vector<long> lines;
};

Read read_all(TableReader& reader) {
  Read read;
  while (reader.next()) {
    read.lines.push_back(reader.line());
    read.records.emplace_back(reader.fields().begin(), reader.fields().end());
  }
  return read;
}

Read read_text(std::string_view text) {
  TestFolder folder;
  TableReader reader(csv_opener(folder.write("log.csv", text)));
  return read_all(reader);
}

using Records = std::vector<std::vector<std::string>>;

}  // namespace

TEST_CASE("a record may hold newlines, delimiters and doubled quotes") {
  const Read read = read_text("id,note\n1,\"two\nlines, one \"\"record\"\"\"\n2,plain\n\n3,\"\"\n");
  CHECK(read.records == Records{{"1", "two\nlines, one \"record\""}, {"2", "plain"}, {"3", ""}});
  CHECK(read.lines == std::vector<long>{2, 4, 6});
}

TEST_CASE("line ends may be LF, CRLF or a lone CR, the last one missing") {
  const Records wanted{{"1", "x"}, {"2", "a\ny"}, {"3", ""}};
  CHECK(read_text("id,note\n1,x\n2,\"a\ny\"\n3,").records == wanted);
  CHECK(read_text("id,note\r\n1,x\r\n2,\"a\ny\"\r\n3,\r\n").records == wanted);
  const Read lone = read_text("id,note\r1,x\r2,\"a\ny\"\r3,\r");
  CHECK(lone.records == wanted);
  CHECK(lone.lines == std::vector<long>{2, 3, 5});
}

TEST_CASE("quoted and plain records read the same") {
  CHECK(read_text("a;b;c\n1; 2 ;\n;;x\n").records.size() == 2);
  CHECK(read_text("a,b,c\n1,x y,\n").records == read_text("a,b,c\n\"1\",\"x y\",\"\"\n").records);
  CHECK(read_text("a,b\n5\" pipe,x\n").records == Records{{"5\" pipe", "x"}});
}

TEST_CASE("a field reads the same whether or not its record needs the parser") {
  // A doubled quote in the second field makes the parser take the record.
  for (const char* field :
       {"\"a, b\"", "\"\"", "\" a \"", "a\"b", "\"a\" ", "\"\"\"\"", "\"a\"\"b\"", "a"}) {
    const std::string line(field);
    const Read taken = read_text("x,y,z\n" + line + ",\"2\",\"3\"\n1,2,3\n");
    const Read parsed = read_text("x,y,z\n" + line + ",\"\"\"2\",\"3\"\n1,2,3\n");
    INFO("the field " << line);
    REQUIRE(taken.records.size() == 2);
    REQUIRE(taken.records[0].size() == 3);
    CHECK(taken.records[0][0] == parsed.records.at(0).at(0));
    CHECK(parsed.records[0].size() == 3);
  }
}

TEST_CASE("the delimiter is recognised from the heading") {
  const Records wanted{{"1", "2"}};
  CHECK(read_text("a,b\n1,2\n").records == wanted);
  CHECK(read_text("a;b\n1;2\n").records == wanted);
  CHECK(read_text("a\tb\n1\t2\n").records == wanted);
  CHECK(read_text("a|b\n1|2\n").records == wanted);
  CHECK(read_text("\"a,x,y\";b\n1;2\n").records == wanted);
  CHECK(read_text("sep=;\na,x;b\n1;2\n").records == wanted);
}

TEST_CASE("a byte-order mark is no part of the first heading") {
  TestFolder folder;
  const std::string file = folder.write("log.csv",
                                        "\xEF\xBB\xBF"
                                        "id,note\n1,x\n");
  CHECK(TableReader(csv_opener(file)).headings() == std::vector<std::string>{"id", "note"});
  CHECK(CsvReader(file).dialect().has_mark);
}

TEST_CASE("Windows-1252 becomes UTF-8") {
  TestFolder folder;
  TableReader reader(csv_opener(folder.write(
      "log.csv", "N\xBA pedido;ciudad\n1;M\xE1laga\n2;\"C\xF3rdoba \x80\"\n3;Soria\n")));
  CHECK(reader.headings()[0] == "Nº pedido");
  CHECK(read_all(reader).records == Records{{"1", "Málaga"}, {"2", "Córdoba €"}, {"3", "Soria"}});
  CHECK(reader.notes() ==
        std::vector<std::string>{"not all of it is UTF-8: 3 records were read as Windows-1252"});
}

TEST_CASE("records that cross the reader's buffer stay whole") {
  std::string text = "id,note\n";
  for (int index = 0; index < 30000; ++index) {
    text += std::to_string(index) + ",\"line one\nline two of " + std::to_string(index) + "\"\r\n";
  }
  const Read read = read_text(text);
  REQUIRE(read.records.size() == 30000);
  bool all_whole = true;
  for (int index = 0; index < 30000; ++index) {
    const auto& record = read.records[static_cast<std::size_t>(index)];
    all_whole = all_whole && record[1] == "line one\nline two of " + std::to_string(index) &&
                read.lines[static_cast<std::size_t>(index)] == 2 + 2 * index;
  }
  CHECK(all_whole);
}

TEST_CASE("below a heading that cannot be read every row has a fault") {
  TestFolder folder;
  TableReader reader(csv_opener(folder.write("log.csv", "id,\"note\n1,x\n,\n2,y\n")));
  CHECK(reader.headings().empty());
  CHECK_FALSE(reader.heading().fault.empty());
  int rows = 0;
  while (reader.next()) rows += reader.fault().empty() ? 0 : 1;
  CHECK(rows + reader.set_aside() == 4);
}

TEST_CASE("many unbalanced quotes cost no rereading of the whole file") {
  std::string text = "id,note\n";
  for (int index = 0; index < 20000; ++index) text += std::to_string(index) + ",\"open\n";
  TestFolder folder;
  TableReader reader(csv_opener(folder.write("log.csv", text)));
  long open = 0, records = 0;
  while (reader.next()) {
    ++records;
    open += reader.fault().empty() ? 0 : 1;
  }
  CHECK(records == 20000);
  CHECK(open == 20000);
}

TEST_CASE("a line longer than any record is one fault, and reading goes on behind it") {
  for (const char* line_end : {"\n", "\r\n"}) {
    const std::string text = std::string("id,note") + line_end + "1," +
                             std::string(40u << 20, 'x') + line_end + "2,y" + line_end;
    TestFolder folder;
    TableReader reader(csv_opener(folder.write("log.csv", text)));
    REQUIRE(reader.next());
    CHECK(reader.fault() == "the line is longer than 16 MiB: it was left out");
    CHECK(reader.line() == 2);
    CHECK(reader.raw().starts_with("1,xxx"));
    REQUIRE(reader.next());
    CHECK(reader.fields()[1] == "y");
    CHECK(reader.line() == 3);
    CHECK_FALSE(reader.next());
  }
}

TEST_CASE("the real sets are read record by record") {
  const std::filesystem::path real = in_source("../shared/real");
  if (!std::filesystem::exists(real)) {
    WARN("skipped: no data");
    return;
  }
  const auto count = [&](const std::string& file, std::size_t columns, long& with_newlines) {
    TableReader reader(csv_opener((real / file).string()));
    long records = 0;
    while (reader.next()) {
      CHECK(reader.fault().empty());
      if (reader.fields().size() != columns) FAIL(file << ":" << reader.line());
      ++records;
      for (const std::string_view field : reader.fields()) {
        if (field.find_first_of("\r\n") == std::string_view::npos) continue;
        ++with_newlines;
        break;
      }
    }
    return records;
  };
  long with_newlines = 0;
  CHECK(count("scms/SCMS_Delivery_History_Dataset.csv", 33, with_newlines) == 10324);
  CHECK(count("olist-2017/olist_orders_dataset.csv", 8, with_newlines) == 17428);
  CHECK(with_newlines == 0);
  CHECK(count("olist-2017/olist_order_reviews_dataset.csv", 7, with_newlines) == 12715);
  CHECK(with_newlines == 547);
}

TEST_CASE("a record that is kept as one line gives its fields again") {
  const std::vector<std::string> fields = {"", "a,b", "\"", "two\r\nlines", "\"\"x\"", "ñ", ""};
  CHECK(csv_fields(csv_line(fields)) == fields);
  CHECK(csv_fields("") == std::vector<std::string>{""});
  CHECK(csv_line(std::vector<std::string_view>{"1", "2,3"}) == "1,\"2,3\"");
}
