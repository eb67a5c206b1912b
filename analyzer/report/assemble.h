#pragma once

#include <vector>

#include "causes/analysis.h"
#include "process/model.h"
#include "recovery/care_log.h"
#include "report/review.h"
#include "store/store.h"

namespace rastro {

struct ReviewSettings {
  Day as_of = 0;        ///< last order day
  Day seen_until = 0;   ///< last day of which events are seen; as_of, or later
  int weeks = 4;        ///< of the analysis window, 1 or more
  bool redact = false;  ///< nobody is named: see redact.h
};

/// The days that a review looks at.
DayRange review_window(const ReviewSettings& settings);

/// The first order day of the units below.
Day first_loaded_day(const ReviewSettings& settings);

/// Reads the units that the review needs: the window and the weeks before it for the charts.
Units load_review_units(Store& store, const ProcessModel& model, const ReviewSettings& settings);

/// Reads what the review tells of customers. Throws Error from the store.
CareLog load_review_care(Store& store, const ProcessModel& model, const ReviewSettings& settings);

/// The cause graph as the review shows it.
ReviewGraph review_graph(const Analysis& analysis, const Units& units, const ProcessModel& model);

/// The logs, and what was found in them.
struct ReviewSource {
  Store& store;
  const ProcessModel& model;
  const ReviewSettings& settings;
  const Units& units;        ///< load_review_units()
  const Analysis& analysis;  ///< of the review's window
  const CareLog& care;       ///< load_review_care()
};

/// Puts the review together.
Review assemble_review(const ReviewSource& source, std::vector<ReviewInput> inputs);

}  // namespace rastro
