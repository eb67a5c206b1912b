#include "cli/terminal.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "base/error.h"

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

}  // namespace

std::string describe(const ImportReport& report, double threshold) {
  std::string text;
  for (const FileReport& file : report.files) text += describe(file);
  for (const FileLeftOut& file : report.left_out) {
    text += fmt::format("{:<32} left out: {}\n", file.file, file.why);
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
  for (const FilePlan& file : explanation.files) {
    text += file.file + "\n";
    for (const PlannedTable& table : file.tables) {
      text += fmt::format("  feeds {}\n", table.spec->name);
      for (const PlannedColumn& column : table.columns) {
        text +=
            column.constant
                ? fmt::format("    {:<20} always '{}'\n", column.target, *column.constant)
                : fmt::format("    {:<20} from '{}'\n", column.target, file.headings[column.field]);
      }
    }
    for (const std::string& note : file.notes) text += fmt::format("  {}\n", note);
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
