#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <exception>

#include "bench/bench.h"

int main(int argc, char** argv) {
  CLI::App app{"Prints the tables of figures."};
  rastro::bench::Settings settings;
  std::string what = "all";
  app.add_option("what", what,
                 "causes, speed, killed, table, silence, confounding, cost, notes, mechanisms, "
                 "charts or all")
      ->capture_default_str()
      ->check(CLI::IsMember({"causes", "speed", "killed", "table", "silence", "confounding", "cost",
                             "notes", "mechanisms", "charts", "all"}));
  app.add_option("--months", settings.months,
                 "months of every sort; unless given, silence takes 200, the others 100")
      ->check(CLI::PositiveNumber);
  app.add_option("--tables", settings.tables, "flat tables")->capture_default_str();
  app.add_option("--seed", settings.seed, "seed of the first month or table")
      ->capture_default_str();
  app.add_option("--group", settings.group, "of silence: steady, swings, twins or bursts only")
      ->check(CLI::IsMember({"steady", "swings", "twins", "bursts"}));
  app.add_option("--plot", settings.plot, "SVG file to draw the cost into");
  app.add_flag("--verbose", settings.verbose, "tell every miss and every false cause");
  CLI11_PARSE(app, argc, argv);
  try {
    // Processes first: a child's peak memory counts what its parent held when it was forked.
    const auto wants = [&](const char* name) { return what == name || what == "all"; };
    if (wants("speed")) rastro::bench::run_speed(settings);
    if (wants("killed")) rastro::bench::run_killed(settings);
    if (wants("table")) rastro::bench::run_tables(settings);
    if (wants("causes")) rastro::bench::run_causes(settings);
    if (wants("silence")) rastro::bench::run_silence(settings);
    if (wants("confounding")) rastro::bench::run_confounding(settings);
    if (wants("cost")) rastro::bench::run_cost(settings);
    if (wants("mechanisms")) rastro::bench::run_mechanisms(settings);
    if (wants("charts")) rastro::bench::run_charts(settings);
    if (wants("notes")) rastro::bench::run_notes(settings);
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench: {}\n", error.what());
    return 1;
  }
  return 0;
}
