#include "report/weekly_change.h"

#include <catch2/catch.hpp>

#include "report/chart_marks.h"
#include "report/charted_review.h"
#include "report/wording.h"

using namespace rastro;

namespace {

/// One kind and nothing else.
Review review_of(const ReviewFailure& failure) {
  Review review;
  review.as_of = charted_day(9, 27);
  review.failures = {failure};
  return review;
}

ReviewFailure usual_failure() {
  return charted_failure("wrong_item", {55, 52, 60, 51, 58, 54, 57, 53, 61, 56, 59, 25});
}

std::string state_of(const Review& review) {
  return weekly_change(review, review.failures[0]).state;
}

/// Of the usual failure, with one signal.
std::string state_with(const std::string& direction, bool now, bool week_before) {
  ReviewFailure failure = usual_failure();
  ReviewSignal signal = charted_run(direction == "high");
  signal.direction = direction;
  signal.now = now;
  signal.week_before = week_before;
  failure.signals = {signal};
  return state_of(review_of(failure));
}

void add_cause(Review& review, Day since) {
  ReviewCause cause =
      sample_cause("C1", "wrong_item", "picking", {{"picker", "E1"}}, 100, 20, 3, 13);
  cause.since = since;
  review.causes.push_back(cause);
}

void add_ticket(Review& review, const std::string& state) {
  ReviewTicket ticket;
  ticket.id = "T-00000001";
  ticket.state = state;
  ticket.failure = "wrong_item";
  review.tickets.push_back(ticket);
}

std::string told(const Review& review, Language language = Language::en) {
  const ProcessModel model = sample_model();
  return Wording(model, language, review).weekly_change(review, review.failures[0]);
}

}  // namespace

TEST_CASE("a kind is worse or better by what its chart says against a week earlier", "[charts]") {
  CHECK(state_of(review_of(usual_failure())) == "steady");
  CHECK(state_with("high", true, false) == "worse");
  CHECK(state_with("high", true, true) == "steady");
  CHECK(state_with("high", false, true) == "better");
  CHECK(state_with("high", false, false) == "steady");  // an older run, long over
  CHECK(state_with("low", true, false) == "better");
  CHECK(state_with("low", true, true) == "steady");
  CHECK(state_with("low", false, true) == "steady");  // back to the usual is no harm
  CHECK(state_with("", true, false) == "steady");     // crossings have no direction
}

TEST_CASE("what the chart says now stays told where nothing has changed", "[charts]") {
  ReviewFailure failure = worse_failure();
  failure.signals[0].week_before = true;
  const Review review = review_of(failure);
  CHECK(weekly_change(review, review.failures[0]).state == "steady");
  CHECK(weekly_change(review, review.failures[0]).level == "high");
  CHECK(told(review) ==
        "Wrong item: steady. 2.1% of order lines in the week of 14 Sep; usual is 1.4%, by chance "
        "up to 1.9%. Still more than usual.");
}

TEST_CASE("a cause that began in the newest two weeks makes a kind new", "[charts]") {
  Review review = review_of(worse_failure());
  add_cause(review, charted_day(9, 13));  // 14 days before the last order day
  CHECK(state_of(review) == "worse");
  review.causes[0].since = charted_day(9, 14);
  CHECK(state_of(review) == "new");
  review.causes[0].until = charted_day(9, 20);
  CHECK(state_of(review) == "worse");
  review.causes[0].until.reset();
  review.causes[0].failure = "late_delivery";
  CHECK(state_of(review) == "worse");
}

TEST_CASE("a kind that was not seen before is new", "[charts]") {
  CHECK(state_of(review_of(charted_failure("wrong_item", {0, 0, 0, 0, 2, 1}))) == "new");
  CHECK(state_of(review_of(charted_failure("wrong_item", {0, 0, 0, 2, 1}))) == "steady");
  CHECK(state_of(review_of(charted_failure("wrong_item", {0, 1, 0, 0, 2, 1}))) == "steady");
  CHECK(state_of(review_of(charted_failure("wrong_item", {0, 0, 0, 0, 0, 0}))) == "steady");
  CHECK(state_of(review_of(charted_failure("wrong_item", {}))) == "steady");
}

TEST_CASE("tickets tell what was corrected and what has come back", "[charts]") {
  Review review = review_of(usual_failure());
  add_ticket(review, "verified");
  CHECK(state_of(review) == "verified");
  review.failures[0] = worse_failure();
  CHECK(state_of(review) == "worse");
  review.tickets[0].state = "regressed";
  CHECK(state_of(review) == "returned");
  add_cause(review, charted_day(9, 20));
  CHECK(state_of(review) == "returned");
  review.tickets[0].failure = "";
  review.tickets[0].cause = "C1";
  CHECK(state_of(review) == "returned");
  review.tickets[0].failure = "late_delivery";
  CHECK(state_of(review) == "new");
  for (const char* state : {"open", "started", "fixed", "not_effective", "dismissed"}) {
    Review other = review_of(usual_failure());
    add_ticket(other, state);
    CHECK(state_of(other) == "steady");
  }
}

