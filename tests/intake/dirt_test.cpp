// One small file a kind of dirt, named after it, with the expected reading beside it.
#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "base/text.h"
#include "intake/loading.h"
#include "places.h"

using namespace rastro;

namespace {

namespace fs = std::filesystem;

const fs::path folder = in_source("tests/intake/dirt");

std::string cell(RowReader& rows, const ColumnSpec& column, int index) {
  if (rows.is_null(index)) return "";
  switch (column.type) {
    case ColumnType::time:
      return format_time(rows.integer(index));
    case ColumnType::number:
      return fmt::format("{}", rows.number(index));
    case ColumnType::integer:
    case ColumnType::flag:
      return std::to_string(rows.integer(index));
    case ColumnType::text:
      break;
  }
  return std::string(rows.text(index));
}

/// The rows of a table, the columns that hold anything.
std::string rows_of(Store& store, const TableSpec& table) {
  std::vector<std::string> names;
  for (const ColumnSpec& column : table.columns) names.push_back(column.name);
  std::vector<std::vector<std::string>> cells;
  RowReader rows = store.read(table.name, names);
  while (rows.next()) {
    cells.emplace_back();
    for (std::size_t index = 0; index < names.size(); ++index) {
      cells.back().push_back(cell(rows, table.columns[index], static_cast<int>(index)));
    }
  }
  std::string text;
  for (const auto& row : cells) {
    std::string line = "  ";
    for (std::size_t index = 0; index < row.size(); ++index) {
      if (!row[index].empty()) line += fmt::format("{}={} ", names[index], csv_field(row[index]));
    }
    line.back() = '\n';
    text += line;
  }
  return text;
}

/// Where the file's tables refer to orders, they are there.
void add_parents(Store& store) {
  store.database().exec("INSERT INTO orders (order_id, ordered_at) VALUES ('A1', 0)");
}

std::string reading_of_file(const fs::path& file) {
  const ProcessModel& model = default_model();
  Store store(":memory:", model.tables);
  const bool is_child = !file.filename().string().starts_with("orders-");
  if (is_child) add_parents(store);
  ImportReport report;
  try {
    report = import_files(store, model, {file.string()});
  } catch (const Error& error) {
    std::string message = error.what();
    const auto at = message.find(folder.string());
    if (at != std::string::npos) message.erase(at, folder.string().size() + 1);
    return "error\n  " + message + "\n";
  }
  std::string text;
  for (const FileReport& one : report.files) {
    for (const TableReport& table : one.tables) {
      text += fmt::format("{}: {} rows = {} accepted + {} rejected + {} unchanged\n", table.table,
                          table.rows, table.accepted, table.rejected, table.unchanged);
      CHECK(table.rows == table.accepted + table.rejected + table.unchanged);
      text += rows_of(store, *find_table(model.tables, table.table));
    }
    text += "notes\n";
    for (const std::string& note : one.notes) text += "  " + note + "\n";
  }
  text += "rejections\n";
  for (const Rejection& rejection : ImportLog(store).rejections()) {
    text += fmt::format("  line {}, {}: {}\n", rejection.line, rejection.field, rejection.reason);
  }
  return text;
}

std::string content_of(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("each kind of dirt is read as is expected of it") {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".csv") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  REQUIRE(files.size() > 40);
  for (const fs::path& file : files) {
    INFO(file.filename().string());
    const fs::path expected = fs::path(file).replace_extension(".expected");
    REQUIRE(fs::exists(expected));
    CHECK(reading_of_file(file) == content_of(expected));
  }
}

TEST_CASE("the readings of all dirt are written", "[.write]") {
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".csv") continue;
    std::ofstream(fs::path(entry.path()).replace_extension(".expected"))
        << reading_of_file(entry.path());
  }
}
