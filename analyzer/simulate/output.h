#pragma once

#include <string>
#include <vector>

#include "simulate/aftermath.h"
#include "simulate/changes.h"

namespace rastro::simulation {

/// All there is to write.
struct Result {
  const World& world;
  const Book& book;
  const Fate& fate;
  const Staging& staging;
  const History& history;
  const Aftermath& aftermath;
  const std::vector<Change>& changes;
};

/// The eleven tables. What happened after the period's last day is left out.
void write_logs(const Result& result, const std::string& folder);

/// causes, daily, failures, standins, rates, swings, protective, episodes, chains, decoys, repeats
/// and notes: what a perfect analysis would find.
void write_truth(const Result& result, const std::string& folder);

/// "N000001", "D0000001", "S000001" for the index 0.
std::string order_id(int order);
std::string delivery_id(int delivery);
std::string installation_id(int installation);

}  // namespace rastro::simulation
