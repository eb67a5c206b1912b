#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/time.h"

namespace rastro::bench {

/// factor → value
using Words = std::map<std::string, std::string>;

/// One planted cause, and what it did to orders of the window whose failures are visible by its
/// end.
struct PlantedCause {
  std::string id, failure, step;
  Words conditions;
  Day from = 0, until = 0;   ///< order days on which it acts
  std::string course;        ///< steady, step, ended or drift
  std::string mechanism;     ///< empty: none, or left open
  double planted_ratio = 1;  ///< (everyday risk + added risk) / everyday risk
  double expected_extra = 0;
  double fired = 0;
};

/// An innocent value that goes with a planted cause, or that has fewer failures than others.
struct Innocent {
  std::string failure;
  Words conditions;
  std::string relation;  ///< handed_over, within or around; protective
};

/// What happened once.
struct PlantedEpisode {
  std::string id, name, failure;
  std::set<std::string> orders;  ///< of the window that it made fail, as the logs show by now
};

/// A failure kind that brings about failures of a later one, or of its own once more.
struct PlantedLink {
  std::string id, from, to;
  double fired = 0;  ///< failures of the window that followed from it, as the logs show by now
};

/// What tempts to name a mechanism that is not the cause's.
struct PlantedDecoy {
  std::string name, mechanism;  ///< the mechanism not to be named; empty: any
  std::string cause_id;
};

struct Truth {
  std::vector<PlantedCause> causes;
  std::vector<PlantedDecoy> decoys;
  std::vector<Innocent> innocents;
  std::vector<PlantedEpisode> episodes;
  std::vector<PlantedLink> links;
};

/// Reads the truth folder of a simulated month.
Truth read_truth(const std::string& folder, Day from, Day to);

}  // namespace rastro::bench
