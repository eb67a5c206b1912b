#include <catch2/catch.hpp>

#include "report/ticket_markdown.h"
#include "report/wording.h"

using namespace rastro;

namespace {

/// A review of one cause with a mechanism.
Review review_with(const ReviewMechanism& mechanism, const std::string& step) {
  Review review;
  review.as_of = review.window_to = *day_of(2026, 9, 30);
  review.window_from = review.as_of - 27;
  review.currency = "USD";
  ReviewCause cause;
  cause.id = "C1";
  cause.failure = "wrong_item";
  cause.step = step;
  cause.factor_step = "product_description";
  cause.conditions = {{"sku", "K1"}};
  cause.mechanism = mechanism;
  review.causes = {cause};
  review.value_names = {{{"product", "K1"}, "Papel 75 g"}, {{"product", "K2"}, "Papel 80 g"}};
  return review;
}

std::vector<std::string> told(const ReviewMechanism& mechanism, Language language,
                              const std::string& step = "product_description") {
  const Review review = review_with(mechanism, step);
  return Wording(default_model(), language, review).how(review.causes[0]);
}

const ReviewMechanism alike{"alike_descriptions",
                            {},
                            0.9,
                            17,
                            19,
                            "",
                            {{"",
                              "K1",
                              "K2",
                              17,
                              2,
                              0.02,
                              1e-9,
                              {"alike_descriptions"},
                              {"75 g"},
                              {"80 g"},
                              {"75 g", "80 g"}}}};
const ReviewMechanism slow{
    "slow_transit", {}, 0.9, 59, 68, "", {}, ReviewDelay{"transit", 29.6, 18}};
const ReviewMechanism astray{"swapped_digits",
                             {"wrong_number"},
                             0.7,
                             20,
                             24,
                             "",
                             {},
                             {},
                             {{"N7", "Calle 9 1243", "Calle 9 1234"}}};

}  // namespace

TEST_CASE("a confused pair is told with the words that differ", "[report]") {
  CHECK(told(alike, Language::en) ==
        std::vector<std::string>{
            "Descriptions that read alike: 17 of 19 failures where it acts show this.",
            "K2 (Papel 80 g) came for K1 (Papel 75 g): 17 times. The other way round: 2 times. The "
            "descriptions differ in “75 g” against “80 g”. Bring forward: “75 g”, “80 g”.",
            "Failures and factors alike point to Product description."});
  CHECK(told(alike, Language::es)[1] ==
        "K2 (Papel 80 g) llegó en lugar de K1 (Papel 75 g): 17 veces. Al revés: 2 veces. Las "
        "descripciones difieren en “75 g” frente a “80 g”. Poner adelante: “75 g”, “80 g”.");
}

TEST_CASE("a delay is told by its stage, in working hours", "[report]") {
  const auto sentences = told(slow, Language::en, "carrier");
  CHECK(sentences[0] ==
        "Time lost from dispatch to the first attempt: 59 of 68 failures where it acts show this.");
  CHECK(sentences[1] ==
        "The late ones took 29.6 working hours there (median); 18.0 are allowed or usual.");
  CHECK(sentences[2] ==
        "The failures themselves point to Carrier; the factors alone would point to Product "
        "description.");
}

TEST_CASE("a wrong address is told by an example, and nothing of it where it is redacted",
          "[report]") {
  CHECK(told(astray, Language::en)[0] ==
        "Swapped digits in the house number: 20 of 24 failures where it acts show this. Beside it, "
        "or not to be told from it: Wrong house number.");
  CHECK(told(astray, Language::en)[1] == "“Calle 9 1243” instead of “Calle 9 1234” (order N7).");
  ReviewMechanism redacted = astray;
  redacted.addresses = {{"N7", "", ""}};
  CHECK(told(redacted, Language::en).size() == 2);
}

TEST_CASE("a cause without a clear mechanism says nothing of how", "[report]") {
  Review review = review_with(alike, "picking");
  review.causes[0].mechanism.reset();
  CHECK(Wording(default_model(), Language::en, review).how(review.causes[0]).empty());
}

TEST_CASE("a ticket suggests what fits its mechanism, else what fits its step", "[report]") {
  const Review review = review_with(alike, "product_description");
  const Wording wording(default_model(), Language::en, review);
  ReviewTicket ticket;
  ticket.step = "product_description";
  ticket.mechanism = "alike_descriptions";
  REQUIRE(wording.corrections(ticket).size() == 1);
  CHECK(wording.corrections(ticket)[0].starts_with("Rewrite the two descriptions"));
  ticket.mechanism.clear();
  CHECK(wording.corrections(ticket)[0].starts_with("Compare the description"));
}

TEST_CASE("the ticket of an escalated case is told without a cause", "[report]") {
  Review review = review_with(alike, "product_description");
  ReviewTicket ticket;
  ticket.id = "T-0badcafe";
  ticket.step = "product_description";
  ticket.mechanism = "alike_descriptions";
  ticket.confusion = alike.confusions[0];
  ticket.confusion->failure = "wrong_item";
  ticket.orders = {"N1", "N2"};
  const std::string text =
      ticket_markdown(review, ticket, Wording(default_model(), Language::en, review));
  INFO(text);
  for (const char* words :
       {"Wrong item: K2", "escalated by rule", "“75 g” against “80 g”", "N1, N2",
        "Rewrite the two descriptions", "neither product comes for the other"}) {
    CHECK(text.find(words) != std::string::npos);
  }
}

TEST_CASE("every mechanism has a name in both languages, and a correction", "[report]") {
  const ProcessModel& model = default_model();
  const std::size_t late = *model.find_failure("late_delivery");
  std::vector<std::string> mechanisms;
  for (const MechanismKind& each : all_mechanisms()) mechanisms.emplace_back(each.id);
  for (const Stage& stage : model.stages) mechanisms.push_back("slow_" + stage.id);
  for (const Language language : {Language::en, Language::es}) {
    const Wording wording(model, language, "USD");
    for (const std::string& each : mechanisms) {
      INFO(each);
      CHECK(wording.mechanism(each) != each);
      ReviewTicket ticket;
      ticket.mechanism = each;
      ticket.step = model.steps[*model.step_of_mechanism(late, each, 99)].id;
      CHECK_FALSE(wording.corrections(ticket).empty());
    }
  }
}
