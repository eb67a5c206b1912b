#include "formats/cell_formats.h"

#include <catch2/catch.hpp>

#include "formats/cell_values.h"

using namespace rastro;

namespace {

/// "date", "time", "date time", "elapsed", or "number"
std::string meaning_of(const CellFormat& format) {
  if (format.is_elapsed) return "elapsed";
  if (format.has_date) return format.has_time ? "date time" : "date";
  return format.has_time ? "time" : "number";
}
std::string meaning_of(std::string_view code) { return meaning_of(read_number_format(code)); }

std::string shown(double serial, std::string_view code, bool since_1904 = false) {
  return time_of_serial(serial, read_number_format(code), since_1904).text;
}

}  // namespace

TEST_CASE("custom formats are told apart by what they show") {
  for (const char* code : {"yyyy-mm-dd", "d/m/yy", "[$-C0A]d\" de \"mmmm\" de \"yyyy;@", "mmm\\-yy",
                           "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "mm", "[$-411]ge.m.d",
                           "[Red]dd\\.mm\\.yyyy", "DD/MM/YYYY", "[$-404]e/m/d"}) {
    INFO(code);
    CHECK(meaning_of(code) == "date");
  }
  for (const char* code : {"h:mm", "hh:mm:ss", "mm:ss.0", "h:mm AM/PM", "[$-F400]h:mm:ss\\ AM/PM",
                           "h\"h\" mm\"m\"", "h:mm a/p"}) {
    INFO(code);
    CHECK(meaning_of(code) == "time");
  }
  for (const char* code : {"yyyy-mm-dd hh:mm", "m/d/yy h:mm", "d mmm h:mm", "mmm h:mm"}) {
    INFO(code);
    CHECK(meaning_of(code) == "date time");
  }
  for (const char* code : {"[h]:mm", "[hh]:mm:ss", "[mm]:ss", "[s]"}) {
    INFO(code);
    CHECK(meaning_of(code) == "elapsed");
  }
  for (const char* code : {"General",
                           "0.00",
                           "#,##0 \"days\"",
                           "0.00E+00",
                           "##0.0e-0",
                           "[Red]#,##0;[Blue]-#,##0",
                           "\"year\"",
                           "\\d\\a\\y",
                           "_d0_y",
                           "*y0",
                           "@",
                           "",
                           "[$€-C0A]#,##0",
                           "0\" h\"",
                           "\"",
                           "[",
                           "\\",
                           "0;[Red]yyyy",
                           "[Yellow]General",
                           "[$-409]",
                           "general\\ "}) {
    INFO(code);
    CHECK(meaning_of(code) == "number");
  }
}

TEST_CASE("built-in formats are known by their number") {
  for (const int id : {14, 15, 16, 17, 27, 31, 36, 50, 54, 57, 58}) {
    INFO(id);
    CHECK(meaning_of(built_in_format(id)) == "date");
  }
  for (const int id : {18, 19, 20, 21, 32, 33, 45, 47}) {
    INFO(id);
    CHECK(meaning_of(built_in_format(id)) == "time");
  }
  CHECK(meaning_of(built_in_format(22)) == "date time");
  CHECK(meaning_of(built_in_format(46)) == "elapsed");
  for (const int id : {0, 1, 2, 9, 10, 13, 23, 37, 44, 48, 49, 59, 164, -1}) {
    INFO(id);
    CHECK(meaning_of(built_in_format(id)) == "number");
  }
}

TEST_CASE("a format of zeros says how many digits are shown") {
  CHECK(read_number_format("00000").zeros == 5);
  CHECK(read_number_format("00000;@").zeros == 5);
  CHECK(read_number_format("0").zeros == 0);
  CHECK(read_number_format("000-0000").zeros == 0);
  CHECK(read_number_format(std::string(1000, '0')).zeros == 0);
}

TEST_CASE("a date has a time of day where the number or the format has one") {
  CHECK(shown(46275, "dd/mm/yyyy") == "2026-09-10");
  CHECK(shown(46275.5, "dd/mm/yyyy") == "2026-09-10T12:00:00");
  CHECK(shown(46275, "dd/mm/yyyy hh:mm") == "2026-09-10T00:00:00");
  CHECK(shown(46275.585416666669, "dd/mm/yyyy hh:mm") == "2026-09-10T14:03:00");
  CHECK(shown(46275.999999, "dd/mm/yyyy hh:mm") == "2026-09-11T00:00:00");
}

TEST_CASE("times without a date and elapsed times are no dates") {
  CHECK(shown(0.5, "h:mm") == "12:00:00");
  CHECK(shown(0, "h:mm") == "00:00:00");
  CHECK(shown(46275.25, "h:mm") == "2026-09-10T06:00:00");
  CHECK(shown(1.5, "[h]:mm") == "36:00:00");
  CHECK(shown(0.25, "h:mm", true) == "06:00:00");
}

TEST_CASE("the leap day of Lotus shifts what is before March 1900 only") {
  CHECK(shown(1, "d/m/yy") == "1900-01-01");
  CHECK(shown(59, "d/m/yy") == "1900-02-28");
  CHECK(shown(61, "d/m/yy") == "1900-03-01");
  CHECK(time_of_serial(60, read_number_format("d/m/yy"), false).impossible);
  CHECK_FALSE(time_of_serial(61, read_number_format("d/m/yy"), false).impossible);
  CHECK(shown(60, "d/m/yy", true) == "1904-03-01");
}

TEST_CASE("numbers beyond the calendar stay numbers") {
  CHECK(shown(-0.5, "d/m/yy") == "-0.5");
  CHECK(shown(1e300, "d/m/yy") == "1e+300");
  CHECK(shown(2958465, "d/m/yy", true) == "2958465");
  CHECK(shown(2957003, "d/m/yy", true) == "9999-12-31");
}

TEST_CASE("a stored ISO time is cut to a date where its format has none") {
  const CellFormat date = read_number_format("dd/mm/yyyy");
  CHECK(time_of_text("2026-09-10T00:00:00", date) == "2026-09-10");
  CHECK(time_of_text("2026-09-10T14:03:00.000", date) == "2026-09-10T14:03:00");
  CHECK(time_of_text("2026-09-10T00:00:00", read_number_format("d/m/yy h:mm")) ==
        "2026-09-10T00:00:00");
  CHECK(time_of_text("14:03", date) == "14:03");
}
