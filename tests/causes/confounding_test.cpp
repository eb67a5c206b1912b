#include <catch2/catch.hpp>

#include "causes/hard_cases.h"
#include "sanitized.h"

using namespace rastro;
using namespace rastro::test;

namespace {

constexpr std::uint64_t last_seed = repetitions(5);

/// All that was reported, for the message of a failing test.
std::string told(const KindFindings& findings) {
  std::string text;
  for (const Cause& cause : findings.causes) {
    text += "\n  cause " + numbers_of(cause.condition) + ": " +
            std::to_string(cause.counts.failed) + " of " + std::to_string(cause.counts.exposed) +
            ", ratio " + std::to_string(cause.risk_ratio) + ", p " +
            std::to_string(cause.p_adjusted);
  }
  for (const Episode& episode : findings.episodes) {
    text += "\n  episode " + numbers_of(episode.condition) + ": " +
            std::to_string(episode.counts.failed) + " of " + std::to_string(episode.counts.exposed);
  }
  return text;
}

/// Every innocent is listed as cleared, with a ratio that was high and is ordinary now, and the
/// guilty one who explains it.
void check_cleared(const HardCase& hard, const KindFindings& findings) {
  for (const Condition& innocent : hard.innocents) {
    INFO("innocent: " << numbers_of(innocent));
    const ClearedSuspect* suspect = cleared_suspect(findings, innocent);
    REQUIRE(suspect != nullptr);
    CHECK(suspect->risk_ratio > 1.5);
    CHECK(suspect->adjusted_risk_ratio == Approx(1).margin(0.3));
    REQUIRE(suspect->explained_by);
    CHECK(findings.causes[*suspect->explained_by].condition == hard.guilty.front());
  }
}

enum class Innocents { unreported, cleared };

/// Every seed: all the guilty are reported and none of the innocents, who may have to be listed as
/// cleared. Of other conditions two may slip in over all seeds: of the causes reported one in
/// twenty may be false, and three would come up by that in one run of two hundred.
void check_guilty_and_innocents(HardCase hard, Innocents innocents = Innocents::unreported) {
  int strangers = 0;
  for (hard.recipe.seed = 1; hard.recipe.seed <= last_seed; ++hard.recipe.seed) {
    const KindFindings findings = find_in(hard.recipe);
    INFO(hard.name << ", seed " << hard.recipe.seed << told(findings));
    for (const Condition& guilty : hard.guilty) {
      INFO("guilty: " << numbers_of(guilty));
      CHECK(is_reported(findings, guilty));
    }
    for (const Condition& innocent : hard.innocents) {
      INFO("innocent: " << numbers_of(innocent));
      CHECK_FALSE(is_reported(findings, innocent));
    }
    if (innocents == Innocents::cleared) check_cleared(hard, findings);
    strangers += false_causes(findings, hard);
    CHECK(strangers <= 2);
  }
}

}  // namespace

TEST_CASE("the innocent picker of 80 % of the bad product's lines is cleared") {
  check_guilty_and_innocents(picker_of_the_bad_product(), Innocents::cleared);
}

TEST_CASE("the innocent picker of two bad products is not guilty of either") {
  check_guilty_and_innocents(picker_of_two_bad_products());
}

TEST_CASE("a suspect whom two causes explain together is listed as cleared all the same") {
  auto hard = picker_of_two_bad_products();
  for (hard.recipe.seed = 1; hard.recipe.seed <= last_seed; ++hard.recipe.seed) {
    const auto findings = find_in(hard.recipe);
    INFO("seed " << hard.recipe.seed << told(findings));
    const ClearedSuspect* suspect = cleared_suspect(findings, hard.innocents.front());
    REQUIRE(suspect != nullptr);
    CHECK(suspect->risk_ratio > 1.5);
    CHECK(suspect->adjusted_risk_ratio == Approx(1).margin(0.3));
  }
}

TEST_CASE("a carrier that serves only the bad region is cleared") {
  check_guilty_and_innocents(carrier_of_the_bad_region(), Innocents::cleared);
}

TEST_CASE("a supplier all of whose products are fine but one is cleared") {
  check_guilty_and_innocents(supplier_of_the_bad_product(), Innocents::cleared);
}

TEST_CASE("the category of one bad product is cleared") {
  check_guilty_and_innocents(product_in_its_category(), Innocents::cleared);
}

TEST_CASE("a bad category is named, not its products") {
  check_guilty_and_innocents(category_as_a_whole());
}

TEST_CASE("the warehouse of one bad picker is cleared") {
  check_guilty_and_innocents(picker_in_his_warehouse(), Innocents::cleared);
}

TEST_CASE("a bad warehouse is named, not its pickers") {
  check_guilty_and_innocents(warehouse_as_a_whole());
}

TEST_CASE("two causes that overlap by half are both named, and not where they meet") {
  check_guilty_and_innocents(two_causes_in_the_same_units());
}

TEST_CASE("four causes that overlap are all named") {
  check_guilty_and_innocents(four_causes_in_the_same_units());
}

TEST_CASE("a bad carrier is named, not the carrier in some region") {
  check_guilty_and_innocents(general_not_special());
}

TEST_CASE("a carrier that is bad in one region is named with it, and neither alone") {
  check_guilty_and_innocents(special_not_general(), Innocents::cleared);
}

TEST_CASE("a bad carrier that is worse in one region is named both ways") {
  check_guilty_and_innocents(general_and_special());
}

TEST_CASE("two factors of which neither stands out are named together") {
  check_guilty_and_innocents(two_factors_together());
}

TEST_CASE("three factors of which none stands out are named together") {
  check_guilty_and_innocents(three_factors_together());
}

TEST_CASE("a protective value does not make culprits of the others") {
  check_guilty_and_innocents(nothing_but_protection());
}

TEST_CASE("beside a protective value the culprit is named, and only he") {
  check_guilty_and_innocents(protection_and_a_culprit());
}
