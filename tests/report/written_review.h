#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "formats/workbook.h"
#include "formats/zip_parts.h"
#include "report/write.h"

namespace rastro {

/// A folder of its own for one test, removed at its end.
class Scratch {
 public:
  Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "rastro-report-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Scratch() { std::filesystem::remove_all(path_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  std::string at(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

inline std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  INFO(path);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// One part of a workbook, as XML.
inline std::string part_of(const std::string& workbook, const std::string& part) {
  const auto source = ZipParts(workbook).open(part, 64 << 20);
  std::string xml, chunk(1 << 16, '\0');
  while (const std::size_t size = source->read(chunk.data(), chunk.size())) {
    xml.append(chunk, 0, size);
  }
  return xml;
}

/// The XML of every sheet, in their order.
inline std::vector<std::string> sheets_of(const std::string& workbook) {
  const ZipParts parts(workbook);
  std::vector<std::string> sheets;
  const auto part = [&] {
    return "xl/worksheets/sheet" + std::to_string(sheets.size() + 1) + ".xml";
  };
  while (parts.has(part())) sheets.push_back(part_of(workbook, part()));
  return sheets;
}

using SheetRows = std::vector<std::vector<std::string>>;

inline SheetRows rows_of(const std::string& workbook, const std::string& sheet) {
  const auto source = Workbook(workbook).open(sheet);
  SheetRows rows;
  while (source->next()) rows.emplace_back(source->fields().begin(), source->fields().end());
  return rows;
}

/// What stands under a heading in a row that counts from 1; "" where the row is shorter.
inline std::string under(const SheetRows& rows, const std::string& heading, std::size_t row) {
  for (std::size_t column = 0; column < rows.at(0).size(); ++column) {
    if (rows[0][column] != heading) continue;
    return column < rows.at(row).size() ? rows[row][column] : "";
  }
  FAIL("there is no column '" << heading << "'");
  return "";
}

}  // namespace rastro
