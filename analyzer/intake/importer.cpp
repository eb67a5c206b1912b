#include "intake/importer.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "base/error.h"
#include "intake/column_scan.h"
#include "intake/file_loader.h"
#include "store/schema.h"

namespace rastro {

namespace {

constexpr std::size_t rows_shown = 3;

/// The tables of one file that are read: loaded together or not at all.
struct FileGroup {
  std::shared_ptr<const LogFile> source;
  std::vector<FilePlan> plans;
};

bool feeds(const FilePlan& plan, std::string_view table) {
  return std::any_of(plan.tables.begin(), plan.tables.end(),
                     [&](const PlannedTable& one) { return one.spec->name == table; });
}

/// Whether the file refers to a table that another one still has to fill.
bool waits_for(const FilePlan& plan, const FilePlan& other) {
  for (const PlannedTable& table : plan.tables) {
    for (const Reference& reference : table.spec->references) {
      if (!feeds(plan, reference.table) && feeds(other, reference.table)) return true;
    }
  }
  return false;
}

/// What others refer to comes first; else in the order of the tables, then of names.
template <typename Item, typename Waits, typename Place>
std::vector<Item> in_loading_order(std::vector<Item> items, Waits waits, Place place) {
  std::stable_sort(items.begin(), items.end(),
                   [&](const Item& left, const Item& right) { return place(left) < place(right); });
  std::vector<Item> ordered;
  while (!items.empty()) {
    auto chosen = std::find_if(items.begin(), items.end(), [&](const Item& item) {
      return std::none_of(items.begin(), items.end(),
                          [&](const Item& other) { return &item != &other && waits(item, other); });
    });
    if (chosen == items.end()) chosen = items.begin();
    ordered.push_back(std::move(*chosen));
    items.erase(chosen);
  }
  return ordered;
}

auto place_of(const FilePlan& plan) { return std::pair(plan.tables.front().spec, plan.name()); }

std::vector<FileGroup> order_groups(std::vector<FileGroup> groups) {
  for (FileGroup& group : groups) {
    group.plans = in_loading_order(std::move(group.plans), waits_for, place_of);
  }
  const auto waits = [](const FileGroup& group, const FileGroup& other) {
    return std::any_of(group.plans.begin(), group.plans.end(), [&](const FilePlan& plan) {
      return std::any_of(other.plans.begin(), other.plans.end(),
                         [&](const FilePlan& one) { return waits_for(plan, one); });
    });
  };
  return in_loading_order(std::move(groups), waits,
                          [](const FileGroup& group) { return place_of(group.plans.front()); });
}

/// What hinders a web page from being a table is that it is a web page, not what it lacks.
std::vector<FilePlan> plan_or_refuse(const ProcessModel& model,
                                     const std::shared_ptr<const LogFile>& source,
                                     std::string& why) {
  try {
    return plan_file(model, source, why);
  } catch (const Error&) {
    const auto other = source->other_document();
    if (!other) throw;
    throw Error(other->what, {source->path()}, other->help);
  }
}

std::vector<FileGroup> plan_files(const ProcessModel& model, const std::vector<ListedFile>& files,
                                  std::vector<FileLeftOut>& left_out) {
  std::vector<FileGroup> groups;
  std::string reasons;
  for (const ListedFile& file : files) {
    auto source = std::make_shared<LogFile>(file.path);
    source->set_name(file.name);
    std::string why;
    FileGroup group{source, plan_or_refuse(model, source, why)};
    if (file.spooled) {
      for (FilePlan& plan : group.plans) plan.path = file.name;
    }
    if (!group.plans.empty()) {
      groups.push_back(std::move(group));
      continue;
    }
    left_out.push_back({file.name, why});
    reasons += fmt::format("{}{}: {}", reasons.empty() ? "" : "\n  ", file.name, why);
  }
  if (groups.empty()) throw Error("there is nothing to load", {}, reasons);
  return order_groups(std::move(groups));
}

/// Standard input lies in a temporary file, whose name tells nobody anything.
template <typename Action>
auto naming_input(const std::vector<ListedFile>& files, const Action& action) {
  try {
    return action();
  } catch (const Error& error) {
    Place place = error.place();
    for (const ListedFile& file : files) {
      if (!file.spooled || place.file != file.path) continue;
      place.file = file.name;
      throw Error(error.message(), place, error.help());
    }
    throw;
  }
}

/// The report of a table whose very bytes were loaded before, in the same way.
std::optional<FileReport> report_if_known(ImportLog& log, const FilePlan& plan,
                                          std::uint64_t content) {
  const auto entries = log.find(content, plan.fingerprint);
  if (entries.size() != plan.tables.size()) return std::nullopt;
  FileReport report;
  report.file = plan.name();
  report.known = true;
  report.notes.emplace_back("loaded before: nothing in it has changed");
  for (const ImportEntry& entry : entries) {
    TableReport counts;
    counts.table = entry.table;
    counts.rows = entry.rows;
    counts.rejected = entry.rejected;
    counts.unchanged = entry.rows - entry.rejected;
    counts.repeats = entry.repeats;
    report.tables.push_back(std::move(counts));
  }
  return report;
}

void load_group(Store& store, const ProcessModel& model, FileGroup group,
                const FileLoader::BytesRead& bytes_read, std::vector<FileReport>& reports) {
  ImportLog log(store);
  std::optional<std::uint64_t> content;
  if (log.has_size(group.source->size())) content = group.source->content_hash();
  std::optional<StoreTransaction> transaction;
  for (FilePlan& plan : group.plans) {
    std::optional<FileReport> known;
    if (content) known = report_if_known(log, plan, *content);
    if (!known && !transaction) transaction.emplace(store);
    if (!known) plan.usual_day_order = usual_day_order(log, plan);
    reports.push_back(known ? std::move(*known)
                            : FileLoader(store, model, std::move(plan)).load(bytes_read));
  }
  if (transaction) transaction->commit();
}

void load_files(Store& store, const ProcessModel& model, const std::vector<ListedFile>& files,
                const ProgressCallback& progress, ImportReport& report) {
  auto groups = plan_files(model, files, report.left_out);
  std::int64_t total = 0, done = 0;
  for (const FileGroup& group : groups) total += group.source->size();
  for (FileGroup& group : groups) {
    const auto source = group.source;
    const auto bytes_read = [&](std::int64_t bytes) {
      if (progress) progress({source->name(), done + bytes, total});
    };
    bytes_read(0);
    load_group(store, model, std::move(group), bytes_read, report.files);
    done += source->size();
  }
}

void explain(FilePlan plan, ImportExplanation& explanation) {
  for (std::string& note : scan_columns(plan)) plan.notes.push_back(std::move(note));
  TableReader reader(plan.open, plan.heading);
  FirstRows first;
  while (reader.next()) {
    if (first.rows.size() >= rows_shown || !reader.fault().empty()) continue;
    first.lines.push_back(reader.line());
    first.rows.emplace_back(reader.fields().begin(), reader.fields().end());
  }
  for (std::string& note : reader.notes()) plan.notes.push_back(std::move(note));
  explanation.first_rows.push_back(std::move(first));
  explanation.files.push_back(std::move(plan));
}

}  // namespace

std::int64_t ImportReport::rows() const {
  std::int64_t sum = 0;
  for (const FileReport& file : files) {
    for (const TableReport& table : file.tables) sum += table.rows;
  }
  return sum;
}

std::int64_t ImportReport::rejected() const {
  std::int64_t sum = 0;
  for (const FileReport& file : files) {
    for (const TableReport& table : file.tables) sum += table.rejected;
  }
  return sum;
}

double ImportReport::rejected_share() const {
  return rows() == 0 ? 0.0 : static_cast<double>(rejected()) / static_cast<double>(rows());
}

ImportReport import_files(Store& store, const ProcessModel& model,
                          const std::vector<std::string>& paths, const ProgressCallback& progress,
                          const std::string& input_name) {
  ImportReport report;
  const std::vector<ListedFile> files = list_files(paths, input_name, report.left_out);
  try {
    naming_input(files, [&] { load_files(store, model, files, progress, report); });
    report.retried = retry_rejections(store, model);
  } catch (const SQLite::Exception& exception) {
    throw_database_error(exception, store.path());
  }
  return report;
}

ImportExplanation explain_files(const ProcessModel& model, const std::vector<std::string>& paths,
                                const std::string& input_name, ImportLog* log) {
  ImportExplanation explanation;
  explanation.inputs = list_files(paths, input_name, explanation.left_out);
  naming_input(explanation.inputs, [&] {
    for (FileGroup& group : plan_files(model, explanation.inputs, explanation.left_out)) {
      for (FilePlan& plan : group.plans) {
        if (log != nullptr) plan.usual_day_order = usual_day_order(*log, plan);
        explain(std::move(plan), explanation);
      }
    }
  });
  return explanation;
}

}  // namespace rastro
