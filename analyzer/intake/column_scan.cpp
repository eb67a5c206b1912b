#include "intake/column_scan.h"

#include <fmt/format.h>

#include <cstdint>

#include "base/text.h"
#include "formats/csv_reader.h"

namespace rastro {

namespace {

/// What was seen in one column of the file.
struct Evidence {
  bool as_time = false, as_number = false;
  std::int64_t only_day_first = 0, only_month_first = 0, either_order = 0;
  std::int64_t point = 0, comma = 0, either_mark = 0;
};

void look_at_time(std::string_view text, Evidence& seen) {
  if (parse_iso_time(text)) return;
  const auto date = take_apart_date(text);
  if (!date || date->fixed_order) return;
  const bool day_first = date->can_be_day_first(), month_first = date->can_be_month_first();
  if (day_first && month_first && date->first == date->second) return;
  ++(day_first && month_first ? seen.either_order
     : day_first              ? seen.only_day_first
                              : seen.only_month_first);
}

void look_at_number(std::string_view text, Evidence& seen) {
  const auto number = take_apart_number(text);
  if (!number) return;
  if (number->ambiguous) ++seen.either_mark;
  if (number->proves == DecimalMark::point) ++seen.point;
  if (number->proves == DecimalMark::comma) ++seen.comma;
}

std::vector<Evidence> gather(const FilePlan& plan) {
  std::vector<Evidence> evidence(plan.headings.size());
  for (const PlannedTable& table : plan.tables) {
    for (const PlannedColumn& column : table.columns) {
      if (column.constant) continue;
      const bool pinned = !column.reading.format.empty() && column.reading.format != "date";
      if (column.reading.type == ColumnType::time && !pinned) evidence[column.field].as_time = true;
      if (column.reading.type == ColumnType::number) evidence[column.field].as_number = true;
    }
  }
  CsvReader reader(plan.path);
  while (reader.next()) {
    if (reader.fields().size() < evidence.size()) continue;
    for (std::size_t field = 0; field < evidence.size(); ++field) {
      if (evidence[field].as_time) look_at_time(trim(reader.fields()[field]), evidence[field]);
      if (evidence[field].as_number) look_at_number(trim(reader.fields()[field]), evidence[field]);
    }
  }
  return evidence;
}

DayOrder day_order(const Evidence& seen) {
  if (seen.only_month_first > seen.only_day_first) return DayOrder::month_first;
  return seen.only_day_first > 0 ? DayOrder::day_first : DayOrder::unknown;
}

DecimalMark decimal_mark(const Evidence& seen, char delimiter) {
  if (seen.point == 0 && seen.comma == 0) {
    return delimiter == ';' ? DecimalMark::comma : DecimalMark::point;
  }
  return seen.comma > seen.point ? DecimalMark::comma : DecimalMark::point;
}

void describe(const std::string& heading, const Evidence& seen, DecimalMark mark,
              std::vector<std::string>& notes) {
  if (seen.only_day_first + seen.only_month_first + seen.either_order > 0) {
    const DayOrder order = day_order(seen);
    if (order == DayOrder::unknown) {
      notes.push_back(fmt::format(
          "dates of '{}' may be day/month or month/day: read as day/month; pin a format to be sure",
          heading));
    } else {
      notes.push_back(
          fmt::format("dates of '{}' are {}", heading,
                      order == DayOrder::day_first ? "day/month/year" : "month/day/year"));
    }
  }
  if (seen.either_mark == 0) return;
  notes.push_back(fmt::format("numbers of '{}' have a decimal {}{}", heading,
                              mark == DecimalMark::comma ? "comma" : "point",
                              seen.point + seen.comma > 0 ? "" : ", taken from the delimiter"));
}

}  // namespace

std::vector<std::string> scan_columns(FilePlan& plan) {
  const std::vector<Evidence> evidence = gather(plan);
  std::vector<std::string> notes;
  for (std::size_t field = 0; field < evidence.size(); ++field) {
    describe(plan.headings[field], evidence[field], decimal_mark(evidence[field], plan.delimiter),
             notes);
  }
  for (PlannedTable& table : plan.tables) {
    for (PlannedColumn& column : table.columns) {
      column.reading.hints.emplace();
      if (column.constant) continue;
      const Evidence& seen = evidence[column.field];
      column.reading.hints->day_order = day_order(seen);
      column.reading.hints->decimal_mark = decimal_mark(seen, plan.delimiter);
    }
  }
  return notes;
}

}  // namespace rastro
