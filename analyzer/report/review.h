#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"
#include "notes/told_kind.h"
#include "recovery/figures.h"

namespace rastro {

/// Everything that one review says, in the shape of review.json (schema rastro.review/1).
/// All texts are the data's own, never escaped: each writer escapes for its format.

struct ReviewInput {
  std::string file;
  std::string table;
  std::int64_t rows = 0, accepted = 0, rejected = 0, unchanged = 0;
};

/// One point of a p-chart. Rates are shares, 0 to 1.
struct ReviewWeek {
  std::string week;  ///< its first day, 2026-09-07
  std::int64_t exposed = 0, failed = 0;
  double center = 0, lower = 0, upper = 0;
  std::string signal;     ///< "", "high", "low"
  bool immature = false;  ///< reports for it are still coming in (page only)

  /// Share of failed units; not a number for a week without units.
  double rate() const { return static_cast<double>(failed) / static_cast<double>(exposed); }
};

/// Failures of a kind that followed from an earlier failure of their order.
struct ReviewChain {
  std::string failure;                   ///< the earlier kind
  std::int64_t exposed = 0, failed = 0;  ///< units that met it
  double rate = 0, baseline_rate = 0;    ///< baseline: what these units would have without it
  double risk_ratio = 0;                 ///< endless where the kind follows from nothing else
  double attributed = 0;                 ///< failures of this kind
};

/// What one rule of a kind's chart says.
struct ReviewSignal {
  /// above_range, below_range: the newest mature week; run_above, run_below: weeks in a row on one
  /// side of the usual level; few_crossings: weeks keep to one side; short_gap, long_gap: units
  /// between two failures; open_gap: units since the last one; run_short_gaps, run_long_gaps.
  std::string rule;
  std::string direction;        ///< "high": more failures than usual; "low"; "": neither
  Day from = 0, to = 0;         ///< first days of weeks, or order days of failures
  std::int64_t count = 0;       ///< of a run: points; crossings
  double value = 0;             ///< the week's rate, 0 to 1, or the gap's units
  double usual = 0, limit = 0;  ///< of the same; runs and crossings: limit, in points
  bool now = false;             ///< it speaks about the newest mature week, or what came after
  bool week_before = false;     ///< it spoke already a week earlier
};

/// The units between two failures of a rare kind.
struct ReviewGap {
  Day from = 0, to = 0;  ///< order days of the failures; open: of the last failure and last unit
  double units = 0;
  std::string signal;  ///< "", "short", "long"
  bool open = false;   ///< no failure has followed yet
};

/// An entry of the change log within the weeks shown (page only).
struct ReviewChange {
  Seconds at = 0;
  std::string step, note, factor, value;
};

struct ReviewFailure {
  std::string kind;
  std::string unit;                      ///< order, order_line, delivery, installation
  std::int64_t exposed = 0, failed = 0;  ///< in the window
  double rate = 0;
  double expected = 0;  ///< failures expected in the window at the rate of the weeks before it
  std::string signal;   ///< of the newest mature week: "", "high", "low"
  /// Failures that reach a cause: attributed to their own, or along chains to an earlier kind's.
  double explained = 0;
  double unexplained = 0;     ///< all others: explained + unexplained = failed
  std::int64_t inferred = 0;  ///< failed units that are known from notes only
  std::vector<ReviewChain> chains{};
  std::vector<std::string> trail{};  ///< the strongest path back: failure:…, condition:…, step:…
  std::vector<ReviewWeek> weekly;
  std::string chart{};    ///< what fits the kind: "p" weekly shares, "g" gaps (rare); "" none
  double usual_rate = 0;  ///< centre of its weeks: a rate, 0 to 1
  double spread = 1;      ///< sigma_z: how much wider weeks vary than a binomial
  std::vector<ReviewSignal> signals{};                  ///< what speaks now first
  std::vector<ReviewGap> gaps{};                        ///< oldest first; of a rare kind only
  double gap_lower = 0, gap_center = 0, gap_upper = 0;  ///< limits of gaps, in units
  /// Entries of the change log, within the weeks of the chart, of steps that may cause the kind.
  std::vector<ReviewChange> changes{};
};

/// A report that states no failure kind, and what its note tells.
struct ReviewReadNote {
  std::string incident_id, order_id;
  std::vector<ToldKind> told;  ///< empty: the note tells nothing that is known
};

struct ReviewStep {
  std::string step;
  std::string owner;
  double attributed = 0;  ///< failures in the window that reach this step, also along chains
  double cost = 0;        ///< of these, in the model's currency
};

struct ReviewCondition {
  std::string factor;
  std::string value;
  bool operator==(const ReviewCondition&) const = default;
};
using ReviewConditions = std::vector<ReviewCondition>;

/// Where a cause and a condition that covers nearly the same units differ.
struct ReviewContrast {
  ReviewConditions conditions;                                 ///< the other condition
  std::int64_t only_cause_exposed = 0, only_cause_failed = 0;  ///< units of the cause alone
  std::int64_t only_other_exposed = 0, only_other_failed = 0;  ///< units of the other alone
  std::optional<ReviewCondition> vary{};  ///< what can be given another value to let them part
  bool vary_cause = false;                ///< it belongs to the cause, not to the other condition
};

/// Failures of a later kind that follow from a cause's own.
struct ReviewConsequence {
  std::string failure;
  double attributed = 0;
};

/// A text in which some places, from and to in bytes, are to be marked.
struct ReviewMarkedText {
  std::string text;
  std::vector<std::pair<std::size_t, std::size_t>> marks;  ///< ascending, apart
};

/// A product that came instead of another one.
struct ReviewConfusion {
  std::string failure;                     ///< kind; "" within a cause
  std::string ordered, received;           ///< SKUs
  std::int64_t times = 0, times_back = 0;  ///< and the other way round
  double expected = 0;                     ///< both ways, by random confusion
  double p = 1;                            ///< of as many by random confusion
  std::vector<std::string> mechanisms;     ///< that the pair suggests, likeliest first
  std::vector<std::string> only_ordered, only_received;  ///< words that differ, as written
  std::vector<std::string> bring_forward;                ///< of these, what tells the two apart
  /// Of alike descriptions: both in full, with the words that differ (page only).
  ReviewMarkedText ordered_text{}, received_text{};
};

/// Where the time of late units was lost. Hours are working hours.
struct ReviewDelay {
  std::string stage;  ///< id in the model; "" where the promise is what was too short
  double hours = 0;   ///< median of the late units: taken, or promised
  double usual = 0;   ///< allowed by the standard or usual; for a promise: what it takes at least
};

struct ReviewWrongAddress {
  std::string order_id, used, correct;  ///< addresses are empty where customers are redacted
};

/// How a cause's own failures come about, as they show it themselves.
struct ReviewMechanism {
  std::string kind;
  std::vector<std::string> also{};  ///< what the failures show cannot tell it from these
  double share = 0;                 ///< of the cause's own failures
  std::int64_t shown = 0,
               seen = 0;  ///< failures where it acts that show it, and that show anything
  std::string detail;     ///< in no language: for machines
  std::vector<ReviewConfusion> confusions{};
  std::optional<ReviewDelay> delay{};
  std::vector<ReviewWrongAddress> addresses{};
};

struct ReviewCause {
  std::string id;           ///< "C1": stable within the review
  std::string failure;      ///< failure kind
  std::string step;         ///< the mechanism's where that is clear, else the factors'
  std::string factor_step;  ///< the factors'
  ReviewConditions conditions;
  std::vector<ReviewConditions> same_as;     ///< cover nearly the same units: cannot be told apart
  std::vector<ReviewContrast> tell_apart{};  ///< one for each of same_as
  std::int64_t exposed = 0, failed = 0;
  std::int64_t inferred = 0;           ///< of the failed, those that are known from notes only
  double rate = 0, baseline_rate = 0;  ///< baseline: what these units would have without the cause
  double risk_ratio = 0;
  double risk_ratio_low = 0, risk_ratio_high = 0;  ///< 95 % interval
  double p_adjusted = 1;                           ///< for the whole search
  double attributed = 0;                           ///< failures of the window
  double cost_per_month = 0;                       ///< of these and of what they lead to
  std::string course =
      "steady";  ///< steady, step, drift, step_or_drift, appeared: see causes/onset.h
  std::optional<Day> since{}, since_low{}, since_high{};  ///< order days, 95 % interval
  std::optional<Day> until{}, until_low{}, until_high{};  ///< where it has ended
  /// The entry of the change log with which it may have begun.
  struct Change {
    Seconds at = 0;
    std::string step, note;
    bool names_condition = false;  ///< else it is only of the same step and days
  };
  std::optional<Change> change{};
  std::optional<ReviewMechanism> mechanism{};
  /// failure:…, condition:…, step:…; the last failure that it leads to comes first.
  std::vector<std::string> trail;
  std::vector<ReviewConsequence> leads_to{};
  std::vector<std::string> orders;
  std::string ticket;
};

struct ReviewEpisode {
  std::string failure;
  ReviewConditions conditions;  ///< none: it hit everything
  Day from = 0, to = 0;
  std::int64_t exposed = 0, failed = 0;
  std::string dated_by = "orders.ordered_at";  ///< the column that its days are of
  std::string node{};                          ///< its condition's in the graph (page only)
};

struct ReviewCleared {
  std::string failure;
  ReviewConditions conditions;
  double risk_ratio = 0;           ///< alone
  double adjusted_risk_ratio = 0;  ///< with the causes accounted for
  std::string explained_by;        ///< cause id or "failure:kind"; "" where several share it
};

/// What made one rule of the model speak about a case.
struct ReviewMetRule {
  std::string rule;                ///< id: "repeated_failure", "grave_failure" …
  std::vector<std::string> kinds;  ///< of failures; empty: nobody knows
  std::vector<std::string> orders, incidents;
  std::int64_t count = 0;   ///< of mistakes, kinds or unanswered reports, as the rule counts
  Day first = 0, last = 0;  ///< on which they became known
  std::string detail;       ///< in no language: for machines
  /// The incidents whose kind was read from the note, each with the words that decided (page only).
  std::vector<std::pair<std::string, std::string>> inferred{};
};

/// A case that goes to the management by rule.
struct ReviewEscalation {
  std::string customer_id;
  std::vector<std::string> orders, incidents;  ///< of all the rules met
  std::vector<ReviewMetRule> met;              ///< at least one; the first is the one that leads
  std::optional<ReviewConfusion> confusion{};  ///< what came again and again instead of what
  std::string step{};                          ///< to which that points; "" where it is not clear
};

struct ReviewTicket {
  std::string id;     ///< fingerprint of the cause: T-xxxxxxxx
  std::string cause;  ///< cause id; "" for the ticket of an escalated case
  std::string state = "open";
  std::string step;
  std::string owner;
  std::string title;        ///< in no language: ids, for machines
  std::string mechanism{};  ///< that is to be corrected; "" where it is not clear
  std::optional<ReviewConfusion> confusion{};  ///< of a case: what came instead of what
  std::vector<std::string> orders{};           ///< of a case
  double priority = 0;                         ///< cost a month times severity: larger first
  double expected_reduction_per_month = 0;     ///< failures
  Day opened = 0;
  std::optional<Day> fixed_on{};
  std::string verdict;
  std::string failure{};  ///< kind that its cause leads to, also once that is no longer seen
};

struct ReviewCall {
  std::string order_id;
  std::string customer_id;
  std::string why;    ///< "escalated", "unacknowledged", "unreported_failure"
  std::string cause;  ///< cause id or ""
  // What each reason is told by: the page and calls.csv only.
  std::vector<ToldKind> told{};          ///< what it is about; empty: the report does not say
  std::string incident{}, source{};      ///< unacknowledged
  std::optional<Seconds> reported_at{};  ///< unacknowledged
  double share = 0;                      ///< unreported_failure: of the blame on the cause
  std::vector<ReviewMetRule> met{};      ///< escalated: those of the escalation
  Seconds waited = 0;                    ///< unacknowledged: up to the end of the last day seen
};

/// One way in which an open order may fail.
struct ReviewRisk {
  std::string failure;              ///< kind
  std::vector<std::string> causes;  ///< those that it meets, the strongest first
  double probability = 0;           ///< of at least one such failure in the order
};

/// An order that is still to be delivered, or installed, and meets a cause that acts.
struct ReviewAtRisk {
  std::string order_id;
  std::string cause;              ///< the strongest of its likeliest failure
  double probability = 0;         ///< of that failure
  std::vector<ReviewRisk> risks;  ///< the likeliest first; the first one is that failure
  std::string customer_id{};
};

struct ReviewGraphNode {
  std::string
      id;  ///< "step:picking", "condition:late_delivery/carrier=Andes", "failure:late_delivery"
  std::string kind;  ///< step, condition, failure, unexplained
  std::string label;
};
struct ReviewGraphEdge {
  std::string from, to;
  double attributed = 0;
};
struct ReviewGraph {
  std::vector<ReviewGraphNode> nodes;
  std::vector<ReviewGraphEdge> edges;
};

/// A failed unit with its shares of blame; the shares with `leak` sum to 1. A share that takes its
/// way through earlier failures of the order names them, the nearest first.
struct ReviewFailedUnit {
  std::string kind, order_id, part;  ///< part: line, delivery or installation id; "" for an order
  Day ordered_on = 0;
  std::int64_t incidents = 0;  ///< reports of this one failure; 0: found in the data only
  std::int64_t inferred = 0;   ///< those of them whose kind was read from a note
  struct Share {
    std::string cause;  ///< "" where the last earlier failure has none
    double share = 0;
    std::vector<std::string> via{};  ///< earlier failure kinds
  };
  std::vector<Share> shares;
  double leak = 1;
};

/// Something the reader must know about how far the figures reach: rows rejected, tables missing,
/// reports that name no line … `code` is a key of reports/texts, `values` fill its {} in order.
struct ReviewNote {
  std::string code;
  std::vector<std::string> values;
};

inline constexpr std::string_view product_key = "product";

struct Review {
  Day as_of = 0, window_from = 0, window_to = 0;
  Day seen_from = 0;  ///< first order day of all that is loaded: no onset before it can be seen
  std::string currency;
  std::vector<ReviewInput> inputs;
  std::vector<ReviewFailure> failures;  ///< in the model's order
  std::vector<ReviewStep> steps;        ///< largest attributed first
  std::vector<ReviewCause> causes;      ///< dearest first
  std::vector<ReviewEpisode> episodes;
  std::vector<ReviewCleared> cleared;
  std::vector<ReviewConfusion> confusions;  ///< evident pairs, the most evident first
  std::vector<ReviewEscalation> escalations;
  std::vector<ReviewReadNote> read_notes;  ///< of the window; by time, then incident
  std::vector<ReviewTicket> tickets;
  RecoveryFigures recovery;           ///< persons under their shown names
  std::vector<ReviewCall> calls;      ///< the most pressing first
  std::vector<ReviewAtRisk> at_risk;  ///< one an order; the likeliest to fail first
  ReviewGraph graph;
  // Beside review.json: what the page and the CSV files need.
  std::vector<ReviewChange> changes;
  std::vector<ReviewFailedUnit> failed_units;
  std::vector<ReviewNote> notes;
  /// The names of the codes that the conditions hold: {"sku", "M07337"} → "Silla alta"; those of
  /// confused products under product_key.
  std::map<std::pair<std::string, std::string>, std::string> value_names;
};

}  // namespace rastro
