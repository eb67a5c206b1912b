#include "report/change_match.h"

#include <catch2/catch.hpp>

using namespace rastro;

namespace {

constexpr Day onset = 20000;

/// A cause that began on a day known to within two days.
ReviewCause cause_of(ReviewConditions conditions, const std::string& step = "picking") {
  ReviewCause cause;
  cause.step = step;
  cause.conditions = std::move(conditions);
  cause.since = onset;
  cause.since_low = onset - 2;
  cause.since_high = onset + 2;
  return cause;
}

ReviewChange change_on(Day day, const std::string& factor, const std::string& value,
                       const std::string& step = "picking", const std::string& note = "note") {
  return {start_of(day) + 8 * 3600, step, note, factor, value};
}

std::string note_of(const std::vector<ReviewChange>& changes, const ReviewCause& cause) {
  const auto found = fitting_change(changes, cause, default_model());
  return found ? found->note : "";
}

}  // namespace

TEST_CASE("the change that names a pair of the condition fits", "[change]") {
  const ReviewCause cause = cause_of({{"region", "Norte"}, {"picker", "P07"}});
  const auto found = fitting_change({change_on(onset - 2, "picker", "P08"),
                                     change_on(onset - 3, "picker", "P07", "picking", "reader")},
                                    cause, default_model());
  REQUIRE(found);
  CHECK(found->note == "reader");
  CHECK(found->names_condition);
  CHECK(day_of(found->at) == onset - 3);
}

TEST_CASE("a change of a product fits the revision of its description", "[change]") {
  const ReviewCause cause = cause_of({{"description_revision", "M68984/2"}}, "product_description");
  CHECK(note_of({change_on(onset - 2, "sku", "M68984")}, cause) == "note");
  CHECK(note_of({change_on(onset - 2, "sku", "M68983")}, cause).empty());
}

TEST_CASE("no change is claimed after the interval or long before it", "[change]") {
  const ReviewCause cause = cause_of({{"picker", "P07"}});
  for (const Day day : {onset - 6, onset + 4, onset + 30}) {
    INFO(day - onset);
    CHECK(note_of({change_on(day, "picker", "P07")}, cause).empty());
  }
  for (const Day day : {onset - 5, onset, onset + 3}) {
    INFO(day - onset);
    CHECK(note_of({change_on(day, "picker", "P07")}, cause) == "note");
  }
}

TEST_CASE("of several changes the one that fits best is named, then the nearest", "[change]") {
  ReviewCause cause = cause_of({{"picker", "P07"}});
  cause.same_as = {{{"bin", "B-03"}}};
  const auto own = change_on(onset - 3, "picker", "P07", "picking", "own");
  const auto nearer = change_on(onset - 1, "picker", "P07", "picking", "nearer");
  const auto alike = change_on(onset, "bin", "B-03", "picking", "alike");
  const auto whole = change_on(onset, "", "", "picking", "whole step");
  CHECK(note_of({own, alike, whole, nearer}, cause) == "nearer");
  CHECK(note_of({whole, alike, own}, cause) == "own");
  CHECK(note_of({whole, alike}, cause) == "alike");
  CHECK(note_of({whole}, cause) == "whole step");
}

TEST_CASE("a change of the whole step is of the same days at most", "[change]") {
  ReviewCause cause = cause_of({{"picker", "P07"}});
  const auto whole = change_on(onset - 1, "", "");
  REQUIRE(fitting_change({whole}, cause, default_model()));
  CHECK_FALSE(fitting_change({whole}, cause, default_model())->names_condition);
  CHECK(note_of({change_on(onset - 3, "", "")}, cause).empty());
  CHECK(note_of({change_on(onset, "", "", "packing")}, cause).empty());
  CHECK(note_of({change_on(onset, "picker", "P08")}, cause).empty());
  cause.since_low = onset - 10;  // known too roughly
  CHECK(note_of({whole}, cause).empty());
}

TEST_CASE("a cause without a date has no change", "[change]") {
  ReviewCause cause = cause_of({{"picker", "P07"}});
  cause.since.reset();
  CHECK(note_of({change_on(onset, "picker", "P07")}, cause).empty());
}
