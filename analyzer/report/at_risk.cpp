#include "report/at_risk.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "tally/history.h"

namespace rastro {

namespace {

/// By contributor: whether an open order that meets its condition would meet it now. What happened
/// once is over, and so is a cause that was seen to end.
std::vector<bool> still_act(const KindFindings& findings) {
  std::vector<bool> act;
  for (const Contributor& contributor : findings.explanation.contributors) {
    act.push_back(!contributor.is_episode);
  }
  for (const Cause& cause : findings.causes) {
    if (cause.course.until) act[cause.contributor] = false;
  }
  return act;
}

/// What one order faces in one failure kind.
struct Facing {
  double hazard = 0;
  std::map<std::size_t, double> causes;  ///< contributors, with their hazards
};

class KindRisks {
 public:
  KindRisks(const KindFindings& findings, const FailureKind& kind, const UnitTable& table,
            const std::vector<std::string>& id_of)
      : findings_(findings), kind_(kind), table_(table), id_of_(id_of), act_(still_act(findings)) {}

  /// By order.
  std::map<std::string, ReviewRisk> find() const {
    std::map<std::string, Facing> facing;
    for (const std::size_t unit : open_units()) add(unit, facing);
    std::map<std::string, ReviewRisk> risks;
    for (const auto& [order, faced] : facing) {
      ReviewRisk& risk = risks[order];
      risk.failure = kind_.id;
      risk.probability = -std::expm1(-faced.hazard);
      std::vector<std::pair<std::size_t, double>> causes(faced.causes.begin(), faced.causes.end());
      std::stable_sort(causes.begin(), causes.end(), [](const auto& left, const auto& right) {
        return left.second > right.second;
      });
      for (const auto& [contributor, hazard] : causes) {
        risk.causes.push_back(id_of_[contributor]);
      }
    }
    return risks;
  }

 private:
  std::vector<std::size_t> open_units() const {
    const FailureColumn& column = table_.failures[findings_.kind];
    std::vector<std::size_t> units;
    if (!column.open.empty()) {
      for (std::size_t unit = 0; unit < column.open.size(); ++unit) {
        if (column.open[unit] != 0) units.push_back(unit);
      }
      return units;
    }
    const bool reported = kind_.detection.how == Detection::How::reported;
    if (!reported && kind_.detection.how != Detection::How::equals) return units;
    for (const std::uint32_t unit : table_.pending) {
      // What is reported can fail from the start, unless it is excluded; what a column tells has
      // been decided once it is there.
      const bool undecided = (column.exposed[unit] != 0) == reported;
      if (undecided && column.failed[unit] == 0) units.push_back(unit);
    }
    return units;
  }

  bool meets_now(std::size_t contributor, std::size_t unit) const {
    const Condition& condition = findings_.explanation.contributors[contributor].condition;
    const bool begun =
        !condition.days || table_.dated(findings_.kind)[unit] >= condition.days->from;
    return act_[contributor] && begun && meets(table_, unit, condition.pairs);
  }

  void add(std::size_t unit, std::map<std::string, Facing>& facing) const {
    const Explanation& explanation = findings_.explanation;
    const std::size_t contributors = explanation.contributors.size();
    std::uint64_t pattern = 0;
    std::vector<std::size_t> causes;
    for (std::size_t index = 0; index < contributors; ++index) {
      if (!meets_now(index, unit)) continue;
      pattern |= std::uint64_t{1} << index;
      if (!id_of_[index].empty()) causes.push_back(index);  // else an earlier failure of the order
    }
    if (causes.empty()) return;
    for (std::size_t index = 0; index < explanation.protections.size(); ++index) {
      if (!meets(table_, unit, explanation.protections[index].condition.pairs)) continue;
      pattern |= std::uint64_t{1} << (contributors + index);
    }
    Facing& faced = facing[table_.order_id[unit]];
    faced.hazard += explanation.model.hazard(pattern);
    for (const std::size_t index : causes) {
      faced.causes[index] = explanation.model.hazards[index];
    }
  }

  const KindFindings& findings_;
  const FailureKind& kind_;
  const UnitTable& table_;
  const std::vector<std::string>& id_of_;
  std::vector<bool> act_;
};

}  // namespace

std::vector<ReviewAtRisk> orders_at_risk(
    const Analysis& analysis, const Units& units, const ProcessModel& model,
    const std::map<std::size_t, std::vector<std::string>>& cause_ids) {
  std::map<std::string, std::vector<ReviewRisk>> by_order;
  for (const KindFindings& findings : analysis.kinds) {
    const FailureKind& kind = model.failures[findings.kind];
    const KindRisks risks(findings, kind, units.of(kind.unit), cause_ids.at(findings.kind));
    for (auto& [order, risk] : risks.find()) by_order[order].push_back(risk);
  }
  std::vector<ReviewAtRisk> at_risk;
  for (auto& [order, risks] : by_order) {
    std::stable_sort(risks.begin(), risks.end(), [](const auto& left, const auto& right) {
      return left.probability > right.probability;
    });
    at_risk.push_back({order, risks.front().causes.front(), risks.front().probability, risks});
  }
  std::stable_sort(at_risk.begin(), at_risk.end(), [](const auto& left, const auto& right) {
    return left.probability > right.probability;
  });
  return at_risk;
}

std::vector<OrderOfCause> orders_meeting(const Review& review, const std::string& cause) {
  std::vector<OrderOfCause> orders;
  for (const ReviewAtRisk& order : review.at_risk) {
    for (const ReviewRisk& risk : order.risks) {
      const bool meets =
          std::find(risk.causes.begin(), risk.causes.end(), cause) != risk.causes.end();
      if (meets) orders.push_back({&order, risk.probability});
    }
  }
  std::stable_sort(orders.begin(), orders.end(), [](const auto& left, const auto& right) {
    return left.probability > right.probability;
  });
  return orders;
}

}  // namespace rastro
