#include "bench/cause_score.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "bench/cause_match.h"
#include "causes/flow_balance.h"
#include "causes/significance.h"
#include "tally/memory_tally.h"

namespace rastro::bench {

namespace {

constexpr double most_of_an_episode = 0.5;

std::string text_of(const Words& words) {
  std::string text;
  for (const auto& [factor, value] : words) {
    text += fmt::format("{}{}={}", text.empty() ? "" : " & ", factor, value);
  }
  return text;
}

/// "05 to 10" for 7 with the limits 5, 10 and 20; such words sort as their numbers do.
std::string band(double value, const std::vector<double>& limits) {
  std::size_t above = 0;
  while (above < limits.size() && value >= limits[above]) ++above;
  if (above == 0) return fmt::format("00 to {:02.0f}", limits.front());
  if (above == limits.size()) return fmt::format("{:02.0f} and more", limits.back());
  return fmt::format("{:02.0f} to {:02.0f}", limits[above - 1], limits[above]);
}

/// One failure kind of a month against the truth.
class KindScorer {
 public:
  KindScorer(const KindFindings& findings, const SimulatedMonth& month, Score& score)
      : findings_(findings),
        kind_(default_model().failures[findings.kind]),
        table_(month.units.of(kind_.unit)),
        tally_(table_, month.analysis.window, table_.dated(findings.kind)),
        score_(score),
        is_true_(findings.causes.size(), false) {}

  void run(const Truth& truth) {
    for (const PlantedCause& planted : truth.causes) {
      if (planted.failure == kind_.id) score_planted(planted);
    }
    score_reported();
    for (const Innocent& innocent : truth.innocents) {
      if (innocent.failure == kind_.id) score_innocent(innocent);
    }
    for (const PlantedEpisode& episode : truth.episodes) {
      if (episode.failure == kind_.id) score_episode(episode);
    }
    for (const PlantedLink& link : truth.links) {
      if (link.to == kind_.id) score_link(link);
    }
  }

 private:
  void score_planted(const PlantedCause& planted) {
    const Cause* match = nullptr;
    for (std::size_t index = 0; index < findings_.causes.size(); ++index) {
      const Cause& cause = findings_.causes[index];
      if (!matches(planted, cause.condition, table_, tally_, findings_.kind)) continue;
      is_true_[index] = true;
      match = &cause;
    }
    if (planted.expected_extra < countable) return;
    score_.found.add(match != nullptr);
    const auto factors = planted.conditions.size();
    score_.found_by["factors"][std::to_string(factors)].add(match != nullptr);
    score_.found_by["course"][planted.course].add(match != nullptr);
    score_.found_by["failure kind"][planted.failure].add(match != nullptr);
    score_
        .found_by["extra failures expected"][band(planted.expected_extra, {countable, 20, 30, 45})]
        .add(match != nullptr);
    score_.found_by["planted risk ratio"][band(planted.planted_ratio, {3, 5, 10, 20})].add(match !=
                                                                                           nullptr);
    if (match == nullptr) {
      note_missed(planted);
    } else {
      score_found(planted, *match);
    }
  }

  void score_found(const PlantedCause& planted, const Cause& cause) {
    score_.right_step.add(default_model().steps[cause.step].id == planted.step);
    if (planted.fired > 0) {
      score_.attribution_errors.push_back(std::abs(cause.attributed - planted.fired) /
                                          planted.fired);
    }
    score_course(planted, cause.course);
  }

  /// A cause that did not begin within the period acts from its first day on.
  void score_course(const PlantedCause& planted, const Course& told) {
    const auto days = [](Day left, Day right) {
      return std::abs(static_cast<double>(left - right));
    };
    score_.since_told[planted.course].add(told.since.has_value());
    if (told.since) {
      score_.onset_covered.add(told.since->low <= planted.from && planted.from <= told.since->high);
      if (planted.course == "step") {
        score_.onset_errors.push_back(days(told.since->day, planted.from));
      }
    }
    if (planted.course == "ended" && told.until) {
      score_.end_errors.push_back(days(told.until->day, planted.until));
    }
    if (planted.course == "drift") {
      score_.drifts_told.add(told.shape == Course::Shape::drift);
      score_.drifts_not_denied.add(told.shape != Course::Shape::step);
    }
    if (planted.course == "step" && told.since) {
      score_.steps_left_open.add(told.shape == Course::Shape::unclear);
      score_.steps_denied.add(told.shape == Course::Shape::drift);
    }
  }

