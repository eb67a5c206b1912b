#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rastro {

enum class ColumnType { text, time, integer, number, flag };

struct ColumnSpec {
  std::string name;
  ColumnType type = ColumnType::text;
  bool required = false;
};

/// A row of this table must name an existing row of another one.
struct Reference {
  std::string column;
  std::string table;  ///< the column of the same name is that table's key
};

/// One log table: what a row of it says and what identifies it.
struct TableSpec {
  std::string name;
  std::vector<std::string> key;
  std::vector<ColumnSpec> columns;  ///< key columns first
  std::vector<Reference> references;

  const ColumnSpec* find(std::string_view column) const;
};

/// The eleven tables of the logs, each after those it refers to: the order in which they are
/// loaded.
const std::vector<TableSpec>& standard_tables();

const TableSpec* find_table(const std::vector<TableSpec>& tables, std::string_view name);

}  // namespace rastro
