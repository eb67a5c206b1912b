#include "intake/record_fields.h"

#include <algorithm>

#include "base/text.h"

namespace rastro {

std::string_view written_value(const PlannedColumn& column, const Fields& fields) {
  return column.constant ? std::string_view(*column.constant) : trim(fields[column.field]);
}

const std::string& known_as(const PlannedColumn& column, const FilePlan& plan) {
  return column.constant ? column.target : plan.headings()[column.field];
}

std::size_t index_of(const PlannedTable& table, std::string_view target) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                  [&](const auto& column) { return column.target == target; });
  return static_cast<std::size_t>(found - table.columns.begin());
}

std::vector<std::size_t> key_columns(const PlannedTable& table) {
  std::vector<std::size_t> key;
  for (const std::string& name : table.spec->key) key.push_back(index_of(table, name));
  return key;
}

std::string order_named(const PlannedTable& table, const Fields& fields) {
  const std::size_t index = index_of(table, "order_id");
  if (index == table.columns.size()) return "";
  const PlannedColumn& column = table.columns[index];
  const bool readable = column.constant || column.field < fields.size();
  return readable ? std::string(written_value(column, fields)) : "";
}

}  // namespace rastro
