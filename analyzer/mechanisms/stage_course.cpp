#include "mechanisms/stage_course.h"

#include <algorithm>
#include <set>

namespace rastro {

namespace {

bool same(const ColumnRef& left, const ColumnRef& right) {
  return left.table == right.table && left.column == right.column;
}

/// Takes out of a chain's milestones those that are out of order. What stays is in every longest
/// ascending choice of them: one wrong year goes alone, of two that are exchanged both go.
void drop_disorder(std::vector<Seconds>& times) {
  const std::size_t count = times.size();
  std::vector<std::size_t> up(count, 0), down(count, 0), rivals(count + 1, 0);
  std::size_t longest = 0;
  for (std::size_t here = 0; here < count; ++here) {
    if (times[here] == no_time) continue;
    for (std::size_t before = 0; before < here; ++before) {
      if (times[before] <= times[here]) up[here] = std::max(up[here], up[before]);
    }
    longest = std::max(longest, ++up[here]);
  }
  for (std::size_t here = count; here-- > 0;) {
    if (times[here] == no_time) continue;
    for (std::size_t after = here + 1; after < count; ++after) {
      if (times[after] >= times[here]) down[here] = std::max(down[here], down[after]);
    }
    if (up[here] + ++down[here] > longest) ++rivals[up[here]];
  }
  for (std::size_t here = 0; here < count; ++here) {
    if (up[here] + down[here] <= longest || rivals[up[here]] > 1) times[here] = no_time;
  }
}

}  // namespace

StageCourse::StageCourse(const ProcessModel& model, std::size_t kind)
    : clock_(model.calendar), stage_count_(model.stages.size()), end_(model.stages.size()) {
  const ColumnRef& event = model.failures[kind].detection.event;
  std::set<std::size_t> counted;  // steps whose hours stand for an earlier stage
  for (std::size_t index = 0; index < end_; ++index) {
    const Stage& stage = model.stages[index];
    const bool follows = index > 0 && same(model.stages[index - 1].to, stage.from);
    if (!follows) chains_.push_back({index, index});
    chains_.back().last = index;
    const bool again = std::all_of(stage.steps.begin(), stage.steps.end(),
                                   [&](std::size_t step) { return counted.count(step) > 0; });
    counted.insert(stage.steps.begin(), stage.steps.end());
    standard_.emplace_back();
    if (again) standard_.back() = 0;
    if (!again && stage.standard_hours > 0) standard_.back() = stage.standard_hours;
    ends_with_event_ = same(stage.to, event);
    if (ends_with_event_) end_ = index + 1;
  }
}

bool StageCourse::connected(std::size_t first, std::size_t last) const {
  return std::any_of(chains_.begin(), chains_.end(), [&](const Chain& chain) {
    return chain.first <= first && first <= last && last <= chain.last;
  });
}

std::optional<double> StageCourse::standard_hours(std::size_t first, std::size_t last) const {
  double hours = 0;
  for (std::size_t stage = first; stage <= last; ++stage) {
    if (!standard_[stage]) return std::nullopt;
    hours += *standard_[stage];
  }
  return hours;
}

std::optional<double> StageCourse::hours_between(Seconds from, Seconds to) const {
  if (from == no_time || to == no_time) return std::nullopt;
  const auto seconds = clock_.between(from, to);
  if (!seconds) return std::nullopt;
  return static_cast<double>(*seconds) / 3600;
}

UnitTimes StageCourse::trusted(const UnitTimes& unit) const {
  UnitTimes clean = unit;
  Seconds ended = no_time;  // when the chain before ended
  for (const Chain& chain : chains_) {
    std::vector<Seconds> times{unit.from[chain.first]};
    for (std::size_t stage = chain.first; stage <= chain.last; ++stage) {
      const bool inner = unit.to[stage] == no_time && stage < chain.last;
      times.push_back(inner ? unit.from[stage + 1] : unit.to[stage]);
    }
    if (ends_with_event_ && chain.last + 1 == end_ && unit.done != no_time) {
      times.back() = unit.done;
    }
    drop_disorder(times);
    const auto second =
        std::find_if(times.begin() + 1, times.end(), [](Seconds time) { return time != no_time; });
    const bool in_time = second == times.end() || ended <= *second;
    if (times[0] != no_time && in_time) times[0] = std::max(times[0], ended);
    for (std::size_t stage = chain.first; stage <= chain.last; ++stage) {
      clean.from[stage] = times[stage - chain.first];
      clean.to[stage] = times[stage - chain.first + 1];
    }
    ended = times.back();
  }
  return clean;
}

/// What a chain's milestones show, in its order. Of a unit that is not finished, the last span is
/// open, up to the end of the chain.
std::vector<StageSpan> StageCourse::spans_of(const Chain& chain, const UnitTimes& unit,
                                             Seconds now) const {
  std::vector<StageSpan> spans;
  Seconds known = unit.from[chain.first];
  std::size_t first = chain.first;
  for (std::size_t stage = chain.first; stage <= chain.last; ++stage) {
    if (unit.to[stage] == no_time) continue;
    if (const auto hours = hours_between(known, unit.to[stage])) {
      spans.push_back({first, stage, *hours});
    }
    known = unit.to[stage];
    first = stage + 1;
  }
  if (unit.done != no_time || first > chain.last) return spans;
  if (const auto hours = hours_between(known, now)) {
    spans.push_back({first, chain.last, *hours, true});
  }
  return spans;
}

UnitCourse StageCourse::course_of(const UnitTimes& unit, Seconds now) const {
  const UnitTimes clean = trusted(unit);
  const Seconds until = unit.done == no_time ? now : unit.done;
  UnitCourse course;
  course.late_hours = hours_between(unit.due, until).value_or(0);
  course.possible.assign(stage_count_, false);
  double passed_on = std::numeric_limits<double>::infinity();
  for (std::size_t index = chains_.size(); index-- > 0;) {
    const Chain& chain = chains_[index];
    std::vector<StageSpan> spans = spans_of(chain, clean, now);
    for (StageSpan& span : spans) span.passed_on = passed_on;
    course.spans.insert(course.spans.begin(), spans.begin(), spans.end());
    std::fill_n(course.possible.begin() + static_cast<std::ptrdiff_t>(chain.first),
                chain.last - chain.first + 1, true);
    if (index == 0) break;
    // The chain before matters only where it ended after this one should have begun.
    const Chain& before = chains_[index - 1];
    const bool pending = clean.to[before.last] == no_time && unit.done == no_time &&
                         !spans_of(before, clean, now).empty();
    const Seconds ready = pending ? now : clean.to[before.last];
    const auto waited = hours_between(unit.from[chain.first], ready);
    if (ready != no_time && !waited) break;
    passed_on = ready > until ? 0 : std::min(passed_on, waited.value_or(0));
    if (pending) {
      course.spans.clear();
      course.possible.assign(stage_count_, false);
    }
  }
  return course;
}

}  // namespace rastro
