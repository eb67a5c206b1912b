#include "causes/onset.h"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>
#include <utility>

namespace rastro {

namespace {

constexpr std::size_t least_days = 4;    ///< of a cause, or without it: up to three are a burst
constexpr double least_failed_days = 3;  ///< of a cause
constexpr std::size_t least_growth_days = 14;  ///< sooner, growth and a step look the same
/// A few failures can fall anyhow: the criterion's logarithm is too lenient below so many.
constexpr double few_failures = 12;
/// Growth must fit this much better than a step (log-likelihood), the plainer of the two tales.
constexpr double clearly = 2;
/// It is left open where growth fits hardly worse than that.
constexpr double about_as_well = 1;

/// Days [begin, end) by their places.
struct Span {
  std::size_t begin = 0, end = 0;
};

struct Sums {
  double failed = 0, expected = 0, failed_days = 0;

  double level() const { return expected > 0 ? failed / expected : 0; }
  /// Log-likelihood at its best level, but for what is the same at any level.
  double fit() const { return failed > 0 ? failed * std::log(failed / expected) : 0; }
  /// Log of the likelihood integrated over the level, with Jeffreys' prior.
  double marginal() const {
    return expected > 0 ? boost::math::lgamma(failed + 0.5) - (failed + 0.5) * std::log(expected)
                        : 0;
  }
};

/// The failures of one day count up to three times those of the median failing day, and three
/// more: one lorry that broke down must not pass for the days on which a cause acts (winsorised
/// counts: Tukey 1962). Poisson counts hardly ever reach so far.
double most_of_a_day(const std::vector<CourseDay>& days) {
  std::vector<double> failed;
  for (const CourseDay& day : days) {
    if (day.failed > 0) failed.push_back(day.failed);
  }
  if (failed.empty()) return 0;
  const auto middle = failed.begin() + static_cast<std::ptrdiff_t>(failed.size() / 2);
  std::nth_element(failed.begin(), middle, failed.end());
  return 3 * *middle + 3;
}

/// The days with their running sums.
class History {
 public:
  explicit History(std::vector<CourseDay> course) : days_(std::move(course)) {
    const double most = most_of_a_day(days_);
    for (CourseDay& day : days_) {
      day.failed = std::min(day.failed, most);
      // Where nothing is expected nothing can fail; a stray failure must not divide by 0.
      day.expected = std::max(day.expected, day.failed > 0 ? 1e-9 : 0);
    }
    sums_.resize(days_.size() + 1);
    for (std::size_t place = 0; place < days_.size(); ++place) {
      sums_[place + 1].failed = sums_[place].failed + days_[place].failed;
      sums_[place + 1].expected = sums_[place].expected + days_[place].expected;
      sums_[place + 1].failed_days = sums_[place].failed_days + (days_[place].failed > 0 ? 1 : 0);
    }
  }

  std::size_t size() const { return days_.size(); }
  Day day(std::size_t place) const { return days_[place].day; }
  double failed(std::size_t place) const { return days_[place].failed; }
  double expected(std::size_t place) const { return days_[place].expected; }
  Sums all() const { return sums_.back(); }
  Sums in(Span span) const {
    const Sums &to = sums_[span.end], &from = sums_[span.begin];
    return {to.failed - from.failed, to.expected - from.expected,
            to.failed_days - from.failed_days};
  }
  Sums outside(Span span) const {
    const Sums inside = in(span);
    return {all().failed - inside.failed, all().expected - inside.expected,
            all().failed_days - inside.failed_days};
  }
  /// Whether the cause could have acted on these days and not on the others.
  bool may_act(Span span) const {
    const Sums inside = in(span);
    return span.end - span.begin >= least_days && inside.failed_days >= least_failed_days &&
           inside.level() > outside(span).level();
  }

