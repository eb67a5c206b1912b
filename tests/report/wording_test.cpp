#include "report/wording.h"

#include <catch2/catch.hpp>

#include "report/sample_review.h"

using namespace rastro;

namespace {

Day september(int day) { return *day_of(2026, 9, day); }

std::string course_of(const ReviewCause& cause, Language language = Language::en) {
  const ProcessModel model = sample_model();
  return Wording(model, language, sample_review()).course(cause);
}

ReviewCause dated_cause() { return sample_review().causes[1]; }

std::string told_apart(const ReviewCause& cause, Language language) {
  const ProcessModel model = sample_model();
  const auto sentences = Wording(model, language, sample_review()).tell_apart(cause);
  return sentences.empty() ? "" : sentences.front();
}

}  // namespace

TEST_CASE("a course is told with its interval and the change before it", "[wording]") {
  CHECK(course_of(dated_cause()) ==
        "since 10 Sep 2026 (8 Sep to 12 Sep), 2 days after this change: Revision 3 of the folders "
        "(Product description, 8 Sep)");
  CHECK(course_of(dated_cause(), Language::es) ==
        "desde el 10/09/2026 (del 08/09 al 12/09), 2 días después de este cambio: Revision 3 of "
        "the folders (Descripción del producto, 08/09)");
}

TEST_CASE("how long after a change a cause began is told in words that fit", "[wording]") {
  ReviewCause cause = dated_cause();
  const auto told = [&](Day changed, const char* words) {
    cause.change->at = start_of(changed) + 3600;
    const std::string text = course_of(cause);
    INFO(text);
    return text.find(words) != std::string::npos;
  };
  CHECK(told(september(10), ", on the day of this change: "));
  CHECK(told(september(9), ", one day after this change: "));
  CHECK(told(september(12), ", about when this was changed: "));
  cause.change->names_condition = false;
  CHECK(told(september(10), "; of the same days and step, perhaps by chance: "));
}

TEST_CASE("every shape of a course has its words", "[wording]") {
  ReviewCause cause = dated_cause();
  cause.change.reset();
  cause.since_low = cause.since_high = cause.since;
  CHECK(course_of(cause) == "since 10 Sep 2026");
  cause.until = cause.until_low = cause.until_high = september(20);
  CHECK(course_of(cause) == "from 10 Sep 2026 until 20 Sep 2026");
  CHECK(course_of(cause, Language::es) == "desde el 10/09/2026 hasta el 20/09/2026");
  cause.since.reset();
  CHECK(course_of(cause) == "until 20 Sep 2026");
  cause = dated_cause();
  cause.change.reset();
  cause.course = "drift";
  CHECK(course_of(cause) == "growing since about 10 Sep 2026 (8 Sep to 12 Sep)");
  cause.course = "step_or_drift";
  CHECK(course_of(cause) == "since 10 Sep 2026 (8 Sep to 12 Sep), at once or little by little");
  cause.course = "appeared";
  cause.until = september(20);
  CHECK(course_of(cause) ==
        "since 10 Sep 2026 (8 Sep to 12 Sep), when such order lines first appear, until 20 Sep "
        "2026");
  CHECK(course_of(ReviewCause()).empty());
}

TEST_CASE("what would tell a cause apart counts the few that differ and says what to try",
          "[wording]") {
  ReviewCause cause = dated_cause();
  CHECK(told_apart(cause, Language::en) ==
        "7 order lines have Product = ARCH-A4-050 without Picker = Iván Ñúñez and Product = "
        "ARCH-A4-055: 2 failed. For a week, where Product = ARCH-A4-050, use another Picker than "
        "Iván Ñúñez: if the failures go on, Picker = Iván Ñúñez is cleared; if they stop, it is "
        "the cause.");
  CHECK(told_apart(cause, Language::es).find("Hay 7 renglones con Artículo = ARCH-A4-050") == 0);
  cause.tell_apart[0].only_cause_exposed = 0;
  cause.tell_apart[0].vary.reset();
  const std::string text = told_apart(cause, Language::en);
  CHECK(text.find("always go together here. Neither can be given another value at will") !=
        std::string::npos);
  CHECK(told_apart(ReviewCause(), Language::en).empty());
}

TEST_CASE("the same advice on how to tell apart is given once", "[wording]") {
  ReviewCause cause = dated_cause();
  cause.tell_apart.push_back(cause.tell_apart[0]);
  const ProcessModel model = sample_model();
  const auto sentences = Wording(model, Language::en, sample_review()).tell_apart(cause);
  REQUIRE(sentences.size() == 2);
  CHECK(sentences[0].find("For a week") != std::string::npos);
  CHECK(sentences[1].find("For a week") == std::string::npos);
}

TEST_CASE("a product and its description's revision need not be told apart", "[wording]") {
  ReviewCause cause = dated_cause();
  cause.conditions = {{"sku", "M1"}};
  cause.tell_apart = {{{{"description_revision", "M1/2"}}, 0, 0, 0, 0, {}, false}};
  const Wording wording(default_model(), Language::en, sample_review());
  CHECK(wording.tell_apart(cause).front() ==
        "Product = M1 and Description revision = M1/2 always go together here. One is a part of "
        "the other, so there is nothing to tell apart.");
}
