#include <fmt/format.h>

#include <filesystem>

#include "base/error.h"
#include "base/text.h"
#include "cli/commands.h"
#include "eventlog/ocel_writer.h"
#include "exchange/store_log.h"

namespace rastro {

namespace {

using Writer = void (*)(const ObjectLog&, const std::string&);

/// By the ending of the name; nullptr where it names no format.
Writer writer_of(const std::string& file) {
  const std::string name = fold(file);
  if (name.ends_with(".sqlite") || name.ends_with(".db")) return write_ocel_sqlite;
  if (name.ends_with(".jsonocel") || name.ends_with(".json")) return write_ocel_json;
  if (name.ends_with(".xmlocel") || name.ends_with(".xml")) return write_ocel_xml;
  return nullptr;
}

}  // namespace

int run_export(const Options& options) {
  const Writer write = writer_of(options.out);
  if (write == nullptr) {
    throw Error("the ending names no format of an event log", {options.out},
                "call it .sqlite, .jsonocel or .xmlocel");
  }
  const ProcessModel model = chosen_model(options);
  require_database(options);
  std::error_code ignored;
  if (std::filesystem::equivalent(options.out, options.database, ignored)) {
    throw Error("this is the database itself", {options.out}, "name another file");
  }
  Store store(options.database, model.tables, model.identity);
  const ObjectLog log = log_of_store(store, model);
  write(log, options.out);
  if (!options.quiet) {
    fmt::print("{}: {} events, {} objects\n", options.out, log.events.size(), log.objects.size());
    for (const std::string& note : log.notes) fmt::print("  {}\n", note);
  }
  return exit_done;
}

}  // namespace rastro
