#include "causes/mechanisms.h"

#include <catch2/catch.hpp>

namespace rastro {

namespace {

/// A failure kind with one cause that bears three quarters of the blame of each of its failures;
/// failures beyond these are everyday ones. Mechanisms: of picking (two) and of order entry.
struct Case {
  ProcessModel model = default_model();
  KindFindings findings;
  Testimony testimony{{"neighbouring_bins", "code_typo", "missing_unit"}, {}};
  std::size_t of_cause = 0;

  explicit Case(std::size_t own = 40, std::size_t everyday = 40) : of_cause(own) {
    findings.kind = *model.find_failure("wrong_item");
    findings.explanation.model.leak = 0.01;
    findings.explanation.model.hazards = {0.03};
    findings.explanation.contributors.resize(1);
    Cause cause;
    cause.step = cause.factor_step = *model.find_step("product_description");
    findings.causes.push_back(cause);
    for (std::size_t unit = 0; unit < own + everyday; ++unit) {
      findings.failed.push_back({unit, unit < own ? 1u : 0u});
    }
  }

  /// Lets units of [from, to) show one mechanism; -1: anything by chance.
  Case& show(std::size_t from, std::size_t to, int mechanism) {
    for (std::size_t unit = from; unit < to; ++unit) {
      Signs signs{{0.0002, 0.0002, 0.0002}, 0.01};
      if (mechanism >= 0) signs.given[static_cast<std::size_t>(mechanism)] = 0.5;
      testimony.shown.push_back({unit, signs});
    }
    return *this;
  }

  const Cause& judged() {
    find_mechanisms(
        model, [&](const Cause*) { return testimony; }, findings);
    return findings.causes[0];
  }
};

}  // namespace

TEST_CASE("a mechanism that most of the cause's failures show gives the step", "[mechanisms]") {
  Case made;
  const Cause& cause = made.show(0, 32, 0).show(32, 40, -1).show(40, 80, -1).judged();
  REQUIRE(cause.mechanism);
  CHECK(cause.mechanism->kind == "neighbouring_bins");
  CHECK(cause.step == made.model.find_step("picking"));
  CHECK(cause.factor_step == made.model.find_step("product_description"));
  CHECK(cause.mechanism->seen == 40);
  CHECK(cause.mechanism->units.size() == 32);
}

TEST_CASE("what everyday failures show as well is not laid to the cause", "[mechanisms]") {
  Case made;
  // A quarter of the cause's failures are everyday ones, all of which are typing errors.
  const Cause& cause = made.show(0, 30, 0).show(30, 40, 1).show(40, 80, 1).judged();
  REQUIRE(cause.mechanism);
  CHECK(cause.mechanism->kind == "neighbouring_bins");
  CHECK(cause.mechanism->share > 0.95);
}

TEST_CASE("no mechanism is named for a minority, for chance, or for two cases", "[mechanisms]") {
  const auto named = [](Case made) { return made.judged().mechanism.has_value(); };
  CHECK_FALSE(named(Case().show(0, 12, 0).show(12, 40, -1).show(40, 80, -1)));
  CHECK_FALSE(named(Case().show(0, 80, -1)));
  Case few(2, 40);
  for (Shown& each : few.show(0, 2, 0).show(2, 42, -1).testimony.shown) {
    each.signs.by_chance = 0.2;  // what shows here shows often
  }
  CHECK_FALSE(named(few));
  CHECK_FALSE(named(Case()));  // nothing was seen
}

TEST_CASE("without a clear mechanism the factors' step stands", "[mechanisms]") {
  Case made;
  const Cause& cause = made.show(0, 80, -1).judged();
  CHECK(cause.step == made.model.find_step("product_description"));
}

TEST_CASE("two mechanisms half and half are none, but of one step they are that step",
          "[mechanisms]") {
  CHECK_FALSE(Case().show(0, 20, 0).show(20, 40, 1).show(40, 80, -1).judged().mechanism);
  Case made;
  made.testimony.mechanisms = {"same_barcode", "same_supplier", "missing_unit"};
  const Cause& cause = made.show(0, 20, 0).show(20, 40, 1).show(40, 80, -1).judged();
  REQUIRE(cause.mechanism);
  CHECK(cause.step == made.model.find_step("stock"));
  CHECK(cause.mechanism->also.size() == 1);
}

}  // namespace rastro
