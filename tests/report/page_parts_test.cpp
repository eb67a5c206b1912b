#include <catch2/catch.hpp>

#include "report/page_data.h"
#include "report/page_evidence.h"
#include "report/page_sections.h"
#include "report/sample_review.h"

using namespace rastro;

namespace {

const ProcessModel& model() {
  static const ProcessModel sample = sample_model();
  return sample;
}

std::string marked_text(const ReviewMarkedText& text) {
  std::string shown = text.text;
  for (auto mark = text.marks.rbegin(); mark != text.marks.rend(); ++mark) {
    shown.insert(mark->second, "]");
    shown.insert(mark->first, "[");
  }
  return shown;
}

}  // namespace

TEST_CASE("a cause is told in a sentence, with what mostly comes instead") {
  const Review review = sample_review();
  ReviewCause cause = review.causes[1];
  const Wording english(model(), Language::en, review), spanish(model(), Language::es, review);
  CHECK(english.headline(cause) ==
        "Wrong item: 1 of every 4 order lines where Product = ARCH-A4-050 (Archivador A4 50 mm), "
        "since 10 Sep 2026.");
  CHECK(english.headline_how(cause).empty());
  cause.mechanism = ReviewMechanism{"alike_descriptions", {}, 0.9, 37, 41, ""};
  ReviewConfusion pair;
  pair.ordered = "ARCH-A4-050";
  pair.received = "ARCH-A4-055";
  pair.times = 20;
  cause.mechanism->confusions = {pair};
  CHECK(english.headline_how(cause) ==
        "Descriptions that read alike. Mostly ARCH-A4-055 comes instead.");
  CHECK(spanish.headline_how(cause) ==
        "Descripciones que se leen igual. Casi siempre llega "
        "ARCH-A4-055.");
  cause.mechanism->confusions[0].times = 18;  // fewer than half of the 37
  CHECK(english.headline_how(cause) == "Descriptions that read alike.");
  // A half and more, or one in hundreds, is told as a share.
  cause.rate = 0.467;
  CHECK(english.headline(cause).starts_with("Wrong item: 46.7% of order lines where"));
  cause.rate = 0.004;
  CHECK(english.headline(cause).starts_with("Wrong item: 0.40% of order lines where"));
}

TEST_CASE("the words that only one of two addresses has are marked") {
  const std::string used = "Calle Junín 1243, Rosario",
                    correct = "calle junin 1423, piso 2, Rosario";
  CHECK(marked_text(page::marked_against(used, correct)) == "Calle Junín [1243], Rosario");
  CHECK(marked_text(page::marked_against(correct, used)) ==
        "calle junin [1423], [piso] [2], Rosario");
  CHECK(marked_text(page::marked_against("", correct)).empty());
  // A word that stands twice needs its like twice.
  CHECK(marked_text(page::marked_against("12 12", "12")) == "12 [12]");
}

TEST_CASE("what flows into a failure kind are all of its failures, each once") {
  Review review = sample_review();
  const auto unit = [](const char* kind, std::vector<ReviewFailedUnit::Share> shares, double leak) {
    ReviewFailedUnit failed;
    failed.kind = kind;
    failed.order_id = "P-1";
    failed.shares = std::move(shares);
    failed.leak = leak;
    return failed;
  };
  review.failed_units = {
      unit("wrong_item", {{"C2", 0.75}}, 0.25), unit("wrong_item", {}, 1),
      unit("late_delivery", {{"C1", 0.5}, {"C3", 0.25, {"wrong_address"}}}, 0.25),
      unit("late_delivery", {{"", 0.4, {"wrong_address"}}}, 0.6), unit("damaged_item", {}, 1)};
  const Wording wording(model(), Language::en, review);
  const page::Json flow = page::flow_chart(review, wording);
  std::map<std::string, double> into;
  std::map<std::string, double> from;
  for (const auto& link : flow["links"]) {
    into[flow["nodes"][link[1].get<std::size_t>()]["label"]] += link[2].get<double>();
    from[flow["nodes"][link[0].get<std::size_t>()]["label"]] += link[2].get<double>();
  }
  CHECK(into == std::map<std::string, double>{{"Wrong item", 2.0}, {"Late delivery", 2.0}});
  CHECK(from == std::map<std::string, double>{{"Product description", 0.75},
                                              {"Carrier", 0.5},
                                              {"Address capture", 0.25},
                                              {"No recurring cause", 2.5}});
}

