#include "causes/noisy_or.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace rastro;

TEST_CASE("a noisy-OR without causes is the plain rate") {
  const auto model = fit_noisy_or({{0, 1000, 25}}, 0);
  CHECK(model.risk(0) == Approx(0.025));
}

TEST_CASE("a noisy-OR that can match every pattern does so exactly") {
  const auto model = fit_noisy_or({{0, 1000, 10}, {1, 200, 40}}, 1);
  CHECK(model.risk(0) == Approx(0.01));
  CHECK(model.risk(1) == Approx(0.2));
  CHECK(model.hazards[0] == Approx(std::log(0.99 / 0.8)));
}

TEST_CASE("two causes act independently: survivals multiply") {
  // Exact counts of leak 0.1, causes 0.2 and 0.5.
  const auto model =
      fit_noisy_or({{0, 1000, 100}, {1, 1000, 280}, {2, 1000, 550}, {3, 1000, 640}}, 2);
  CHECK(1 - std::exp(-model.leak) == Approx(0.1).epsilon(1e-4));
  CHECK(1 - std::exp(-model.hazards[0]) == Approx(0.2).epsilon(1e-4));
  CHECK(1 - std::exp(-model.hazards[1]) == Approx(0.5).epsilon(1e-4));
}

TEST_CASE("shares of blame add up to one") {
  const auto model = fit_noisy_or({{0, 900, 9}, {1, 100, 20}, {2, 80, 12}, {3, 20, 9}}, 2);
  for (std::uint64_t pattern = 0; pattern < 4; ++pattern) {
    CHECK(model.share(0, pattern) + model.share(1, pattern) + model.leak_share(pattern) ==
          Approx(1));
  }
  CHECK(model.share(1, 1) == 0);
}

TEST_CASE("a protective condition gets no hazard below zero") {
  const auto model = fit_noisy_or({{0, 1000, 50}, {1, 1000, 10}}, 1);
  CHECK(model.hazards[0] == 0);
  CHECK(model.risk(1) == Approx(0.03));
}

TEST_CASE("where every unit fails the hazard stays finite") {
  const auto model = fit_noisy_or({{0, 1000, 10}, {1, 20, 20}}, 1);
  CHECK(model.risk(1) > 0.999);
  CHECK(std::isfinite(model.log_likelihood));
}

TEST_CASE("without failures the leak is all but nothing") {
  const auto model = fit_noisy_or({{0, 1000, 0}}, 0);
  CHECK(model.risk(0) < 1e-8);
  CHECK(std::isfinite(model.log_likelihood));
}

TEST_CASE("the gain of one more hazard is what a fit with it gains") {
  const auto before = fit_noisy_or({{0, 900, 9}, {1, 100, 20}}, 0);
  const double gain = gain_of_hazard({{before.leak, 100, 20}});
  const double risk = before.risk(0);
  const double by_hand = 20 * std::log(0.2 / risk) + 80 * std::log(0.8 / (1 - risk));
  CHECK(gain == Approx(by_hand));
  CHECK(gain_of_hazard({{before.leak, 100, 1}}) == 0);
}

TEST_CASE("a shield spares everyday failures only, or those of causes as well") {
  // Leak 0.1, a cause 0.4, and units of which a third of the hazard is left; bit 1 is the shield.
  const double leak = -std::log(0.9), cause = -std::log(0.6), ratio = 1.0 / 3;
  const auto failed = [](double hazard) { return 9000 * -std::expm1(-hazard); };
  for (const Reach reach : {Reach::everyday, Reach::everything}) {
    const double of_cause = reach == Reach::everything ? ratio : 1;
    const std::vector<PatternRow> rows = {{0, 9000, failed(leak)},
                                          {1, 9000, failed(leak + cause)},
                                          {2, 9000, failed(leak * ratio)},
                                          {3, 9000, failed(leak * ratio + cause * of_cause)}};
    const auto model = fit_noisy_or(rows, 1, {reach});
    CHECK(model.leak == Approx(leak).epsilon(1e-4));
    CHECK(model.hazards[0] == Approx(cause).epsilon(1e-4));
    CHECK(model.shields[0].ratio == Approx(ratio).epsilon(1e-4));
    for (std::uint64_t pattern = 0; pattern < 4; ++pattern) {
      CHECK(model.share(0, pattern) + model.leak_share(pattern) == Approx(1));
    }
    const Reach other = reach == Reach::everyday ? Reach::everything : Reach::everyday;
    CHECK(fit_noisy_or(rows, 1, {other}).log_likelihood < model.log_likelihood - 10);
  }
}
