#include "cli/terminal.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "base/error.h"
#include "base/text.h"
#include "formats/csv_text.h"

namespace rastro {

Progress::Progress(bool quiet) : active_(!quiet && isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() { show(""); }

void Progress::show(const std::string& text) {
  if (!active_) return;
  fmt::print(stderr, "\r\x1b[K{}", text);
  std::fflush(stderr);
}

void Progress::import(const ImportProgress& progress) {
  const int percent = progress.bytes_total > 0
                          ? static_cast<int>(100 * progress.bytes_done / progress.bytes_total)
                          : 100;
  if (percent == last_percent_) return;
  last_percent_ = percent;
  show(fmt::format("loading {:3} %  {}", percent, progress.file));
}

namespace {

std::string describe(const FileReport& file) {
  std::string text;
  for (const TableReport& table : file.tables) {
    text += fmt::format("{:<32} {:<14} {:>8} rows  {:>8} new  {:>8} unchanged  {:>6} rejected\n",
                        file.file, table.table, table.rows, table.accepted, table.unchanged,
                        table.rejected);
  }
  for (const std::string& note : file.notes) text += fmt::format("    {}\n", note);
  for (const Rejection& rejection : file.first_rejections) {
    text += fmt::format("    rejected: {}\n      {}\n",
                        to_string(Place{rejection.file, rejection.line, rejection.field}),
                        rejection.reason);
  }
  return text;
}

/// "read as text in Windows-1252, fields parted by ';' (97 % of the first rows agree)"
std::string describe_reading(const FilePlan& plan) {
  if (!plan.source->is_text()) {
    return fmt::format("  read as {}; the heading stands on row {}\n", plan.source->format(),
                       plan.heading.line);
  }
  const TextDialect& dialect = plan.source->dialect();
  const std::string sureness =
      dialect.names_delimiter
          ? "the file says so"
          : fmt::format("{:.0f} % of the first rows agree", 100 * dialect.sureness);
  return fmt::format(
      "  read as {} in {}{}{}, fields parted by {} ({}); the heading stands on line {}\n",
      plan.source->format(), name_of(dialect.encoding),
      dialect.has_mark ? " with a byte-order mark" : "", dialect.is_mixed ? ", partly UTF-8" : "",
      name_of_delimiter(dialect.delimiter), sureness, plan.heading.line);
}

std::string how_read(const PlannedColumn& column) {
  std::string how;
  switch (column.reading.type) {
    case ColumnType::time:
      how = column.reading.format.empty() ? "time" : "time as " + column.reading.format;
      break;
    case ColumnType::integer:
      how = "whole number";
      break;
    case ColumnType::number:
      how = "number";
      break;
    case ColumnType::flag:
      how = "yes or no";
      break;
    case ColumnType::text:
      how = column.codes != nullptr ? "code" : "text";
  }
  return how;
}

std::string describe(const FilePlan& plan, const PlannedTable& table) {
  std::string text = fmt::format("  feeds {}\n", table.spec->name);
  for (const PlannedColumn& column : table.columns) {
    text += column.constant
                ? fmt::format("    {:<20} always '{}'\n", column.target, *column.constant)
                : fmt::format("    {:<20} from '{}' ({})\n", column.target,
                              plan.headings()[column.field], how_read(column));
  }
  return text;
}

std::string describe_rows(const FilePlan& plan, const FirstRows& first) {
  constexpr std::size_t longest_value = 40;
  std::string text;
  for (std::size_t row = 0; row < first.rows.size(); ++row) {
    text += fmt::format("  line {} as read:\n", first.lines[row]);
    for (std::size_t field = 0; field < first.rows[row].size(); ++field) {
      text += fmt::format("    {:<28} {}\n", one_line(plan.headings()[field], 28),
                          one_line(first.rows[row][field], longest_value));
    }
  }
  return text;
}

}  // namespace

std::string describe(const ImportReport& report, double threshold) {
  std::string text;
  for (const FileReport& file : report.files) text += describe(file);
  for (const FileLeftOut& file : report.left_out) {
    text += fmt::format("{:<32} left out: {}\n", file.file, file.why);
  }
  if (report.retried.accepted > 0) {
    text += fmt::format("{} rows that had been rejected before could be taken now\n",
                        report.retried.accepted);
  }
  if (report.rejected() == 0) return text;
  text += fmt::format("{} of {} rows rejected ({:.2f} %); 'rastro check' lists them all\n",
                      report.rejected(), report.rows(), 100 * report.rejected_share());
  if (report.rejected_share() > threshold) {
    text += fmt::format(
        "That is more than the {:.2f} % the model allows (import.rejection_threshold): the figures "
        "may mislead.\n",
        100 * threshold);
  }
  return text;
}

std::string describe(const ImportExplanation& explanation) {
  std::string text;
  for (std::size_t index = 0; index < explanation.files.size(); ++index) {
    const FilePlan& plan = explanation.files[index];
    text += plan.name() + "\n";
    text += describe_reading(plan);
    for (const PlannedTable& table : plan.tables) text += describe(plan, table);
    for (const std::string& note : plan.notes) text += fmt::format("  {}\n", note);
    text += describe_rows(plan, explanation.first_rows[index]);
  }
  for (const FileLeftOut& file : explanation.left_out) {
    text += fmt::format("{}\n  left out: {}\n", file.file, file.why);
  }
  return text;
}

int exit_code(const ImportReport& report, const ProcessModel& model) {
  return report.rejected_share() > model.import.rejection_threshold ? exit_rejected : exit_done;
}

void write_file(const std::string& path, std::string_view content) {
  std::ofstream file(path, std::ios::binary);
  file << content;
  file.close();
  if (!file) throw Error("cannot be written", {path}, "check the folder and its rights");
}

}  // namespace rastro
