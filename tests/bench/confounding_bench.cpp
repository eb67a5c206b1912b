#include <fmt/format.h>

#include "base/parallel.h"
#include "bench/bench.h"
#include "causes/hard_cases.h"

namespace rastro::bench {

namespace {

/// What was reported of one hard month.
struct Verdict {
  bool exact = false;  ///< the guilty, and nobody else
  int guilty_found = 0;
  int innocents_reported = 0;
  int others = 0;   ///< reported, neither guilty nor among the innocents
  int cleared = 0;  ///< innocents listed as cleared
  std::string told;
};

Verdict judge(const test::HardCase& hard, std::uint64_t seed) {
  test::TableRecipe recipe = hard.recipe;
  recipe.seed = seed;
  const KindFindings findings = test::find_in(recipe);
  Verdict verdict;
  for (const Condition& guilty : hard.guilty) {
    verdict.guilty_found += test::is_reported(findings, guilty) ? 1 : 0;
  }
  for (const Condition& innocent : hard.innocents) {
    verdict.innocents_reported += test::is_reported(findings, innocent) ? 1 : 0;
    verdict.cleared += test::cleared_suspect(findings, innocent) != nullptr ? 1 : 0;
  }
  const int not_guilty = test::false_causes(findings, hard);
  verdict.others = not_guilty - verdict.innocents_reported;
  verdict.exact = not_guilty == 0 && verdict.guilty_found == static_cast<int>(hard.guilty.size());
  if (verdict.exact) return verdict;
  verdict.told = fmt::format("{}, seed {}:", hard.name, seed);
  for (const Cause& cause : findings.causes) {
    verdict.told +=
        fmt::format(" [{}: {} of {}, ratio {:.2f}, p {:.2g}]", test::numbers_of(cause.condition),
                    cause.counts.failed, cause.counts.exposed, cause.risk_ratio, cause.p_adjusted);
  }
  for (const Episode& episode : findings.episodes) {
    verdict.told += fmt::format(" [episode {}: {} of {}]", test::numbers_of(episode.condition),
                                episode.counts.failed, episode.counts.exposed);
  }
  return verdict;
}

void print_row(const test::HardCase& hard, const std::vector<Verdict>& verdicts) {
  double exact = 0, found = 0, innocents = 0, others = 0, cleared = 0;
  for (const Verdict& verdict : verdicts) {
    exact += verdict.exact ? 1 : 0;
    found += verdict.guilty_found;
    innocents += verdict.innocents_reported > 0 ? 1 : 0;
    others += verdict.others;
    cleared += verdict.cleared;
  }
  const auto months = static_cast<double>(verdicts.size());
  const auto guilty = static_cast<double>(hard.guilty.size()) * months;
  const auto suspects = hard.stands_out ? static_cast<double>(hard.innocents.size()) * months : 0;
  fmt::print("| {:<44} | {:<32} | {:<32} | {:<32} | {:.2f} | {:<32} |\n", hard.name,
             share_text(exact, months), share_text(found, guilty), share_text(innocents, months),
             others / months, suspects > 0 ? share_text(cleared, suspects) : "");
}

}  // namespace

void run_confounding(const Settings& settings) {
  const int months = settings.months.value_or(100);
  fmt::print("\n{} months of each sort, 24,000 units, seeds from {}\n\n", months, settings.seed);
  fmt::print("| {:<44} | {:<32} | {:<32} | {:<32} | {} | {:<32} |\n", "who looks guilty",
             "exactly the guilty reported", "guilty found", "months that report an innocent",
             "others a month", "innocents listed as cleared");
  fmt::print("| --- | --- | --- | --- | --- | --- |\n");
  std::vector<std::string> told;
  for (const test::HardCase& hard : test::hard_cases()) {
    std::vector<Verdict> verdicts(static_cast<std::size_t>(months));
    in_parallel(verdicts.size(),
                [&](std::size_t index) { verdicts[index] = judge(hard, settings.seed + index); });
    print_row(hard, verdicts);
    for (const Verdict& verdict : verdicts) {
      if (!verdict.told.empty()) told.push_back(verdict.told);
    }
  }
  if (!settings.verbose) return;
  fmt::print("\nmonths not reported exactly (factor=value by number)\n");
  for (const std::string& line : told) fmt::print("  {}\n", line);
}

}  // namespace rastro::bench
