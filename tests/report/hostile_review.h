#pragma once

#include "report/sample_review.h"

namespace rastro {

/// Puts something into every text of a review that comes from the data. Each struct is taken apart
/// as a whole, so that a field which is added to one must be added here before it compiles. What
/// Rastro makes itself stays: ids of causes and tickets, states, signals, codes of notes.
class FillTexts {
 public:
  using Fill = void (*)(std::string&);
  explicit FillTexts(Fill with) : fill_(with) {}

  void operator()(Review& it) const {
    auto& [as_of, from, to, seen_from, currency, inputs, failures, steps, causes, episodes, cleared,
           confusions, escalations, read_notes, tickets, recovery, calls, at_risk, graph, changes,
           failed_units, notes, value_names] = it;
    each(inputs, failures, steps, causes, episodes, cleared, confusions, escalations, read_notes,
         tickets, calls, at_risk, changes, failed_units, notes);
    each(recovery.by_source, recovery.by_person);
    each(graph.nodes, graph.edges);
    decltype(it.value_names) names;
    for (const auto& [key, name] : value_names) {
      std::string value = key.second, called = name;
      fill(value, called);
      names.emplace(std::pair(key.first, value), called);
    }
    value_names = names;
  }

 private:
  template <typename... Texts>
  void fill(Texts&... texts) const {
    (one(texts), ...);
  }
  void one(std::string& text) const { fill_(text); }
  template <typename Item>
  void one(std::vector<Item>& items) const {
    for (Item& item : items) one(item);
  }
  template <typename Item>
  void one(std::optional<Item>& item) const {
    if (item) one(*item);
  }
  template <typename... Lists>
  void each(Lists&... lists) const {
    (one(lists), ...);
  }

  void one(ReviewInput& it) const {
    auto& [file, table, rows, accepted, rejected, unchanged] = it;
    fill(file, table);
  }
  void one(ReviewWeek& it) const {
    auto& [week, exposed, failed, center, lower, upper, signal, immature] = it;
    fill(week);
  }
  void one(ReviewChain& it) const {
    auto& [failure, exposed, failed, rate, baseline, ratio, attributed] = it;
    fill(failure);
  }
  void one(ReviewFailure& it) const {
    auto& [kind, unit, exposed, failed, rate, expected, signal, explained, unexplained, inferred,
           chains, trail, weekly, chart, usual_rate, spread, signals, gaps, gap_lower, gap_center,
           gap_upper, changes] = it;
    fill(kind, unit, chains, trail, weekly, changes);
  }
  void one(ToldKind& it) const {
    auto& [failure, inferred, words] = it;
    fill(failure, words);
  }
  void one(ReviewReadNote& it) const {
    auto& [incident, order, told] = it;
    fill(incident, order, told);
  }
  void one(ReviewStep& it) const {
    auto& [step, owner, attributed, cost] = it;
    fill(step, owner);
  }
  void one(ReviewCondition& it) const {
    auto& [factor, value] = it;
    fill(value);
  }
  void one(ReviewContrast& it) const {
    auto& [conditions, exposed, failed, other_exposed, other_failed, vary, vary_cause] = it;
    fill(conditions, vary);
  }
  void one(ReviewConsequence& it) const {
    auto& [failure, attributed] = it;
    fill(failure);
  }
  void one(ReviewConfusion& it) const {
    auto& [failure, ordered, received, times, back, expected, p, mechanisms, only_ordered,
           only_received, bring_forward, ordered_text, received_text] = it;
    fill(failure, ordered, received, mechanisms, only_ordered, only_received, bring_forward,
         ordered_text, received_text);
  }
  void one(ReviewDelay& it) const {
    auto& [stage, hours, usual] = it;
    fill(stage);
  }
  void one(ReviewWrongAddress& it) const {
    auto& [order, used, correct] = it;
    fill(order, used, correct);
  }
  void one(ReviewMechanism& it) const {
    auto& [kind, also, share, shown, seen, detail, confusions, delay, addresses] = it;
    fill(also, detail, confusions, delay, addresses);
  }
  void one(ReviewCause::Change& it) const {
    auto& [at, step, note, names_condition] = it;
    fill(step, note);
  }
  void one(ReviewCause& it) const {
    auto& [id, failure, step, factor_step, conditions, same_as, tell_apart, exposed, failed,
           inferred, rate, baseline, ratio, low, high, p, attributed, cost, course, since,
           since_low, since_high, until, until_low, until_high, change, mechanism, trail, leads_to,
           orders, ticket] = it;
    fill(failure, step, factor_step, conditions, same_as, tell_apart, change, mechanism, trail,
         leads_to, orders);
  }
  void one(ReviewEpisode& it) const {
    auto& [failure, conditions, from, to, exposed, failed, dated_by, node] = it;
    fill(failure, conditions, dated_by, node);
  }
  void one(ReviewCleared& it) const {
    auto& [failure, conditions, ratio, adjusted, by] = it;
    fill(failure, conditions);
  }
  void one(std::pair<std::string, std::string>& it) const { fill(it.first, it.second); }
  void one(ReviewMetRule& it) const {
    auto& [rule, kinds, orders, incidents, count, first, last, detail, inferred] = it;
    fill(rule, kinds, orders, incidents, detail, inferred);
  }
  void one(ReviewEscalation& it) const {
    auto& [customer, orders, incidents, met, confusion, step] = it;
    fill(customer, orders, incidents, met, confusion, step);
  }
  void one(ReviewTicket& it) const {
    auto& [id, cause, state, step, owner, title, mechanism, confusion, orders, priority, reduction,
           opened, fixed_on, verdict, failure] = it;
    fill(owner, title, confusion, orders, failure);
  }
  void one(ReviewCall& it) const {
    auto& [order, customer, why, cause, told, incident, source, reported_at, share, met, waited] =
        it;
    fill(order, customer, told, incident, source, met);
  }
  void one(ReviewAtRisk& it) const {
    auto& [order, cause, probability, risks, customer] = it;
    fill(order, risks, customer);
  }
  void one(ReviewRisk& it) const {
    auto& [failure, causes, probability] = it;
    fill(failure);
  }
  void one(GroupPromptness& it) const {
    auto& [name, acknowledged, contacted] = it;
    fill(name);
  }
  void one(ReviewMarkedText& it) const {
    auto& [text, marks] = it;
    fill(text);
    std::erase_if(marks, [end = text.size()](const auto& mark) { return mark.second > end; });
  }
  void one(ReviewGraphNode& it) const {
    auto& [id, kind, label] = it;
    fill(id, label);
  }
  void one(ReviewGraphEdge& it) const {
    auto& [from, to, attributed] = it;
    fill(from, to);
  }
  void one(ReviewChange& it) const {
    auto& [at, step, note, factor, value] = it;
    fill(step, note, value);
  }
  void one(ReviewFailedUnit& it) const {
    auto& [kind, order, part, ordered_on, incidents, inferred, shares, leak] = it;
    fill(kind, order, part, shares);
  }
  void one(ReviewFailedUnit::Share& it) const {
    auto& [cause, share, via] = it;
    fill(via);
  }
  void one(ReviewNote& it) const {
    auto& [code, values] = it;
    fill(values);
  }

