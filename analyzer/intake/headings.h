#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "process/model.h"

namespace rastro {

/// The table that a file or a sheet is named after: "Pedidos 2026-09.csv.gz" → orders; nullptr
/// where it is named after none.
const TableSpec* table_by_name(const ProcessModel& model, const std::string& name);

/// The table's column that a heading means; nullptr where it means none.
const ColumnSpec* column_of(const ProcessModel& model, const TableSpec& table,
                            const std::string& heading);

/// Where a heading stands that the model names: written the same, else the same but for its marks.
std::optional<std::size_t> place_of_heading(const std::vector<std::string>& headings,
                                            std::string_view wanted);

/// The heading that comes nearest to any of the column's names, within a third of its length; "".
std::string nearest_heading(const ProcessModel& model, const std::vector<std::string>& headings,
                            const TableSpec& table, const std::string& column);

/// heading_key() of all that any column of any table is called, and of what the model's mappings of
/// this file name.
std::set<std::string> known_headings(const ProcessModel& model, const std::string& file);

}  // namespace rastro
