#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "notes/told_kind.h"
#include "process/model.h"
#include "store/store.h"
#include "tally/condition.h"

namespace rastro {

/// How many days before the window a mistake or an unanswered report still matters: as many as the
/// model's rules look back, and at least 90.
Day care_reach(const ProcessModel& model);

struct CareOrder {
  std::string order_id;
  std::string customer_id;  ///< empty where the order names none
  Seconds ordered_at = 0;
};

struct CareAction {
  Seconds at = 0;
  std::string action;
  std::string by{};  ///< who did it; empty where nobody is named
};

struct CareIncident {
  std::string incident_id;
  std::string order_id;
  std::string line;  ///< empty where the report names none
  std::string source;
  std::vector<ToldKind> told;  ///< each kind once; empty: nobody knows what it is about
  Seconds reported_at = 0;
  std::vector<CareAction> actions;  ///< by time, then name
  std::string received_sku{};       ///< what came instead of what was ordered

  /// When the trouble was out of the way: the first `resolved`, else the first of `replaced`,
  /// `refunded`, `compensated`. A solution that was merely offered is none.
  std::optional<Seconds> solved_at() const;
  /// The first answer to the customer: the first `acknowledged`; where none was written down, the
  /// first action of any kind.
  const CareAction* answer() const;
  /// When that was; never before the report.
  std::optional<Seconds> answered_at() const;
  /// The first action for which the team must have spoken to the customer: `contacted`,
  /// `apologised`, `solution_offered` or `follow_up_call`. An `acknowledged` may be a machine's.
  const CareAction* contact() const;
  /// When the team spoke to the customer: the report itself where it came out of a verification
  /// call, else the first contact.
  std::optional<Seconds> contacted_at() const;
  /// Whether it came out of a call that the team made to verify the delivery.
  bool is_verification() const;
  /// False for what the team found out itself: a verification call, a note on the delivery slip.
  bool is_from_customer() const;
};

struct CareSurvey {
  std::string order_id;
  Seconds at = 0;
  double score = 0;  ///< 1 to 5
};

struct Payment {
  Seconds at = 0;
  std::optional<double> amount;  ///< empty: paid, but not written down how much
};

/// A failed unit, as far as recovery needs to know it.
struct KnownFailure {
  std::string kind;
  std::string order_id;
  Day ordered_on = 0;
  std::int64_t incidents = 0;  ///< reports of it; 0: found in the data only
  std::string cause;  ///< id of the cause with the largest share; empty where there is none
  double share = 0;   ///< of that cause, 0 to 1
};

/// What the logs say about customers, up to the end of the window. Rows after it are not seen.
struct CareLog {
  DayRange window;                      ///< `to` is the last day seen
  std::vector<CareOrder> orders;        ///< by id: of the window and care_reach() days before it,
                                        ///< and those of the incidents
  std::vector<CareIncident> incidents;  ///< of the same days; by time, id
  std::vector<CareSurvey> surveys;      ///< on these orders; by order, time
  std::vector<Payment> payments;        ///< refunds and compensations of the window
  /// By order: when a replacement arrived, ascending; where no arrival is recorded, when it was
  /// written down that one was sent.
  std::map<std::string, std::vector<Seconds>> replaced;
  bool has_incidents = false;  ///< the data record complaints at all, so none means none
  bool has_actions = false;    ///< the data record recovery at all
  // Whether it records these at all: what is never written down is not known to be missing.
  bool has_contacts = false, has_follow_ups = false, has_payments = false;

  /// Nothing where the order is not among `orders`.
  const CareOrder* find_order(std::string_view order_id) const;
  /// Empty where the order is unknown or names no customer.
  std::string customer_of(std::string_view order_id) const;
  bool in_window(Seconds time) const;
};

/// Reads what is needed of orders, incidents, recovery, surveys and deliveries. Throws Error from
/// the store.
CareLog read_care_log(Store& store, const ProcessModel& model, DayRange window);

}  // namespace rastro
