#include "recovery/repurchase.h"

#include <algorithm>
#include <map>

namespace rastro {

namespace {

/// A customer's orders, ascending by time.
using OrdersOf = std::map<std::string, std::vector<const CareOrder*>>;

OrdersOf orders_of_customers(const CareLog& log) {
  OrdersOf orders;
  for (const CareOrder& order : log.orders) {
    if (!order.customer_id.empty()) orders[order.customer_id].push_back(&order);
  }
  for (auto& [customer, list] : orders) {
    std::stable_sort(list.begin(), list.end(), [](const CareOrder* left, const CareOrder* right) {
      return left->ordered_at < right->ordered_at;
    });
  }
  return orders;
}

class Cohort {
 public:
  Cohort(const CareLog& log, const Troubles& troubles, const RecoveryTargets& targets)
      : troubles_(troubles),
        solve_(targets.solve_days * seconds_per_day),
        follow_(targets.repurchase_days * seconds_per_day),
        last_seen_(end_of(log.window.to)) {
    const Day back = targets.solve_days + targets.repurchase_days;
    days_ = {log.window.from - back, log.window.to - back};
  }

  DayRange days() const { return days_; }

  void add(const std::vector<const CareOrder*>& orders) {
    const auto first = std::find_if(orders.begin(), orders.end(), [&](const CareOrder* order) {
      return day_of(order->ordered_at) >= days_.from;
    });
    if (first == orders.end() || day_of((*first)->ordered_at) > days_.to) return;
    const auto trouble = troubles_.find((*first)->order_id);
    const Seconds start = trouble == troubles_.end()
                              ? (*first)->ordered_at
                              : trouble->second.first_report.value_or((*first)->ordered_at);
    const Seconds landmark = start + solve_;
    if (landmark + follow_ > last_seen_) return;  // reported late: not followed for long enough
    Group* group = group_of(trouble, orders, landmark);
    if (group == nullptr) return;
    ++group->customers;
    const bool again = std::any_of(orders.begin(), orders.end(), [&](const CareOrder* order) {
      return order->ordered_at > landmark && order->ordered_at <= landmark + follow_;
    });
    group->again += again ? 1 : 0;
  }

  ByFate shares() const {
    return {recovered_.share(), not_recovered_.share(), no_failure_.share()};
  }

 private:
  struct Group {
    std::int64_t customers = 0, again = 0;
    Estimate share() const { return share_of(again, customers); }
  };

  bool known_by(const CareOrder& order, Seconds time) const {
    const auto trouble = troubles_.find(order.order_id);
    return trouble != troubles_.end() &&
           trouble->second.first_report.value_or(order.ordered_at) <= time;
  }

  /// Nobody's where the first order went well and another one is known to have failed by then.
  Group* group_of(Troubles::const_iterator trouble, const std::vector<const CareOrder*>& orders,
                  Seconds landmark) {
    if (trouble != troubles_.end()) {
      const auto& solved = trouble->second.solved_at;
      return solved && *solved <= landmark ? &recovered_ : &not_recovered_;
    }
    const bool other = std::any_of(orders.begin(), orders.end(), [&](const CareOrder* order) {
      return known_by(*order, landmark);
    });
    return other ? nullptr : &no_failure_;
  }

  const Troubles& troubles_;
  Seconds solve_, follow_, last_seen_;
  DayRange days_;
  Group recovered_, not_recovered_, no_failure_;
};

}  // namespace

void set_repurchase(const CareLog& log, const Troubles& troubles, const RecoveryTargets& targets,
                    RecoveryFigures& figures) {
  Cohort cohort(log, troubles, targets);
  for (const auto& [customer, orders] : orders_of_customers(log)) cohort.add(orders);
  figures.repurchase = cohort.shares();
  // The log may begin later; what lies before its first order is no part of these days.
  Day first = cohort.days().to;
  for (const CareOrder& order : log.orders) first = std::min(first, day_of(order.ordered_at));
  figures.repurchase_from = std::max(cohort.days().from, first);
  figures.repurchase_to = cohort.days().to;
  figures.solve_days = targets.solve_days;
  figures.repurchase_days = targets.repurchase_days;
}

}  // namespace rastro
