#include "tally/dated_days.h"

#include <algorithm>
#include <limits>
#include <map>

namespace rastro {

namespace {

/// Days on which at least half as much happened as on those around them, which were not idle.
class BusyDays {
 public:
  BusyDays(const std::vector<Day>& ordered, const std::vector<Seconds>& times)
      : first_(ordered.front()) {
    std::vector<double> count;
    for (std::size_t row = 0; row < times.size(); ++row) {
      if (times[row] == no_time || day_of(times[row]) < first_) continue;
      const auto place = static_cast<std::size_t>(day_of(times[row]) - first_);
      if (place > most_days) continue;
      if (count.size() <= place) count.resize(place + 1, 0);
      ++count[place];
    }
    constexpr std::size_t around = 7;
    for (std::size_t place = 0; place < count.size(); ++place) {
      const std::size_t from = place - std::min(place, around);
      const std::size_t to = std::min(count.size(), place + around + 1);
      double sum = 0;
      for (std::size_t near = from; near < to; ++near) sum += count[near];
      const double usual = sum / static_cast<double>(to - from), others = sum - count[place];
      busy_.push_back(count[place] > 0 && count[place] >= usual / 2 && others >= count[place]);
    }
  }

  bool is_busy(Day day) const {
    const auto place = static_cast<std::size_t>(day - first_);
    return day >= first_ && place < busy_.size() && busy_[place];
  }
  /// The first busy day from this one on; the last one where there is none.
  Day next(Day day) const {
    const Day end = first_ + static_cast<Day>(busy_.size());
    for (Day later = day; later < end; ++later) {
      if (is_busy(later)) return later;
    }
    return last() >= first_ ? last() : day;
  }
  /// The last busy day; before the first day where there is none.
  Day last() const {
    Day day = first_ + static_cast<Day>(busy_.size()) - 1;
    while (day >= first_ && !is_busy(day)) --day;
    return day;
  }

 private:
  static constexpr std::size_t most_days = 100'000;  // a mistyped year must not take all memory
  Day first_;
  std::vector<bool> busy_;
};

}  // namespace

std::vector<Day> dated_days(const std::vector<Day>& ordered, const std::vector<Seconds>& times) {
  std::vector<Day> lags;
  for (std::size_t row = 0; row < times.size(); ++row) {
    if (times[row] != no_time) lags.push_back(std::max(0, day_of(times[row]) - ordered[row]));
  }
  if (lags.empty()) return {};
  const auto middle = lags.begin() + static_cast<std::ptrdiff_t>(lags.size() / 2);
  std::nth_element(lags.begin(), middle, lags.end());
  const BusyDays busy(ordered, times);
  constexpr Day soon = 7;  // later than the last busy day by more: a mistyped date
  std::vector<Day> days;
  for (std::size_t row = 0; row < times.size(); ++row) {
    const Day day = times[row] == no_time ? ordered[row] - 1 : day_of(times[row]);
    const bool known = day >= ordered[row] && day <= busy.last() + soon;
    days.push_back(busy.next(known ? day : ordered[row] + *middle));
  }
  return days;
}

Day last_whole_day(const std::vector<Seconds>& times, const std::vector<std::uint8_t>& exposed) {
  constexpr double nearly = 0.9, ordinary = 0.5;
  struct Units {
    double all = 0, exposed = 0;
  };
  std::map<Day, Units> days;
  Units total;
  for (std::size_t row = 0; row < times.size(); ++row) {
    if (times[row] == no_time) continue;
    Units& day = days[day_of(times[row])];
    for (Units* units : {&day, &total}) {
      ++units->all;
      units->exposed += exposed[row];
    }
  }
  const double usual = total.all / std::max(1.0, static_cast<double>(days.size()));
  for (auto day = days.rbegin(); day != days.rend(); ++day) {
    const Units& units = day->second;
    const bool whole = units.exposed * total.all >= nearly * total.exposed * units.all;
    if (whole && units.all >= ordinary * usual) return day->first;
  }
  return std::numeric_limits<Day>::min();
}

}  // namespace rastro
