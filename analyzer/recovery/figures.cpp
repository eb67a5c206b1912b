#include "recovery/figures.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace rastro {

namespace {

/// A mean, or nothing of nothing.
class Mean {
 public:
  void add(double value) {
    sum_ += value;
    ++count_;
  }
  std::optional<double> value() const {
    if (count_ == 0) return std::nullopt;
    return sum_ / static_cast<double>(count_);
  }

 private:
  double sum_ = 0;
  std::int64_t count_ = 0;
};

std::optional<double> quantile(const std::vector<double>& sorted, double share) {
  if (sorted.empty()) return std::nullopt;
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(place));
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - std::floor(place)) * (sorted[above] - sorted[below]);
}

/// What became of one order that failed or was reported.
struct Trouble {
  std::optional<Seconds> first_report, first_customer_report, contacted_at, solved_at;
  bool failed = false;  ///< a unit failed, not merely reported
};

void keep_first(std::optional<Seconds>& first, std::optional<Seconds> time) {
  if (time && (!first || *time < *first)) first = time;
}

using Troubles = std::map<std::string, Trouble, std::less<>>;

Troubles find_troubles(const CareLog& log, const std::vector<KnownFailure>& failures) {
  Troubles troubles;
  for (const KnownFailure& failure : failures) troubles[failure.order_id].failed = true;
  for (const CareIncident& incident : log.incidents) {
    Trouble& trouble = troubles[incident.order_id];
    keep_first(trouble.first_report, incident.reported_at);
    if (incident.is_from_customer()) {
      keep_first(trouble.first_customer_report, incident.reported_at);
    }
    keep_first(trouble.contacted_at, incident.contacted_at());
    keep_first(trouble.solved_at, incident.solved_at());
  }
  return troubles;
}

void set_acknowledgement(const CareLog& log, const RecoveryTargets& targets,
                         RecoveryFigures& figures) {
  std::vector<double> hours;
  Mean within;
  std::int64_t unanswered = 0;
  for (const CareIncident& incident : log.incidents) {
    if (!log.in_window(incident.reported_at)) continue;
    if (const auto answered = incident.answered_at()) {
      hours.push_back(static_cast<double>(*answered - incident.reported_at) / 3600);
      within.add(hours.back() <= targets.acknowledge_hours ? 1 : 0);
      continue;
    }
    const auto waited = static_cast<double>(end_of(log.window.to) - incident.reported_at) / 3600;
    if (waited <= targets.acknowledge_hours) continue;
    within.add(0);
    ++unanswered;
  }
  std::sort(hours.begin(), hours.end());
  figures.acknowledge_median = quantile(hours, 0.5);
  figures.acknowledge_p90 = quantile(hours, 0.9);
  figures.acknowledge_within_target = within.value();
  if (figures.acknowledge_within_target) figures.unacknowledged = unanswered;
}

std::optional<double> contacted_first(const Troubles& troubles) {
  Mean share;
  for (const auto& [order, trouble] : troubles) {
    if (!trouble.failed) continue;
    const bool first =
        trouble.contacted_at &&
        (!trouble.first_customer_report || *trouble.contacted_at < *trouble.first_customer_report);
    share.add(first ? 1 : 0);
  }
  return share.value();
}

std::optional<double> follow_up(const CareLog& log, const RecoveryTargets& targets) {
  const auto allowed = static_cast<Seconds>(targets.follow_up_days * seconds_per_day);
  Mean share;
  for (const CareIncident& incident : log.incidents) {
    const auto solved = incident.solved_at();
    if (!solved || !log.in_window(incident.reported_at)) continue;
    if (*solved + allowed > end_of(log.window.to)) continue;
    const bool called = std::any_of(incident.actions.begin(), incident.actions.end(),
                                    [&](const CareAction& action) {
                                      return action.action == "follow_up_call" &&
                                             action.at >= *solved && action.at <= *solved + allowed;
                                    });
    share.add(called ? 1 : 0);
  }
  return share.value();
}

std::optional<double> compensation(const std::vector<Payment>& payments) {
  double sum = 0;
  bool known = payments.empty();
  for (const Payment& payment : payments) {
    known = known || payment.amount;
    sum += payment.amount.value_or(0);
  }
  if (!known) return std::nullopt;
  return sum;
}

/// A customer of the window.
struct Buyer {
  std::optional<Seconds> failed_at{};  ///< of the earliest failure
  bool recovered = false;              ///< of that failure
  Seconds first_order = 0, last_order = 0;
};

std::map<std::string, Buyer> find_buyers(const CareLog& log, const Troubles& troubles) {
  std::map<std::string, Buyer> buyers;
  for (const CareOrder& order : log.orders) {
    if (order.customer_id.empty() || !log.in_window(order.ordered_at)) continue;
    const auto [found, is_new] = buyers.try_emplace(order.customer_id);
    Buyer& buyer = found->second;
    buyer.first_order = is_new ? order.ordered_at : std::min(buyer.first_order, order.ordered_at);
    buyer.last_order = std::max(buyer.last_order, order.ordered_at);
    const auto trouble = troubles.find(order.order_id);
    if (trouble == troubles.end()) continue;
    const Seconds failed_at = trouble->second.first_report.value_or(order.ordered_at);
    if (buyer.failed_at && *buyer.failed_at <= failed_at) continue;
    buyer.failed_at = failed_at;
    buyer.recovered = trouble->second.solved_at.has_value();
  }
  return buyers;
}

ByFate repurchase(const CareLog& log, const Troubles& troubles) {
  Mean recovered, not_recovered, no_failure;
  for (const auto& [customer, buyer] : find_buyers(log, troubles)) {
    const bool again = buyer.last_order > buyer.failed_at.value_or(buyer.first_order);
    Mean& group = !buyer.failed_at ? no_failure : buyer.recovered ? recovered : not_recovered;
    group.add(again ? 1 : 0);
  }
  return {recovered.value(), not_recovered.value(), no_failure.value()};
}

ByFate scores(const CareLog& log, const Troubles& troubles) {
  Mean recovered, not_recovered, no_failure;
  for (const CareSurvey& survey : log.surveys) {
    if (!log.in_window(log.find_order(survey.order_id)->ordered_at)) continue;
    const auto trouble = troubles.find(survey.order_id);
    if (trouble == troubles.end()) {
      no_failure.add(survey.score);
    } else {
      const auto& solved = trouble->second.solved_at;
      (solved && *solved <= survey.at ? recovered : not_recovered).add(survey.score);
    }
  }
  return {recovered.value(), not_recovered.value(), no_failure.value()};
}

}  // namespace

RecoveryFigures recovery_figures(const CareLog& log, const std::vector<KnownFailure>& failures,
                                 const RecoveryTargets& targets) {
  const Troubles troubles = find_troubles(log, failures);
  RecoveryFigures figures;
  figures.repurchase = repurchase(log, troubles);
  figures.score = scores(log, troubles);
  if (!log.has_actions) {
    // Nobody wrote down what was done: that is not the same as nothing having been done.
    figures.repurchase.recovered = figures.repurchase.not_recovered = std::nullopt;
    figures.score.recovered = figures.score.not_recovered = std::nullopt;
    return figures;
  }
  set_acknowledgement(log, targets, figures);
  figures.contacted_first = contacted_first(troubles);
  figures.follow_up = follow_up(log, targets);
  figures.compensation = compensation(log.payments);
  return figures;
}

}  // namespace rastro
