#pragma once

#include <string>
#include <vector>

#include "intake/mapping.h"

namespace rastro {

/// Reads the whole file once and settles how the dates and numbers of its columns are written,
/// where their values allow more than one reading. Sets ColumnReading::hints of every column of
/// the plan and returns what was recognised, in sentences.
///
/// A column that leaves it open follows the other columns of the file, else the files before
/// (FilePlan::usual_day_order); else it reads the day first; its numbers follow the delimiter (with
/// ; the comma is the decimal mark). The sentence then says that it was not decided.
std::vector<std::string> scan_columns(FilePlan& plan);

}  // namespace rastro
