#include "intake/text_numbers.h"

#include <set>

#include "base/text.h"
#include "intake/column_scan.h"

namespace rastro {

TextNumbers::TextNumbers(FilePlan& plan) : plan_(plan) {
  if (!plan.is_typed) return;
  std::set<std::size_t> fields;
  for (std::size_t table = 0; table < plan.tables.size(); ++table) {
    const auto& columns = plan.tables[table].columns;
    for (std::size_t column = 0; column < columns.size(); ++column) {
      const bool is_number = columns[column].reading.type == ColumnType::number;
      if (!is_number || columns[column].constant) continue;
      if (fields.insert(columns[column].field).second) columns_.push_back({table, column});
    }
  }
}

void TextNumbers::settle(const TableReader& reader, RowBatch& batch, ReadRecord& record) {
  if (!record.fault.empty()) return;
  for (const NumberColumn& one : columns_) {
    const PlannedColumn& column = plan_.tables[one.table].columns[one.column];
    if (!reader.is_text(column.field)) continue;
    const auto number = take_apart_number(trim(record.fields[column.field]));
    if (!number || !number->ambiguous) continue;
    if (column.mark_of_texts == DecimalMark::unknown) {
      for (std::string& note : scan_columns(plan_)) plan_.notes.push_back(std::move(note));
    }
    record.fields[column.field] = batch.keep(plain_number(*number, column.mark_of_texts));
  }
}

}  // namespace rastro