TEST_CASE("an order is found with all that is known of it") {
  Review review = sample_review();
  ReviewFailedUnit failed;
  failed.kind = "late_delivery";
  failed.order_id = "P-262001";
  failed.ordered_on = *day_of(2026, 9, 20);
  failed.shares = {{"C1", 0.5}, {"C3", 0.25, {"wrong_address"}}, {"", 0.1, {"wrong_address"}}};
  failed.leak = 0.15;
  review.failed_units = {failed};
  const page::Json found = page::search_data(review, Wording(model(), Language::es, review));
  REQUIRE(found["failures"].size() == 1);
  CHECK(found["failures"][0][0] == "P-262001");
  CHECK(found["kinds"][found["failures"][0][1].get<std::size_t>()] == "Entrega tardía");
  CHECK(found["failures"][0][4] == "C1 50\u00A0%, C3 25\u00A0%, Sin causa recurrente 25\u00A0%");
  CHECK(found["failures"][0][5] == page::Json::array({"C1", "C3"}));
  CHECK(found["calls"].size() == review.calls.size());
  CHECK(found["risks"][0][0] == "P-262017");
  CHECK(found["risks"][0][1] == "C2");
}

TEST_CASE("the map of confusions counts both directions, and holds twelve products at most") {
  Review review = sample_review();
  for (int index = 0; index < 20; ++index) {
    ReviewConfusion pair;
    pair.ordered = "A" + std::to_string(index);
    pair.received = "B" + std::to_string(index);
    pair.times = 20 - index;
    pair.times_back = index == 0 ? 3 : 0;
    review.confusions.push_back(pair);
  }
  const page::Json map = page::confusion_map(review, Wording(model(), Language::en, review));
  CHECK(map["codes"].size() == 12);
  CHECK(map["cells"].size() == 7);
  CHECK(map["cells"][0] == page::Json::array({1, 0, 20}));
  CHECK(map["cells"][1] == page::Json::array({0, 1, 3}));
}

TEST_CASE("the graph's data lead from a failure back along its strongest trail") {
  Review review = sample_review();
  review.failures[1].trail = review.causes[0].trail;
  const Wording wording(model(), Language::en, review);
  const ReviewGraph shown = page::shown_graph(review, wording);
  const page::Json graph = page::graph_data(shown, review, wording);
  REQUIRE(graph["nodes"].size() == shown.nodes.size());
  for (std::size_t node = 0; node < shown.nodes.size(); ++node) {
    if (shown.nodes[node].id != "failure:late_delivery") continue;
    const auto trail = graph["trails"][std::to_string(node)];
    REQUIRE(trail.size() == 3);
    CHECK(graph["nodes"][trail[0].get<std::size_t>()]["label"] == "Late delivery");
    CHECK(graph["nodes"][trail[2].get<std::size_t>()]["label"] == "Carrier");
  }
  for (const auto& edge : graph["edges"]) CHECK(edge.size() == 3);
}

TEST_CASE("a card's examples tell what happened, and only what is given") {
  const Review review = sample_review();
  const Wording wording(model(), Language::en, review);
  OrderStories stories;
  for (const std::string& order : example_orders(review)) {
    stories[order] = {{start_of(*day_of(2026, 9, 4)) + 9 * 3600, "ordered " + order},
                      {start_of(*day_of(2026, 9, 5)), "<b>packed</b>"}};
  }
  const std::string told = review_html(review, wording, stories);
  CHECK(told.find("<time>2026-09-04 09:00</time> ordered P-") != std::string::npos);
  CHECK(told.find("&lt;b&gt;packed&lt;/b&gt;") != std::string::npos);
  CHECK(review_html(review, wording).find("class=\"timeline\"") == std::string::npos);
}
