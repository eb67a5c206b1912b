#include <algorithm>
#include <cmath>

#include "report/page_sections.h"

namespace rastro::page {

namespace {

Data week_row(const ReviewWeek& week, const Wording& wording) {
  const Figures& figures = wording.figures();
  const auto first = parse_day(week.week);
  const double rate = week.exposed > 0
                          ? static_cast<double>(week.failed) / static_cast<double>(week.exposed)
                          : std::nan("");
  std::string signal = week.signal.empty() ? "" : wording.word("signals", week.signal);
  if (week.immature) signal = wording.texts().get("failures.immature");
  Data row;
  row.set("week", first ? figures.day(*first) : week.week);
  row.set("exposed", figures.count(week.exposed));
  row.set("failed", figures.count(week.failed));
  row.set("rate", figures.percent(rate));
  row.set("center", figures.percent(week.center));
  row.set("range", figures.percent(week.lower) + " – " + figures.percent(week.upper));
  row.set("signal", signal);
  return row;
}

Data failure_card(const ReviewFailure& failure, std::size_t index, const Wording& wording) {
  const Figures& figures = wording.figures();
  const Texts& texts = wording.texts();
  const double explained = shown_explained(failure);
  Data card;
  card.set("name", wording.failure(failure.kind));
  card.set("card", "kind-" + std::to_string(index));
  card.set("chart", "weekly-" + std::to_string(index));
  card.set("class", failure.signal.empty() ? "usual" : failure.signal);
  card.set("mark", failure.signal == "high" ? "▲" : (failure.signal == "low" ? "▼" : "●"));
  card.set("signal", wording.word("signals", failure.signal.empty() ? "usual" : failure.signal));
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
  Data weeks{Data::type::list};
  for (const ReviewWeek& week : failure.weekly) weeks.push_back(week_row(week, wording));
  card.set("weeks", weeks);
  card.set("has_weeks", !failure.weekly.empty());
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
      cards.push_back(failure_card(review.failures[index], index, wording));
    }
  }
  Data data;
  data.set("headline", any                       ? high_failures(review, wording)
                       : review.failures.empty() ? texts.get("failures.unmeasurable")
                                                 : texts.get("failures.no_failures"));
  data.set("cards", cards);
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
