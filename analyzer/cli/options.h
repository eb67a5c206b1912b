#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "process/model.h"
#include "report/locale.h"

namespace rastro {

/// What the command line said, for all commands.
struct Options {
  std::string database = "rastro.db";
  std::string model;  ///< empty: the compiled-in one
  std::string as_of;  ///< empty: the day of the last order, seeing all that followed
  int weeks = 4;
  std::string out;   ///< empty: each command's own default
  std::string lang;  ///< "es-AR,en"; empty: from the environment
  bool redact = false;
  bool quiet = false;

  std::vector<std::string> paths;  ///< files or folders
  bool explain = false;
  bool retry_only = false;        ///< only rows that were rejected before
  std::string input_name;         ///< what standard input is called
  std::string traced, traced_id;  ///< "order", "incident" or "ticket", and which
  std::string format = "dot";

  std::string failed, exposed;       ///< columns of a flat table
  std::vector<std::string> factors;  ///< the same; none: all others
  int depth = 0;                     ///< 0: up to 3, as many as can be searched
  bool json = false;

  std::uint64_t seed = 1;
  int months = 1;
  int orders = 18000;
  std::string until = "2026-09-30";
  double rate_factor = 1;
  std::vector<std::string> plant;
  bool plant_nothing = false;
};

enum ExitCode { exit_done = 0, exit_failed = 1, exit_usage = 2, exit_rejected = 3 };

/// The model asked for. Throws Error with file, line and what to do.
ProcessModel chosen_model(const Options& options);
/// Throws Error where there is no database yet: the command needs what was loaded before.
void require_database(const Options& options);
/// The languages asked for, one or more, each once; else the environment's, else English. Throws
/// Error for a list that says something else.
std::vector<Locale> chosen_locales(const Options& options);
/// The first of them.
Locale chosen_locale(const Options& options);
/// What is wrong with a list of languages such as "es,en"; "" where nothing is.
std::string fault_of_languages(const std::string& list, std::size_t most);
/// A day given on the command line. Throws Error naming the option.
Day day_option(const std::string& option, const std::string& text);

}  // namespace rastro
