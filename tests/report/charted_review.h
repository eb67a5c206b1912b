#pragma once

#include <cmath>

#include "report/sample_review.h"

namespace rastro {

inline Day charted_day(int month, int day) { return *day_of(2026, month, day); }

/// A kind's weeks from 6 July to 21 September, 4,000 order lines each, the newest immature.
inline ReviewFailure charted_failure(std::string kind, const std::vector<std::int64_t>& failed) {
  ReviewFailure failure;
  failure.kind = std::move(kind);
  failure.unit = "order_line";
  failure.chart = "p";
  failure.usual_rate = 0.014;
  const Day last = charted_day(9, 21);
  for (std::size_t week = 0; week < failed.size(); ++week) {
    ReviewWeek each;
    each.week = format_day(last - 7 * static_cast<Day>(failed.size() - 1 - week));
    each.exposed = 4000;
    each.failed = failed[week];
    each.immature = week + 1 == failed.size();
    each.center = each.immature ? 0.007 : 0.014;
    each.lower = each.immature ? 0.004 : 0.009;
    each.upper = each.immature ? 0.011 : 0.019;
    const double rate = static_cast<double>(each.failed) / 4000;
    each.signal = rate > each.upper ? "high" : (rate < each.lower ? "low" : "");
    failure.weekly.push_back(each);
    failure.exposed += each.exposed;
    failure.failed += each.failed;
    if (!each.immature) failure.signal = each.signal;
  }
  failure.rate = static_cast<double>(failure.failed) / static_cast<double>(failure.exposed);
  failure.unexplained = static_cast<double>(failure.failed);
  failure.expected = std::nan("");
  return failure;
}

/// The newest complete week, that of 14 September, is at 2.1 % of usually 1.4 %.
inline ReviewFailure worse_failure() {
  ReviewFailure failure =
      charted_failure("wrong_item", {55, 52, 60, 51, 58, 54, 57, 53, 61, 56, 84, 25});
  ReviewSignal signal;
  signal.rule = "above_range";
  signal.direction = "high";
  signal.from = signal.to = charted_day(9, 14);
  signal.value = 0.021;
  signal.usual = 0.014;
  signal.limit = 0.019;
  signal.now = true;
  failure.signals = {signal};
  return failure;
}

inline ReviewSignal charted_run(bool above) {
  ReviewSignal run;
  run.rule = above ? "run_above" : "run_below";
  run.direction = above ? "high" : "low";
  run.from = charted_day(7, 20);
  run.to = charted_day(9, 14);
  run.count = 9;
  run.limit = 8;
  run.now = true;
  return run;
}

/// A rare kind: gaps of 800 order lines, then one of two, and none since.
inline ReviewFailure rare_failure() {
  ReviewFailure failure = charted_failure("damaged_item", {0, 1, 1, 0, 1, 1, 1, 2, 1, 1, 2, 0});
  failure.chart = "g";
  failure.usual_rate = 0.00025;
  failure.gap_lower = 5.4;
  failure.gap_center = 2772.2;
  failure.gap_upper = 26428.3;
  const double units[] = {8100, 3900, 2500, 4100, 3800, 4400, 1900, 7000, 2, 5100};
  Day day = charted_day(7, 8);
  for (const double each : units) {
    const Day next = day + (each > 10 ? 7 : 0);
    failure.gaps.push_back({day, next, each, each < 5.4 ? "short" : "", false});
    day = next;
  }
  failure.gaps.push_back({day, charted_day(9, 27), 6100, "", true});
  ReviewSignal signal;
  signal.rule = "short_gap";
  signal.direction = "high";
  signal.from = failure.gaps[8].from;
  signal.to = failure.gaps[8].to;
  signal.value = 2;
  signal.usual = 4000;
  signal.limit = 5.4;
  signal.now = signal.week_before = true;
  failure.signals = {signal};
  return failure;
}

/// A worse, a rare and a shifted kind with changes and a correction on their charts.
inline Review charted_review() {
  Review review = sample_review();
  ReviewFailure shifted =
      charted_failure("wrong_address", {50, 48, 66, 61, 70, 65, 62, 67, 71, 64, 69, 30});
  shifted.signals = {charted_run(true)};
  review.failures = {worse_failure(), shifted, rare_failure()};
  for (int change = 0; change < 9; ++change) {
    review.failures[0].changes.push_back({start_of(charted_day(7, 7) + 7 * change) + 9 * 3600,
                                          "picking", "Form " + std::to_string(change) + " <b>", "",
                                          ""});
  }
  for (int change = 0; change < 3; ++change) {
    review.failures[0].changes.push_back(
        {start_of(charted_day(9, 8)) + 3600 * (9 + change), "product_description",
         "Revision " + std::to_string(change), "sku", "ARCH-A4-050"});
  }
  review.tickets[1].fixed_on = charted_day(9, 16);  // of C2, a wrong item
  return review;
}

}  // namespace rastro
