#include "causes/late_testimony.h"

#include <algorithm>
#include <numeric>

#include "tally/history.h"

namespace rastro {

namespace {

/// So many units tell what is usual as well as all of them do.
constexpr std::size_t most_sampled = 40000;

/// Units of the window that could have failed, at equal distances where there are very many.
std::vector<std::size_t> sample_units(const UnitTable& table, std::size_t kind, DayRange window) {
  const FailureColumn& column = table.failures[kind];
  std::vector<std::size_t> units;
  for (std::size_t unit = 0; unit < table.size(); ++unit) {
    const bool inside = table.day[unit] >= window.from && table.day[unit] <= window.to;
    if (inside && column.exposed[unit] != 0) units.push_back(unit);
  }
  const std::size_t stride = units.size() / most_sampled + 1;
  std::vector<std::size_t> sampled;
  for (std::size_t place = 0; place < units.size(); place += stride) {
    sampled.push_back(units[place]);
  }
  return sampled;
}

std::vector<std::uint32_t> all_of(std::size_t count) {
  std::vector<std::uint32_t> places(count);
  std::iota(places.begin(), places.end(), 0u);
  return places;
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

template <typename Make>
std::vector<UnitTimes> times_of_all(const std::vector<std::size_t>& units, Make make) {
  std::vector<UnitTimes> times;
  times.reserve(units.size());
  for (const std::size_t unit : units) times.push_back(make(unit));
  return times;
}

}  // namespace

LateWitnesses::LateWitnesses(const ProcessModel& model, const UnitTable& table, DayRange window,
                             const KindFindings& findings)
    : model_(model),
      table_(table),
      findings_(findings),
      now_(end_of(table.seen_until)),
      course_(model, findings.kind),
      sampled_(sample_units(table, findings.kind, window)),
      times_(times_of_all(sampled_, [&](std::size_t unit) { return times_of(unit); })),
      all_(course_, times_, all_of(times_.size())),
      promises_(course_, times_) {}

UnitTimes LateWitnesses::times_of(std::size_t unit) const {
  const FailureKind& kind = model_.failures[findings_.kind];
  const Day day = table_.day[unit];
  const auto time = [&](const ColumnRef& column) {
    return table_.milestones.time(column, unit, day);
  };
  UnitTimes times;
  for (const Stage& stage : model_.stages) {
    times.from.push_back(time(stage.from));
    times.to.push_back(time(stage.to));
  }
  times.ordered = time({"orders", "ordered_at"});
  times.due = time(kind.detection.due);
  if (times.due != no_time) {
    times.due += static_cast<Seconds>(kind.detection.grace_hours * 3600);
  }
  times.done = time(kind.detection.event);
  if (kind.promise_lane && table_.factors[*kind.promise_lane].available()) {
    times.lane = table_.factors[*kind.promise_lane].codes[unit];
  }
  times.late = table_.failures[findings_.kind].failed[unit] != 0;
  return times;
}

StageReference LateWitnesses::reference_for(const Cause& cause) const {
  std::vector<std::uint32_t> like;
  for (std::uint32_t place = 0; place < sampled_.size(); ++place) {
    if (meets(table_, sampled_[place], cause.condition.pairs)) like.push_back(place);
  }
  return StageReference(course_, times_, like, &all_);
}

Testimony LateWitnesses::ask(const Cause* cause) const {
  Testimony testimony;
  for (const Stage& stage : model_.stages) testimony.mechanisms.push_back("slow_" + stage.id);
  testimony.mechanisms.emplace_back("short_promise");
  const StageReference own = cause != nullptr ? reference_for(*cause) : all_;
  const bool promises = model_.failures[findings_.kind].promise_step.has_value();
  const LateReferences references{&own, promises ? &promises_ : nullptr};
  for (std::size_t index = 0; index < findings_.failed.size(); ++index) {
    const FailedUnit& failed = findings_.failed[index];
    if (cause != nullptr &&
        findings_.explanation.model.share(cause->contributor, failed.pattern) <= 0) {
      continue;
    }
    testimony.shown.push_back(
        {index, stage_signs(course_, references, times_of(failed.unit), now_)});
  }
  return testimony;
}

std::optional<CauseDelay> LateWitnesses::typical_delay(const Cause& cause) const {
  const StageReference own = reference_for(cause);
  const std::string& mechanism = cause.mechanism->kind;
  std::vector<double> hours, usual;
  std::optional<std::size_t> of_stage;
  for (std::size_t stage = 0; stage < model_.stages.size(); ++stage) {
    if (mechanism == "slow_" + model_.stages[stage].id) of_stage = stage;
  }
  for (const std::size_t unit : cause.mechanism->units) {
    const UnitTimes times = times_of(unit);
    if (of_stage) {
      const auto detail = stage_detail(course_, own, times, *of_stage, now_);
      if (!detail || !detail->allowance) continue;
      hours.push_back(detail->hours);
      usual.push_back(detail->allowance->allowed);
    } else if (const auto check = promises_.check(course_, times, now_)) {
      hours.push_back(check->promised);
      usual.push_back(check->shortest);
    }
  }
  if (hours.empty()) return std::nullopt;
  return CauseDelay{of_stage, median(hours), median(usual)};
}

LateStory LateWitnesses::story_of(std::size_t unit, const Cause* cause) const {
  const FailureColumn& column = table_.failures[findings_.kind];
  const UnitTimes times = times_of(unit), trusted = course_.trusted(times);
  const StageReference own = cause != nullptr ? reference_for(*cause) : all_;
  // What was cancelled, or what nobody waits for any more, is in no stage.
  const bool awaited = times.late || (!column.open.empty() && column.open[unit] != 0);
  LateStory story;
  for (std::size_t stage = 0; stage < model_.stages.size(); ++stage) {
    const auto detail = stage_detail(course_, own, times, stage, now_);
    if (!detail || detail->first != stage || (detail->open && !awaited)) continue;
    story.parts.push_back({*detail, detail->open ? no_time : trusted.to[detail->last]});
  }
  if (!times.late) return story;
  const bool promises = model_.failures[findings_.kind].promise_step.has_value();
  const DelayShares found =
      delay_shares(course_, {&own, promises ? &promises_ : nullptr}, times, now_);
  for (std::size_t part = 0; part < story.parts.size(); ++part) {
    const StageDetail& detail = story.parts[part].detail;
    double share = 0;
    for (std::size_t stage = detail.first; stage <= detail.last; ++stage) {
      share += found.share[stage];
    }
    if (share > 0.5) story.arose = part;
  }
  if (found.share.back() > 0.5) story.promise = promises_.check(course_, times, now_);
  return story;
}

}  // namespace rastro