TEST_CASE("a kind's week is told in one go, with its cause", "[charts][wording]") {
  Review review = review_of(worse_failure());
  add_cause(review, charted_day(9, 10));
  CHECK(told(review) ==
        "Wrong item: worse. 2.1% of order lines in the week of 14 Sep; usual is 1.4%, by chance "
        "up to 1.9%. C1 has acted since 10 Sep.");
  CHECK(told(review, Language::es) ==
        "Artículo equivocado: peor. 2,1\u00A0% de renglones en la semana del 14/09; lo habitual es "
        "1,4\u00A0%, por azar hasta 1,9\u00A0%. C1 actúa desde el 10/09.");
  review.causes[0].since.reset();
  CHECK(told(review).ends_with("up to 1.9%. Largest known cause: C1."));
  add_ticket(review, "regressed");
  CHECK(told(review).find("Wrong item: returned. ") == 0);
  CHECK(told(review).find("What T-00000001 had corrected is back.") != std::string::npos);
}

TEST_CASE("a run, a rare kind and a kind without a complete week are told", "[charts][wording]") {
  ReviewFailure shifted = usual_failure();
  shifted.signals = {charted_run(true)};
  CHECK(told(review_of(shifted)).find("The last 9 weeks are all above the usual level") !=
        std::string::npos);
  shifted.signals = {charted_run(false)};
  CHECK(told(review_of(shifted)).find("usual is 1.4%, by chance down to 0.90%. The last 9 weeks") !=
        std::string::npos);
  CHECK(
      told(review_of(rare_failure())) ==
      "Damaged item: steady. 2 of 4,000 order lines in the week of 14 Sep; usual is one in 4,000. "
      "Still more than usual. Only 2 order lines from the failure of 2 Sep to that of 2 Sep; "
      "4,000 are usual, and chance rarely makes them fewer than 6.");
  CHECK(told(review_of(charted_failure("wrong_item", {5}))) ==
        "Wrong item: steady. No week is complete yet.");
}

TEST_CASE("marks are the kind's changes and corrections, by day", "[charts]") {
  const Review review = charted_review();
  const auto marks = chart_marks(review, review.failures[0]);
  REQUIRE(marks.size() == 13);
  CHECK(marks.front().day == charted_day(7, 7));
  CHECK(marks.back().fix);
  CHECK(marks.back().ticket == review.tickets[1].id);
  CHECK(chart_marks(review, review.failures[1]).empty());
  const ProcessModel model = sample_model();
  const Wording english(model, Language::en, review), spanish(model, Language::es, review);
  CHECK(english.mark(marks[9]) ==
        "8 Sep, Product description: Revision 0 (Product = ARCH-A4-050 (Archivador A4 50 mm))");
  CHECK(english.mark(marks.back()) ==
        "16 Sep, Product description: correction of ticket " + marks.back().ticket);
  CHECK(spanish.mark(marks.back()) ==
        "16/09, Descripción del producto: corrección del ticket " + marks.back().ticket);
  Review old = review;
  old.tickets[1].fixed_on = charted_day(7, 5);  // before the chart begins
  CHECK(chart_marks(old, old.failures[0]).size() == 12);
}

TEST_CASE("every rule is said in words, in both languages", "[charts][wording]") {
  const ProcessModel model = sample_model();
  const ReviewFailure failure = worse_failure();
  for (const Language language : {Language::en, Language::es}) {
    const Wording wording(model, language, "EUR");
    for (const char* rule :
         {"above_range", "below_range", "run_above", "run_below", "few_crossings", "short_gap",
          "long_gap", "open_gap", "run_short_gaps", "run_long_gaps"}) {
      for (const bool now : {true, false}) {
        ReviewSignal signal = charted_run(true);
        signal.rule = rule;
        signal.now = now;
        const std::string text = wording.signal(failure, signal);
        INFO(rule << ": " << text);
        CHECK(text.size() > 30);
        CHECK(text.find('{') == std::string::npos);
        CHECK(text.find(rule) == std::string::npos);
      }
    }
  }
  const Wording english(model, Language::en, "EUR");
  CHECK(english.signal(failure, failure.signals[0]) ==
        "Week of 14 Sep: above the range within which weeks vary by chance (2.1% against at most "
        "1.9%).");
  CHECK(
      english.signal(failure, charted_run(true)) ==
      "The last 9 weeks are all above the usual level; chance rarely makes more than 8 in a row.");
}

TEST_CASE("the limit of a gap is told as the last length that chance still makes", "[charts]") {
  const ProcessModel model = sample_model();
  const Wording wording(model, Language::en, "EUR");
  const ReviewFailure rare = rare_failure();
  ReviewSignal gap = rare.signals[0];
  gap.rule = "open_gap";
  gap.value = 26'430;
  gap.limit = 26'428.3;  // 26,429 signal
  CHECK(wording.signal(rare, gap).find("more than 26,428.") != std::string::npos);
  gap.rule = "short_gap";
  gap.limit = 5.4;  // 5 signal
  CHECK(wording.signal(rare, gap).find("fewer than 6.") != std::string::npos);
}

TEST_CASE("a week and a gap say of which rule they are part", "[charts][wording]") {
  const ProcessModel model = sample_model();
  const Wording wording(model, Language::en, "EUR");
  ReviewFailure failure = worse_failure();
  failure.signals.push_back(charted_run(true));
  CHECK(wording.rule(failure, failure.weekly[10]) ==
        "above the range; one of 9 weeks in a row above the usual level");
  CHECK(wording.rule(failure, failure.weekly[1]).empty());
  const ReviewFailure rare = rare_failure();
  CHECK(wording.rule(rare, rare.gaps[8]) == "unusually soon");
  CHECK(wording.rule(rare, rare.gaps[0]).empty());
}
