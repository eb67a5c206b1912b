#include "intake/importer.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <tuple>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "intake/column_scan.h"
#include "intake/file_loader.h"
#include "store/schema.h"

namespace rastro {

namespace {

namespace fs = std::filesystem;

bool looks_like_a_log(const fs::path& path) {
  const std::string ending = fold(path.extension().string());
  return ending == ".csv" || ending == ".tsv" || ending == ".txt";
}

void list_folder(const std::string& folder, std::vector<std::string>& files,
                 std::vector<FileLeftOut>& left_out) {
  std::error_code error;
  std::vector<fs::path> entries;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().filename().string().starts_with('.')) continue;
    if (entry->is_regular_file()) {
      entries.push_back(entry->path());
    } else if (!entry->is_directory()) {
      left_out.push_back({entry->path().filename().string(), "not a file, or a link to none"});
    }
  }
  if (error) {
    throw Error("the folder cannot be read: " + error.message(), {folder},
                "ask for the permission to read it");
  }
  std::sort(entries.begin(), entries.end());
  const std::size_t before = files.size();
  for (const fs::path& path : entries) {
    if (looks_like_a_log(path)) {
      files.push_back(path.string());
    } else {
      left_out.push_back({path.filename().string(), "not a CSV file"});
    }
  }
  if (files.size() > before) return;
  throw Error(entries.empty() ? "the folder is empty" : "the folder holds no CSV file", {folder},
              "name the folder into which the logs were exported (*.csv)");
}

/// The files to load, each once, in the order of the paths.
std::vector<std::string> list_files(const std::vector<std::string>& paths,
                                    std::vector<FileLeftOut>& left_out) {
  check_paths(paths);
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    if (fs::is_directory(path)) {
      list_folder(path, files, left_out);
    } else {
      files.push_back(path);
    }
  }
  std::set<std::string> seen;
  std::erase_if(files, [&](const std::string& file) {
    return !seen.insert(fs::weakly_canonical(file).string()).second;
  });
  return files;
}

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

/// Files whose tables others refer to come first; else in the order of the tables, then of names.
std::vector<FilePlan> in_loading_order(std::vector<FilePlan> plans) {
  std::stable_sort(plans.begin(), plans.end(), [](const FilePlan& left, const FilePlan& right) {
    return std::tie(left.tables.front().spec, left.file) <
           std::tie(right.tables.front().spec, right.file);
  });
  std::vector<FilePlan> ordered;
  while (!plans.empty()) {
    auto chosen = std::find_if(plans.begin(), plans.end(), [&](const FilePlan& plan) {
      return std::none_of(plans.begin(), plans.end(),
                          [&](const FilePlan& other) { return waits_for(plan, other); });
    });
    if (chosen == plans.end()) chosen = plans.begin();
    ordered.push_back(std::move(*chosen));
    plans.erase(chosen);
  }
  return ordered;
}

std::vector<FilePlan> plan_files(const ProcessModel& model, const std::vector<std::string>& paths,
                                 std::vector<FileLeftOut>& left_out) {
  std::vector<FilePlan> plans;
  std::string reasons;
  for (const std::string& path : list_files(paths, left_out)) {
    std::string why;
    if (auto plan = plan_file(model, path, why)) {
      plans.push_back(std::move(*plan));
      continue;
    }
    left_out.push_back({file_name(path), why});
    reasons += fmt::format("{}{}: {}", reasons.empty() ? "" : "\n  ", file_name(path), why);
  }
  if (plans.empty()) throw Error("there is nothing to load", {}, reasons);
  return in_loading_order(std::move(plans));
}

std::uint64_t hash_of_file(const std::string& path) {
  ContentHash hash;
  std::ifstream file(path, std::ios::binary);
  std::vector<char> chunk(256 * 1024);
  while (file) {
    file.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    hash.add(std::string_view(chunk.data(), static_cast<std::size_t>(file.gcount())));
  }
  return hash.value();
}

/// The report of a file whose very bytes were loaded before, in the same way, without rejections.
std::optional<FileReport> report_if_known(Store& store, const FilePlan& plan) {
  ImportLog log(store);
  if (!log.has_size(static_cast<std::int64_t>(fs::file_size(plan.path)))) return std::nullopt;
  const auto entries = log.find(hash_of_file(plan.path), plan.fingerprint);
  if (entries.size() != plan.tables.size()) return std::nullopt;
  FileReport report;
  report.file = plan.file;
  report.known = true;
  report.notes.push_back("loaded before: nothing in it has changed");
  for (const ImportEntry& entry : entries) {
    if (entry.rejected > 0) return std::nullopt;
    TableReport counts;
    counts.table = entry.table;
    counts.rows = counts.unchanged = entry.rows;
    counts.repeats = entry.repeats;
    report.tables.push_back(std::move(counts));
  }
  return report;
}

FileReport load_file(Store& store, const ProcessModel& model, FilePlan plan,
                     const FileLoader::BytesRead& bytes_read) {
  try {
    if (auto report = report_if_known(store, plan)) return std::move(*report);
    return FileLoader(store, model, std::move(plan)).load(bytes_read);
  } catch (const SQLite::Exception& exception) {
    throw_database_error(exception, store.path());
  }
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
                          const std::vector<std::string>& paths, const ProgressCallback& progress) {
  ImportReport report;
  auto plans = plan_files(model, paths, report.left_out);
  std::int64_t total = 0, done = 0;
  for (const FilePlan& plan : plans) total += static_cast<std::int64_t>(fs::file_size(plan.path));
  for (FilePlan& plan : plans) {
    const auto size = static_cast<std::int64_t>(fs::file_size(plan.path));
    const std::string file = plan.file;
    const auto bytes_read = [&](std::int64_t bytes) {
      if (progress) progress({file, done + bytes, total});
    };
    bytes_read(0);
    report.files.push_back(load_file(store, model, std::move(plan), bytes_read));
    done += size;
  }
  return report;
}

ImportExplanation explain_files(const ProcessModel& model, const std::vector<std::string>& paths) {
  ImportExplanation explanation;
  explanation.files = plan_files(model, paths, explanation.left_out);
  for (FilePlan& plan : explanation.files) {
    for (std::string& note : scan_columns(plan)) plan.notes.push_back(std::move(note));
  }
  return explanation;
}

void check_paths(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    std::error_code error;
    const auto status = fs::status(path, error);
    if (fs::is_directory(status) || fs::is_regular_file(status)) continue;
    if (!fs::exists(status)) throw Error("no such file or folder", {path}, "check the path");
    // Opening a pipe to which nobody writes would wait for ever.
    throw Error("this is not a file", {path}, "name a CSV file or a folder of them");
  }
}

}  // namespace rastro
