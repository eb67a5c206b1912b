#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <functional>
#include <system_error>

#include "base/error.h"
#include "base/text.h"
#include "cli/commands.h"
#include "simulate/simulate.h"
#include "store/schema.h"

namespace rastro {

namespace {

constexpr const char* version = "rastro " RASTRO_VERSION;

/// A command: its words, what it takes, what it does.
struct Command {
  const char* name;
  const char* help;
  std::function<void(CLI::App&, Options&)> add_options;
  int (*run)(const Options&);
};

void add_data_options(CLI::App& app, Options& options) {
  app.add_option("--db", options.database, "database file")->capture_default_str();
  app.add_option("--model", options.model, "process model (default: the one compiled in)");
}

void add_window_options(CLI::App& app, Options& options) {
  app.add_option(
      "--as-of", options.as_of,
      "analyse as of this day, as 2026-09-30, and see nothing later (default: the day of the "
      "last order, and all that followed)");
  app.add_option("--weeks", options.weeks, "weeks analysed")
      ->capture_default_str()
      ->check(CLI::Range(1, 5200));
}

/// `most` languages at once.
void add_language(CLI::App& app, Options& options, std::size_t most, const std::string& help) {
  const auto check = [most](const std::string& list) { return fault_of_languages(list, most); };
  app.add_option("--lang", options.lang, help)->type_name("LANG")->check(check);
}

constexpr const char* one_language =
    "en or es, or as a country writes numbers, dates and money: en-US, es-AR, es-ES, es-MX "
    "(default: that of LC_ALL, LC_MESSAGES or LANG)";

void add_redact(CLI::App& app, Options& options) {
  app.add_flag("--redact", options.redact,
               "give customers and staff made-up names; leave out addresses, notes, telephone "
               "numbers and e-mail addresses");
}

void add_quiet(CLI::App& app, Options& options) {
  app.add_flag("--quiet", options.quiet, "say nothing but errors");
}

void review_options(CLI::App& app, Options& options) {
  app.add_option("folder", options.paths, "log files, or folders of them, to load first");
  add_data_options(app, options);
  add_window_options(app, options);
  add_language(app, options, all_locales().size(),
               fmt::format("{}; several, as es,en: the first in the folder, each other in a folder "
                           "of its own in it",
                           one_language));
  add_redact(app, options);
  app.add_option("--out", options.out, "folder to write (default: review-<as-of>)");
  add_quiet(app, options);
}

void import_options(CLI::App& app, Options& options) {
  CLI::Option* files = app.add_option(
      "file", options.paths,
      "log files, folders of them, patterns like 'logs/2026-*.csv', or - for standard input");
  app.add_flag("--explain", options.explain, "say how the files would be read; load nothing")
      ->needs(files);
  app.add_flag("--rejected", options.retry_only,
               "try the rows again that were rejected before, with the model as it is now")
      ->excludes(files);
  app.add_option("--name", options.input_name,
                 "what standard input is called, as orders.csv: by this it is recognised");
  add_data_options(app, options);
  add_quiet(app, options);
}

void causes_options(CLI::App& app, Options& options) {
  app.add_option("table", options.paths, "CSV file: a row a unit, or a row with counts of units")
      ->required()
      ->expected(1);
  app.add_option(
         "--failed", options.failed,
         "column that says whether the unit failed (0 or 1, yes or no); with --exposed, how "
         "many failed")
      ->required();
  app.add_option("--exposed", options.exposed,
                 "column that says how many units the row stands for");
  app.add_option("--factors", options.factors, "columns that may be causes (default: all others)")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_option("--depth", options.depth,
                 "most columns in one cause (default: 3, or as many as can be searched)")
      ->check(CLI::Range(1, 3));
  app.add_flag("--json", options.json, "print JSON, as in review.json");
  add_language(app, options, 1, one_language);
  app.add_flag("--quiet", options.quiet, "say nothing of rows that were left out");
}

void trace_options(CLI::App& app, Options& options) {
  const auto add = [&](const char* what, const char* help, const char* id) {
    CLI::App* sub = app.add_subcommand(what, help);
    sub->add_option("id", options.traced_id, id)->required();
    add_data_options(*sub, options);
    add_window_options(*sub, options);
    add_language(*sub, options, 1, one_language);
    add_redact(*sub, options);
    sub->callback([&options, what] { options.traced = what; });
  };
  add("order", "what happened to it, what failed and why, what was done and what is owed",
      "order number");
  add("incident", "a report, what was done about it, and the story of its order",
      "incident number");
  add("ticket", "a ticket of the review: its cause, examples, what to correct", "as T-1a2b3c4d");
  app.require_subcommand(1);
}

void graph_options(CLI::App& app, Options& options) {
  app.add_option("--format", options.format, "dot, graphml or json")
      ->capture_default_str()
      ->check(CLI::IsMember({"dot", "graphml", "json"}));
  add_data_options(app, options);
  add_window_options(app, options);
  add_redact(app, options);
  app.add_option("--out", options.out, "file to write (default: the terminal)");
}

void check_options(CLI::App& app, Options& options) { add_data_options(app, options); }

void export_options(CLI::App& app, Options& options) {
  app.add_option("file", options.out,
                 "file to write: OCEL 2.0 as its ending says (.sqlite, .jsonocel, .xmlocel)")
      ->required();
  add_data_options(app, options);
  add_quiet(app, options);
}

void init_options(CLI::App& app, Options& options) {
  app.add_option("folder", options.out, "folder to make (default: this one)");
}

void simulate_options(CLI::App& app, Options& options) {
  app.add_option("folder", options.out, "folder to write")->required();
  app.add_option("--seed", options.seed, "another seed, another retailer")->capture_default_str();
  app.add_option("--months", options.months, "months of 30 days")
      ->capture_default_str()
      ->check(CLI::Range(1, 120));
  app.add_option("--orders", options.orders, "orders a month")
      ->capture_default_str()
      ->check(CLI::Range(100, 20000000));
  app.add_option("--until", options.until, "last day on which an order is placed")
      ->capture_default_str();
  app.add_option("--rate-factor", options.rate_factor,
                 "everyday failures, against the usual number of them")
      ->capture_default_str()
      ->check(CLI::Range(0.1, 5.0));
  std::string plants = "what to plant, separated by commas (those with * if nothing is named):";
  for (const Plantable& thing : plantable()) {
    plants += fmt::format("\n{}{}: {}", thing.name, thing.usual ? "*" : "", thing.meaning);
  }
  app.add_option("--plant", options.plant, plants)
      ->delimiter(',')
      ->type_name("WHAT")
      ->check(CLI::IsMember(plantable_names()).description(""));
  app.add_flag("--no-causes", options.plant_nothing,
               "plant nothing: a month in which all is usual");
}

const std::vector<Command>& commands() {
  static const std::vector<Command> all = {
      {"review", "load, analyse, and write the weekly review", review_options, run_review},
      {"import", "load log files", import_options, run_import},
      {"causes", "search any one flat table (CSV) for causes; needs no process model",
       causes_options, run_causes},
      {"trace", "tell the whole story of one order, incident or ticket", trace_options, run_trace},
      {"graph", "the cause graph as DOT, GraphML or JSON", graph_options, run_graph},
      {"export", "write what was loaded as an event log (OCEL 2.0)", export_options, run_export},
      {"check", "check the process model and the data, without analysing", check_options,
       run_check},
      {"init", "write the process model and an empty workspace", init_options, run_init},
      {"simulate", "make up a retailer with planted causes, and the truth beside it",
       simulate_options, run_simulate},
  };
  return all;
}

/// The parser only knows that no command was given; the user wants to hear which word is none.
bool report_unknown_command(int argc, char** argv) {
  if (argc < 2) return false;
  const std::string word = argv[1];
  std::vector<std::string> names;
  for (const Command& command : commands()) names.emplace_back(command.name);
  if (std::find(names.begin(), names.end(), word) != names.end()) return false;
  const std::string hint = did_you_mean(word, names);
  fmt::print(stderr, "rastro: no {} '{}'\n  {}\n", word.starts_with('-') ? "option" : "command",
             word, hint.empty() ? "'rastro --help' names them all" : hint);
  return true;
}

int run_command(int (*command)(const Options&), const Options& options) {
  try {
    const int code = command(options);
    if (std::fflush(stdout) == 0) return code;
  } catch (const SQLite::Exception& exception) {
    throw_database_error(exception, options.database);
  } catch (const std::system_error&) {
    if (std::ferror(stdout) == 0) throw;
  }
  throw Error("the output cannot be written", {}, "check that its disk has room");
}

int run(int argc, char** argv) {
  CLI::App app{
      "Rastro traces recurring delivery failures back to the process step that lets them "
      "happen."};
  app.set_version_flag("--version", version);
  app.footer("Exit codes: 0 done, 1 failed, 2 usage, 3 too many rejected rows.");
  app.require_subcommand(1);
  Options options;
  int (*chosen)(const Options&) = nullptr;
  for (const Command& command : commands()) {
    CLI::App* sub = app.add_subcommand(command.name, command.help);
    command.add_options(*sub, options);
    sub->callback([&chosen, &command] { chosen = command.run; });
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() != 0 && report_unknown_command(argc, argv)) return exit_usage;
    return app.exit(error) == 0 ? exit_done : exit_usage;
  }
  return run_command(chosen, options);
}

}  // namespace

}  // namespace rastro

int main(int argc, char** argv) {
  // A file that may not grow further is to be told, not to end the program.
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    return rastro::run(argc, argv);
  } catch (const rastro::Error& error) {
    fmt::print(stderr, "rastro: {}\n", error.what());
  } catch (const std::bad_alloc&) {
    fmt::print(stderr, "rastro: out of memory\n");
  } catch (const std::exception& error) {
    fmt::print(stderr, "rastro: internal error: {}\n  please report it with the command\n",
               error.what());
  }
  return rastro::exit_failed;
}
