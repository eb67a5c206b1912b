#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "process/model.h"
#include "report/chart_marks.h"
#include "report/figures.h"
#include "report/review.h"
#include "report/texts.h"

namespace rastro {

struct WeeklyChange;

/// How a review is said in one language: the report's texts, its figures, and the model's titles.
/// An id that the model does not know stands for itself. Nothing is escaped here.
class Wording {
 public:
  /// The model must outlive the object.
  Wording(const ProcessModel& model, Locale locale, const std::string& currency);
  /// The same, for a review whose codes have names.
  Wording(const ProcessModel& model, Locale locale, const Review& review);

  const ProcessModel& model() const { return model_; }
  const Texts& texts() const { return texts_; }
  const Figures& figures() const { return figures_; }

  std::string step(const std::string& id) const;
  std::string failure(const std::string& id) const;
  std::string factor(const std::string& id) const;
  /// Of a step: the model's owner, "" where it has none.
  std::string owner(const std::string& step) const;
  std::string condition(const ReviewCondition& condition) const;  ///< "Carrier = Andes"
  /// The same with the name that the code stands for: "Product = M07337 (Silla alta)".
  std::string named_condition(const ReviewCondition& condition) const;
  std::string conditions(const ReviewConditions& conditions) const;  ///< joined by "and"
  std::string units(const std::string& unit) const;                  ///< "orders"
  /// "Wrong item: Product = M07337 (Silla alta)"
  std::string cause(const ReviewCause& cause) const;
  /// A cause in a sentence, for the meeting: "Wrong item: 1 of every 5 order lines where Product =
  /// K92197 (Silla alta), since 10 Sep 2026."
  std::string headline(const ReviewCause& cause) const;
  /// And how it comes about: "Descriptions that read alike. Mostly K92198 comes instead."; "" where
  /// that is not clear.
  std::string headline_how(const ReviewCause& cause) const;
  /// What follows from the cause's own failures: "Late delivery (41), Late installation (7.2)".
  std::string consequences(const ReviewCause& cause) const;
  /// A place on a cause's trail: "failure:late_delivery" in the reader's words.
  std::string place(const std::string& place, const ReviewCause& cause) const;
  /// Of the cause; a ticket whose cause is no longer seen keeps its own title.
  std::string title(const Review& review, const ReviewTicket& ticket) const;
  /// Why this customer is owed a call, in a few words: an escalation's rule, or the reason.
  std::string reason(const ReviewCall& call) const;
  /// The same in full: what was reported and when, or what happened how often.
  std::string call(const ReviewCall& call) const;
  std::string rule(const std::string& id) const;           ///< title of an escalation rule
  std::string escalate_to(const std::string& rule) const;  ///< "" where the model does not say
  /// Why a case was escalated: what its leading rule found, then the other rules that it meets.
  std::string escalation(const std::vector<ReviewMetRule>& met) const;
  /// The kinds that a report tells of; those read from its note are marked, with the words.
  std::string told(const std::vector<ToldKind>& kinds) const;
  /// Since when a cause acts, with the change it may have begun with: "since 10 Sep 2026 (…), two
  /// days after: …"; "" where it has no date.
  std::string course(const ReviewCause& cause) const;
  /// What would tell a cause from each of its look-alikes; the same advice is given once.
  std::vector<std::string> tell_apart(const ReviewCause& cause) const;
  /// "Descriptions that read alike"; of a stage of the model: "Delay: dispatch to the first
  /// attempt".
  std::string mechanism(const std::string& kind) const;
  /// What an escalated case is: the rules met, and what came again and again instead of what.
  std::string escalation(const ReviewEscalation& escalation) const;
  /// How the cause's failures come about, with what shows it: a sentence each; nothing where it is
  /// not clear.
  std::vector<std::string> how(const ReviewCause& cause) const;
  /// Of these the first, how many failures show it, and the last, to which step they point. The
  /// cause must have a mechanism.
  std::string shown(const ReviewCause& cause) const;
  std::string pointed_to(const ReviewCause& cause) const;
  std::string stage(const Stage& stage) const;  ///< "dispatch to the first attempt"
  /// The words that tell a confused pair apart, and which to bring forward; "" where the pair is
  /// not one of descriptions that read alike.
  std::string differing(const ReviewConfusion& pair) const;
  std::string quoted(const std::vector<std::string>& words) const;
  /// "K92198 came for K92197: 12 times. The descriptions differ in …"
  std::string confusion(const ReviewConfusion& pair) const;
  /// "K92197 (Silla alta)"
  std::string product(const std::string& sku) const;
  /// The mechanisms that a confused pair suggests, in one line.
  std::string suggested(const ReviewConfusion& pair) const;
  /// The text `group.value` where there is one, or the value itself: states, signals, reasons.
  std::string word(const std::string& group, const std::string& value) const;
  /// What a rule of the chart says, in one sentence that names the rule: "The last 9 weeks are all
  /// above the usual level; chance rarely makes more than 8 in a row."
  std::string signal(const ReviewFailure& failure, const ReviewSignal& signal) const;
  /// What is said of one week or gap, in a few words: the range, the run of which it is part.
  std::string rule(const ReviewFailure& failure, const ReviewWeek& week) const;
  std::string rule(const ReviewFailure& failure, const ReviewGap& gap) const;
  std::string mark(const ChartMark& mark) const;  ///< "8 Sep, Picking: New form (Taken by = Ana)"
  /// How a failure kind stands against last week, with the figures of its newest complete week and
  /// the cause where it is known: "Wrong item: worse. 2.1 % of order lines in the week of 14 Sep;
  /// usual is 1.4 %, by chance up to 1.9 %. C1 has acted since 10 Sep."
  std::string weekly_change(const Review& review, const ReviewFailure& failure) const;
  /// The same without the kind and the state: what the newest complete week has against what is
  /// usual, the rule that speaks, and the cause.
  std::string weekly_figures(const ReviewFailure& failure, const WeeklyChange& change) const;
  /// The model's corrections for the step and mechanism of a ticket, or those for any mechanism.
  std::vector<std::string> corrections(const ReviewTicket& ticket) const;
  std::vector<std::string> corrections(const ReviewCause& cause) const;
  /// Likewise what to do today with the open orders that meet the cause.
  std::vector<std::string> containment(const ReviewCause& cause) const;

