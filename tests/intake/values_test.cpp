#include "intake/values.h"

#include <catch2/catch.hpp>

using namespace rastro;
using Outcome = ValueReader::Outcome;

namespace {

ColumnReading reading(ColumnType type, std::string format = {},
                      std::optional<ColumnHints> hints = ColumnHints{}) {
  ColumnReading result;
  result.type = type;
  result.format = std::move(format);
  result.hints = hints;
  return result;
}

std::string time_of(std::string_view text, const ColumnReading& how, const char* zone = "") {
  ValueReader values({"N/A"}, zone);
  Cell cell;
  const Outcome outcome = values.read(text, how, cell);
  if (outcome == Outcome::needs_hints) return "needs hints";
  return outcome == Outcome::ok ? format_time(cell.integer) : "unreadable";
}

std::optional<double> number_of(std::string_view text, DecimalMark mark = DecimalMark::point) {
  ValueReader values({}, "");
  Cell cell;
  const auto how = reading(ColumnType::number, {}, ColumnHints{DayOrder::unknown, mark});
  if (values.read(text, how, cell) != Outcome::ok) return std::nullopt;
  return cell.number;
}

std::optional<std::int64_t> whole(std::string_view text, ColumnType type) {
  ValueReader values({}, "");
  Cell cell;
  if (values.read(text, reading(type), cell) != Outcome::ok) return std::nullopt;
  return cell.integer;
}

}  // namespace

TEST_CASE("numbers are read in English and in Spanish style") {
  CHECK(number_of("1234.56") == 1234.56);
  CHECK(number_of("-3") == -3.0);
  CHECK(number_of("1.234,56") == 1234.56);
  CHECK(number_of("1,234.56") == 1234.56);
  CHECK(number_of("$ 1.234,56") == 1234.56);
  CHECK(number_of("1 234,5 \xE2\x82\xAC") == 1234.5);
  CHECK(number_of("R$ 1.234.567") == 1234567.0);
  CHECK(number_of("0,125") == 0.125);
  CHECK(number_of("1.234", DecimalMark::point) == 1.234);
  CHECK(number_of("1.234", DecimalMark::comma) == 1234.0);
  CHECK(number_of("1,234", DecimalMark::point) == 1234.0);
  CHECK(number_of("1,234", DecimalMark::comma) == 1.234);
}

TEST_CASE("what is no number is not read as one") {
  for (const char* text :
       {"12 pieces", "1.2.3", "1,23.456", "--1", "$", ".", "nan", "inf", "1-2"}) {
    INFO(text);
    CHECK_FALSE(number_of(text));
  }
}

TEST_CASE("whole numbers are checked over the whole field and range") {
  CHECK(whole("99999999999", ColumnType::integer) == 99999999999);
  CHECK(whole("+7", ColumnType::integer) == 7);
  CHECK(whole("3.0", ColumnType::integer) == 3);
  CHECK_FALSE(whole("3.5", ColumnType::integer));
  CHECK_FALSE(whole("9223372036854775808", ColumnType::integer));
  CHECK_FALSE(whole("7 apples", ColumnType::integer));
}

TEST_CASE("flags are read in English, Spanish and Portuguese") {
  for (const char* text : {"yes", "Sí", "si", "TRUE", "1", "sim"}) {
    INFO(text);
    CHECK(whole(text, ColumnType::flag) == 1);
  }
  for (const char* text : {"no", "não", "False", "0"}) {
    INFO(text);
    CHECK(whole(text, ColumnType::flag) == 0);
  }
  CHECK_FALSE(whole("maybe", ColumnType::flag));
}