 private:
  std::vector<CourseDay> days_;
  std::vector<Sums> sums_;
};

/// Whether there are days without the cause before its first and after its last.
struct Ends {
  bool begins = false, ends = false;
};

/// Calls visit(span) for every span on which the cause may have acted with such ends.
template <typename Visit>
void for_each_span(const History& history, Ends ends, Visit visit) {
  const std::size_t size = history.size();
  const std::size_t most_begin = ends.begins ? size : 0;
  for (std::size_t begin = ends.begins ? least_days : 0; begin <= most_begin; ++begin) {
    const std::size_t most_end = ends.ends ? size - least_days : size;
    for (std::size_t end = ends.ends ? begin + least_days : size; end <= most_end; ++end) {
      if (history.may_act({begin, end})) visit(Span{begin, end});
    }
  }
}

/// One way in which the cause may have acted, with the log-likelihood it gains over a steady one.
struct Tale {
  Ends ends;
  bool grows = false;
  Span span;
  double gain = 0;
  double share = 0;  ///< of the failures, due to growth
};

Tale best_step(const History& history, Ends ends) {
  Tale best{ends, false, {}, 0, 0};
  const double steady = history.all().fit();
  for_each_span(history, ends, [&](Span span) {
    const double gain = history.in(span).fit() + history.outside(span).fit() - steady;
    if (gain > best.gain) best = {ends, false, span, gain, 0};
  });
  return best;
}

/// By place: the level of growth from `begin` on, as a multiple of the steady level.
std::vector<double> growth_from(const History& history, std::size_t begin) {
  double grown = 0;
  std::vector<double> levels(history.size(), 0);
  for (std::size_t place = begin; place < history.size(); ++place) {
    levels[place] = static_cast<double>(place - begin + 1);
    grown += history.expected(place) * levels[place];
  }
  for (double& level : levels) level *= grown > 0 ? history.all().expected / grown : 0;
  return levels;
}

/// A steady level and growth from `begin` on, each with its share of the failures. The likelihood
/// is concave in the share, which Newton's method finds.
Tale tale_of_growth(const History& history, std::size_t begin) {
  const auto levels = growth_from(history, begin);
  double share = 0.5;
  for (int round = 0; round < 30; ++round) {
    double first = 0, second = 0;
    for (std::size_t place = 0; place < levels.size(); ++place) {
      if (history.failed(place) <= 0) continue;
      const double slope = (levels[place] - 1) / (1 + share * (levels[place] - 1));
      first += history.failed(place) * slope;
      second -= history.failed(place) * slope * slope;
    }
    if (second >= 0) break;
    const double next = std::clamp(share - first / second, share / 4, (share + 0.999) / 2);
    if (std::abs(next - share) < 1e-6) break;
    share = next;
  }
  Tale tale{{true, false}, true, {begin, history.size()}, 0, share};
  for (std::size_t place = 0; place < levels.size(); ++place) {
    tale.gain += history.failed(place) * std::log1p(share * (levels[place] - 1));
  }
  return tale;
}

Tale best_growth(const History& history) {
  Tale best{{true, false}, true, {}, 0, 0};
  for (std::size_t begin = 0; begin + least_growth_days <= history.size(); ++begin) {
    if (history.in({begin, history.size()}).failed_days < least_failed_days) break;
    const Tale tale = tale_of_growth(history, begin);
    if (tale.gain > best.gain) best = tale;
  }
  return best;
}

/// By place: how many failures the tale expects.
std::vector<double> means_of(const Tale& tale, const History& history) {
  const double inside = history.in(tale.span).level(), outside = history.outside(tale.span).level();
  std::vector<double> levels(history.size(), history.all().level());
  if (tale.grows) {
    const auto growth = growth_from(history, tale.span.begin);
    for (std::size_t place = 0; place < levels.size(); ++place) {
      levels[place] *= 1 + tale.share * (growth[place] - 1);
    }
  } else {
    for (std::size_t place = 0; place < levels.size(); ++place) {
      levels[place] = place >= tale.span.begin && place < tale.span.end ? inside : outside;
    }
  }
  for (std::size_t place = 0; place < levels.size(); ++place) {
    levels[place] *= history.expected(place);
  }
  return levels;
}

/// By how much failures vary more than Poisson counts around the tale; at least 1 (Fletcher 2012).
double dispersion(const Tale& tale, const History& history) {
  double squares = 0, relative = 0, days = 0;
  const auto means = means_of(tale, history);
  for (std::size_t place = 0; place < means.size(); ++place) {
    if (means[place] <= 0) continue;
    const double rest = history.failed(place) - means[place];
    squares += rest * rest / means[place];
    relative += rest / means[place];
    ++days;
  }
  constexpr double parameters = 3;
  if (days <= parameters) return 1;
  return std::max(1.0, squares / (days - parameters) / std::max(0.1, 1 + relative / days));
}

/// Weights of days, by place.
class Posterior {
 public:
  explicit Posterior(std::size_t size) : weights_(size, 0) {}
  void add(std::size_t place, double weight) { weights_[place] += weight; }

