#include "mechanisms/working_time.h"

#include <algorithm>

namespace rastro {

namespace {

constexpr Seconds furthest = 1'000'000'000'000'000;  ///< sums of such times cannot overflow

std::int64_t floor_divide(std::int64_t number, std::int64_t by) {
  return number / by - (number % by < 0 ? 1 : 0);
}

}  // namespace

WorkingTime::WorkingTime(const WorkingCalendar& calendar)
    : opens_(Seconds{60} * calendar.opens_minute),
      closes_(Seconds{60} * calendar.closes_minute),
      closed_(calendar.holidays) {
  const auto& days = calendar.working_weekdays;
  const auto works_on = [&days](int weekday) {
    return std::find(days.begin(), days.end(), weekday) != days.end();
  };
  for (std::size_t day = 0; day < 7; ++day) {
    in_week_[day + 1] = in_week_[day] + (works_on(static_cast<int>(day)) ? 1 : 0);
  }
  std::erase_if(closed_, [&](Day day) { return !works_on(weekday(day)); });
  std::sort(closed_.begin(), closed_.end());
  closed_.erase(std::unique(closed_.begin(), closed_.end()), closed_.end());
}

std::optional<Seconds> WorkingTime::between(Seconds from, Seconds to) const {
  if (to < from) return std::nullopt;
  return before(to) - before(from);
}

/// Working seconds before a time, up to a constant; never falls as time goes on.
Seconds WorkingTime::before(Seconds time) const {
  time = std::clamp(time, -furthest, furthest);
  const std::int64_t day = floor_divide(time, seconds_per_day);
  const std::int64_t full = working_days_before(day);
  const bool works = working_days_before(day + 1) > full;
  const Seconds today = std::clamp(time - day * seconds_per_day, opens_, closes_) - opens_;
  return full * (closes_ - opens_) + (works ? today : 0);
}

std::int64_t WorkingTime::working_days_before(std::int64_t day) const {
  const std::int64_t since_monday = day + 3;  // day 0, 1 January 1970, is a Thursday
  const std::int64_t week = floor_divide(since_monday, 7);
  const auto in_week = static_cast<std::size_t>(since_monday - week * 7);
  const auto holidays = std::lower_bound(closed_.begin(), closed_.end(), day) - closed_.begin();
  return week * in_week_[7] + in_week_[in_week] - holidays;
}

}  // namespace rastro
