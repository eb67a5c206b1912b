#pragma once

#include <map>
#include <string>
#include <vector>

#include "bench/simulated_month.h"

namespace rastro::bench {

struct Share {
  double hits = 0, of = 0;
  void add(bool hit) {
    hits += hit ? 1 : 0;
    of += 1;
  }
  Share& operator+=(const Share& other) {
    hits += other.hits;
    of += other.of;
    return *this;
  }
};

/// Shares by a word, in the words' order.
using Shares = std::map<std::string, Share>;

/// How an analysis fared against the truth, in one month or in many.
struct Score {
  int months = 0;
  Share found;                             ///< planted causes, of those that had to be found
  std::map<std::string, Shares> found_by;  ///< the same, broken down in several ways
  Share true_reports;                      ///< reported causes that are true
  Share right_step;                        ///< found causes laid to the planted step
  Shares innocents_reported;               ///< as causes, by how they go with a cause
  Shares episodes_found;                   ///< by what happened
  Share reporting_months;                  ///< months that report any cause
  Shares chains_found;                     ///< by "wrong_address, then failed_attempt"
  double imbalance = 0;                    ///< failures, at the worst vertex of all cause graphs
  std::vector<double> attribution_errors;  ///< share of the true number, of found causes
  std::vector<double> chain_errors;        ///< the same of found chains
  std::vector<double> onset_errors;        ///< days, of found causes that began and are given a day
  std::vector<double> end_errors;  ///< days, of found causes that ended and are given a last day
  Share onset_covered;      ///< found causes given a first day whose interval holds the true one
  Shares since_told;        ///< found causes that are given a first day, by their planted course
  Share drifts_told;        ///< found drifting causes that are told as such
  Share drifts_not_denied;  ///< those that are not told as a step
  Share steps_left_open,
      steps_denied;   ///< found ones with a date: told as step or growth; as growth
  std::string notes;  ///< every miss and every false cause

  Score& operator+=(const Score& other);
};

/// Scores one month.
Score score_month(const SimulatedMonth& month);

}  // namespace rastro::bench
