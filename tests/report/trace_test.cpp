#include "report/trace.h"

#include "base/error.h"
#include "report/late_month.h"

namespace rastro {

namespace {

using Catch::Matchers::Contains;

struct Traced : test::LateMonth {
  Traced() { look(); }

  void look() {
    units = load_review_units(store, default_model(), settings());
    analysis = analyse(units, default_model(), review_window(settings()));
  }
  std::string trace(const std::string& order, Language language = Language::en,
                    bool redact = false) {
    return trace_order(store, default_model(), units, analysis, order, language, redact);
  }
  Error refusal(const std::string& order) {
    try {
      trace(order);
    } catch (const Error& error) {
      return error;
    }
    FAIL("the order was traced");
    return Error("");
  }

  Units units;
  Analysis analysis;
};

}  // namespace

TEST_CASE_METHOD(Traced, "A trace tells the order, its events in time, and what is owed") {
  const std::string text = trace("L0");
  CHECK_THAT(text, Contains("Order L0\n"
                            "  customer: K0, Ana Secreta\n"
                            "  channel: web\n"
                            "  promised: 2026-09-03 23:59\n"
                            "  address: Calle Secreta 1\n"
                            "  line 1: S1 Tóner negro × 2\n"));
  CHECK_THAT(text,
             Contains("  2026-08-31 10:00  order placed · web, by V1\n"
                      "  2026-09-01 08:00  D0 picked · warehouse W1, picker P7\n"
                      "  2026-09-04 09:00  I1 reported · call, Late delivery, “nota secreta”\n"
                      "  2026-09-05 12:00  D0 delivered\n"
                      "  2026-09-06 09:00  I1: compensated · by AC1, "));
  CHECK_THAT(text, Contains("  2026-09-08 09:00  survey · 2 of 5, “opinión secreta”\n"));
  CHECK_THAT(text, Contains("Still owed: an answer to I2, reported 2026-09-07 09:00.\n"));
  CHECK_THAT(text, !Contains("I1, reported"));
  CHECK_THAT(text, !Contains("2026-09-29"));  // after the last day seen
}

TEST_CASE_METHOD(Traced, "A trace shares the blame as the review does, under its cause ids") {
  Review review = assemble_review(store, default_model(), settings(), units, analysis, {});
  REQUIRE(review.causes.size() == 1);
  REQUIRE(review.causes[0].conditions.size() == 2);
  const auto failed = std::find_if(review.failed_units.begin(), review.failed_units.end(),
                                   [](const auto& unit) { return unit.order_id == "L0"; });
  REQUIRE(failed != review.failed_units.end());
  REQUIRE(failed->shares.size() == 1);
  const auto percent = [](double share) { return std::to_string(std::lround(100 * share)); };
  const std::string text = trace("L0");
  CHECK_THAT(text, Contains("  Late delivery, reports: 2\n"));
  CHECK_THAT(text, Contains(percent(failed->shares[0].share) + " %  "));
  CHECK_THAT(text, Contains("carrier=Andes"));
  CHECK_THAT(text, Contains("region=Norte"));
  CHECK_THAT(text, Contains("(cause C1)\n           Late delivery ← "));
  CHECK_THAT(text, Contains(" " + percent(failed->leak) + " %  everyday rate\n"));
}

TEST_CASE_METHOD(Traced, "A trace speaks Spanish") {
  const std::string text = trace("L0", Language::es);
  CHECK_THAT(text, Contains("Pedido L0\n  cliente: K0, Ana Secreta\n"));
  CHECK_THAT(text, Contains("I1 avisado · llamada, Entrega tardía"));
  CHECK_THAT(text, Contains("(causa C1)"));
  CHECK_THAT(text, Contains("Todavía se debe una respuesta a I2"));
}

TEST_CASE_METHOD(Traced, "A redacted trace has no name, address, note or comment") {
  const std::string text = trace("L0", Language::en, true);
  CHECK_THAT(text, Contains("  customer: customer-"));
  CHECK_THAT(text, !Contains("ecreta"));
  CHECK_THAT(text, !Contains("K0"));
  CHECK_THAT(text, Contains("I1 reported · call, Late delivery\n"));
}

TEST_CASE_METHOD(Traced, "An order without customer or failure is traced") {
  const std::string text = trace("L3");
  CHECK_THAT(text, Contains("No failure was found.\n"));
  CHECK_THAT(text, Contains("Nothing was reported, so no answer is owed.\n"));
  CHECK_THAT(trace("L1"), Contains("  customer: not recorded\n"));
}

TEST_CASE_METHOD(Traced, "An order before the window keeps its timeline and says why no shares") {
  add(9000, test::day("2026-08-20"), "Andes", "Norte", true);
  look();
  const std::string text = trace("L9000");
  CHECK_THAT(text, Contains("  2026-08-25 12:00  D9000 delivered\n"));
  CHECK_THAT(text, Contains("  Late delivery, reports: 0\n"));
  CHECK_THAT(text, Contains("before the days whose failures were explained "
                            "(2026-08-31 to 2026-09-27), so there are no shares of blame."));
  CHECK_THAT(text, !Contains(" %  "));
}

TEST_CASE_METHOD(Traced, "An unknown order is refused with the nearest ids") {
  const Error error = refusal("l5590");
  CHECK(error.message() == "there is no order 'l5590'");
  CHECK(error.help() == "the nearest are L559, L550, L55");
  CHECK(refusal("#").help() == "check the order's number as it stands in the logs");
}

TEST_CASE_METHOD(Traced, "An order after the last day seen is refused") {
  add(9000, test::day("2026-09-28"), "Andes", "Norte", false);
  const Error error = refusal("L9000");
  CHECK(error.message() ==
        "order 'L9000' was placed on 2026-09-28, after the last day seen (2026-09-27)");
  CHECK(error.help() == "give a later day with --as-of");
}

TEST_CASE_METHOD(Traced, "Without a recovery log a trace does not say what is owed") {
  store.database().exec("DELETE FROM recovery");
  CHECK_THAT(trace("L0"), Contains("what is still owed is not known.\n"));
}

}  // namespace rastro
