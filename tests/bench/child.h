#pragma once

#include <string>

namespace rastro::bench {

/// One finished process.
struct Child {
  double seconds = 0;            ///< on the wall
  double processor_seconds = 0;  ///< of all its threads
  double megabytes = 0;          ///< peak; no less than what this program held when it was started
};

/// Runs a command of the shell. Throws std::runtime_error where it fails.
Child run_child(const std::string& command, const std::string& output = "/dev/null");

}  // namespace rastro::bench