TEST_CASE("dates are read as people write them") {
  const auto any = reading(ColumnType::time);
  CHECK(time_of("2026-09-10T14:03", any) == "2026-09-10T14:03:00");
  CHECK(time_of("2-Jun-06", any) == "2006-06-02T00:00:00");
  CHECK(time_of("15-ene-2006 8:05", any) == "2006-01-15T08:05:00");
  CHECK(time_of("3 de agosto de 2026", any) == "2026-08-03T00:00:00");
  CHECK(time_of("15/9/06", any) == "2006-09-15T00:00:00");
  CHECK(time_of("2026/9/5 1:02:03 pm", any) == "2026-09-05T13:02:03");
  CHECK(time_of("31/2/2026", any) == "unreadable");
  CHECK(time_of("Date Not Captured", any) == "unreadable");
  CHECK(time_of("5/6/2026", reading(ColumnType::time, {}, std::nullopt)) == "needs hints");
  const auto american =
      reading(ColumnType::time, {}, ColumnHints{DayOrder::month_first, DecimalMark::unknown});
  CHECK(time_of("11/13/06", american) == "2006-11-13T00:00:00");
  CHECK(time_of("13/11/06", american) == "unreadable");
}

TEST_CASE("a text that holds a NUL is none") {
  ValueReader values({}, "");
  Cell cell;
  const auto text = reading(ColumnType::text);
  CHECK(values.read(std::string_view("A\0B", 3), text, cell) == ValueReader::Outcome::unreadable);
  CHECK(what_is_wrong(std::string_view("A\0B", 3), text) ==
        "holds a NUL character, which no text has");
}

TEST_CASE("of a date that cannot be taken it is said why") {
  const auto european =
      reading(ColumnType::time, {}, ColumnHints{DayOrder::day_first, DecimalMark::unknown});
  const auto american =
      reading(ColumnType::time, {}, ColumnHints{DayOrder::month_first, DecimalMark::unknown});
  CHECK(what_is_wrong("11/13/06", european) ==
        "is month/day/year, but this column is day/month/year");
  CHECK(what_is_wrong("13/11/06 8:05", american) ==
        "is day/month/year, but this column is month/day/year");
  for (const char* never :
       {"31/9/2026", "9/31/2026", "29 de febrero de 2026", "2026-02-29 10:00"}) {
    CHECK(what_is_wrong(never, american) == "is a day that does not exist");
  }
  for (const char* none : {"15/13/2026", "5/6/3026", "soon", "5/6/2026 25:00"}) {
    CHECK(what_is_wrong(none, european) ==
          "is not a time like 2026-09-10T14:03 or 10/9/2026 14:03");
  }
}

TEST_CASE("a pinned format is the only one that is read") {
  const auto pinned = reading(ColumnType::time, "%m/%d/%y");
  CHECK(time_of("11/03/06", pinned) == "2006-11-03T00:00:00");
  CHECK(time_of("2006-11-03", pinned) == "unreadable");
}

TEST_CASE("a promise given as a date runs to the end of that day") {
  auto promise = reading(ColumnType::time);
  promise.day_ends = true;
  CHECK(time_of("2026-09-10", promise) == "2026-09-10T23:59:59");
  CHECK(time_of("2026-09-10 00:00:00", promise) == "2026-09-10T00:00:00");
  promise.format = "date";
  CHECK(time_of("2026-09-10 00:00:00", promise) == "2026-09-10T23:59:59");
}

TEST_CASE("an offset is turned to the wall clock of the model's zone") {
  const auto any = reading(ColumnType::time);
  CHECK(time_of("2026-07-01T10:00:00Z", any, "Europe/Madrid") == "2026-07-01T12:00:00");
  CHECK(time_of("2026-01-01T10:00:00+05:00", any, "Europe/Madrid") == "2026-01-01T06:00:00");
  CHECK(time_of("2026-01-01T10:00:00+05:00", any, "") == "2026-01-01T10:00:00");
  CHECK_THROWS_WITH(time_of("2026-01-01T10:00:00Z", any, "Europe/Nowhere"),
                    Catch::Contains("the time zone 'Europe/Nowhere' is not known"));
}

TEST_CASE("empty values are those of the model, in any case") {
  const ValueReader values({"NULL", "n/a"}, "");
  CHECK(values.is_empty(""));
  CHECK(values.is_empty("null"));
  CHECK(values.is_empty("N/A"));
  CHECK_FALSE(values.is_empty("none"));
}
