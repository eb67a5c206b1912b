#include "causes/contrast.h"

#include <algorithm>
#include <vector>

namespace rastro {

namespace {

Counts less(Counts all, const Counts& part) {
  all.exposed -= part.exposed;
  all.exposure -= part.exposure;
  all.failed -= part.failed;
  all.failed_orders -= part.failed_orders;
  return all;
}

/// The exchangeable pair of the latest step that the other condition does not have.
std::optional<Pair> exchangeable(const ProcessModel& model, const Condition& condition,
                                 const Condition& other) {
  std::optional<Pair> latest;
  for (const Pair& pair : condition.pairs) {
    if (!model.factors[pair.factor].exchangeable) continue;
    if (std::find(other.pairs.begin(), other.pairs.end(), pair) != other.pairs.end()) continue;
    if (!latest || model.factors[pair.factor].step > model.factors[latest->factor].step) {
      latest = pair;
    }
  }
  return latest;
}

}  // namespace

Contrast contrast(const Tally& tally, std::size_t kind, const ProcessModel& model,
                  const Condition& cause, const Condition& other) {
  // Whatever days they were found on: the question is which of the words is to blame.
  const Condition mine{cause.pairs, {}}, others{other.pairs, {}};
  const auto shared = both(mine, others);
  std::vector<Condition> asked{mine, others};
  if (shared) asked.push_back(*shared);
  const auto counts = tally.count(kind, asked);
  const Counts together = shared ? counts[2] : Counts();
  Contrast contrast{less(counts[0], together), less(counts[1], together)};
  const auto of_cause = exchangeable(model, cause, other);
  const auto of_other = exchangeable(model, other, cause);
  const auto step = [&](const Pair& pair) { return model.factors[pair.factor].step; };
  contrast.vary_cause = of_cause && (!of_other || step(*of_cause) > step(*of_other));
  contrast.vary = contrast.vary_cause ? of_cause : of_other;
  return contrast;
}

}  // namespace rastro
