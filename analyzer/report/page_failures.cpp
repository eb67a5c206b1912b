#include <algorithm>
#include <cmath>

#include "report/chart_marks.h"
#include "report/page_sections.h"
#include "report/weekly_change.h"

namespace rastro::page {

namespace {

Data week_row(const ReviewFailure& failure, const ReviewWeek& week, const Wording& wording) {
  const Figures& figures = wording.figures();
  const auto first = parse_day(week.week);
  std::string signal = wording.rule(failure, week);
  if (week.immature) {
    signal += (signal.empty() ? "" : "; ") + wording.texts().get("failures.immature");
  }
  Data row;
  row.set("week", first ? figures.day(*first) : week.week);
  row.set("exposed", figures.count(week.exposed));
  row.set("failed", figures.count(week.failed));
  row.set("rate", figures.percent(week.rate()));
  row.set("center", figures.percent(week.center));
  row.set("range", figures.percent(week.lower) + " – " + figures.percent(week.upper));
  row.set("signal", signal);
  return row;
}

Data gap_row(const ReviewFailure& failure, const ReviewGap& gap, const Wording& wording) {
  const Figures& figures = wording.figures();
  Data row;
  row.set("from", figures.day(gap.from));
  row.set("to", gap.open ? wording.texts().get("failures.gap_open") : figures.day(gap.to));
  row.set("units", figures.decimal(gap.units, 0));
  row.set("center", figures.decimal(failure.gap_center, 0));
  row.set("range",
          figures.decimal(failure.gap_lower, 0) + " – " + figures.decimal(failure.gap_upper, 0));
  row.set("signal", wording.rule(failure, gap));
  return row;
}

/// What the chart says in words, its figures, and what is marked on it.
void add_chart(const Review& review, const ReviewFailure& failure, const Wording& wording,
               Data& card) {
  constexpr std::size_t most_open = 5;  // a longer list of marks is folded
  Data signals{Data::type::list}, weeks{Data::type::list}, gaps{Data::type::list};
  for (const ReviewSignal& signal : failure.signals) {
    if (signal.now || signal.rule.starts_with("run_")) {
      signals.push_back(wording.signal(failure, signal));
    }
  }
  for (const ReviewWeek& week : failure.weekly) weeks.push_back(week_row(failure, week, wording));
  for (const ReviewGap& gap : failure.gaps) gaps.push_back(gap_row(failure, gap, wording));
  Data marks{Data::type::list};
  const auto marked = chart_marks(review, failure);
  for (const ChartMark& mark : marked) marks.push_back(wording.mark(mark));
  card.set("signals", signals);
  card.set("has_signals", !signals.is_empty_list());
  card.set("weeks", weeks);
  card.set("has_weeks", !failure.weekly.empty());
  card.set("gaps", gaps);
  card.set("has_gaps", !failure.gaps.empty());
  card.set("marks", marks);
  card.set("has_marks", !marked.empty());
  card.set("marks_open", marked.size() <= most_open);
  card.set("marks_lead",
           wording.texts().fill("marks.summary",
                                wording.figures().count(static_cast<std::int64_t>(marked.size()))));
}

/// What the chart says of the newest complete week: "high", "low", or "usual".
std::string level_of(const Review& review, const ReviewFailure& failure) {
  const std::string level = weekly_change(review, failure).level;
  return level.empty() ? "usual" : level;
}

Data failure_card(const Review& review, std::size_t index, const Wording& wording) {
  const ReviewFailure& failure = review.failures[index];
  const std::string level = level_of(review, failure);
  const Figures& figures = wording.figures();
  const Texts& texts = wording.texts();
  const double explained = shown_explained(failure);
  Data card;
  card.set("name", wording.failure(failure.kind));
  card.set("card", "kind-" + std::to_string(index));
  card.set("chart", "weekly-" + std::to_string(index));
  card.set("class", level);
  card.set("mark", level == "high" ? "▲" : (level == "low" ? "▼" : "●"));
  card.set("signal", wording.word("signals", level));
  std::string sentence =
      texts.fill("failures.sentence", figures.count(failure.failed), figures.count(failure.exposed),
                 wording.units(failure.unit), figures.percent(failure.rate));
  if (std::isfinite(failure.expected)) {
    sentence += " " + texts.fill("failures.expected", figures.amount(failure.expected));
  }
  if (failure.inferred > 0) {
    sentence += " " + texts.fill("failures.inferred", figures.count(failure.inferred));
  }
  card.set("sentence", sentence);
  card.set("split",
           explained == 0
               ? texts.get("failures.split_none")
               : texts.fill("failures.split", figures.decimal(explained, 1),
                            figures.decimal(static_cast<double>(failure.failed) - explained, 1)));
  Data chains{Data::type::list};
  for (const ReviewChain& chain : failure.chains) {
    chains.push_back(texts.fill("failures.chain", figures.amount(chain.attributed),
                                figures.count(failure.failed), wording.failure(chain.failure)));
  }
  card.set("chains", chains);
  add_chart(review, failure, wording, card);
  return card;
}

/// What was read from notes, so that it can be checked: each class with the words that decided.
Data note_rows(const Review& review, const Wording& wording) {
  constexpr std::size_t most = 25;
  Data rows{Data::type::list};
  std::size_t shown = 0;
  for (const ReviewReadNote& note : review.read_notes) {
    if (note.told.empty()) continue;
    if (++shown > most) break;
    Data row;
    row.set("incident", note.incident_id);
    row.set("order", note.order_id);
    row.set("told", wording.told(note.told));
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

double shown_explained(const ReviewFailure& failure) {
  return std::isfinite(failure.explained) ? std::round(failure.explained * 10) / 10 : 0;
}

Data summary(const Review& review, const Wording& wording) {
  std::int64_t failed = 0;
  double explained = 0, cost = 0;
  for (const ReviewFailure& failure : review.failures) {
    failed += failure.failed;
    explained += shown_explained(failure);
  }
  for (const ReviewCause& cause : review.causes) cost += cause.cost_per_month;
  const Figures& figures = wording.figures();
  Data data{Data::type::list};
  const auto add = [&](const std::string& value, const std::string& key) {
    Data item;
    item.set("value", value);
    item.set("label", wording.texts().get(key));
    data.push_back(item);
  };
  add(figures.count(failed), "summary.failures");
  add(figures.percent(failed > 0 ? explained / static_cast<double>(failed) : std::nan("")),
      "summary.explained");
  add(figures.count(static_cast<std::int64_t>(review.causes.size())), "summary.causes");
  add(figures.rough_money(cost), "summary.saving");
  add(figures.count(std::count_if(review.tickets.begin(), review.tickets.end(), is_due)),
      "summary.tickets");
  add(figures.count(static_cast<std::int64_t>(review.calls.size())), "summary.calls");
  return data;
}

std::string high_failures(const Review& review, const Wording& wording) {
  std::string high;
  for (const ReviewFailure& failure : review.failures) {
    if (failure.signal != "high") continue;
    high += (high.empty() ? "" : ", ") + wording.failure(failure.kind);
  }
  return high.empty() ? wording.texts().get("failures.high_none")
                      : wording.texts().fill("failures.high_some", high);
}

Data failures(const Review& review, const Wording& wording) {
  const Texts& texts = wording.texts();
  bool any = false;
  Data cards{Data::type::list};
  for (const ReviewFailure& failure : review.failures) {
    any = any || failure.failed > 0;
  }
  // What is out of its range stands first.
  for (const bool outside : {true, false}) {
    for (std::size_t index = 0; index < review.failures.size(); ++index) {
      if ((review.failures[index].signal == "high") != outside) continue;
      cards.push_back(failure_card(review, index, wording));
    }
  }
  Data data;
  data.set("headline", any                       ? high_failures(review, wording)
                       : review.failures.empty() ? texts.get("failures.unmeasurable")
                                                 : texts.get("failures.no_failures"));
  data.set("cards", cards);
  data.set("any_rare", std::any_of(review.failures.begin(), review.failures.end(),
                                   [](const ReviewFailure& each) { return each.chart == "g"; }));
  const auto told = std::count_if(review.read_notes.begin(), review.read_notes.end(),
                                  [](const ReviewReadNote& note) { return !note.told.empty(); });
  data.set("any_notes", told > 0);
  data.set(
      "notes_lead",
      texts.fill("failures.notes_lead", wording.figures().count(told),
                 wording.figures().count(static_cast<std::int64_t>(review.read_notes.size()))));
  data.set("notes", note_rows(review, wording));
  return data;
}

}  // namespace rastro::page
