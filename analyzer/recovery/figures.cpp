#include "recovery/figures.h"

#include <algorithm>
#include <map>

#include "process/model.h"
#include "recovery/care_log.h"
#include "recovery/repurchase.h"
#include "recovery/troubles.h"

namespace rastro {

namespace {

Estimate share_of_true(const std::vector<bool>& answers) {
  return share_of(std::count(answers.begin(), answers.end(), true),
                  static_cast<std::int64_t>(answers.size()));
}

/// What became of one report that can be judged.
struct Wait {
  const CareIncident* incident = nullptr;
  std::optional<double> hours{};  ///< nothing: it waits still
  std::string by{};               ///< who ended it; empty: nobody is named, or it waits still
};

Promptness promptness(const std::vector<Wait>& waits, double target) {
  Promptness result{target};
  std::vector<double> hours;
  std::vector<bool> in_time;
  for (const Wait& wait : waits) {
    in_time.push_back(wait.hours && *wait.hours <= target);
    if (wait.hours) hours.push_back(*wait.hours);
  }
  std::sort(hours.begin(), hours.end());
  result.done = static_cast<std::int64_t>(hours.size());
  result.median = quantile(hours, 0.5);
  result.p90 = quantile(hours, 0.9);
  result.within_target = share_of_true(in_time);
  return result;
}

/// Of the reports whose time has run out, how long they waited for what `action_of` gives.
template <typename ActionOf>
std::vector<Wait> find_waits(const CareLog& log, double target, ActionOf action_of) {
  std::vector<Wait> waits;
  for (const CareIncident& incident : log.incidents) {
    const auto seen = static_cast<double>(end_of(log.window.to) - incident.reported_at) / 3600;
    if (!log.in_window(incident.reported_at) || seen <= target) continue;
    Wait wait{&incident};
    if (const CareAction* action = action_of(incident)) {
      const Seconds waited = std::max<Seconds>(action->at - incident.reported_at, 0);
      wait.hours = static_cast<double>(waited) / 3600;
      wait.by = action->by;
    }
    waits.push_back(std::move(wait));
  }
  return waits;
}

using Groups = std::map<std::string, std::vector<Wait>>;

/// Nothing where no report has a name to be grouped by.
std::vector<GroupPromptness> groups_of(const Groups& acknowledged, const Groups& contacted,
                                       const RecoveryTargets& targets) {
  std::map<std::string, GroupPromptness> by_name;
  for (const auto& [name, waits] : acknowledged) {
    by_name[name].acknowledged = promptness(waits, targets.acknowledge_hours);
  }
  for (const auto& [name, waits] : contacted) {
    by_name[name].contacted = promptness(waits, targets.contact_hours);
  }
  std::vector<GroupPromptness> groups;
  for (auto& [name, group] : by_name) {
    group.name = name;
    group.acknowledged.target = targets.acknowledge_hours;
    group.contacted.target = targets.contact_hours;
    groups.push_back(std::move(group));
  }
  if (groups.size() == 1 && groups.front().name.empty()) return {};
  const auto size = [](const GroupPromptness& group) {
    return std::max(group.acknowledged.within_target.count, group.contacted.within_target.count);
  };
  std::stable_sort(groups.begin(), groups.end(),
                   [&](const auto& left, const auto& right) { return size(left) > size(right); });
  return groups;
}

Groups by_source(const std::vector<Wait>& waits) {
  Groups groups;
  for (const Wait& wait : waits) groups[wait.incident->source].push_back(wait);
  return groups;
}

Groups by_person(const std::vector<Wait>& waits) {
  Groups groups;
  for (const Wait& wait : waits) {
    if (wait.hours) groups[wait.by].push_back(wait);
  }
  return groups;
}

void set_promptness(const CareLog& log, const RecoveryTargets& targets, RecoveryFigures& figures) {
  const auto answers = find_waits(log, targets.acknowledge_hours,
                                  [](const CareIncident& incident) { return incident.answer(); });
  std::vector<Wait> contacts;
  if (log.has_contacts) {
    contacts = find_waits(log, targets.contact_hours,
                          [](const CareIncident& incident) { return incident.contact(); });
    std::erase_if(contacts, [](const Wait& wait) { return wait.incident->is_verification(); });
  }
  figures.acknowledged = promptness(answers, targets.acknowledge_hours);
  figures.contacted = promptness(contacts, targets.contact_hours);
  figures.by_source = groups_of(by_source(answers), by_source(contacts), targets);
  figures.by_person = groups_of(by_person(answers), by_person(contacts), targets);
}

Estimate contacted_first(const CareLog& log, const Troubles& troubles) {
  const bool verifies =
      std::any_of(log.incidents.begin(), log.incidents.end(),
                  [](const CareIncident& incident) { return incident.is_verification(); });
  if (!log.has_contacts && !verifies) return {};
  std::vector<bool> first;
  for (const auto& [id, trouble] : troubles) {
    const CareOrder* order = log.find_order(id);
    if (!trouble.failed || order == nullptr || !log.in_window(order->ordered_at)) continue;
    first.push_back(
        trouble.contacted_at &&
        (!trouble.first_customer_report || *trouble.contacted_at < *trouble.first_customer_report));
  }
  return share_of_true(first);
}

Estimate follow_up(const CareLog& log, const RecoveryTargets& targets) {
  if (!log.has_follow_ups) return {};
  const auto allowed = static_cast<Seconds>(targets.follow_up_days * seconds_per_day);
  std::vector<bool> called;
  for (const CareIncident& incident : log.incidents) {
    const auto solved = incident.solved_at();
    if (!solved || !log.in_window(incident.reported_at)) continue;
    if (*solved + allowed > end_of(log.window.to)) continue;
    called.push_back(std::any_of(incident.actions.begin(), incident.actions.end(),
                                 [&](const CareAction& action) {
                                   return action.action == "follow_up_call" &&
                                          action.at >= *solved && action.at <= *solved + allowed;
                                 }));
  }
  return share_of_true(called);
}

void set_compensation(const CareLog& log, RecoveryFigures& figures) {
  if (!log.has_payments) return;
  double sum = 0;
  for (const Payment& payment : log.payments) {
    ++figures.payments;
    if (!payment.amount) ++figures.payments_without_amount;
    sum += payment.amount.value_or(0);
  }
  const bool known = figures.payments == 0 || figures.payments_without_amount < figures.payments;
  if (known) figures.compensation = sum;
}

/// The survey by which each customer counts; orders that name nobody count as one each.
std::map<std::string, const CareSurvey*> newest_surveys(const CareLog& log,
                                                        const Troubles& troubles) {
  std::map<std::string, const CareSurvey*> chosen;
  for (const CareSurvey& survey : log.surveys) {
    const CareOrder& order = *log.find_order(survey.order_id);
    if (!log.in_window(order.ordered_at)) continue;
    const CareSurvey*& best =
        chosen[order.customer_id.empty() ? "order " + order.order_id : "of " + order.customer_id];
    const auto rank = [&](const CareSurvey& each) {
      return std::pair(troubles.contains(each.order_id), each.at);
    };
    if (best == nullptr || rank(survey) > rank(*best)) best = &survey;
  }
  return chosen;
}

ByFate scores(const CareLog& log, const Troubles& troubles) {
  std::vector<double> recovered, not_recovered, no_failure;
  for (const auto& [customer, survey] : newest_surveys(log, troubles)) {
    const auto trouble = troubles.find(survey->order_id);
    if (trouble == troubles.end()) {
      no_failure.push_back(survey->score);
    } else {
      const auto& solved = trouble->second.solved_at;
      (solved && *solved <= survey->at ? recovered : not_recovered).push_back(survey->score);
    }
  }
  constexpr double least = 1, most = 5;
  return {mean_of(recovered, least, most), mean_of(not_recovered, least, most),
          mean_of(no_failure, least, most)};
}

}  // namespace

RecoveryFigures recovery_figures(const CareLog& log, const std::vector<KnownFailure>& failures,
                                 const RecoveryTargets& targets) {
  const Troubles troubles = find_troubles(log, failures);
  RecoveryFigures figures;
  figures.recorded = log.has_actions;
  figures.acknowledged.target = targets.acknowledge_hours;
  figures.contacted.target = targets.contact_hours;
  figures.follow_up_days = targets.follow_up_days;
  set_repurchase(log, troubles, targets, figures);
  figures.score = scores(log, troubles);
  if (!log.has_actions) {
    // Nobody wrote down what was done: that is not the same as nothing having been done.
    figures.repurchase.recovered = figures.repurchase.not_recovered = {};
    figures.score.recovered = figures.score.not_recovered = {};
    return figures;
  }
  figures.score.gain = difference(figures.score.recovered, figures.score.not_recovered);
  figures.repurchase.gain =
      difference(figures.repurchase.recovered, figures.repurchase.not_recovered);
  set_promptness(log, targets, figures);
  figures.contacted_first = contacted_first(log, troubles);
  figures.follow_up = follow_up(log, targets);
  set_compensation(log, figures);
  return figures;
}

}  // namespace rastro
