#include "causes/mechanisms.h"

#include <algorithm>

#include "mechanisms/mixture.h"

namespace rastro {

namespace {

constexpr double least_share = 0.5;
/// log 20: what is held for clear is at least twenty times likelier than without it.
constexpr double least_gain = 2.996;
/// A share below this is none.
constexpr double trace = 0.05;
/// A failure is hardly the cause's own below this share of blame.
constexpr double least_own = 0.05;

/// Which mechanisms everyday failures come about by.
Mixture everyday_mixture(const Testimony& testimony, const KindFindings& findings) {
  std::vector<Sighting> sightings;
  for (const Shown& each : testimony.shown) {
    const std::uint64_t pattern = findings.failed[each.failed].pattern;
    sightings.push_back({each.signs, 1, 0, findings.explanation.model.leak_share(pattern)});
  }
  return fit_mixture(sightings, testimony.mechanisms.size());
}

std::vector<Sighting> sightings_of(const Cause& cause, const Testimony& testimony,
                                   const Mixture& everyday, const KindFindings& findings) {
  std::vector<Sighting> sightings;
  for (const Shown& each : testimony.shown) {
    const std::uint64_t pattern = findings.failed[each.failed].pattern;
    const double own = findings.explanation.model.share(cause.contributor, pattern);
    sightings.push_back(
        {each.signs, own, likelihood(everyday, each.signs), own < least_own ? 0. : 1.});
  }
  return sightings;
}

/// A mechanism, or several of one step, and what speaks for them.
struct Account {
  std::vector<std::size_t> mechanisms;
  double share = 0;
  double gain = 0;  ///< log-likelihood over the best account without them
  bool clear() const { return share >= least_share && gain >= least_gain; }
};

/// Fits and judges a cause's mechanisms.
class Judgement {
 public:
  Judgement(const Testimony& testimony, const std::vector<Sighting>& sightings)
      : testimony_(testimony),
        sightings_(sightings),
        mixture_(fit_mixture(sightings, testimony.mechanisms.size())) {}

  const Mixture& mixture() const { return mixture_; }

  Account account(std::vector<std::size_t> mechanisms) const {
    Account account{std::move(mechanisms), 0, 0};
    for (const std::size_t index : account.mechanisms) account.share += mixture_.share[index];
    if (account.share < least_share) return account;
    account.gain =
        mixture_.log_likelihood -
        fit_mixture(sightings_, testimony_.mechanisms.size(), account.mechanisms).log_likelihood;
    return account;
  }

  /// The clear account of fewest mechanisms: the largest alone, or with those of the same step that
  /// cannot be told from it.
  Account best(const std::vector<std::optional<std::size_t>>& steps) const {
    std::vector<std::size_t> order(mixture_.share.size());
    for (std::size_t index = 0; index < order.size(); ++index) order[index] = index;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
      return mixture_.share[left] > mixture_.share[right];
    });
    Account best;
    for (const std::size_t lead : order) {
      std::vector<std::size_t> together;
      for (const std::size_t next : order) {
        const bool same_step = next == lead || (steps[next] && steps[next] == steps[lead]);
        if (!same_step || mixture_.share[next] < trace) continue;
        together.push_back(next);
        best = account(together);
        if (best.clear()) return best;
      }
    }
    return {};
  }

 private:
  const Testimony& testimony_;
  const std::vector<Sighting>& sightings_;
  Mixture mixture_;
};

/// Probability that a failure is the cause's own and came about by the account.
double sureness(const Account& account, const Mixture& mixture, const Sighting& sighting) {
  const auto probabilities = mechanism_of(mixture, sighting.signs);
  double of_own = 0;
  for (const std::size_t mechanism : account.mechanisms) of_own += probabilities[mechanism];
  const double own = sighting.own * likelihood(mixture, sighting.signs);
  const double all = own + (1 - sighting.own) * sighting.background;
  return all > 0 ? of_own * own / all : 0;
}

/// Whether a failure looks like one of the account's, more than it would by chance: a slip of the
/// hand can bring anything, and shows nothing.
bool looks_like(const Account& account, const Signs& signs) {
  return std::any_of(
      account.mechanisms.begin(), account.mechanisms.end(),
      [&](std::size_t mechanism) { return signs.given[mechanism] > signs.by_chance; });
}

/// Units that more probably show the account than not, the surest first; of equal ones the newest.
std::vector<std::size_t> units_by_evidence(const Account& account, const Mixture& mixture,
                                           const Testimony& testimony,
                                           const std::vector<Sighting>& sightings,
                                           const KindFindings& findings) {
  std::vector<std::pair<double, std::size_t>> ranked;
  for (std::size_t index = 0; index < sightings.size(); ++index) {
    if (sightings[index].weight <= 0 || !looks_like(account, sightings[index].signs)) continue;
    const double sure = sureness(account, mixture, sightings[index]);
    const std::size_t unit = findings.failed[testimony.shown[index].failed].unit;
    if (sure >= 0.5) ranked.emplace_back(sure, unit);
  }
  std::sort(ranked.rbegin(), ranked.rend());
  std::vector<std::size_t> units;
  for (const auto& [sure, unit] : ranked) units.push_back(unit);
  return units;
}

std::optional<CauseMechanism> mechanism_of_cause(const Cause& cause, const Testimony& testimony,
                                                 const Mixture& everyday, const ProcessModel& model,
                                                 const KindFindings& findings) {
  const auto sightings = sightings_of(cause, testimony, everyday, findings);
  const Judgement judgement(testimony, sightings);
  std::vector<std::optional<std::size_t>> steps;
  for (const std::string& each : testimony.mechanisms) {
    steps.push_back(model.step_of_mechanism(findings.kind, each, cause.factor_step));
  }
  const Account account = judgement.best(steps);
  if (!account.clear()) return std::nullopt;
  CauseMechanism found;
  found.kind = testimony.mechanisms[account.mechanisms.front()];
  for (std::size_t next = 1; next < account.mechanisms.size(); ++next) {
    found.also.push_back(testimony.mechanisms[account.mechanisms[next]]);
  }
  found.step = steps[account.mechanisms.front()];
  found.share = account.share;
  for (const Sighting& each : sightings) found.seen += each.weight > 0 ? 1 : 0;
  found.units = units_by_evidence(account, judgement.mixture(), testimony, sightings, findings);
  return found;
}

}  // namespace

void find_mechanisms(const ProcessModel& model, const AskWitnesses& ask, KindFindings& findings) {
  if (findings.causes.empty()) return;
  const Testimony all = ask(nullptr);
  if (all.shown.empty()) return;
  const Mixture everyday = everyday_mixture(all, findings);
  for (Cause& cause : findings.causes) {
    cause.mechanism = mechanism_of_cause(cause, ask(&cause), everyday, model, findings);
    if (cause.mechanism && cause.mechanism->step) cause.step = *cause.mechanism->step;
  }
}

}  // namespace rastro
