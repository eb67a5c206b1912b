#include "bench/silent_months.h"

#include <algorithm>
#include <cmath>

#include "base/random.h"

namespace rastro::bench {

namespace {

/// Streams of the seed: what makes months differ does not depend on what is drawn for one of them.
enum Stream : std::uint64_t { plain_stream = 2000, swings_stream, twins_stream, bursts_stream };

double log_uniform(Random& random, double low, double high) {
  return std::exp(random.uniform(std::log(low), std::log(high)));
}

}  // namespace

MonthRecipe plain_month(std::uint64_t seed) {
  Random random(seed, plain_stream);
  MonthRecipe recipe;
  recipe.seed = seed;
  recipe.lines = static_cast<std::size_t>(log_uniform(random, 2000, 40000));
  recipe.factors = random.chance(0.25) ? 30 : random.between(5, 29);
  recipe.products = random.chance(0.25) ? 3000 : random.between(700, 2999);
  recipe.kinds.resize(static_cast<std::size_t>(random.between(1, 11)));
  const bool together = random.chance(0.5);
  for (KindRecipe& kind : recipe.kinds) {
    kind.rate = log_uniform(random, 0.002, 0.08);
    kind.share_together = together ? random.uniform(0, 0.3) : 0;
  }
  recipe.report_delay = random.chance(0.5) ? 0 : random.uniform(1, 6);
  recipe.same_day = random.chance(0.5) ? 1 : 0.6;
  return recipe;
}

MonthRecipe month_with_swings(std::uint64_t seed) {
  MonthRecipe recipe = plain_month(seed);
  Random random(seed, swings_stream);
  recipe.weekday_swing = random.uniform(0.2, 0.7);
  recipe.seasonal_swing = random.uniform(0.2, 0.7);
  recipe.daily_noise = random.uniform(0, 0.3);
  return recipe;
}

MonthRecipe month_with_twins(std::uint64_t seed) {
  MonthRecipe recipe = plain_month(seed);
  Random random(seed, twins_stream);
  if (recipe.kinds.size() < 2) recipe.kinds.push_back(recipe.kinds.front());
  recipe.moving_together = random.uniform(0.3, 0.9);
  return recipe;
}

MonthRecipe month_with_bursts(std::uint64_t seed) {
  MonthRecipe recipe = plain_month(seed);
  Random random(seed, bursts_stream);
  recipe.lines = std::max<std::size_t>(recipe.lines, 8000);
  for (int burst = random.between(1, 3); burst > 0; --burst) {
    recipe.bursts.push_back(static_cast<BurstKind>(random.below(3)));
  }
  return recipe;
}

}  // namespace rastro::bench
