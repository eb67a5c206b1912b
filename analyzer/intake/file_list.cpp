#include "intake/file_list.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <initializer_list>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "eventlog/recognise_log.h"
#include "formats/other_documents.h"
#include "formats/spooled_file.h"
#include "formats/workbook.h"
#include "store/schema.h"

namespace rastro {

namespace {

namespace fs = std::filesystem;

constexpr const char* standard_input = "-";
constexpr std::size_t most_reasons = 5;  ///< told of a folder that holds no log

bool ends_with_any(const std::string& name, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

/// By its ending; a file that may as well be something else must be an event log.
bool looks_like_a_log(const fs::path& path) {
  std::string name = fold(path.filename().string());
  for (const std::string_view packed : {".gz", ".zst"}) {
    if (name.ends_with(packed)) name.resize(name.size() - packed.size());
  }
  if (ends_with_any(name, {".csv", ".tsv", ".txt", ".xlsx", ".xes", ".jsonocel", ".xmlocel"})) {
    return true;
  }
  return ends_with_any(name, {".sqlite", ".json", ".xml"}) && recognise_log(path.string());
}

/// Why a file in a folder is no log; "" where it is one. What is not called like a log may be a
/// workbook all the same (.xlsm, or an .xls that is one), and what is nearly one is worth a word.
std::string why_no_log(const fs::path& path) {
  if (path.filename().string().starts_with("~$")) {
    return "a lock file, which Office writes while the workbook is open";
  }
  if (looks_like_a_log(path)) return "";
  try {
    if (is_workbook(path.string())) {
      const Workbook workbook(path.string());
      return "";
    }
    const auto other = recognise_other_document(*open_bytes(path.string()));
    return other ? other->in_words() : "not a log file";
  } catch (const Error& error) {
    return OtherDocument{error.message(), error.help()}.in_words();
  }
}

/// A name with * or ? is a pattern, unless a file is called just that.
bool is_pattern(const std::string& path) {
  std::error_code ignored;
  return path.find_first_of("*?") != std::string::npos && !fs::exists(path, ignored);
}

/// What Rastro itself has put there: its databases, and folders of reviews.
bool is_own(const fs::directory_entry& entry) {
  std::error_code ignored;
  if (entry.is_directory(ignored)) return fs::exists(entry.path() / "review.json", ignored);
  return entry.is_regular_file(ignored) && is_own_database(entry.path().string());
}

/// The files in a folder, sorted, hidden and own ones apart.
std::vector<fs::path> files_in(const fs::path& folder, std::vector<FileLeftOut>& left_out) {
  std::error_code error;
  std::vector<fs::path> files;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with('.') || is_own(*entry)) continue;
    if (entry->is_regular_file()) {
      files.push_back(entry->path());
    } else if (entry->is_directory()) {
      left_out.push_back({name, "a folder; name it as well if logs lie in it"});
    } else {
      left_out.push_back({name, "not a file, or a link to none"});
    }
  }
  if (error) {
    throw Error("the folder cannot be read: " + error.message(), {folder.string()},
                "ask for the permission to read it");
  }
  std::sort(files.begin(), files.end());
  return files;
}

[[noreturn]] void refuse_folder(const std::string& folder, std::span<const FileLeftOut> left_out) {
  std::string help = "name the folder into which the logs were exported (*.csv, *.xlsx)";
  for (const FileLeftOut& file : left_out.first(std::min(left_out.size(), most_reasons))) {
    help += fmt::format("\n  {}: {}", file.file, file.why);
  }
  throw Error(fs::is_empty(folder) ? "the folder is empty" : "the folder holds no log file",
              {folder}, help);
}

void list_folder(const std::string& folder, std::vector<std::string>& files,
                 std::vector<FileLeftOut>& left_out) {
  const std::size_t before = files.size();
  std::vector<FileLeftOut> others;
  for (const fs::path& path : files_in(folder, others)) {
    const std::string why = why_no_log(path);
    if (why.empty()) {
      files.push_back(path.string());
    } else {
      others.push_back({path.filename().string(), why});
    }
  }
  std::sort(others.begin(), others.end(),
            [](const auto& one, const auto& other) { return one.file < other.file; });
  if (files.size() == before) refuse_folder(folder, others);
  left_out.insert(left_out.end(), others.begin(), others.end());
}

std::vector<std::string> matching_files(const std::string& pattern) {
  const fs::path folder = fs::path(pattern).parent_path();
  const std::string name = fs::path(pattern).filename().string();
  if (folder.string().find_first_of("*?") != std::string::npos) {
    throw Error("a pattern may stand in the last part of a path only", {pattern},
                "name the folders, or let the shell expand the pattern");
  }
  std::vector<FileLeftOut> ignored;
  std::vector<std::string> files;
  for (const fs::path& path : files_in(folder.empty() ? "." : folder, ignored)) {
    if (matches_glob(path.filename().string(), name)) {
      files.push_back((folder / path.filename()).string());
    }
  }
  if (files.empty()) throw Error("no file matches the pattern", {pattern}, "check the path");
  return files;
}

void check_path(const std::string& path) {
  std::error_code error;
  const auto status = fs::status(path, error);
  if (fs::is_directory(status) || fs::is_regular_file(status)) return;
  if (!fs::exists(status)) throw Error("no such file or folder", {path}, "check the path");
  // Opening a pipe to which nobody writes would wait for ever.
  throw Error("this is not a file", {path},
              "name a log file or a folder of them; a pipe is read as -");
}

}  // namespace

void check_paths(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    if (path == standard_input) continue;
    if (is_pattern(path)) {
      matching_files(path);
    } else {
      check_path(path);
    }
  }
}

std::vector<ListedFile> list_files(const std::vector<std::string>& paths,
                                   const std::string& input_name,
                                   std::vector<FileLeftOut>& left_out) {
  check_paths(paths);
  std::vector<ListedFile> listed;
  std::set<std::string> seen;
  for (const std::string& path : paths) {
    std::vector<std::string> files;
    if (path == standard_input) {
      if (!seen.insert(path).second) continue;
      auto input = std::make_shared<const TemporaryFile>(spooled(STDIN_FILENO));
      listed.push_back(
          {input->path(), input_name.empty() ? "standard input" : input_name, std::move(input)});
    } else if (is_pattern(path)) {
      files = matching_files(path);
    } else if (fs::is_directory(path)) {
      list_folder(path, files, left_out);
    } else {
      files.push_back(path);
    }
    for (const std::string& file : files) {
      if (!seen.insert(fs::weakly_canonical(file).string()).second) continue;
      listed.push_back({file, fs::path(file).filename().string()});
    }
  }
  return listed;
}

}  // namespace rastro
