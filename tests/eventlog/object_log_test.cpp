#include "eventlog/object_log.h"

#include <catch2/catch.hpp>

using namespace rastro;

namespace {

std::string again(std::string_view text) {
  const auto time = parse_log_time(text);
  return time ? format_log_time(*time) : "none";
}

bool is_before(std::string_view left, std::string_view right) {
  return compare_times(*parse_log_time(left), *parse_log_time(right)) < 0;
}

}  // namespace

TEST_CASE("a time of an event log keeps its offset and its fraction") {
  CHECK(again("2023-04-03T12:08:18") == "2023-04-03T12:08:18");
  CHECK(again("2023-04-03 12:08:18") == "2023-04-03T12:08:18");
  CHECK(again("2023-04-03T12:08:18.250Z") == "2023-04-03T12:08:18.25Z");
  CHECK(again("2023-04-03T12:08:18.000+0200") == "2023-04-03T12:08:18+02:00");
  CHECK(again("2023-04-03T12:08:18.123456789-03:30") == "2023-04-03T12:08:18.123456789-03:30");
  CHECK(again("2023-04-03") == "2023-04-03");
  CHECK(again("soon") == "none");
  CHECK(format_log_time({}).empty());
}

TEST_CASE("times of an event log are ordered by UTC where an offset is given") {
  CHECK(is_before("2023-04-03T12:00:00+02:00", "2023-04-03T11:00:00Z"));
  CHECK(is_before("2023-04-03T12:00:00", "2023-04-03T12:00:00.5"));
  CHECK_FALSE(is_before("2023-04-03T12:00:00Z", "2023-04-03T14:00:00+02:00"));
  const bool unknown_first = compare_times({}, *parse_log_time("1950-01-01")) < 0;
  CHECK(unknown_first);
}

TEST_CASE("the epoch in any exporter's own clock means from the start") {
  CHECK(is_epoch(*parse_log_time("1970-01-01T00:00:00Z")));
  CHECK(is_epoch(*parse_log_time("1970-01-01 01:00:00")));
  CHECK(is_epoch(*parse_log_time("1969-12-31T19:00:00")));
  CHECK_FALSE(is_epoch(*parse_log_time("1970-01-02T00:00:00Z")));
  CHECK_FALSE(is_epoch({}));
}

TEST_CASE("a value of an event log has one way of writing") {
  const auto canonical = [](LogValueType type, std::string_view text) {
    return canonical_value(type, text).value_or("none");
  };
  CHECK(canonical(LogValueType::string, " 007 ") == " 007 ");
  CHECK(canonical(LogValueType::integer, "+007") == "7");
  CHECK(canonical(LogValueType::integer, "500.0") == "500");
  CHECK(canonical(LogValueType::integer, "-0") == "0");
  CHECK(canonical(LogValueType::integer, "123456789012345678901") == "123456789012345678901");
  CHECK(canonical(LogValueType::integer, "5.5") == "none");
  CHECK(canonical(LogValueType::integer, "-") == "none");
  CHECK(canonical(LogValueType::real, "35.0") == "35");
  CHECK(canonical(LogValueType::real, "1e3") == "1000");
  CHECK(canonical(LogValueType::real, "0.1") == "0.1");
  CHECK(canonical(LogValueType::real, "nan") == "none");
  CHECK(canonical(LogValueType::real, "1,5") == "none");
  CHECK(canonical(LogValueType::boolean, "True") == "true");
  CHECK(canonical(LogValueType::boolean, "0") == "false");
  CHECK(canonical(LogValueType::boolean, "yes") == "none");
  CHECK(canonical(LogValueType::time, "2023-04-03 12:08") == "2023-04-03T12:08:00");
}

TEST_CASE("types of attributes are known by the names of the standard and of exporters") {
  for (const char* name : {"string", "time", "integer", "float", "boolean"}) {
    CHECK(to_string(*log_value_type(name)) == name);
  }
  CHECK(log_value_type("timestamp") == LogValueType::time);
  CHECK(log_value_type("double") == LogValueType::real);
  CHECK_FALSE(log_value_type("money"));
}
