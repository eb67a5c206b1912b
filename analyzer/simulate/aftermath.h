#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "simulate/events.h"

namespace rastro::simulation {

struct Incident {
  std::string id;
  std::size_t failure = 0;  ///< index into History::failures
  Seconds reported_at = 0;
  std::string_view source;
  std::string note;
  bool in_note_only = false;  ///< the note alone tells what failed
  bool again = false;         ///< the same failure had been reported before
};

struct RecoveryAction {
  std::size_t incident = 0;
  Seconds at = 0;
  std::string_view action;
  std::string by;
  double amount = 0;  ///< 0: none
};

struct Survey {
  int order = 0;
  Seconds at = 0;
  int score = 5;
  std::string_view comment;
};

/// What followed the failures, up to the end of the period's last day.
struct Aftermath {
  std::vector<Incident> incidents;  ///< in the order in which they were reported
  std::vector<RecoveryAction> recovery;
  std::vector<Survey> surveys;
};

Aftermath follow_up(const Book& book, const History& history, Random& random);

/// Lets a third of the incidents say in their note only what failed, in people's own words; one
/// note in twenty does not say it either. Those on the order that repeats say it as ever.
void tell_in_notes(const History& history, const Repeat& repeat, Aftermath& aftermath,
                   Random& random);

}  // namespace rastro::simulation
