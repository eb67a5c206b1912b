#pragma once

#include "process/toml_section.h"

namespace rastro {

/// The model's lookup tables, [[lookup]], and all its tables: the eleven with their declared
/// [extra_columns], then the lookups.
void read_tables(const TomlSection& root, ProcessModel& model);

/// The names of all tables, or of one table's columns.
Vocabulary table_names(const std::vector<TableSpec>& tables);
Vocabulary column_names(const TableSpec& table);

/// The column, or the Error that also says how an extra column is declared.
const ColumnSpec& find_column(const TomlSection& section, std::string_view key,
                              const TableSpec& table, const ModelWord& column);

/// Reads "table.column". Both must exist in `tables`.
ColumnRef read_column(const TomlSection& section, std::string_view key,
                      const std::vector<TableSpec>& tables);
/// The same for a column that must hold times.
ColumnRef read_time_column(const TomlSection& section, std::string_view key,
                           const std::vector<TableSpec>& tables);

}  // namespace rastro
