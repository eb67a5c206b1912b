#pragma once

#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "formats/made_zip.h"
#include "formats/workbook.h"

namespace rastro {

inline const char* const main_space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// The parts of a workbook, each of which a test can replace. An empty part is left out.
struct MadeWorkbook {
  std::string rows;     ///< what stands in sheetData
  std::string after{};  ///< what follows it
  std::string texts{};  ///< the si elements of the shared strings
  std::string styles{};
  std::string properties{};  ///< workbookPr's attributes
  std::string sheet{}, workbook{}, relations{}, top_relations{}, shared_strings{};
  ZipEntries more{};

  ZipEntries parts() const {
    const std::string relation =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const std::string packages = "http://schemas.openxmlformats.org/package/2006/relationships";
    const auto or_else = [](const std::string& given, const std::string& usual) {
      return given.empty() ? usual : given;
    };
    ZipEntries parts;
    parts.emplace_back(
        "_rels/.rels",
        or_else(top_relations,
                "<Relationships xmlns='" + packages + "'><Relationship Id='a' Type='" + relation +
                    "/officeDocument' Target='xl/workbook.xml'/>" + "</Relationships>"));
    parts.emplace_back(
        "xl/workbook.xml",
        or_else(workbook, "<workbook xmlns='" + std::string(main_space) + "' xmlns:r='" + relation +
                              "'><workbookPr " + properties + "/><sheets><sheet name='Pedidos' " +
                              "sheetId='1' r:id='r1'/></sheets></workbook>"));
    parts.emplace_back(
        "xl/_rels/workbook.xml.rels",
        or_else(
            relations,
            "<Relationships xmlns='" + packages + "'><Relationship Id='r1' Type='" + relation +
                "/worksheet' Target='worksheets/sheet1.xml'/>" + "<Relationship Id='r2' Type='" +
                relation + "/sharedStrings' Target='sharedStrings.xml'/><Relationship Id='r3' " +
                "Type='" + relation + "/styles' Target='/xl/styles.xml'/>" + "</Relationships>"));
    parts.emplace_back(
        "xl/worksheets/sheet1.xml",
        or_else(sheet, "<worksheet xmlns='" + std::string(main_space) + "'><sheetData>" + rows +
                           "</sheetData>" + after + "</worksheet>"));
    if (!texts.empty() || !shared_strings.empty()) {
      parts.emplace_back("xl/sharedStrings.xml",
                         or_else(shared_strings, "<sst xmlns='" + std::string(main_space) + "'>" +
                                                     texts + "</sst>"));
    }
    if (!styles.empty()) {
      parts.emplace_back("xl/styles.xml", "<styleSheet xmlns='" + std::string(main_space) + "'>" +
                                              styles + "</styleSheet>");
    }
    parts.insert(parts.end(), more.begin(), more.end());
    return parts;
  }
  std::string bytes() const { return zip_of(parts()); }
};

/// A sheet as it was read.
struct ReadSheet {
  std::vector<std::vector<std::string>> rows;
  std::vector<long> lines;
  std::vector<std::string> raws, notes;
};

inline ReadSheet read_sheet(RowSource& source) {
  ReadSheet read;
  while (source.next()) {
    read.rows.emplace_back(source.fields().begin(), source.fields().end());
    read.lines.push_back(source.line());
    read.raws.emplace_back(source.raw());
  }
  CHECK_FALSE(source.next());
  read.notes = source.notes();
  return read;
}

inline ReadSheet read_sheet(const MadeWorkbook& made, const WorkbookLimits& limits = {}) {
  const Workbook workbook = Workbook::from_bytes(made.bytes(), "orders.xlsx", limits);
  return read_sheet(*workbook.open(workbook.sheets().front().name));
}

/// What the first row holds.
inline std::vector<std::string> read_cells(const std::string& cells, MadeWorkbook made = {}) {
  made.rows = "<row>" + cells + "</row>";
  const ReadSheet read = read_sheet(made);
  return read.rows.empty() ? std::vector<std::string>{} : read.rows.front();
}

/// Opens the first sheet and reads it to the end.
inline std::string error_of_workbook(std::string_view bytes, const WorkbookLimits& limits = {}) {
  try {
    const Workbook workbook = Workbook::from_bytes(bytes, "orders.xlsx", limits);
    read_sheet(*workbook.open(workbook.sheets().front().name));
  } catch (const Error& error) {
    CHECK_THAT(error.place().file, Catch::StartsWith("orders.xlsx"));
    CHECK_FALSE(error.help().empty());
    return error.what();
  }
  return "no error";
}

inline std::string error_of_workbook(const MadeWorkbook& made, const WorkbookLimits& limits = {}) {
  return error_of_workbook(made.bytes(), limits);
}

}  // namespace rastro
