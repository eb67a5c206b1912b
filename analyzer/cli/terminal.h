#pragma once

#include <string>
#include <string_view>

#include "cli/options.h"
#include "intake/importer.h"

namespace rastro {

/// A line on standard error that is written over as work goes on; nothing unless it is a terminal.
class Progress {
 public:
  explicit Progress(bool quiet);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(const std::string& text);
  void import(const ImportProgress& progress);

 private:
  bool active_;
  int last_percent_ = -1;
};

/// What was read from each file, what was rejected and why, for a person.
std::string describe(const ImportReport& report, double threshold);
std::string describe(const ImportExplanation& explanation);

/// exit_rejected above the model's share of rejected rows, else exit_done.
int exit_code(const ImportReport& report, const ProcessModel& model);

/// Throws Error where the file cannot be written.
void write_file(const std::string& path, std::string_view content);

}  // namespace rastro