  Fill fill_;
};

/// The sample with every part of a review in it, also those that a usual month leaves out.
inline Review full_review() {
  Review review = sample_review();
  const ReviewConfusion pair{"",
                             "K1",
                             "K2",
                             4,
                             1,
                             0.1,
                             0.001,
                             {"alike_descriptions"},
                             {"azul"},
                             {"verde"},
                             {"azul"},
                             {"Silla azul", {{6, 10}}},
                             {"Silla verde", {{6, 11}}}};
  ReviewCause& cause = review.causes[0];
  cause.mechanism = ReviewMechanism{
      "alike_descriptions", {"same_barcode"}, 0.9, 9, 10, "K1>K2 4", {pair}, {}, {}};
  review.causes[2].mechanism =
      ReviewMechanism{"old_address", {}, 0.8, 8, 10, "", {}, {}, {{"P-1", "Calle 1", "Calle 2"}}};
  review.causes[3].mechanism =
      ReviewMechanism{"slow_carrier", {}, 0.7, 7, 10, "9 h", {}, ReviewDelay{"ride", 9, 4}, {}};
  cause.leads_to = {{"wrong_item", 3.5}};
  review.failures[1].chains = {{"wrong_address", 164, 47, 0.28, 0.03, 7.4, 40.7}};
  review.failures[1].trail = cause.trail;
  review.failures[1].changes = review.changes;
  review.failures[3].chart = "g";
  review.failures[3].gaps = {{review.window_from, review.window_to, 900, "short", false}};
  review.at_risk[0].risks = {{"late_delivery", {"C1", "C4"}, 0.192}};
  review.at_risk[0].customer_id = "K-1";
  review.confusions = {pair};
  review.escalations[0].confusion = pair;
  review.escalations[0].step = "picking";
  review.read_notes = {{"I-1", "P-1", {{"late_delivery", true, "tarde"}}}};
  review.episodes[0].node = "condition:late_delivery/carrier=Andes Express @once";
  review.failed_units[0].shares.push_back({"C1", 0.02, {"late_delivery"}});
  ReviewTicket of_case;
  of_case.id = "T-0000000f";
  of_case.step = "picking";
  of_case.title = "case";
  of_case.confusion = pair;
  of_case.orders = {"P-1", "P-2"};
  of_case.opened = review.as_of;
  of_case.fixed_on = review.as_of;
  review.tickets.push_back(of_case);
  return review;
}

}  // namespace rastro
