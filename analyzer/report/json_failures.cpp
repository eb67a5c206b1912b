#include "report/chart_marks.h"
#include "report/json_sections.h"
#include "report/weekly_change.h"

namespace rastro::in_json {

namespace {

Json week(const ReviewWeek& item) {
  return {{"week", item.week},          {"exposed", item.exposed},
          {"failed", item.failed},      {"center", share(item.center)},
          {"lower", share(item.lower)}, {"upper", share(item.upper)},
          {"signal", item.signal},      {"immature", item.immature}};
}

Json signal(const ReviewSignal& item) {
  return {{"rule", item.rule},
          {"direction", item.direction},
          {"from", format_day(item.from)},
          {"to", format_day(item.to)},
          {"count", item.count},
          {"value", share(item.value)},
          {"usual", share(item.usual)},
          {"limit", share(item.limit)},
          {"now", item.now},
          {"week_before", item.week_before}};
}

Json gap(const ReviewGap& item) {
  return {{"from", format_day(item.from)},
          {"to", format_day(item.to)},
          {"units", figure(item.units)},
          {"signal", item.signal},
          {"open", item.open}};
}

Json mark(const ChartMark& item) {
  return {{"day", format_day(item.day)},
          {"kind", item.fix ? "fix" : "change"},
          {"step", item.step},
          {"note", text_or_null(item.change.note)},
          {"factor", text_or_null(item.change.factor)},
          {"value", item.change.factor.empty() ? Json() : Json(item.change.value)},
          {"ticket", text_or_null(item.ticket)}};
}

Json chart(const ReviewFailure& item) {
  const bool rare = item.chart == "g";
  return {{"kind", item.chart},
          {"usual_rate", share(item.usual_rate)},
          {"spread", figure(item.spread)},
          {"gap_lower", rare ? figure(item.gap_lower) : Json()},
          {"gap_center", rare ? figure(item.gap_center) : Json()},
          {"gap_upper", rare ? figure(item.gap_upper) : Json()}};
}

Json chain(const ReviewChain& item) {
  return {{"failure", item.failure},
          {"exposed", item.exposed},
          {"failed", item.failed},
          {"rate", share(item.rate)},
          {"baseline_rate", share(item.baseline_rate)},
          {"risk_ratio", figure(item.risk_ratio)},
          {"attributed", figure(item.attributed)}};
}

}  // namespace

double unexplained(const ReviewFailure& item, const Json& explained) {
  return static_cast<double>(item.failed) - (explained.is_null() ? 0.0 : explained.get<double>());
}

Json failure(const Review& review, const ReviewFailure& item) {
  const Json explained = figure(item.explained);
  return {{"kind", item.kind},
          {"unit", item.unit},
          {"exposed", item.exposed},
          {"failed", item.failed},
          {"rate", share(item.rate)},
          {"expected", figure(item.expected)},
          {"signal", item.signal},
          {"explained", explained},
          {"unexplained", figure(unexplained(item, explained))},
          {"inferred", item.inferred},
          {"chains", array_of(item.chains, chain)},
          {"trail", item.trail},
          {"weekly", array_of(item.weekly, week)},
          {"change", weekly_change(review, item).state},
          {"chart", chart(item)},
          {"signals", array_of(item.signals, signal)},
          {"gaps", array_of(item.gaps, gap)},
          {"marks", array_of(chart_marks(review, item), mark)}};
}

}  // namespace rastro::in_json
