#include "intake/column_scan.h"

#include <fmt/format.h>

#include <cstdint>

#include "base/text.h"

namespace rastro {

namespace {

/// What was seen in one column of the file.
struct Evidence {
  bool as_time = false, as_number = false;
  std::int64_t only_day_first = 0, only_month_first = 0, either_order = 0;
  std::int64_t point = 0, comma = 0, either_mark = 0;
  std::int64_t day_numbers = 0;
};

void look_at_time(std::string_view text, Evidence& seen) {
  if (parse_iso_time(text)) return;
  const auto date = take_apart_date(text);
  if (!date && read_day_number(text, DaySystem::from_1900)) ++seen.day_numbers;
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
  std::vector<Evidence> evidence(plan.headings().size());
  for (const PlannedTable& table : plan.tables) {
    for (const PlannedColumn& column : table.columns) {
      if (column.constant) continue;
      const bool pinned = !column.reading.format.empty() && column.reading.format != "date";
      if (column.reading.type == ColumnType::time && !pinned) evidence[column.field].as_time = true;
      if (column.reading.type == ColumnType::number) evidence[column.field].as_number = true;
    }
  }
  TableReader reader(plan.open, plan.heading);
  while (reader.next()) {
    if (!reader.fault().empty()) continue;
    for (std::size_t field = 0; field < evidence.size(); ++field) {
      const std::string_view text = trim(reader.fields()[field]);
      if (evidence[field].as_time) look_at_time(text, evidence[field]);
      if (evidence[field].as_number && reader.is_text(field)) look_at_number(text, evidence[field]);
    }
  }
  return evidence;
}

DayOrder day_order(const Evidence& seen) {
  if (seen.only_month_first > seen.only_day_first) return DayOrder::month_first;
  return seen.only_day_first > 0 ? DayOrder::day_first : DayOrder::unknown;
}

/// What the columns of the file that leave no doubt agree on: one program wrote them all.
DayOrder common_day_order(const std::vector<Evidence>& evidence) {
  DayOrder common = DayOrder::unknown;
  for (const Evidence& seen : evidence) {
    const DayOrder order = day_order(seen);
    if (order == DayOrder::unknown || order == common) continue;
    if (common != DayOrder::unknown) return DayOrder::unknown;
    common = order;
  }
  return common;
}

DecimalMark decimal_mark(const Evidence& seen, const FilePlan& plan) {
  if (seen.point == 0 && seen.comma == 0) {
    return plan.delimiter == ';' ? DecimalMark::comma : DecimalMark::point;
  }
  return seen.comma > seen.point ? DecimalMark::comma : DecimalMark::point;
}

const char* written_order(DayOrder order) {
  return order == DayOrder::month_first ? "month/day/year" : "day/month/year";
}

/// In what order dates are read that leave it open, and what told it.
struct OpenDates {
  DayOrder order = DayOrder::unknown;
  const char* told_by = "";
};

OpenDates open_dates(const std::vector<Evidence>& evidence, const FilePlan& plan) {
  const DayOrder common = common_day_order(evidence);
  if (common != DayOrder::unknown) return {common, "as in the other columns"};
  return {plan.usual_day_order, "as in the files before"};
}

void describe_dates(const std::string& heading, const Evidence& seen, const OpenDates& open,
                    std::vector<std::string>& notes) {
  const DayOrder order = day_order(seen);
  if (order != DayOrder::unknown) {
    notes.push_back(fmt::format("dates of '{}' are {}", heading, written_order(order)));
    const auto others = order == DayOrder::day_first ? seen.only_month_first : seen.only_day_first;
    if (others > 0) {
      notes.push_back(fmt::format("{} of '{}' can only be read the other way round: rejected",
                                  others, heading));
    }
  } else if (seen.either_order > 0 && open.order != DayOrder::unknown) {
    notes.push_back(fmt::format("dates of '{}' may be day/month or month/day: read as {}, {}",
                                heading, written_order(open.order), open.told_by));
  } else if (seen.either_order > 0) {
    notes.push_back(fmt::format(
        "dates of '{}' may be day/month or month/day: read as day/month; pin a format to be sure",
        heading));
  }
  if (seen.day_numbers == 0) return;
  notes.push_back(fmt::format(
      "'{}' holds days as a spreadsheet counts them, from 1900: 45917 is {}; if they count from "
      "1904, pin the format \"excel1904\"",
      heading, format_day(day_of(read_day_number("45917", DaySystem::from_1900)->local))));
}

void describe(const std::string& heading, const Evidence& seen, const OpenDates& open,
              const FilePlan& plan, std::vector<std::string>& notes) {
  describe_dates(heading, seen, open, notes);
  if (seen.either_mark == 0) return;
  const bool is_proved = seen.point + seen.comma > 0;
  const char* const guessed =
      plan.is_typed ? ", since none of them tells otherwise" : ", taken from the delimiter";
  notes.push_back(fmt::format("numbers of '{}'{} have a decimal {}{}", heading,
                              plan.is_typed ? " written as text" : "",
                              decimal_mark(seen, plan) == DecimalMark::comma ? "comma" : "point",
                              is_proved ? "" : guessed));
}

}  // namespace

std::vector<std::string> scan_columns(FilePlan& plan) {
  const std::vector<Evidence> evidence = gather(plan);
  const OpenDates open = open_dates(evidence, plan);
  std::vector<std::string> notes;
  for (std::size_t field = 0; field < evidence.size(); ++field) {
    describe(plan.headings()[field], evidence[field], open, plan, notes);
  }
  for (PlannedTable& table : plan.tables) {
    for (PlannedColumn& column : table.columns) {
      column.reading.hints.emplace();
      if (column.constant) continue;
      const Evidence& seen = evidence[column.field];
      column.reading.hints->day_order = day_order(seen);
      if (day_order(seen) == DayOrder::unknown) column.reading.hints->day_order = open.order;
      column.mark_of_texts = decimal_mark(seen, plan);
      column.reading.hints->decimal_mark =
          plan.is_typed ? DecimalMark::point : column.mark_of_texts;
    }
  }
  return notes;
}

}  // namespace rastro