  DayEstimate estimate(const History& history) const {
    double all = 0;
    for (const double weight : weights_) all += weight;
    return {quantile(history, all * 0.5), quantile(history, all * 0.025),
            quantile(history, all * 0.975)};
  }

 private:
  Day quantile(const History& history, double target) const {
    double sum = 0;
    for (std::size_t place = 0; place < weights_.size(); ++place) {
      sum += weights_[place];
      if (sum >= target && weights_[place] > 0) return history.day(place);
    }
    return history.day(weights_.size() - 1);
  }

  std::vector<double> weights_;
};

Course course_of_step(const History& history, Ends ends, double spread) {
  const auto log_weight = [&](Span span) {
    return (history.in(span).marginal() + history.outside(span).marginal()) / spread;
  };
  double top = -std::numeric_limits<double>::infinity();
  for_each_span(history, ends, [&](Span span) { top = std::max(top, log_weight(span)); });
  Posterior firsts(history.size()), lasts(history.size());
  for_each_span(history, ends, [&](Span span) {
    const double weight = std::exp(log_weight(span) - top);
    firsts.add(span.begin, weight);
    lasts.add(span.end - 1, weight);
  });
  Course course;
  course.shape = Course::Shape::step;
  if (ends.begins) course.since = firsts.estimate(history);
  if (ends.ends) course.until = lasts.estimate(history);
  return course;
}

Course course_of_growth(const History& history, const Tale& best, double spread) {
  Posterior firsts(history.size());
  for (std::size_t begin = 0; begin + least_growth_days <= history.size(); ++begin) {
    firsts.add(begin, std::exp((tale_of_growth(history, begin).gain - best.gain) / spread));
  }
  Course course;
  course.shape = Course::Shape::drift;
  course.since = firsts.estimate(history);
  return course;
}

/// The step's course where growth fits about as well.
Course with_growth(Course step, const Course& growth) {
  step.shape = Course::Shape::unclear;
  step.since->low = std::min(step.since->low, growth.since->low);
  step.since->high = std::max(step.since->high, growth.since->high);
  return step;
}

}  // namespace

Course find_course(const std::vector<CourseDay>& days) {
  const History history(days);
  if (history.size() < 2 * least_days || history.all().failed_days < least_failed_days) return {};
  const std::vector<Tale> tales{best_step(history, {true, false}),
                                best_step(history, {false, true}), best_step(history, {true, true}),
                                best_growth(history)};
  const auto fittest =
      std::max_element(tales.begin(), tales.end(),
                       [](const Tale& left, const Tale& right) { return left.gain < right.gain; });
  if (fittest->gain <= 0) return {};
  const double spread = dispersion(*fittest, history);
  const double change = 1.5 * std::log(std::max(few_failures, history.all().failed));
  const Tale* best = nullptr;
  double best_score = 0;
  for (const Tale& tale : tales) {
    const int changes = tale.ends.begins && tale.ends.ends ? 2 : 1;
    const double score = tale.gain / spread - changes * change - (tale.grows ? clearly : 0);
    if (score <= best_score) continue;
    best_score = score;
    best = &tale;
  }
  if (best == nullptr) return {};
  if (best->grows) return course_of_growth(history, *best, spread);
  const Course course = course_of_step(history, best->ends, spread);
  const Tale& growth = tales.back();
  const bool open = best->ends.begins && !best->ends.ends && growth.gain > 0 &&
                    growth.gain / spread - change >= best_score - about_as_well;
  return open ? with_growth(course, course_of_growth(history, growth, spread)) : course;
}

}  // namespace rastro
