#pragma once

#include <string>
#include <vector>

#include "simulate/staging.h"

namespace rastro::simulation {

/// An entry of the log of what was changed in the process.
struct Change {
  Seconds at = 0;
  std::string step;
  std::string note;
  std::string factor;  ///< empty where the change concerns a step as a whole
  std::string value;
};

/// The change log of the period, by time: what began or ended causes, and much that is innocent.
/// Description revisions made in the period are added to the world, among them those that make two
/// products read alike.
std::vector<Change> change_process(World& world, const Book& book, const std::vector<Cause>& causes,
                                   const Staging& staging, Random& random);

}  // namespace rastro::simulation
