#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "places.h"
#include "report/charted_review.h"
#include "report/html.h"
#include "report/json.h"
#include "report/told_review.h"

using namespace rastro;

namespace {

std::string page_of(const Review& review, Language language) {
  const ProcessModel model = sample_model();
  return review_html(review, Wording(model, language, review));
}

std::string chart_json(const std::string& page) {
  const std::string open = "id=\"chart-data\">";
  const auto from = page.find(open) + open.size();
  return page.substr(from, page.find("</script>", from) - from);
}

std::string before_scripts(const std::string& page) {
  return page.substr(0, page.find("<script type=\"text/plain\""));
}

std::string part_of(const std::string& page, const std::string& section) {
  const auto from = page.find("<section id=\"" + section + "\"");
  return page.substr(from, page.find("</section>", from) - from);
}

std::size_t count_of(const std::string& text, const std::string& word) {
  std::size_t count = 0;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("a value of the data never becomes markup of the page") {
  for (const Language language : {Language::en, Language::es}) {
    const std::string page = page_of(sample_review(), language);
    INFO("language " << to_string(language));
    CHECK(page.find("<script>alert(1)") == std::string::npos);
    CHECK(page.find("<img onerror") == std::string::npos);
    CHECK(page.find("&lt;script&gt;alert(1)") != std::string::npos);
    CHECK(count_of(page, "</script>") == 3);
    CHECK(page.find("something_new: &lt;b&gt;, 2") != std::string::npos);
  }
}

TEST_CASE("the chart data cannot end their script block and parse back") {
  Review review = sample_review();
  review.failures[0].kind = "</script><!-- \u2028";
  const std::string json = chart_json(page_of(review, Language::en));
  CHECK(json.find('<') == std::string::npos);
  CHECK(json.find("\u2028") == std::string::npos);
  CHECK(nlohmann::json::parse(json)["weekly"][0]["name"] == "</script><!--  ");
}

TEST_CASE("the page answers the six questions in the meeting's order") {
  const std::string page = page_of(sample_review(), Language::en);
  std::size_t last = 0;
  for (const char* id : {"failures", "steps", "cleared", "tickets", "effects", "calls", "method"}) {
    const auto at = page.find("<section id=\"" + std::string(id) + "\"");
    INFO(id);
    REQUIRE(at != std::string::npos);
    CHECK(at > last);
    last = at;
  }
}

TEST_CASE("explained and unexplained as shown add up to the failures") {
  const std::string page = page_of(sample_review(), Language::en);
  CHECK(page.find("231 of 41,200 order lines failed (0.56%).") != std::string::npos);
  CHECK(page.find("48.4 traced to a cause, 182.6 unexplained.") != std::string::npos);
}

TEST_CASE("numbers and dates follow the language") {
  const std::string english = page_of(sample_review(), Language::en);
  const std::string spanish = page_of(sample_review(), Language::es);
  CHECK(english.find("3 Sep 2026 – 30 Sep 2026") != std::string::npos);
  CHECK(spanish.find("03/09/2026 – 30/09/2026") != std::string::npos);
  CHECK(english.find("18,044") != std::string::npos);
  CHECK(spanish.find("18.044") != std::string::npos);
  CHECK(english.find("€1,841") != std::string::npos);
  CHECK(spanish.find("1.841\u00A0€") != std::string::npos);
}

TEST_CASE("a missing recovery figure reads as no data and never as 0") {
  Review review = sample_review();
  review.recovery = {};
  const std::string page = part_of(page_of(review, Language::en), "calls");
  CHECK(count_of(page, "<dd>no data</dd>") == 3);
  CHECK(count_of(page, "<td class=\"n\">no data</td>") == 4);
  CHECK(count_of(page, "<td>no data") == 8);  // 2 times within the target, 2 figures of 3 fates
  CHECK(page.find("Answered within 0 h: no data.") != std::string::npos);
  CHECK(page.find("Survey score, looked after against not looked after: no data.") !=
        std::string::npos);
  for (const char* zero : {"0.0 h", "0.0%", "€0"}) {
    INFO(zero);
    CHECK(page.find(zero) == std::string::npos);
  }
}

TEST_CASE("without a record of what was done, the page does not say that nobody is owed a call") {
  Review review = quiet_review();
  CHECK(page_of(review, Language::en).find("Nobody is owed a call.") != std::string::npos);
  review.recovery.recorded = false;
  const std::string page = page_of(review, Language::en);
  CHECK(page.find("Nobody is owed a call.") == std::string::npos);
  CHECK(page.find("not known who is owed a call") != std::string::npos);
}

TEST_CASE("how customers were looked after is told with counts and intervals") {
  const std::string english = part_of(page_of(sample_review(), Language::en), "calls");
  for (const char* text :
       {// 890 of 1,250; Wilson: (0.712 + 0.00154 ± 0.02511) / 1.00307
        "Answered within 2 h: 71.2% of 1,250 reports. The target is 95%, and it was missed.",
        "<td>71.2% (68.6–73.6)", "70 still wait", "<td class=\"n\">84 min</td>",
        "<caption>Spoken to within 24 h</caption>", "Luz &lt;Ñandú&gt;", ">not recorded</th>",
        "verification call</th>", "31 of 1,020 failed orders", "190 of 520 solved reports",
        "€1,841<span class=\"at\">64 payments, 3 of them without an amount",
        "41.0% (31.9–50.8)<span class=\"at\">of 100 customers",
        "looked after against not looked after: +9.3 (−6.2 to +23.6); chance alone may explain",
        "Survey score, looked after against not looked after: +2.80 (",
        "more than chance would explain", "13 Aug 2026 – 9 Sep 2026",
        "These groups were not drawn by lot"}) {
    INFO(text);
    CHECK(english.find(text) != std::string::npos);
  }
  const std::string spanish = part_of(page_of(sample_review(), Language::es), "calls");
  for (const char* text : {"Respondidos en 2 h: el 71,2\u00A0% de 1.250 avisos",
                           "El objetivo es el 95\u00A0%", "no se cumplió"}) {
    INFO(text);
    CHECK(spanish.find(text) != std::string::npos);
  }
}

TEST_CASE("open orders at risk stand under each cause that they meet, with what to do") {
  const std::string page = part_of(page_of(sample_review(), Language::en), "calls");
  CHECK(page.find("Open orders at risk: 2.") != std::string::npos);
  // 0.2228 + 0.192: each in its likeliest way.
  CHECK(page.find("&lt;\u00A01 of them can be expected to fail") != std::string::npos);
  CHECK(page.find("a probability of 22%") != std::string::npos);
  CHECK(page.find("<code>P-262017</code> 22% <span class=\"small\">(meets C1 too)") !=
        std::string::npos);
  CHECK(page.find("<code>P-262017</code> 15% <span class=\"small\">(meets C2 too)") !=
        std::string::npos);
  CHECK(page.find("Open orders: 2. Probability: 15% to 19%.") != std::string::npos);
  CHECK(page.find("<li>Send &lt;these&gt; by another carrier today</li>") != std::string::npos);
  // No containment stands in the model for the other step.
  CHECK(page.find("<li>Check these orders before they leave") != std::string::npos);
  CHECK(page.find("<b>C2</b>") < page.find("<b>C1</b>"));
  CHECK(page_of(quiet_review(), Language::es).find("Ningún pedido abierto coincide") !=
        std::string::npos);
}

TEST_CASE("every table of the section names itself and its headings") {
  for (const Language language : {Language::en, Language::es}) {
    const std::string page = part_of(page_of(sample_review(), language), "calls");
    CHECK(count_of(page, "<table") == count_of(page, "aria-label=\"") -
                                          count_of(page, "<ul class=\"held\" aria-label") +
                                          count_of(page, "<caption>"));
    CHECK(count_of(page, "<th>") == 0);
    CHECK(count_of(page, "<th ") ==
          count_of(page, "scope=\"col\"") + count_of(page, "scope=\"row\""));
  }
}

TEST_CASE("a quiet month and an empty review say that all is within the usual") {
  for (const Review& review : {quiet_review(), Review()}) {
    const std::string page = page_of(review, Language::en);
    CHECK(page.find("No cause stands out: all is within the usual.") != std::string::npos);
    CHECK(page.find("No tickets") != std::string::npos);
    CHECK(before_scripts(page).find("nan") == std::string::npos);
  }
}

TEST_CASE("a week above the usual is never called usual because no cause was found") {
  Review review = quiet_review();
  review.failures[0].signal = "high";
  const std::string page = page_of(review, Language::en);
  CHECK(page.find("all is within the usual") == std::string::npos);
  CHECK(page.find("although some failures are above their usual range") != std::string::npos);
}

TEST_CASE("weekdays are told in the reader's language") {
  CHECK(page_of(sample_review(), Language::es).find("= viernes") != std::string::npos);
}

TEST_CASE("a card tells when its cause acts, or that no date can be made out") {
  const std::string page = page_of(sample_review(), Language::en);
  CHECK(count_of(page, "since 10 Sep 2026 (8 Sep to 12 Sep), 2 days after this change") == 1);
  CHECK(count_of(page,
                 "no beginning and no end can be made out in the orders seen, those since 2 "
                 "Apr 2026") == 4);
  CHECK(count_of(page, "7 order lines have Product = ARCH-A4-050 without Picker") == 1);
}

TEST_CASE("without a recorded fix the page says so and lists the changes") {
  const std::string page = page_of(sample_review(), Language::en);
  CHECK(page.find("Corrections are not recorded yet") != std::string::npos);
  CHECK(page.find("Revision 3 of the folders · Product = ARCH-A4-050 (Archivador A4 50 mm)") !=
        std::string::npos);
}

TEST_CASE("the page is one file under 5 MB, without outside sources, the same on every run") {
  const std::string page = page_of(sample_review(), Language::es);
  CHECK(page.size() < 5'000'000);
  CHECK(page.find("default-src 'none'") != std::string::npos);
  CHECK(before_scripts(page).find(" src=") == std::string::npos);
  CHECK(before_scripts(page).find("url(") == std::string::npos);
  CHECK(page.find("<link rel=\"stylesheet\"") == std::string::npos);
  CHECK(page == page_of(sample_review(), Language::es));
}

TEST_CASE("tickets, calls and escalations are told in the reader's language, without raw ids") {
  const std::string english = before_scripts(page_of(sample_review(), Language::en));
  const std::string spanish = before_scripts(page_of(sample_review(), Language::es));
  for (const char* text :
       {"Artículo equivocado: Artículo = ARCH-A4-050 (Archivador A4 50 mm)",
        "Entrega tardía (leído en la nota: “tarde”), avisado el 29/09/2026 "
        "10:12 por correo (I-9)",
        "<th scope=\"row\">El mismo error otra vez<span class=\"at\">Se eleva a: Calidad",
        "Artículo equivocado: 3 veces, 01/09/2026 – 12/09/2026; el tipo de I-3 "
        "se leyó en su nota (“me mandaron &lt;otro&gt;”). Además: Nadie "
        "respondió: Sin indicar qué falló, sin respuesta: I-4",
        "93\u00A0% de la culpa"}) {
    INFO(text);
    CHECK(spanish.find(text) != std::string::npos);
  }
  CHECK(english.find("Late delivery (read from the note: “tarde”), reported 29 Sep 2026 10:12 by "
                     "e-mail (I-9)") != std::string::npos);
  for (const std::string& page : {english, spanish}) {
    for (const char* id : {"wrong_item:", "late_delivery:", "2026-09-", "3 ×"}) {
      INFO(id);
      CHECK(page.find(id) == std::string::npos);
    }
  }
}

TEST_CASE("the page lists the most pressing calls and counts them all") {
  Review review = sample_review();
  for (int more = 0; more < 40; ++more) {
    review.calls.push_back({"Q-" + std::to_string(more),
                            "K",
                            "unreported_failure",
                            "C1",
                            {{"late_delivery"}},
                            "",
                            "",
                            {},
                            0.9});
  }
  const std::string page = page_of(review, Language::en);
  CHECK(page.find("Calls owed: 43 (1 escalated by rule; 1 reported and not answered; "
                  "41 hit without complaining).") != std::string::npos);
  CHECK(page.find("and 25 more, in calls.csv") != std::string::npos);
  CHECK(page.find("<code>Q-14</code> <span class=\"small\">K</span>") != std::string::npos);
  CHECK(page.find("<code>Q-15</code>") == std::string::npos);
  CHECK(page.find("93% of the blame") != std::string::npos);
  CHECK(page.find("<td>38 h</td>") != std::string::npos);
  const auto escalated = page.find(">Escalated by rule</h3>");
  const auto waiting = page.find(">Reported, and not answered yet</h3>");
  const auto silent = page.find(">Hit by a known cause, and never complained</h3>");
  CHECK(escalated < waiting);
  CHECK(waiting < silent);
  CHECK(silent < page.find(">Open orders that may run into a known cause</h3>"));
}

TEST_CASE("the page shows the strongest escalations and counts the others") {
  Review review = sample_review();
  for (int more = 0; more < 20; ++more) {
    review.escalations.push_back(review.escalations.front());
    review.escalations.back().customer_id = "M-" + std::to_string(more);
  }
  const std::string page = page_of(review, Language::en);
  CHECK(page.find("<td>M-13<") != std::string::npos);
  CHECK(page.find("<td>M-14<") == std::string::npos);
  CHECK(page.find("And 6 more; all are in calls.csv and review.json.") != std::string::npos);
}

TEST_CASE("a failure kind above its usual range stands before the others") {
  Review review = sample_review();
  review.failures[0].signal = "";
  const std::string page = page_of(review, Language::en);
  CHECK(page.find("<h3>Late delivery") < page.find("<h3>Wrong item"));
}

TEST_CASE("the drawn graph shows what has a cause, in the reader's words and numbers") {
  Review review = sample_review();
  review.episodes[0].node = "condition:late_delivery/carrier=Andes Express @once";
  review.graph.nodes.push_back({review.episodes[0].node, "condition", "carrier=Andes @once"});
  review.graph.edges.push_back({review.episodes[0].node, "failure:late_delivery", 40});
  const std::string page = page_of(review, Language::es);
  const auto from = page.find("<div class=\"scroll graph\"");
  const std::string graph = page.substr(from, page.find("</figure>", from) - from);
  CHECK(graph.find("Artículo dañado") == std::string::npos);
  CHECK(graph.find("@once") == std::string::npos);
  CHECK(graph.find("10/09/2026") != std::string::npos);
  CHECK(graph.find(">92,4<") != std::string::npos);
}

TEST_CASE("an episode of everything is told so, and what its days are of") {
  Review review = sample_review();
  review.episodes[0].conditions.clear();
  review.episodes[0].dated_by = "deliveries.dispatched_at";
  review.episodes[0].node = "condition:late_delivery/everything @once";
  review.graph.nodes.push_back({review.episodes[0].node, "condition", "everything @once"});
  review.graph.edges.push_back({review.episodes[0].node, "failure:late_delivery", 40});
  CHECK_THAT(page_of(review, Language::en),
             Catch::Contains("dispatched 10 Sep 2026</td><td>Late delivery</td><td>everything<"));
  const std::string page = page_of(review, Language::es);
  CHECK_THAT(page, Catch::Contains("<td>todo</td>") && Catch::Contains(">despachado "));
  const auto from = page.find("<div class=\"scroll graph\"");
  const std::string graph = page.substr(from, page.find("</figure>", from) - from);
  CHECK(graph.find(">todo<") != std::string::npos);
  CHECK(graph.find("everything") == std::string::npos);
  review.episodes[0].dated_by = "deliveries.picked_at";
  CHECK_THAT(page_of(review, Language::en), Catch::Contains("10 Sep 2026 (deliveries.picked_at)"));
}

TEST_CASE("the page says which failures followed from which, and who cleared a suspect") {
  Review review = sample_review();
  review.failures[1].chains = {{"wrong_address", 164, 47, 0.2866, 0.0384, 7.46, 40.7}};
  review.causes[2].leads_to = {{"late_delivery", 7.9}};
  review.causes[2].trail.insert(review.causes[2].trail.begin(), "failure:late_delivery");
  review.cleared = {{"late_delivery", {{"channel", "web"}}, 2.1, 1.0, "failure:wrong_address"},
                    {"late_delivery", {{"failure", "wrong_address"}}, 1.7, 1.1, ""}};
  review.graph.edges.push_back({"failure:wrong_address", "failure:late_delivery", 40.7});
  const std::string english = page_of(review, Language::en);
  for (const char* text :
       {"40.7 of 742 followed from an earlier failure of the same order: Wrong address.",
        "<dt>Failures that follow from these</dt><dd>Late delivery (7.9)</dd>",
        "<span>Late delivery</span><span>Wrong address</span>", "<td>Wrong address</td></tr>",
        "<td>Earlier failure = Wrong address</td>", ">40.7<"}) {
    INFO(text);
    CHECK(english.find(text) != std::string::npos);
  }
  const std::string spanish = page_of(review, Language::es);
  CHECK(spanish.find("40,7 de 742 fueron consecuencia de un fallo anterior del mismo pedido: "
                     "Dirección errónea.") != std::string::npos);
  CHECK(spanish.find("Falla anterior = Dirección errónea") != std::string::npos);
}

TEST_CASE("a chart's rules and marks are told under it, its figures in a table") {
  const std::string page = before_scripts(page_of(charted_review(), Language::en));
  CHECK(page.find("<li>Week of 14 Sep: above the range within which weeks vary by chance (2.1% "
                  "against at most 1.9%).</li>") != std::string::npos);
  CHECK(page.find("<li>The last 9 weeks are all above the usual level; chance rarely makes more "
                  "than 8 in a row.</li>") != std::string::npos);
  CHECK(page.find("Changes and corrections marked on the chart: 13") != std::string::npos);
  CHECK(page.find("Form 3 &lt;b&gt;") != std::string::npos);
  CHECK(page.find("<td>above the range</td>") != std::string::npos);
  CHECK(page.find("<td>unusually soon</td>") != std::string::npos);
  CHECK(count_of(page, "one of 9 weeks in a row above the usual level</td>") == 9);
}

TEST_CASE("the first screen tells how each kind stands against last week") {
  const Review review = charted_review();
  const std::string page = before_scripts(page_of(review, Language::en));
  CHECK(page.find("2.1% of order lines in the week of 14 Sep; usual is 1.4%, by chance up to 1.9%. "
                  "C2 has acted since 10 Sep.") != std::string::npos);
}

TEST_CASE("the chart data hold what is marked, shaded and told of each point") {
  const auto data = nlohmann::json::parse(chart_json(page_of(charted_review(), Language::en)));
  const auto& worse = data["weekly"][0];
  CHECK(worse["points"].size() == 12);
  CHECK(worse["points"][10]["value"] == 2.1);
  CHECK(worse["points"][10]["signal"] == "high");
  CHECK(worse["points"][11]["hollow"] == true);
  CHECK(worse["marks"].size() == 11);  // a week each, two of them with several
  CHECK(worse["marks"][9]["label"] == "10–12");
  CHECK(worse["marks"][9]["fix"] == false);
  CHECK(worse["marks"][9]["texts"].size() == 3);
  CHECK(worse["marks"][10]["label"] == "13");
  CHECK(worse["marks"][10]["at"] == 10);  // the week of 14 September
  CHECK(worse["marks"][10]["fix"] == true);
  const auto& run = data["weekly"][1]["runs"][0];
  CHECK(run["from"] == 2);
  CHECK(run["to"] == 10);
  const auto& rare = data["weekly"][2];
  CHECK(rare["gaps"] == true);
  CHECK(rare["points"].size() == 11);
  CHECK(rare["points"][8]["value"] == 2.0);
  CHECK(rare["points"][8]["signal"] == "low");
  CHECK(rare["points"][10]["hollow"] == true);
}

TEST_CASE("fixture pages are written for the browser test") {
  std::filesystem::create_directories(pages_folder);
  const auto write = [](const std::string& name, const std::string& page) {
    std::ofstream file(std::string(pages_folder) + "/" + name, std::ios::binary);
    file << page;
    REQUIRE(file.good());
  };
  const ProcessModel model = sample_model();
  const Review review = told_review();
  for (const Language language : {Language::en, Language::es}) {
    const Wording wording(model, language, review);
    write(fmt::format("sample-{}.html", to_string(language)),
          review_html(review, wording, sample_stories(review, wording)));
  }
  write("quiet-en.html", page_of(quiet_review(), Language::en));
  write("sample.json", review_json(review));
  const Review charted = charted_review();
  write("charts-en.html", page_of(charted, Language::en));
  write("charts.json", review_json(charted));
  const Review large = large_review();
  const Wording wording(model, Language::en, large);
  write("large-en.html", review_html(large, wording, sample_stories(large, wording)));
}
