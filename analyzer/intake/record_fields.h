#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "intake/mapping.h"

namespace rastro {

/// The fields of one record, as they stand in the file.
using Fields = std::vector<std::string_view>;

/// What a record says for a column of a table, without blanks around it.
std::string_view written_value(const PlannedColumn& column, const Fields& fields);
/// The column as the user knows it: by its heading.
const std::string& known_as(const PlannedColumn& column, const FilePlan& plan);

/// Where the column stands in the plan; the number of columns where it does not.
std::size_t index_of(const PlannedTable& table, std::string_view target);
/// The key's columns, in the order of TableSpec::key.
std::vector<std::size_t> key_columns(const PlannedTable& table);
/// The order that a record speaks of; "" where that cannot be read: what a rejected record would
/// have said of an order is unknown, not absent.
std::string order_named(const PlannedTable& table, const Fields& fields);

}  // namespace rastro