  void note_missed(const PlantedCause& planted) {
    const auto condition = condition_of(planted.conditions, table_);
    if (!condition) return;
    const auto counts = tally_.count(findings_.kind, {&*condition, 1}).front();
    const auto failed = static_cast<double>(findings_.total.failed_orders);
    const double expected = failed * counts.exposure / findings_.total.exposure;
    score_.notes += fmt::format(
        "  missed {} {} ({}; {:.1f} expected, {} fired; {} of {} failed, {:.1f} usual, p {:.2g})\n",
        kind_.id, text_of(planted.conditions), planted.course, planted.expected_extra,
        planted.fired, counts.failed, counts.exposed, expected,
        upper_tail(counts.failed_orders, expected, findings_.total.failed_orders));
    for (const Episode& episode : findings_.episodes) {
      score_.notes += fmt::format(
          "    episode: {} from {} to {}\n", text_of(words_of(episode.condition, table_)),
          format_day(episode.condition.days->from), format_day(episode.condition.days->to));
    }
  }

  void score_reported() {
    for (std::size_t index = 0; index < findings_.causes.size(); ++index) {
      const Cause& cause = findings_.causes[index];
      score_.true_reports.add(is_true_[index]);
      if (is_true_[index]) continue;
      score_.notes += fmt::format("  false {} {} ({} of {}, p {:.2g})\n", kind_.id,
                                  text_of(words_of(cause.condition, table_)), cause.counts.failed,
                                  cause.counts.exposed, cause.p_adjusted);
    }
  }

  void score_innocent(const Innocent& innocent) {
    const bool reported =
        std::any_of(findings_.causes.begin(), findings_.causes.end(), [&](const Cause& cause) {
          return words_of(cause.condition, table_) == innocent.conditions;
        });
    score_.innocents_reported[innocent.relation].add(reported);
  }

  /// Found: most of what it made fail lies in the episodes reported.
  void score_episode(const PlantedEpisode& planted) {
    if (static_cast<double>(planted.orders.size()) < countable) return;
    std::vector<Condition> reported;
    for (const Episode& episode : findings_.episodes) reported.push_back(episode.condition);
    std::size_t covered = 0;
    for (const FailedUnit& failed : tally_.failed_units(findings_.kind, reported)) {
      const bool its = planted.orders.contains(table_.order_id[failed.unit]);
      covered += its && failed.pattern != 0 ? 1 : 0;
    }
    const double share = static_cast<double>(covered) / static_cast<double>(planted.orders.size());
    score_.episodes_found[planted.name].add(share >= most_of_an_episode);
    if (share < most_of_an_episode) {
      score_.notes +=
          fmt::format("  missed {} of {} orders: {:.0f} % of them in {} episodes\n", planted.name,
                      planted.orders.size(), 100 * share, reported.size());
    }
  }

  /// The same failure once more is left out: it is told as a chain by its very definition.
  void score_link(const PlantedLink& link) {
    if (link.fired < countable || link.from == link.to) return;
    const auto match =
        std::find_if(findings_.chains.begin(), findings_.chains.end(), [&](const Chain& chain) {
          return default_model().failures[chain.upstream].id == link.from;
        });
    const bool found = match != findings_.chains.end();
    score_.chains_found[link.from + ", then " + link.to].add(found);
    if (found) {
      score_.chain_errors.push_back(std::abs(match->attributed - link.fired) / link.fired);
    } else {
      score_.notes +=
          fmt::format("  missed {} from {} ({} fired)\n", link.to, link.from, link.fired);
    }
  }

  const KindFindings& findings_;
  const FailureKind& kind_;
  const UnitTable& table_;
  MemoryTally tally_;
  Score& score_;
  std::vector<bool> is_true_;
};

void add(Shares& sum, const Shares& more) {
  for (const auto& [word, share] : more) sum[word] += share;
}

}  // namespace

Score& Score::operator+=(const Score& other) {
  months += other.months;
  found += other.found;
  for (const auto& [way, shares] : other.found_by) add(found_by[way], shares);
  true_reports += other.true_reports;
  right_step += other.right_step;
  add(innocents_reported, other.innocents_reported);
  add(episodes_found, other.episodes_found);
  reporting_months += other.reporting_months;
  add(chains_found, other.chains_found);
  imbalance = std::max(imbalance, other.imbalance);
  const auto append = [](std::vector<double>& sum, const std::vector<double>& more) {
    sum.insert(sum.end(), more.begin(), more.end());
  };
  append(attribution_errors, other.attribution_errors);
  append(chain_errors, other.chain_errors);
  append(onset_errors, other.onset_errors);
  append(end_errors, other.end_errors);
  onset_covered += other.onset_covered;
  add(since_told, other.since_told);
  drifts_told += other.drifts_told;
  drifts_not_denied += other.drifts_not_denied;
  steps_left_open += other.steps_left_open;
  steps_denied += other.steps_denied;
  notes += other.notes;
  return *this;
}

Score score_month(const SimulatedMonth& month) {
  Score score;
  score.months = 1;
  bool reports = false;
  for (const KindFindings& findings : month.analysis.kinds) {
    KindScorer(findings, month, score).run(month.truth);
    reports = reports || !findings.causes.empty();
  }
  score.reporting_months.add(reports);
  score.imbalance = test::worst_imbalance(month.analysis, month.units, default_model());
  return score;
}

}  // namespace rastro::bench
