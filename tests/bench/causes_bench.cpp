#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/parallel.h"
#include "bench/bench.h"
#include "bench/cause_score.h"
#include "simulate/simulate.h"

namespace rastro::bench {

namespace {

/// Months of one sort. Their seeds begin so far after the first one.
struct MonthSet {
  std::string name;
  std::vector<std::string> plant;
  std::uint64_t seeds_after = 0;
  bool varied = false;
};

std::vector<std::string> usual_and(std::vector<std::string> more) {
  more.insert(more.begin(), plantable_causes().begin(), plantable_causes().end());
  return more;
}

MonthSet usual_months() { return {"usual months", plantable_causes(), 0}; }

MonthSet hard_months() {
  return {"hard months", usual_and({"ended", "drift", "confounded", "protective", "chains"}),
          10'000};
}

std::vector<MonthSet> silent_months() {
  return {{"as usual", {}, 20'000},
          {"rates that swing with weekday and season", {"swings"}, 30'000},
          {"with a broken lorry, a flood and a strike", {"episodes"}, 40'000},
          {"failures that bring about others", {"chains"}, 50'000},
          {"some values with fewer failures", {"protective"}, 60'000},
          {"3,000 to 40,000 orders, 0.3 to 3 times the failures", {}, 70'000, true}};
}

MonthPlan plan_of(const MonthSet& set, const Settings& settings, int month) {
  return {settings.seed + set.seeds_after + static_cast<std::uint64_t>(month), set.plant,
          set.varied};
}

int months_of(const Settings& settings) { return settings.months.value_or(100); }

/// Scores so many months of a sort, several at a time.
Score score_months(const MonthSet& set, const Settings& settings) {
  std::vector<Score> scores(static_cast<std::size_t>(months_of(settings)));
  in_parallel(scores.size(), [&](std::size_t month) {
    scores[month] = score_month(analyse_month(plan_of(set, settings, static_cast<int>(month))));
  });
  Score sum;
  for (int month = 0; month < months_of(settings); ++month) {
    const Score& score = scores[static_cast<std::size_t>(month)];
    if (settings.verbose && !score.notes.empty()) {
      fmt::print("{}, seed {}\n{}", set.name, plan_of(set, settings, month).seed, score.notes);
    }
    sum += score;
  }
  return sum;
}

/// Median with its 95 % interval from the order statistics (Conover 1999), which needs six values.
std::string median_text(std::vector<double> values, double scale, const char* unit) {
  if (values.empty()) return "not measured";
  std::sort(values.begin(), values.end());
  const auto count = static_cast<double>(values.size());
  const auto at = [&](double place) {
    const double last = count - 1;
    return scale * values[static_cast<std::size_t>(std::clamp(place, 0.0, last))];
  };
  const double half = 0.98 * std::sqrt(count);
  const std::string median = fmt::format("{:.3g}{}", at(count / 2), unit);
  if (values.size() < 6) return fmt::format("{} of {}", median, values.size());
  return fmt::format("{} ({:.3g} to {:.3g}) of {}", median, at(std::floor(count / 2 - half)),
                     at(std::ceil(count / 2 + half)), values.size());
}

std::string text_of(const Share& share) { return share_text(share.hits, share.of); }

void print_heading(const std::string& title, const std::vector<std::string>& columns) {
  fmt::print("\n{}\n\n|", title);
  for (const std::string& column : columns) fmt::print(" {} |", column);
  fmt::print("\n|");
  for (std::size_t column = 0; column < columns.size(); ++column) fmt::print("---|");
  fmt::print("\n");
}

void print_row(const std::vector<std::string>& cells) {
  fmt::print("|");
  for (const std::string& cell : cells) fmt::print(" {} |", cell);
  fmt::print("\n");
}

Share sum_of(const Shares& shares, const std::vector<std::string>& words) {
  Share sum;
  for (const std::string& word : words) {
    if (const auto found = shares.find(word); found != shares.end()) sum += found->second;
  }
  return sum;
}

std::string balance_text(const Score& score) { return fmt::format("{:.1g}", score.imbalance); }

void print_causes(const Score& usual, const Score& hard, const Settings& settings) {
  print_heading(fmt::format("Months with causes, 18,000 orders each, seeds from {}; 95 % intervals",
                            settings.seed),
                {"what", fmt::format("{} usual months", usual.months),
                 fmt::format("{} hard months", hard.months), "aim"});
  const auto row = [&](const char* what, const char* aim, const auto& figure) {
    print_row({what, figure(usual), figure(hard), aim});
  };
  row("planted causes found (12 or more extra failures expected)", "≥ 95 %",
      [](const Score& score) { return text_of(score.found); });
  row("reported causes that are true", "≥ 95 %",
      [](const Score& score) { return text_of(score.true_reports); });
  row("stand-ins (the picker of the bad product) reported as causes", "≤ 2 %",
      [](const Score& score) {
        return text_of(sum_of(score.innocents_reported, {"handed_over"}));
      });
  row("values that occur only within a cause (the carrier of the bad region) reported", "≤ 2 %",
      [](const Score& score) { return text_of(sum_of(score.innocents_reported, {"within"})); });
  row("values around a cause (the supplier of the bad product) reported", "≤ 2 %",
      [](const Score& score) { return text_of(sum_of(score.innocents_reported, {"around"})); });
  row("values with fewer failures than usual reported", "≤ 2 %",
      [](const Score& score) { return text_of(sum_of(score.innocents_reported, {"protective"})); });
  row("attributed failures against the true number, median error", "≤ 15 %",
      [](const Score& score) { return median_text(score.attribution_errors, 100, " %"); });
  row("onset, median error", "≤ 3 days",
      [](const Score& score) { return median_text(score.onset_errors, 1, " days"); });
  row("onset intervals that hold the true day", "95 %",
      [](const Score& score) { return text_of(score.onset_covered); });
  row("found causes that began in the month, given a first day", "",
      [](const Score& score) { return text_of(sum_of(score.since_told, {"step"})); });
  row("found causes that did not begin in it, given a first day", "", [](const Score& score) {
    return text_of(sum_of(score.since_told, {"steady", "ended"}));
  });
  row("end, median error", "",
      [](const Score& score) { return median_text(score.end_errors, 1, " days"); });
  row("found drifting causes told as a drift", "",
      [](const Score& score) { return text_of(score.drifts_told); });
  row("found drifting causes told as a drift, or as either", "",
      [](const Score& score) { return text_of(score.drifts_not_denied); });
  row("found causes that began in the month, told as a step or a drift", "",
      [](const Score& score) { return text_of(score.steps_left_open); });
  row("found causes that began in the month, told as a drift", "",
      [](const Score& score) { return text_of(score.steps_denied); });
  row("found causes laid to the planted step", "",
      [](const Score& score) { return text_of(score.right_step); });
  row("planted chains told (12 or more failures that followed)", "", [](const Score& score) {
    Share sum;
    for (const auto& [name, share] : score.chains_found) sum += share;
    return text_of(sum);
  });
  row("failures that followed, told against the true number, median error", "",
      [](const Score& score) { return median_text(score.chain_errors, 100, " %"); });
  row("failures by which the flow does not balance, at the worst vertex of all", "< 0.001",
      balance_text);
}

/// Which kind of planted cause is found, and which is missed.
void print_breakdown(const Score& usual, const Score& hard) {
  print_heading("Planted causes found, of those with 12 or more extra failures expected",
                {"by", "", "usual months", "hard months"});
  for (const auto& [way, shares] : hard.found_by) {
    const auto other = usual.found_by.find(way);
    for (const auto& [word, share] : shares) {
      const Share of_usual =
          other == usual.found_by.end() ? Share{} : sum_of(other->second, {word});
      print_row({way, word, text_of(of_usual), text_of(share)});
    }
  }
}

void print_silence(const std::vector<MonthSet>& sets, const std::vector<Score>& scores) {
  print_heading(
      "Months with no cause planted; 95 % intervals",
      {"months", "that report any cause", "causes reported", "flow out of balance by", "aim"});
  for (std::size_t index = 0; index < sets.size(); ++index) {
    const Score& score = scores[index];
    print_row({sets[index].name, text_of(score.reporting_months),
               fmt::format("{}", score.true_reports.of), balance_text(score), "≤ 5 %"});
  }
  Shares episodes, chains;
  for (const Score& score : scores) {
    for (const auto& [name, share] : score.episodes_found) episodes[name] += share;
    for (const auto& [name, share] : score.chains_found) chains[name] += share;
  }
  print_heading("Planted episodes (12 or more failures) of which most failures are told as one",
                {"what", "found"});
  for (const auto& [name, share] : episodes) print_row({name, text_of(share)});
  print_heading("Planted chains (12 or more failures that followed) that are told",
                {"what", "found"});
  for (const auto& [name, share] : chains) print_row({name, text_of(share)});
}

/// One month after the other, so that nothing else is timed. All threads of the analysis count: it
/// is what one processor would need.
void print_seconds(const Settings& settings) {
  constexpr int most_months = 20;
  const int months = std::min(months_of(settings), most_months);
  std::vector<double> seconds;
  for (int month = 0; month < months; ++month) {
    seconds.push_back(analyse_month(plan_of(usual_months(), settings, month)).analysis_seconds);
  }
  print_heading("Cost", {"what", "figure", "aim"});
  print_row({"analysis of a month of 18,000 orders, median seconds of one processor",
             median_text(seconds, 1, " s"), "< 0.5 s"});
}

}  // namespace

std::string share_text(double hits, double of) {
  if (of == 0) return "none";
  const double z = 1.96, share = hits / of;
  const double centre = (share + z * z / (2 * of)) / (1 + z * z / of);
  const double half =
      z / (1 + z * z / of) * std::sqrt(share * (1 - share) / of + z * z / (4 * of * of));
  return fmt::format("{:.1f} % ({:.1f} to {:.1f}) of {}", 100 * share,
                     100 * std::max(0.0, centre - half), 100 * std::min(1.0, centre + half), of);
}

void run_causes(const Settings& settings) {
  const Score usual = score_months(usual_months(), settings);
  const Score hard = score_months(hard_months(), settings);
  const std::vector<MonthSet> silent = silent_months();
  std::vector<Score> silent_scores;
  for (const MonthSet& set : silent) silent_scores.push_back(score_months(set, settings));
  print_causes(usual, hard, settings);
  print_breakdown(usual, hard);
  print_silence(silent, silent_scores);
  print_seconds(settings);
}

}  // namespace rastro::bench