 private:
  const std::string& in_language(const Title& title) const;
  std::string date(Day day, const std::optional<Day>& low, const std::optional<Day>& high) const;
  std::string change_of(const ReviewCause& cause) const;
  std::string value(const ReviewCondition& condition) const;
  std::string joined(const ReviewConditions& conditions, bool named) const;
  bool part_of_each_other(const ReviewConditions& left, const ReviewConditions& right) const;
  std::string difference(const ReviewCause& cause, const ReviewContrast& contrast) const;
  std::string advice(const ReviewCause& cause, const ReviewContrast& contrast) const;
  std::string units_of(const ReviewCause& cause) const;
  std::string delay(const ReviewDelay& delay) const;
  std::string met_rule(const ReviewMetRule& met) const;
  std::string steady_figures(const ReviewFailure& failure) const;
  std::string newest_figures(const ReviewFailure& failure, const std::string& level) const;
  std::vector<std::string> actions(bool containment, const std::string& step,
                                   const std::string& mechanism) const;

  const ProcessModel& model_;
  Texts texts_;
  Figures figures_;
  std::map<std::pair<std::string, std::string>, std::string> value_names_;
};

/// "3 days", "5 h", "20 min"
std::string duration(Seconds time, const Wording& wording);

/// The cause of that id, the figures of that failure kind; nullptr where the review has none.
const ReviewCause* find_cause(const Review& review, const std::string& id);
const ReviewFailure* find_failure(const Review& review, const std::string& kind);

}  // namespace rastro
