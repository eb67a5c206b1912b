#include "recovery/mistakes.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace rastro {

namespace {

/// Order, kind that is repeated, parcel.
using Place = std::tuple<std::string, std::size_t, std::size_t>;
using Mistakes = std::map<Place, Mistake>;

std::size_t parcel_at(const CareLog& log, const std::string& order_id, Seconds time) {
  const auto replaced = log.replaced.find(order_id);
  if (replaced == log.replaced.end()) return 0;
  const auto& times = replaced->second;
  return static_cast<std::size_t>(std::upper_bound(times.begin(), times.end(), time) -
                                  times.begin());
}

void add_report(const std::string& incident, const ToldKind& told, Mistake& mistake) {
  const bool all_inferred = mistake.inferred.size() == mistake.incidents.size();
  const bool is_new = mistake.incidents.empty() || mistake.incidents.back() != incident;
  if (is_new) mistake.incidents.push_back(incident);
  if (!told.inferred) {
    mistake.inferred.clear();
  } else if (is_new && all_inferred) {
    mistake.inferred.push_back({incident, told.words});
  }
}

/// Log incidents come by time, so the first one makes the mistake known.
void add_reported(const CareLog& log, const ProcessModel& model, Mistakes& mistakes) {
  for (const CareIncident& incident : log.incidents) {
    for (const ToldKind& told : incident.told) {
      const auto kind = model.find_failure(told.failure);
      if (!kind) continue;
      const std::size_t first = model.first_of(*kind);
      const std::size_t parcel = parcel_at(log, incident.order_id, incident.reported_at);
      const auto [found, is_new] = mistakes.try_emplace(Place{incident.order_id, first, parcel});
      if (is_new) {
        found->second = {*kind,
                         first,
                         log.customer_of(incident.order_id),
                         incident.order_id,
                         parcel,
                         incident.reported_at};
      }
      add_report(incident.incident_id, told, found->second);
    }
  }
}

/// The place of a failure that nobody reported, unless it is part of a mistake that is known.
std::optional<Place> free_place(const Mistakes& mistakes, const KnownFailure& failure,
                                std::size_t kind, const ProcessModel& model) {
  Place place{failure.order_id, model.first_of(kind), 0};
  const auto first = mistakes.lower_bound(place);
  const bool is_known = first != mistakes.end() && std::get<0>(first->first) == failure.order_id &&
                        std::get<1>(first->first) == std::get<1>(place);
  const UnitKind unit = model.failures[kind].unit;
  const bool alone = unit == UnitKind::delivery || unit == UnitKind::installation;
  if (is_known && !alone) return std::nullopt;
  while (mistakes.contains(place)) ++std::get<2>(place);
  return place;
}

void add_unreported(const CareLog& log, const std::vector<KnownFailure>& failures,
                    const ProcessModel& model, Mistakes& mistakes) {
  for (const KnownFailure& failure : failures) {
    const auto kind = model.find_failure(failure.kind);
    const CareOrder* order = log.find_order(failure.order_id);
    if (failure.incidents > 0 || !kind || order == nullptr) continue;
    const auto place = free_place(mistakes, failure, *kind, model);
    if (!place) continue;
    mistakes[*place] = {*kind,           model.first_of(*kind), order->customer_id,
                        order->order_id, std::get<2>(*place),   start_of(failure.ordered_on)};
  }
}

/// What was reported again after a replacement is of the kind that says so, whatever it was called.
void name_repetitions(const ProcessModel& model, Mistakes& mistakes) {
  const Mistake* before = nullptr;
  for (auto& [place, mistake] : mistakes) {
    const bool again = before != nullptr && before->order_id == mistake.order_id &&
                       before->first_kind == mistake.first_kind;
    for (std::size_t kind = 0; again && kind < model.failures.size(); ++kind) {
      if (kind != mistake.first_kind && model.first_of(kind) == mistake.first_kind) {
        mistake.kind = kind;
      }
    }
    before = &mistake;
  }
}

}  // namespace

std::vector<Mistake> find_mistakes(const CareLog& log, const std::vector<KnownFailure>& failures,
                                   const ProcessModel& model) {
  Mistakes by_place;
  add_reported(log, model, by_place);
  add_unreported(log, failures, model, by_place);
  name_repetitions(model, by_place);
  std::vector<Mistake> mistakes;
  for (auto& [place, mistake] : by_place) mistakes.push_back(std::move(mistake));
  std::stable_sort(mistakes.begin(), mistakes.end(), [](const Mistake& left, const Mistake& right) {
    return std::tie(left.at, left.order_id, left.kind) <
           std::tie(right.at, right.order_id, right.kind);
  });
  return mistakes;
}

}  // namespace rastro
