#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "base/error.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "report/flat_review.h"
#include "report/shown_text.h"
#include "tally/flat_tally.h"

namespace rastro {

namespace {

void check_file(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (std::filesystem::is_regular_file(status)) return;
  if (status.type() == std::filesystem::file_type::not_found) {
    throw Error("no such file", {path}, "check the path");
  }
  if (std::filesystem::is_directory(status)) {
    throw Error("this is a folder", {path}, "name one CSV file");
  }
  // Opening a pipe to which nobody writes would wait for ever.
  if (std::filesystem::exists(status)) throw Error("this is not a file", {path}, "name a CSV file");
}

/// How many columns may stand in one cause: as many as asked for, or else up to three, where that
/// does not make too many conditions.
int chosen_depth(const FlatTable& table, const std::string& file, int asked) {
  if (table.factors.empty()) {
    throw Error("no column is left in which causes could be looked for", {file},
                "a factor needs at least two values, some of them in several rows");
  }
  int depth = asked == 0 ? 3 : asked;
  while (asked == 0 && depth > 1 && are_too_many(table, depth)) --depth;
  if (!are_too_many(table, depth)) return depth;
  throw Error(fmt::format("{} columns, up to {} together, make too many combinations to search",
                          table.factors.size(), depth),
              {file}, "name the columns that matter with --factors, or take a lower --depth");
}

KindFindings search(const FlatTable& table, const FlatStructure& structure, Tally& tally,
                    int depth) {
  KindToSearch kind;
  kind.tally = &tally;
  for (std::size_t factor = 0; factor < table.factors.size(); ++factor) {
    kind.factors.push_back(static_cast<std::uint16_t>(factor));
  }
  kind.may_pair = [&](auto left, auto right) { return !structure.are_nested(left, right); };
  SearchLimits limits;
  limits.depth = depth;
  limits.level = 0.01;  // tables are large: a twentieth of false causes is more than they need
  return std::move(find_causes({kind}, limits).front());
}

/// For a person: what was read otherwise than it stands there, what was left out, and whether that
/// is too much.
std::string describe_reading(const FlatTable& table, double threshold) {
  std::string text;
  for (const std::string& note : table.notes) text += note + '\n';
  if (table.rejected == 0) return text;
  for (const Rejection& rejection : table.first_rejections) {
    text += fmt::format("  rejected: {}\n    {}\n",
                        to_string(Place{rejection.file, rejection.line, rejection.field}),
                        rejection.reason);
  }
  const double share = static_cast<double>(table.rejected) / static_cast<double>(table.records);
  text += fmt::format("{} of {} rows left out ({:.2f} %)\n", table.rejected, table.records,
                      100 * share);
  if (share > threshold) {
    text += fmt::format("That is more than {:.2f} %: the figures may mislead.\n", 100 * threshold);
  }
  return text;
}

}  // namespace

int run_causes(const Options& options) {
  const std::string& file = options.paths.front();
  check_file(file);
  const ImportSpec& import = default_model().import;
  FlatReview review;
  std::string reading;
  {
    Progress progress(options.quiet);
    const ValueReader values(import.empty_values, "");
    FlatTable table = read_flat_table(
        file, {options.failed, options.exposed, options.factors}, values,
        [&](int percent) { progress.show(fmt::format("reading {:3} %", percent)); });
    progress.show("finding causes");
    const FlatStructure structure = settle_factors(table);
    const int depth = chosen_depth(table, file, options.depth);
    std::vector<std::vector<Code>> codes;
    for (FlatFactor& factor : table.factors) codes.push_back(std::move(factor.codes));
    FlatTally tally(std::move(codes), table.exposed, table.failed);
    review = assemble_flat_review(file, table, structure, search(table, structure, tally, depth));
    review.depth = depth;
    reading = describe_reading(table, import.rejection_threshold);
  }
  const double rejected = static_cast<double>(review.input.rejected);
  const bool too_many =
      rejected > import.rejection_threshold * static_cast<double>(review.input.rows);
  if (!options.quiet) fmt::print(options.json ? stderr : stdout, "{}", reading);
  fmt::print("{}", options.json ? flat_review_json(review)
                                : shown_lines(flat_review_text(review, chosen_locale(options))));
  return too_many ? exit_rejected : exit_done;
}

}  // namespace rastro
