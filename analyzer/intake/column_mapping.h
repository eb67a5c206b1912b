#pragma once

#include "intake/mapping.h"
#include "process/model.h"

namespace rastro {

// Which columns of a file feed those of one table. What the user should know goes to the plan's
// notes. The plan's tables are not touched.

/// By the headings of the plan; of two that mean the same column the first is used.
PlannedTable match_headings(const ProcessModel& model, const TableSpec& table, FilePlan& plan);

/// As the model says. Throws Error where the mapping names a table or a column that is not there,
/// or the file lacks a heading that the table needs.
PlannedTable follow_mapping(const ProcessModel& model, const TableMapping& mapping, FilePlan& plan);

bool has_all_required(const PlannedTable& table);

/// Throws Error with the nearest heading where a column that the table needs, or one of its key, is
/// missing.
void check_required(const ProcessModel& model, const FilePlan& plan, const PlannedTable& table);

}  // namespace rastro
