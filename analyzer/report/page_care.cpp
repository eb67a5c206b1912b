#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/page_sections.h"

namespace rastro::page {

namespace {

/// More persons than a meeting looks at stay in review.json.
constexpr std::size_t rows_shown = 15;

/// The ends of a scale.
struct Scale {
  double from = 0, to = 1;
};
constexpr Scale shares{0, 1}, scores{1, 5};

/// An estimate with its interval, a dot on a line; numbers only, so nothing needs escaping. `mark`:
/// a line to compare it with.
std::string estimate_svg(const Estimate& estimate, Scale scale, std::optional<double> mark = {}) {
  if (!estimate.value) return "";
  const auto place = [&](double value) {
    return 6 + 108 * std::clamp((value - scale.from) / (scale.to - scale.from), 0.0, 1.0);
  };
  std::string svg = R"(<svg class="interval small" viewBox="0 0 120 18" aria-hidden="true">)";
  for (const double end : {scale.from, scale.to}) {
    svg +=
        fmt::format(R"(<line class="tick" x1="{0:.1f}" x2="{0:.1f}" y1="2" y2="16"/>)", place(end));
  }
  if (mark) {
    svg += fmt::format(R"(<line class="one" x1="{0:.1f}" x2="{0:.1f}" y1="2" y2="16"/>)",
                       place(*mark));
  }
  if (estimate.low) {
    svg += fmt::format(R"(<line class="range" x1="{:.1f}" x2="{:.1f}" y1="9" y2="9"/>)",
                       place(*estimate.low), place(*estimate.high));
  }
  return svg + fmt::format(R"(<circle cx="{:.1f}" cy="9" r="4"/></svg>)", place(*estimate.value));
}

/// Hours or days as the model states them: "2", "1.5".
std::string plain(double number, const Wording& wording) {
  return wording.figures().decimal(number, number == std::floor(number) ? 0 : 1);
}

/// "84.1% (82.0–86.1)"
std::string share_text(const Estimate& share, const Wording& wording) {
  const Figures& figures = wording.figures();
  if (!share.value) return figures.missing();
  return wording.texts().fill("recovery.with_interval", figures.percent(*share.value),
                              figures.decimal(*share.low * 100, 1),
                              figures.decimal(*share.high * 100, 1));
}

std::string mean_text(const Estimate& mean, const Wording& wording) {
  const Figures& figures = wording.figures();
  if (!mean.value) return figures.missing();
  std::string value = figures.decimal(*mean.value, 2);
  if (!mean.low) return value;
  return wording.texts().fill("recovery.with_interval", value, figures.decimal(*mean.low, 2),
                              figures.decimal(*mean.high, 2));
}

std::int64_t hits_of(const Estimate& share) {
  return std::llround(share.value.value_or(0) * static_cast<double>(share.count));
}

Data promptness_row(const std::string& who, const Promptness& waits, const Wording& wording) {
  const Texts& texts = wording.texts();
  const Figures& figures = wording.figures();
  const auto hours = [&](const std::optional<double>& value) {
    if (!value) return figures.missing();
    if (*value < 2) return texts.fill("recovery.minutes", figures.decimal(*value * 60, 0));
    return texts.fill("recovery.hours", figures.decimal(*value, 1));
  };
  Data row;
  row.set("who", who);
  row.set("reports", figures.count(waits.within_target.count));
  row.set("median", hours(waits.median));
  row.set("p90", hours(waits.p90));
  row.set("within", share_text(waits.within_target, wording));
  row.set("line",
          estimate_svg(waits.within_target, shares, wording.model().recovery.service_level));
  const std::int64_t waiting = waits.within_target.count - waits.done;
  row.set("any_waiting", waiting > 0);
  row.set("waiting", texts.fill("recovery.still_waiting", figures.count(waiting)));
  return row;
}

Data group_rows(const std::vector<GroupPromptness>& groups, Promptness GroupPromptness::*measure,
                const std::string& words, const Wording& wording) {
  Data rows{Data::type::list};
  std::size_t shown = 0;
  for (const GroupPromptness& group : groups) {
    const Promptness& waits = group.*measure;
    if (waits.within_target.count == 0) continue;
    if (shown++ == rows_shown) break;
    const std::string name = words.empty() ? group.name : wording.word(words, group.name);
    rows.push_back(promptness_row(
        group.name.empty() ? wording.texts().get("recovery.not_recorded") : name, waits, wording));
  }
  return rows;
}

/// The tables of one way to group, one a measure; none where the data have no such groups.
Data grouping(const std::string& title, const std::vector<GroupPromptness>& groups,
              const std::string& words, const RecoveryFigures& figures, const Wording& wording) {
  const Texts& texts = wording.texts();
  Data tables{Data::type::list};
  const auto add = [&](const std::string& key, Promptness GroupPromptness::*measure,
                       double target) {
    const bool any = std::any_of(groups.begin(), groups.end(), [&](const auto& group) {
      return (group.*measure).within_target.count > 0;
    });
    if (!any) return;
    Data table;
    table.set("caption", texts.fill(key, plain(target, wording)));
    table.set("rows", group_rows(groups, measure, words, wording));
    tables.push_back(table);
  };
  add("recovery.answered", &GroupPromptness::acknowledged, figures.acknowledged.target);
  add("recovery.spoken_to", &GroupPromptness::contacted, figures.contacted.target);
  const auto more = static_cast<std::int64_t>(groups.size() - std::min(groups.size(), rows_shown));
  Data data;
  data.set("title", texts.get(title));
  data.set("any", !groups.empty());
  data.set("tables", tables);
  data.set("any_more", more > 0);
  data.set("more", texts.fill("recovery.more_groups", wording.figures().count(more)));
  return data;
}

Data item(const std::string& label, const std::string& value, const std::string& of) {
  Data data;
  data.set("label", label);
  data.set("value", value);
  data.set("has_of", !of.empty());
  data.set("of", of);
  return data;
}

/// What was paid, and how many of the payments that figure leaves out.
Data compensation(const RecoveryFigures& recovery, const Wording& wording) {
  const Texts& texts = wording.texts();
  const Figures& figures = wording.figures();
  std::string of;
  if (recovery.payments > 0) of = texts.fill("recovery.payments", figures.count(recovery.payments));
  if (recovery.payments_without_amount > 0) {
    of += texts.fill("recovery.without_amount", figures.count(recovery.payments_without_amount));
  }
  return item(texts.get("recovery.compensation"),
              recovery.compensation ? figures.money(*recovery.compensation) : figures.missing(),
              of);
}

Data single_figures(const RecoveryFigures& recovery, const Wording& wording) {
  const Texts& texts = wording.texts();
  const Figures& figures = wording.figures();
  const auto of = [&](const char* key, const Estimate& share) {
    return share.count == 0
               ? ""
               : texts.fill(key, figures.count(hits_of(share)), figures.count(share.count));
  };
  Data list{Data::type::list};
  list.push_back(item(texts.get("recovery.contacted_first"),
                      share_text(recovery.contacted_first, wording),
                      of("recovery.of_failed", recovery.contacted_first)));
  list.push_back(item(texts.fill("recovery.follow_up", plain(recovery.follow_up_days, wording)),
                      share_text(recovery.follow_up, wording),
                      of("recovery.of_solved", recovery.follow_up)));
  list.push_back(compensation(recovery, wording));
  return list;
}

Data comparison_row(const std::string& who, const Estimate& again, const Estimate& score,
                    const Wording& wording) {
  const auto customers = [&](const Estimate& estimate) {
    return wording.texts().fill("recovery.customers", wording.figures().count(estimate.count));
  };
  Data row;
  row.set("who", wording.texts().get(who));
  row.set("again", share_text(again, wording));
  row.set("again_of", customers(again));
  row.set("again_line", estimate_svg(again, shares));
  row.set("score", mean_text(score, wording));
  row.set("score_of", customers(score));
  row.set("score_line", estimate_svg(score, scores));
  return row;
}

/// How much better those fared who were looked after, and whether chance alone may explain it;
/// `unit` is how much of the difference is 1 as shown.
std::string gain_text(const std::string& key, const std::optional<Difference>& gain, double unit,
                      int digits, const Wording& wording) {
  const Texts& texts = wording.texts();
  if (!gain) return texts.fill("recovery.no_gain", texts.get(key));
  const auto signed_number = [&](double value) {
    const std::string text = wording.figures().decimal(value * unit, digits);
    return (std::round(value * unit * std::pow(10, digits)) > 0 ? "+" : "") + text;
  };
  const bool chance = gain->low <= 0 && gain->high >= 0;
  return texts.fill("recovery.gain", texts.get(key), signed_number(gain->value),
                    signed_number(gain->low), signed_number(gain->high),
                    texts.get(chance ? "recovery.chance" : "recovery.beyond_chance"));
}

Data comparison(const RecoveryFigures& recovery, const Wording& wording) {
  const ByFate& again = recovery.repurchase;
  const ByFate& score = recovery.score;
  Data rows{Data::type::list};
  rows.push_back(comparison_row("recovery.recovered", again.recovered, score.recovered, wording));
  rows.push_back(
      comparison_row("recovery.not_recovered", again.not_recovered, score.not_recovered, wording));
  rows.push_back(
      comparison_row("recovery.no_failure", again.no_failure, score.no_failure, wording));
  return rows;
}

/// "Answered within 2 h: 84.1% (…) of 1,411 reports, 77 still wait"
std::string prompt_lead(const std::string& key, const Promptness& waits, const Wording& wording) {
  const Texts& texts = wording.texts();
  const Figures& figures = wording.figures();
  const std::string what = texts.fill(key, plain(waits.target, wording));
  if (!waits.within_target.value) return texts.fill("recovery.prompt_unknown", what);
  const bool met = *waits.within_target.value >= wording.model().recovery.service_level;
  return texts.fill("recovery.prompt", what, figures.percent(*waits.within_target.value),
                    figures.count(waits.within_target.count),
                    figures.rough_percent(wording.model().recovery.service_level),
                    texts.get(met ? "recovery.met" : "recovery.missed"));
}

}  // namespace

Data care(const RecoveryFigures& recovery, const Wording& wording) {
  const Texts& texts = wording.texts();
  const Figures& figures = wording.figures();
  Data leads{Data::type::list}, prompt{Data::type::list}, groupings{Data::type::list},
      gains{Data::type::list};
  leads.push_back(prompt_lead("recovery.answered", recovery.acknowledged, wording));
  leads.push_back(prompt_lead("recovery.spoken_to", recovery.contacted, wording));
  prompt.push_back(
      promptness_row(texts.fill("recovery.answered", plain(recovery.acknowledged.target, wording)),
                     recovery.acknowledged, wording));
  prompt.push_back(
      promptness_row(texts.fill("recovery.spoken_to", plain(recovery.contacted.target, wording)),
                     recovery.contacted, wording));
  groupings.push_back(
      grouping("recovery.by_source", recovery.by_source, "sources", recovery, wording));
  groupings.push_back(grouping("recovery.by_person", recovery.by_person, "", recovery, wording));
  gains.push_back(gain_text("recovery.gain_again", recovery.repurchase.gain, 100, 1, wording));
  gains.push_back(gain_text("recovery.gain_score", recovery.score.gain, 1, 2, wording));
  Data data;
  data.set("leads", leads);
  data.set("prompt", prompt);
  data.set("groupings", groupings);
  data.set("figures", single_figures(recovery, wording));
  data.set("comparison", comparison(recovery, wording));
  data.set("gains", gains);
  data.set("cohort", texts.fill("recovery.cohort",
                                figures.days(recovery.repurchase_from, recovery.repurchase_to),
                                recovery.solve_days, recovery.repurchase_days));
  return data;
}

}  // namespace rastro::page
