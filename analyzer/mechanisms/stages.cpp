#include "mechanisms/stages.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rastro {

namespace {

/// Lateness below it is not told from none: the logs are not that exact, and who finishes on a
/// Saturday is late by no working hour at all.
constexpr double least_late_hours = 1;

/// How well one excess accounts for a unit's lateness.
struct Account {
  double clear = 0;  ///< share of the lateness that it makes up for, as far as it is no accident
  double pull = 0;   ///< weight among the accounts of a unit
};

/// excess: hours beyond what is allowed. saved: hours that the ordinary course would have saved.
/// certainty: that the excess is no accident, 0 to 1.
Account account_of(double excess, double saved, double late, double certainty) {
  if (excess <= 0 || saved <= 0) return {};
  const double clear = std::min(saved / std::max(late, least_late_hours), 1.0) * certainty;
  return {clear, excess * clear * excess * clear};
}

/// Beyond the common hours lies one in ten ordinary units too, though mostly not far. Their tail is
/// taken as exponential through the median and the 0.9 quantile: as many hours again as lie between
/// the two leave a fifth of them.
double certainty_of(double hours, const Allowance& allowance) {
  const double spread = allowance.common - allowance.usual;
  return spread > 0 ? 1 - std::pow(0.2, (hours - allowance.common) / spread) : 1;
}

/// An open span ends with the first stage that has been measured: a milestone that nobody records
/// does not show that the unit has not got past it.
void narrow(StageSpan& span, const StageReference& reference, std::uint32_t lane) {
  if (!span.open) return;
  for (std::size_t last = span.first; last < span.last; ++last) {
    const auto allowance = reference.allowance(span.first, last, lane);
    if (allowance && allowance->measured) span.last = last;
  }
}

/// The spans, the open one narrowed; stages that the unit has not reached are not possible.
UnitCourse measured_course(const StageCourse& course, const StageReference& reference,
                           const UnitTimes& unit, Seconds now) {
  UnitCourse measured = course.course_of(unit, now);
  for (StageSpan& span : measured.spans) {
    const std::size_t reached = span.last;
    narrow(span, reference, unit.lane);
    for (std::size_t stage = span.last + 1; stage <= reached; ++stage) {
      measured.possible[stage] = false;
    }
  }
  return measured;
}

Account account_of(const StageSpan& span, const std::optional<Allowance>& allowance, double late) {
  if (!allowance) return {};
  return account_of(std::min(span.hours - allowance->allowed, span.passed_on),
                    std::min(span.hours - allowance->usual, span.passed_on), late,
                    certainty_of(span.hours, *allowance));
}

/// What the stages of a unit show.
struct Evidence {
  std::vector<double> share;   ///< of the lateness, by stage of the model
  std::vector<bool> possible;  ///< by stage of the model
  double clear = 0;            ///< the sum of the shares, at most 1
};

Evidence evidence_of(const StageCourse& course, const StageReference& reference,
                     const UnitTimes& unit, Seconds now) {
  const UnitCourse measured = measured_course(course, reference, unit, now);
  Evidence evidence{std::vector<double>(course.stage_count(), 0), measured.possible};
  double pulls = 0;
  for (const StageSpan& span : measured.spans) {
    const Account account = account_of(span, reference.allowance(span.first, span.last, unit.lane),
                                       measured.late_hours);
    evidence.clear += account.clear;
    pulls += account.pull;
    const auto sharers = static_cast<double>(span.last - span.first + 1);
    for (std::size_t stage = span.first; stage <= span.last; ++stage) {
      evidence.share[stage] = account.pull / sharers;
    }
  }
  evidence.clear = pulls > 0 ? std::min(evidence.clear, 1.0) : 0;
  for (double& share : evidence.share) share *= pulls > 0 ? evidence.clear / pulls : 0;
  return evidence;
}

/// Share of the units late by such a promise that would be in time with one that nine in ten keep:
/// the attributable fraction among the exposed (Miettinen 1974), as far as the unit would be too.
double blame_of(const PromiseCheck& check) {
  constexpr double everyday = 0.1;
  const double broken = 1 - check.kept;
  if (broken <= everyday || check.promised >= check.ordinary) return 0;
  const double saved = check.ordinary - check.promised;
  return (1 - everyday / broken) * std::min(saved / std::max(check.late, least_late_hours), 1.0);
}

}  // namespace

DelayShares delay_shares(const StageCourse& course, const LateReferences& references,
                         const UnitTimes& unit, Seconds now) {
  Evidence evidence = evidence_of(course, *references.stages, unit, now);
  // What the stages leave open may be the promise's fault.
  double by_promise = 0;
  bool short_promise = references.promises != nullptr;
  if (short_promise) {
    if (const auto check = references.promises->check(course, unit, now)) {
      by_promise = (1 - evidence.clear) * blame_of(*check);
      short_promise = by_promise > 0;
    }
  }
  evidence.share.push_back(by_promise);
  evidence.possible.push_back(short_promise);
  return {std::move(evidence.share), std::move(evidence.possible), 1 - evidence.clear - by_promise};
}

Signs stage_signs(const StageCourse& course, const LateReferences& references,
                  const UnitTimes& unit, Seconds now) {
  const DelayShares found = delay_shares(course, references, unit, now);
  const auto choices = std::count(found.possible.begin(), found.possible.end(), true);
  const std::size_t mechanisms = course.end() + (references.promises != nullptr ? 1 : 0);
  Signs signs;
  signs.by_chance = 1 / static_cast<double>(std::max<std::size_t>(mechanisms, 1));
  for (std::size_t place = 0; place < found.share.size(); ++place) {
    const double spread = found.possible[place] ? found.open / static_cast<double>(choices) : 0;
    signs.given.push_back(found.share[place] + spread);
  }
  return signs;
}

std::vector<bool> held_up_units(const StageCourse& course, std::span<const UnitTimes> units) {
  std::vector<std::uint32_t> all(units.size());
  std::iota(all.begin(), all.end(), 0U);
  const StageReference reference(course, units, all);
  std::vector<bool> held_up(units.size(), false);
  for (std::size_t index = 0; index < units.size(); ++index) {
    const UnitTimes& unit = units[index];
    if (!unit.late || unit.done == no_time) continue;
    held_up[index] = evidence_of(course, reference, unit, unit.done).clear > 0.5;
  }
  return held_up;
}

std::optional<StageDetail> stage_detail(const StageCourse& course, const StageReference& reference,
                                        const UnitTimes& unit, std::size_t stage, Seconds now) {
  for (const StageSpan& span : measured_course(course, reference, unit, now).spans) {
    if (stage < span.first || stage > span.last) continue;
    return StageDetail{span.first, span.last, span.hours, span.open,
                       reference.allowance(span.first, span.last, unit.lane)};
  }
  return std::nullopt;
}

}  // namespace rastro
