#pragma once

#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "intake/importer.h"
#include "process/model.h"
#include "store/import_log.h"

namespace rastro {

/// A folder of its own for one test, gone with it.
class TestFolder {
 public:
  TestFolder() {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("rastro-test-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
    std::filesystem::create_directories(path_);
  }
  ~TestFolder() { std::filesystem::remove_all(path_); }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;

  std::string path() const { return path_.string(); }

  /// Writes a file into it and returns its path.
  std::string write(const std::string& name, std::string_view content) const {
    const std::string file = (path_ / name).string();
    std::ofstream(file, std::ios::binary) << content;
    return file;
  }

 private:
  std::filesystem::path path_;
};

/// Root may read and write everything: while this lives, nobody acts.
class WithoutRights {
 public:
  WithoutRights() : was_(::geteuid()) {
    if (was_ == 0) REQUIRE(::seteuid(65534) == 0);
  }
  ~WithoutRights() {
    if (was_ == 0 && ::seteuid(0) != 0) std::abort();
  }
  WithoutRights(const WithoutRights&) = delete;
  WithoutRights& operator=(const WithoutRights&) = delete;

 private:
  uid_t was_;
};

/// A model with the eleven tables as they are.
inline ProcessModel plain_model() {
  ProcessModel model;
  model.tables = standard_tables();
  return model;
}

/// Loads what a test has written and keeps the store.
struct Loaded {
  explicit Loaded(const TestFolder& folder, ProcessModel used = plain_model())
      : model(std::move(used)), store(":memory:", model.tables) {
    report = import_files(store, model, {folder.path()});
  }

  ImportReport again(const TestFolder& folder) {
    return import_files(store, model, {folder.path()});
  }

  ProcessModel model;
  Store store;
  ImportReport report;
};

inline const TableReport& counts(const ImportReport& report, const std::string& table) {
  for (const FileReport& file : report.files) {
    for (const TableReport& one : file.tables) {
      INFO(file.file);
      CHECK(one.accepted + one.rejected + one.unchanged == one.rows);
      if (one.table == table) return one;
    }
  }
  FAIL("no report on " << table);
  throw std::logic_error("not reached");
}

inline Rejection only_rejection(Store& store) {
  const auto rejections = ImportLog(store).rejections();
  REQUIRE(rejections.size() == 1);
  return rejections.front();
}

inline std::string error_of(const ProcessModel& model, const std::vector<std::string>& paths) {
  Store store(":memory:", model.tables);
  try {
    import_files(store, model, paths);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

inline std::string text_of(Store& store, const std::string& table, const std::string& column) {
  RowReader rows = store.read(table, {column});
  REQUIRE(rows.next());
  return std::string(rows.text(0));
}

}  // namespace rastro
