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
void narrow(StageSpan& span, const StageReference& reference) {
  if (!span.open) return;
  for (std::size_t last = span.first; last < span.last; ++last) {
    const auto allowance = reference.allowance(span.first, last);
    if (allowance && allowance->measured) span.last = last;
  }
}

/// The spans, the open one narrowed; stages that the unit has not reached are not possible.
UnitCourse measured_course(const StageCourse& course, const StageReference& reference,
                           const UnitTimes& unit, Seconds now) {
  UnitCourse measured = course.course_of(unit, now);
  for (StageSpan& span : measured.spans) {
    const std::size_t reached = span.last;
    narrow(span, reference);
    for (std::size_t stage = span.last + 1; stage <= reached; ++stage) {
      measured.possible[stage] = false;
    }
  }
  return measured;
}

Account account_of(const StageSpan& span, const StageReference& reference, double late) {
  const auto allowance = reference.allowance(span.first, span.last);
  if (!allowance) return {};
  return account_of(std::min(span.hours - allowance->allowed, span.passed_on),
                    std::min(span.hours - allowance->usual, span.passed_on), late,
                    certainty_of(span.hours, *allowance));
}

/// What a unit shows, by mechanism: the stages, then the promise.
struct Evidence {
  std::vector<double> pull;
  std::vector<bool> possible;
  double clear = 0;  ///< share of the lateness that all of them explain; may exceed 1

  void add(std::size_t first, std::size_t last, const Account& account) {
    clear += account.clear;
    const auto sharers = static_cast<double>(last - first + 1);
    for (std::size_t place = first; place <= last; ++place) pull[place] = account.pull / sharers;
  }
};

Evidence evidence_of(const StageCourse& course, const LateReferences& references,
                     const UnitTimes& unit, Seconds now) {
  const UnitCourse measured = measured_course(course, *references.stages, unit, now);
  const std::size_t promise = course.stage_count();
  Evidence evidence{std::vector<double>(promise + 1, 0), measured.possible};
  for (const StageSpan& span : measured.spans) {
    evidence.add(span.first, span.last, account_of(span, *references.stages, measured.late_hours));
  }
  evidence.possible.push_back(references.promises != nullptr);
  if (references.promises == nullptr) return evidence;
  if (const auto check = references.promises->check(course, unit, now)) {
    evidence.add(promise, promise,
                 account_of(check->shortest - check->promised, check->ordinary - check->promised,
                            check->late, 1));
    evidence.possible[promise] = check->promised < check->ordinary;
  }
  return evidence;
}

double sum_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

}  // namespace

Signs stage_signs(const StageCourse& course, const LateReferences& references,
                  const UnitTimes& unit, Seconds now) {
  const Evidence evidence = evidence_of(course, references, unit, now);
  const std::size_t mechanisms = course.end() + (references.promises != nullptr ? 1 : 0);
  Signs signs;
  signs.by_chance = 1 / static_cast<double>(std::max<std::size_t>(mechanisms, 1));
  const auto choices = std::count(evidence.possible.begin(), evidence.possible.end(), true);
  const double pulls = sum_of(evidence.pull);
  const double clear = std::min(evidence.clear, 1.0);
  for (std::size_t place = 0; place < evidence.pull.size(); ++place) {
    const double open = evidence.possible[place] ? (1 - clear) / static_cast<double>(choices) : 0;
    signs.given.push_back(open + (pulls > 0 ? clear * evidence.pull[place] / pulls : 0));
  }
  return signs;
}

std::optional<StageDetail> stage_detail(const StageCourse& course, const StageReference& reference,
                                        const UnitTimes& unit, std::size_t stage, Seconds now) {
  for (const StageSpan& span : measured_course(course, reference, unit, now).spans) {
    if (stage < span.first || stage > span.last) continue;
    return StageDetail{span.first, span.last, span.hours, span.open,
                       reference.allowance(span.first, span.last)};
  }
  return std::nullopt;
}

}  // namespace rastro
