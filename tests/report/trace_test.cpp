#include "report/trace.h"

#include "base/error.h"
#include "report/late_month.h"
#include "report/order_events.h"

namespace rastro {

namespace {

using Catch::Matchers::Contains;

struct Traced : test::LateMonth {
  Traced() { look(); }

  void look(bool redact = false) {
    seen = settings();
    seen.redact = redact;
    units = load_review_units(store, default_model(), seen);
    analysis = analyse(units, default_model(), review_window(seen));
    care = load_review_care(store, default_model(), seen);
    review = assemble_review({store, default_model(), seen, units, analysis, care}, {});
  }
  TraceSource source() { return {store, default_model(), seen, units, analysis, review}; }
  std::string trace(const std::string& order, Language language = Language::en) {
    return trace_order(source(), order, language);
  }
  std::string incident(const std::string& id) { return trace_incident(source(), id, Language::en); }
  std::string ticket(const std::string& id, Language language = Language::en) {
    return trace_ticket(source(), id, language);
  }
  template <typename Ask>
  Error refusal(Ask ask) {
    try {
      ask();
    } catch (const Error& error) {
      return error;
    }
    FAIL("it was traced");
    return Error("");
  }
  void add_report(const std::string& id, const std::string& order, const std::string& when) {
    event("INSERT INTO incidents(incident_id, order_id, reported_at, source, failure) VALUES ('" +
              id + "', '" + order + "', ?, 'call', 'late_delivery')",
          when);
  }
  void add_action(const std::string& id, const std::string& action, const std::string& when) {
    event("INSERT INTO recovery(incident_id, at, action, by) VALUES ('" + id + "', ?, '" + action +
              "', 'AC1')",
          when);
  }

