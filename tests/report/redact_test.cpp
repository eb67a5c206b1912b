#include "report/redact.h"

#include <catch2/catch.hpp>

#include "report/sample_review.h"

using namespace rastro;

TEST_CASE("telephone numbers and e-mail addresses are masked, codes and dates stay", "[redact]") {
  CHECK(without_contacts("llamar al +54 9 11 5555-1234 o a ana.paz@correo.example, gracias") ==
        "llamar al [tel.] o a [e-mail], gracias");
  CHECK(without_contacts("(011) 4444-5555") == "[tel.]");
  CHECK(without_contacts("tel:11/4444.5555.") == "tel:[tel.].");
  CHECK(without_contacts("11 4444-5555 11 4444-6666 / 11 4444-7777").find('4') ==
        std::string::npos);
  CHECK(without_contacts("10/09/2026 11 4444-5555") == "10/09/2026 [tel.]");
  CHECK(without_contacts("01.02.03.04.05") == "[tel.]");
  CHECK(without_contacts("600123456") == "[tel.]");
  CHECK(without_contacts("josé@muñoz.example") == "[e-mail]");
  CHECK(without_contacts("a@b.c,d@e.f") == "[e-mail],[e-mail]");
  for (const char* text :
       {"", "P-260101", "ARCH-A4-050", "N000804", "2026-09-10", "10/09/2026",
        "2026-09-01 - 2026-09-30", "Calle 9 1234", "a @ b", "100 200", "E12345678X", "@casa"}) {
    CHECK(without_contacts(text) == text);
  }
}

TEST_CASE("values of personal factors get made-up names, codes of products stay", "[redact]") {
  const ProcessModel& model = default_model();
  for (const char* factor : {"taken_by", "picker", "packer", "driver"}) {
    CHECK(redacted_value(model, factor, "Ana") == shown_person("Ana", true));
  }
  CHECK(redacted_value(model, "picker", "").empty());
  CHECK(redacted_value(model, "sku", "7790001234567") == "7790001234567");
  CHECK(redacted_value(model, "carrier", "Andes 11 4444-5555") == "Andes [tel.]");
  CHECK(redacted_value(model, "failure", "wrong_item") == "wrong_item");
  CHECK(shown_person("Ana", false) == "Ana");
  CHECK(shown_person("a", true) == "person-296230c0");
}

TEST_CASE("a redacted cause is told by the same made-up name wherever it stands", "[redact]") {
  ProcessModel model = sample_model();
  model.factors[1].personal = true;  // taken_by
  model.factors[2].personal = true;  // picker
  Review review = sample_review();
  ReviewCause& cause = review.causes[4];
  cause.conditions = {{"taken_by", "Ana Paz"}};
  cause.trail[1] = "condition:wrong_item/taken_by=Ana Paz";
  review.graph.nodes.push_back({cause.trail[1], "condition", "taken_by=Ana Paz"});
  review.graph.edges.push_back({cause.trail[1], "failure:wrong_item", 11.1});
  review.failures[0].trail = cause.trail;
  review.episodes[0].conditions = {{"picker", "Iván Ñúñez"}};
  review.episodes[0].node = "condition:late_delivery/picker=Iván Ñúñez @2026-09-10..2026-09-10";
  review.changes.push_back({0, "order_entry", "Ana Paz took over", "taken_by", "Ana Paz"});
  const std::string ticket = cause.ticket;
  redact(review, model);

  const std::string ana = shown_person("Ana Paz", true), ivan = shown_person("Iván Ñúñez", true);
  CHECK(cause.conditions[0].value == ana);
  CHECK(cause.trail[1] == "condition:wrong_item/taken_by=" + ana);
  CHECK(review.failures[0].trail == cause.trail);
  CHECK(review.graph.nodes.back().id == cause.trail[1]);
  CHECK(review.graph.nodes.back().label == "taken_by=" + ana);
  CHECK(review.graph.edges.back().from == cause.trail[1]);
  CHECK(review.tickets[4].title == "wrong_item: taken_by=" + ana);
  CHECK(review.tickets[4].id == ticket);
  CHECK(review.episodes[0].node ==
        "condition:late_delivery/picker=" + ivan + " @2026-09-10..2026-09-10");
  CHECK(review.causes[1].same_as[0][0].value == ivan);
  CHECK(review.causes[1].tell_apart[0].vary->value == ivan);
  CHECK(review.causes[1].change->note == "[…]");
  CHECK(review.cleared[0].conditions[0].value == ivan);
  CHECK(review.changes.back().note == "[…]");
  CHECK(review.changes.back().value == ana);
  CHECK(review.causes[1].conditions[0].value == "ARCH-A4-050");
}
