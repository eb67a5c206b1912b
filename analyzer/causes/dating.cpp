#include "causes/dating.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "tally/history.h"

namespace rastro {

namespace {

/// So many expected failures weigh as much as a week's own: its rate is taken to vary by a third.
constexpr double weight_of_mean = 10;
/// Units expected on the days before the first: with none of them, P = exp(-7) < 0.001.
constexpr double surely_absent = 7;
/// ln 20: with so many units expected, one would have been there with 95 %.
constexpr double likely_seen = 3;

/// How the everyday rate varies: a factor by week, counted back from the last day, times one by
/// weekday.
class Calendar {
 public:
  Calendar(const std::vector<DayPatternCounts>& history, Day last) : last_(last) {
    double failed = 0, exposure = 0;
    for (const DayPatternCounts& entry : history) {
      if (entry.pattern != 0) continue;
      failed += static_cast<double>(entry.counts.failed_orders);
      exposure += entry.counts.exposure;
    }
    if (exposure <= 0) return;
    rate_ = std::max(rate_, failed / exposure);
    for (const DayPatternCounts& entry : history) {
      if (entry.pattern != 0) continue;
      weeks_[week(entry.day)].add(entry.counts, rate_);
      weekdays_[static_cast<std::size_t>(weekday(entry.day))].add(entry.counts, rate_);
    }
  }

  double rate(Day day) const {
    const auto found = weeks_.find(week(day));
    const double of_week = found == weeks_.end() ? 1 : found->second.factor();
    return rate_ * of_week * weekdays_[static_cast<std::size_t>(weekday(day))].factor();
  }

 private:
  struct Part {
    double failed = 0, expected = 0;

    void add(const Counts& counts, double rate) {
      failed += static_cast<double>(counts.failed_orders);
      expected += counts.exposure * rate;
    }
    double factor() const { return (failed + weight_of_mean) / (expected + weight_of_mean); }
  };

  Day week(Day day) const { return (last_ - day) / 7; }

  Day last_;
  double rate_ = 1e-9;
  std::map<Day, Part> weeks_;
  std::array<Part, 7> weekdays_;
};

bool has(std::uint64_t pattern, std::size_t index) { return (pattern >> index & 1) != 0; }

bool only(std::uint64_t pattern, std::size_t index) { return pattern == std::uint64_t{1} << index; }

/// Whether no other cause acts in most units of the cause.
bool mostly_alone(const std::vector<DayPatternCounts>& history, std::size_t cause) {
  double alone = 0, all = 0;
  for (const DayPatternCounts& entry : history) {
    if (has(entry.pattern, cause)) all += entry.counts.exposure;
    if (only(entry.pattern, cause)) alone += entry.counts.exposure;
  }
  return alone >= all / 2;
}

/// The days of the cause, without gaps, from the table's first to its last.
std::vector<CourseDay> days_of(const std::vector<DayPatternCounts>& history, DayRange range,
                               const Calendar& calendar, const NoisyOr& model, std::size_t cause) {
  std::vector<CourseDay> days;
  for (Day day = range.from; day <= range.to; ++day) days.push_back({day, 0, 0});
  const bool alone = mostly_alone(history, cause);
  for (const DayPatternCounts& entry : history) {
    if (alone ? !only(entry.pattern, cause) : !has(entry.pattern, cause)) continue;
    double rate = calendar.rate(entry.day);
    for (std::size_t other = 0; other < model.hazards.size(); ++other) {
      if (other != cause && has(entry.pattern, other)) rate += model.hazards[other];
    }
    CourseDay& day = days[static_cast<std::size_t>(entry.day - range.from)];
    day.expected += entry.counts.exposure * rate;
    day.failed += static_cast<double>(entry.counts.failed_orders);
  }
  return days;
}

/// The day on which units of the cause first appear, where there should have been some before, in a
/// week or more: what is dispatched on Tuesdays is not there on every day.
std::optional<DayEstimate> appearance(const std::vector<DayPatternCounts>& history,
                                      std::size_t cause) {
  const auto first =
      std::find_if(history.begin(), history.end(),
                   [&](const DayPatternCounts& entry) { return has(entry.pattern, cause); });
  double before = 0, since = 0, met = 0;
  for (const DayPatternCounts& entry : history) {
    const auto exposed = static_cast<double>(entry.counts.exposed);
    if (has(entry.pattern, cause)) met += exposed;
    (entry.day < first->day ? before : since) += exposed;
  }
  const bool whole_week = first->day - history.front().day >= 7;
  if (!whole_week || before * met / since < surely_absent) return std::nullopt;
  const double a_day = met / static_cast<double>(history.back().day - first->day + 1);
  const auto earlier = static_cast<Day>(std::ceil(likely_seen / a_day)) - 1;
  return DayEstimate{first->day, std::max(history.front().day, first->day - earlier), first->day};
}

Course course_of(std::vector<CourseDay> days, const std::optional<DayEstimate>& appeared) {
  if (appeared) {
    std::erase_if(days, [&](const CourseDay& day) { return day.day < appeared->day; });
  }
  Course course = find_course(days);
  if (appeared && !course.since) {
    course.shape = Course::Shape::appeared;
    course.since = appeared;
  }
  return course;
}

}  // namespace

void date_causes(const UnitTable& table, KindFindings& findings) {
  if (findings.causes.empty()) return;
  std::vector<Condition> split;
  for (const Contributor& contributor : findings.explanation.contributors) {
    split.push_back(contributor.condition);
  }
  // A cause is looked for on all days, whatever days it was found on.
  for (const Cause& cause : findings.causes) split[cause.contributor].days.reset();
  const auto history = count_history(table, findings.kind, split);
  const DayRange range{history.front().day, history.back().day};
  const Calendar calendar(history, range.to);
  for (Cause& cause : findings.causes) {
    cause.course =
        course_of(days_of(history, range, calendar, findings.explanation.model, cause.contributor),
                  appearance(history, cause.contributor));
  }
}

}  // namespace rastro