  ReviewSettings seen;
  Units units;
  Analysis analysis;
  CareLog care;
  Review review;
};

}  // namespace

TEST_CASE_METHOD(Traced, "A trace tells the order and its events in time", "[trace]") {
  const std::string text = trace("L0");
  CHECK_THAT(text, Contains("Order L0\n"
                            "  customer: K0, Ana Secreta\n"
                            "  channel: web\n"
                            "  promised: 2026-09-03 23:59\n"
                            "  address: Calle Secreta 1\n"
                            "  line 1: S1 Tóner negro × 2\n"));
  CHECK_THAT(text, Contains("  2026-08-31 10:00  order placed · web, by V1\n"));
  CHECK_THAT(text, Contains("  2026-09-01 08:00  D0 picked · warehouse W1, picker P7\n"));
  CHECK_THAT(text, Contains("  2026-09-04 09:00  I1 reported · call, Late delivery, “nota "
                            "secreta”\n"));
  CHECK_THAT(text, Contains("  2026-09-05 12:00  D0 delivered\n"
                            "  2026-09-06 09:00  I1: compensated · by AC1, "));
  CHECK_THAT(text, Contains("  2026-09-08 09:00  survey · 2 of 5, “opinión secreta”\n"));
  CHECK_THAT(text, !Contains("2026-09-29"));  // after the last day seen
}

TEST_CASE_METHOD(Traced, "Between the milestones stands what each stage took", "[trace]") {
  const std::string text = trace("L0");
  CHECK_THAT(text, Contains("order placed · web, by V1\n"
                            "                  ↳ order to picking: 8.0 working hours, up to "));
  SECTION("and where the delay arose") {
    CHECK_THAT(text, Contains("first attempt to delivery: 36.0 working hours, up to 24.0 are "
                              "allowed or usual ← here the delay arose (Late delivery)\n"
                              "  2026-09-05 12:00  D0 delivered\n"));
    CHECK_THAT(text, Contains("  Late delivery, reports: 2\n    Time lost from picking to "
                              "packing + "));
  }
  SECTION("and nothing arose in an order that came in time") {
    const std::string punctual = trace("L3");
    CHECK_THAT(punctual, Contains("↳ order to picking: "));
    CHECK_THAT(punctual, !Contains("the delay arose"));
  }
}

TEST_CASE_METHOD(Traced, "A trace shares the blame as the review does, with ticket and mechanism",
                 "[trace]") {
  REQUIRE(review.causes.size() == 1);
  REQUIRE(review.causes[0].conditions.size() == 2);
  const auto failed = std::find_if(review.failed_units.begin(), review.failed_units.end(),
                                   [](const auto& unit) { return unit.order_id == "L0"; });
  REQUIRE(failed != review.failed_units.end());
  REQUIRE(failed->shares.size() == 1);
  const auto percent = [](double share) { return std::to_string(std::lround(100 * share)); };
  const std::string text = trace("L0");
  CHECK_THAT(text, Contains(percent(failed->shares[0].share) + " %  "));
  CHECK_THAT(text, Contains("carrier=Andes"));
  CHECK_THAT(text, Contains("region=Norte"));
  CHECK_THAT(text, Contains("(cause C1)\n           Late delivery ← "));
  CHECK_THAT(text, Contains("\n           ticket " + review.causes[0].ticket));
  CHECK_THAT(text, Contains(" " + percent(failed->leak) + " %  everyday rate\n"));
}

TEST_CASE_METHOD(Traced, "The stories of several orders are those of each", "[trace]") {
  const EventSource from = event_source(store, seen, care);
  const Wording wording(default_model(), Language::en, review);
  const auto lines = [](const OrderStories& stories, const std::string& order) {
    std::vector<std::pair<Seconds, std::string>> told;
    for (const OrderEvent& event : stories.at(order)) told.emplace_back(event.at, event.text);
    return told;
  };
  const OrderStories both = order_events(from, {"L0", "none", "L8"}, wording);
  REQUIRE(both.size() == 2);
  for (const std::string order : {"L0", "L8"}) {
    CHECK(lines(both, order) == lines(order_events(from, {order}, wording), order));
  }
  CHECK(lines(both, "L0") != lines(both, "L8"));
}

TEST_CASE_METHOD(Traced, "A kind read from a note is marked, with the words that decided",
                 "[trace]") {
  event(
      "INSERT INTO incidents(incident_id, order_id, reported_at, source, note) VALUES ('I5', "
      "'L8', ?, 'call', 'el pedido llegó tarde')",
      "2026-09-20 09:00");
  look();
  CHECK_THAT(trace("L8"), Contains("I5 reported · call, Late delivery (read from the note: “"));
  CHECK_THAT(incident("I5"), Contains("  told of: Late delivery (read from the note: “"));
  look(true);
  CHECK_THAT(trace("L8"), Contains("I5 reported · call, Late delivery (read from the note)\n"));
}

TEST_CASE_METHOD(Traced, "A trace tells what was wrong with the address", "[trace]") {
  event(
      "INSERT INTO incidents(incident_id, order_id, reported_at, source, failure, "
      "correct_address) VALUES ('I6', 'L12', ?, 'call', 'wrong_address', 'Calle Secreta 7')",
      "2026-09-20 09:00");
  look();
  CHECK_THAT(trace("L12"), Contains("  Wrong address, reports: 1\n"
                                    "    Wrong house number: “1” instead of “7”\n"));
  look(true);
  CHECK_THAT(trace("L12"), Contains("    Wrong house number\n"));
}

TEST_CASE_METHOD(Traced, "A trace tells under each report what was done, and how soon", "[trace]") {
  CHECK_THAT(trace("L0"), Contains("What was done for the customer\n"
                                   "  I1, call, 2026-09-04 09:00: Late delivery\n"
                                   "      2026-09-06 09:00  compensated · by AC1, "));
  CHECK_THAT(trace("L0"), Contains(", after 2 days\n"
                                   "  I2, e-mail, 2026-09-07 09:00: Late delivery\n"
                                   "      nothing yet\n"
                                   "  2026-09-08 09:00  survey: 2 of 5\n"));
}

TEST_CASE_METHOD(Traced, "A trace tells what is owed, and for how long", "[trace]") {
  SECTION("an answer") {
    const std::string text = trace("L0");
    CHECK_THAT(text, Contains("What is still owed\n  an answer to I2 (Late delivery), reported "
                              "2026-09-07 09:00: waiting for 20 days\n"));
    CHECK_THAT(text, !Contains("an answer to I1"));
  }
  SECTION("the attention of those to whom it was escalated, with the rule in words") {
    CHECK_THAT(trace("L0"), Contains("attention to an escalated case, Nobody answered in time "
                                     "(goes to Customer care): waiting for 20 days\n"
                                     "      Late delivery, not answered: I2, reported "));
  }
  SECTION("a follow-up call, where such calls are written down at all") {
    CHECK_THAT(trace("L0"), !Contains("follow-up call"));
    add_report("I3", "L4", "2026-09-20 09:00");
    add_action("I3", "follow_up_call", "2026-09-21 09:00");
    CHECK_THAT(trace("L0"), Contains("a follow-up call about I1, solved on 2026-09-06: overdue "
                                     "since 2026-09-13, waiting for 21 days\n"));
  }
  SECTION("a call about a failure that was never reported") {
    const auto call = std::find_if(review.calls.begin(), review.calls.end(), [](const auto& each) {
      return each.why == "unreported_failure";
    });
    REQUIRE(call != review.calls.end());
    CHECK_THAT(trace(call->order_id), Contains("  a call. Was hit, never complained: Late "
                                               "delivery, most likely from C1"));
  }
  SECTION("nothing") {
    CHECK_THAT(trace("L3"), Contains("Nothing was reported, so no answer is owed.\n"));
    add_report("I3", "L3", "2026-09-20 09:00");
    add_action("I3", "acknowledged", "2026-09-20 09:30");
    CHECK_THAT(trace("L3"), Contains("Every report was answered.\n"));
  }
  SECTION("what nobody knows without a log of recovery") {
    store.database().exec("DELETE FROM recovery");
    look();
    CHECK_THAT(trace("L0"), Contains("what is still owed is not known.\n"));
    CHECK_THAT(trace("L0"), Contains("  The data do not record what was done for customers.\n"));
  }
}

TEST_CASE_METHOD(Traced, "A trace tells what else went wrong for the customer", "[trace]") {
  CHECK_THAT(trace("L0"), Contains("What went wrong for this customer\n"
                                   "  2026-09-04  L0  Late delivery (I1, I2)\n"
                                   "  No other order of this customer is known to have failed "));
  add_report("I7", "L300", "2026-09-19 09:00");  // of the same customer
  look();
  CHECK_THAT(trace("L0"), Contains("  2026-09-04  L0  Late delivery (I1, I2)\n"
                                   "  2026-09-19  L300  Late delivery, the second time (I7)\n"));
  CHECK_THAT(trace("L1"), Contains("The order names no customer"));
}

TEST_CASE_METHOD(Traced, "A trace speaks Spanish", "[trace]") {
  const std::string text = trace("L0", Language::es);
  CHECK_THAT(text, Contains("Pedido L0\n  cliente: K0, Ana Secreta\n"));
  CHECK_THAT(text, Contains("I1 avisado · llamada, Entrega tardía"));
  CHECK_THAT(text, Contains("aquí se originó la demora (Entrega tardía)"));
  CHECK_THAT(text, Contains("(causa C1)"));
  CHECK_THAT(text, Contains("una respuesta a I2 (Entrega tardía), avisado"));
}

TEST_CASE_METHOD(Traced, "A redacted trace has no name, address, note or comment", "[trace]") {
  look(true);
  for (const std::string& text : {trace("L0"), incident("I1"), ticket(review.tickets[0].id)}) {
    CHECK_THAT(text, !Contains("ecreta"));
    CHECK_THAT(text, !Contains("K0"));
    CHECK_THAT(text, !Contains("AC1"));
  }
  CHECK_THAT(trace("L0"), Contains("  customer: customer-"));
  CHECK_THAT(trace("L0"), Contains("I1 reported · call, Late delivery\n"));
}

TEST_CASE_METHOD(Traced, "An order without customer or failure is traced", "[trace]") {
  CHECK_THAT(trace("L3"), Contains("No failure was found.\n"));
  CHECK_THAT(trace("L1"), Contains("  customer: not recorded\n"));
}

TEST_CASE_METHOD(Traced, "An order before the window is told without shares of blame", "[trace]") {
  // The second one lies before all that the review reads.
  for (const std::string day : {"2026-08-20", "2025-08-21"}) {
    const int index = day == "2026-08-20" ? 9000 : 9001;
    add(index, test::day(day), "Andes", "Norte", true);
    look();
    const std::string text = trace("L" + std::to_string(index));
    INFO(text);
    CHECK_THAT(text, Contains(" 12:00  D" + std::to_string(index) + " delivered\n"));
    CHECK_THAT(text, Contains("  Late delivery, reports: 0\n"));
    CHECK_THAT(text, Contains("before the days whose failures were explained "
                              "(2026-08-31 to 2026-09-27), so there are no shares of blame."));
    CHECK_THAT(text, !Contains(" %  "));
  }
}

TEST_CASE_METHOD(Traced, "An incident comes first, then the story of its order", "[trace]") {
  const std::string text = incident("I1");
  CHECK_THAT(text, Contains("Incident I1\n"
                            "  reported: 2026-09-04 09:00\n"
                            "  by: call\n"
                            "  told of: Late delivery\n"
                            "  note: “nota secreta”\n"
                            "\nWhat was done about it\n"
                            "  I1, call, 2026-09-04 09:00: Late delivery\n"
                            "      2026-09-06 09:00  compensated"));
  const auto order = text.find("\nOrder L0\n");
  REQUIRE(order != std::string::npos);
  CHECK(text.find("I2") > order);
  CHECK_THAT(text, Contains("What is still owed\n"));
}

TEST_CASE_METHOD(Traced, "A ticket tells its cause, its trail and what happened in its orders",
                 "[trace]") {
  REQUIRE(review.tickets.size() == 1);
  const std::string text = ticket(review.tickets[0].id);
  INFO(text);
  CHECK_THAT(text, Contains("Ticket " + review.tickets[0].id + ": Late delivery: "));
  CHECK_THAT(text, Contains("  State: open\n"));
  CHECK_THAT(text, Contains("\nTrail\n  Late delivery ← "));
  CHECK_THAT(text, Contains(" ← Carrier (owner: Logistics)\n"));
  CHECK_THAT(text, Contains("\nWhat was ruled out\n  "));
  CHECK_THAT(text, Contains("Late delivery, "));
  REQUIRE(review.causes[0].orders.size() == 10);
  for (const std::string& order : review.causes[0].orders) {
    CHECK_THAT(text, Contains("\n  " + order + "  2026-09-"));
  }
  CHECK_THAT(text, Contains("\n  L432  2026-09-21  Late delivery, 95% of the blame: Time lost from "
                            "picking to packing + "));
  CHECK_THAT(text, Contains("\nCorrection\n  "));
  CHECK_THAT(text, Contains("\nOpen orders that may run into a known cause\n  "));
  CHECK_THAT(ticket(review.tickets[0].id, Language::es), Contains("\nRastro\n  Entrega tardía ← "));
}

TEST_CASE_METHOD(Traced, "An unknown id is refused with the nearest ones", "[trace]") {
  const Error error = refusal([&] { trace("l5590"); });
  CHECK(error.message() == "there is no order 'l5590'");
  CHECK(error.help() == "the nearest are L559, L550, L55");
  CHECK(refusal([&] { trace("#"); }).help() == "check the order's number as it stands in the logs");
  const Error report = refusal([&] { incident("i11"); });
  CHECK(report.message() == "there is no incident 'i11'");
  CHECK(report.help() == "the nearest are I1, I2");
  const Error unknown = refusal([&] { ticket("T-00000000"); });
  CHECK(unknown.message() == "there is no ticket 'T-00000000' in the review as of 2026-09-27");
  CHECK(unknown.help() == "the review's tickets are " + review.tickets[0].id);
  review.tickets.clear();
  CHECK(refusal([&] { ticket("T-1"); }).help() == "that review has no tickets");
}

TEST_CASE_METHOD(Traced, "What came after the last day seen is refused", "[trace]") {
  add(9000, test::day("2026-09-28"), "Andes", "Norte", false);
  const Error error = refusal([&] { trace("L9000"); });
  CHECK(error.message() ==
        "order 'L9000' was placed on 2026-09-28, after the last day seen (2026-09-27)");
  CHECK(error.help() == "give a later day with --as-of");
  add_report("I9", "L0", "2026-09-28 09:00");
  CHECK(refusal([&] { incident("I9"); }).message() ==
        "incident 'I9' was reported on 2026-09-28, after the last day seen (2026-09-27)");
}

}  // namespace rastro
