#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "report/graph_export.h"
#include "report/page_sections.h"

namespace rastro::page {

namespace {

double attributed_in_all(const Review& review) {
  double total = 0;
  for (const ReviewStep& step : review.steps) total += step.attributed;
  return total;
}

/// Doublings from ratio 1, on a scale that all causes share: 0.5 at the left end.
double on_scale(double ratio, double largest) {
  const double low = std::log2(0.5);
  const double position = (std::log2(std::max(ratio, 0.5)) - low) / (std::log2(largest) - low);
  return 8 + 284 * std::clamp(position, 0.0, 1.0);
}

/// The ratio with its interval, a dot on a line; numbers only, so nothing needs escaping.
std::string interval_svg(const ReviewCause& cause, double largest) {
  if (!std::isfinite(cause.risk_ratio) || !std::isfinite(cause.risk_ratio_low)) return "";
  const double high = std::isfinite(cause.risk_ratio_high) ? cause.risk_ratio_high : largest;
  std::string svg = R"(<svg class="interval" viewBox="0 0 300 33" aria-hidden="true">)";
  for (double tick = 0.5; tick <= largest; tick *= 2) {
    const double at = on_scale(tick, largest);
    svg += fmt::format(R"(<line class="{}" x1="{:.1f}" x2="{:.1f}" y1="3" y2="21"/>)",
                       tick == 1 ? "one" : "tick", at, at);
    if (tick >= 1) svg += fmt::format(R"(<text x="{:.1f}" y="31">{:.0f}</text>)", at, tick);
  }
  svg += fmt::format(R"(<line class="range" x1="{:.1f}" x2="{:.1f}" y1="12" y2="12"/>)",
                     on_scale(cause.risk_ratio_low, largest), on_scale(high, largest));
  svg += fmt::format(R"(<circle cx="{:.1f}" cy="12" r="5"/></svg>)",
                     on_scale(cause.risk_ratio, largest));
  return svg;
}

double end_of_scale(const Review& review) {
  double largest = 4;
  for (const ReviewCause& cause : review.causes) {
    for (const double ratio : {cause.risk_ratio, cause.risk_ratio_high}) {
      if (std::isfinite(ratio)) largest = std::max(largest, std::min(ratio, 256.0));
    }
  }
  return largest * 1.1;
}

void add_figures(Data& card, const ReviewCause& cause, const Review& review,
                 const Wording& wording) {
  const Texts& texts = wording.texts();
  const Figures& figures = wording.figures();
  const ReviewFailure* kind = find_failure(review, cause.failure);
  Data list{Data::type::list};
  const auto add = [&](const std::string& key, const std::string& value) {
    Data item;
    item.set("label", texts.get(key));
    item.set("value", value);
    list.push_back(item);
  };
  add("causes.counts",
      texts.fill("causes.counts_value", figures.count(cause.failed), figures.count(cause.exposed),
                 kind == nullptr ? "" : wording.units(kind->unit)));
  if (cause.inferred > 0) add("causes.inferred", figures.count(cause.inferred));
  add("causes.rate", texts.fill("causes.rate_value", figures.percent(cause.rate),
                                figures.percent(cause.baseline_rate)));
  add("causes.ratio", texts.fill("causes.ratio_value", figures.ratio(cause.risk_ratio),
                                 figures.interval(cause.risk_ratio_low, cause.risk_ratio_high)));
  add("causes.attributed", figures.amount(cause.attributed));
  if (!cause.leads_to.empty()) add("causes.leads_to", wording.consequences(cause));
  add("causes.cost", figures.rough_money(cause.cost_per_month));
  add("causes.p", figures.p_value(cause.p_adjusted));
  card.set("figures", list);
}

Data cause_card(const ReviewCause& cause, const Review& review, double largest,
                const Wording& wording) {
  Data card;
  card.set("id", cause.id);
  card.set("failure", wording.failure(cause.failure));
  card.set("conditions", wording.conditions(cause.conditions));
  card.set("step", wording.step(cause.step));
  card.set("sentence",
           wording.texts().fill("causes.sentence", wording.failure(cause.failure),
                                wording.figures().rough_ratio(cause.risk_ratio),
                                wording.conditions(cause.conditions), wording.step(cause.step)));
  card.set("interval", interval_svg(cause, largest));
  add_figures(card, cause, review, wording);
  const auto how = wording.how(cause);
  card.set("has_how", !how.empty());
  card.set("how", list_of(how));
  const std::string course = wording.course(cause);
  card.set("course", course.empty() ? wording.texts().fill("causes.steady",
                                                           wording.figures().day(review.seen_from))
                                    : course);
  std::vector<std::string> trail, alike;
  for (const std::string& place : cause.trail) {
    trail.push_back(wording.place(place, cause));
  }
  for (const ReviewConditions& each : cause.same_as) alike.push_back(wording.conditions(each));
  card.set("trail", list_of(trail));
  card.set("has_alike", !alike.empty());
  card.set("alike", list_of(alike));
  card.set("has_tell_apart", !cause.tell_apart.empty());
  card.set("tell_apart", list_of(wording.tell_apart(cause)));
  const std::size_t shown = std::min<std::size_t>(cause.orders.size(), 10);
  card.set("has_orders", shown > 0);
  card.set("orders", list_of({cause.orders.begin(), cause.orders.begin() + shown}));
  card.set("has_ticket", !cause.ticket.empty());
  card.set("ticket", cause.ticket);
  card.set("owner", owner_of(cause.step, "", wording));
  return card;
}

bool above_usual(const Review& review) {
  return std::any_of(review.failures.begin(), review.failures.end(),
                     [](const ReviewFailure& failure) { return failure.signal == "high"; });
}

/// At most `most` bytes and a mark, never cut within a character: the cards have the whole text.
std::string shortened(const std::string& text, std::size_t most = 44) {
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

std::string lines(const ReviewConditions& conditions, const Wording& wording) {
  std::string label;
  for (const ReviewCondition& each : conditions) {
    label += (label.empty() ? "" : "\n") + shortened(wording.condition(each));
  }
  return label;
}

/// The condition nodes of causes and episodes, in the reader's words.
std::map<std::string, std::string> condition_labels(const Review& review, const Wording& wording) {
  std::map<std::string, std::string> labels;
  for (const ReviewCause& cause : review.causes) {
    const std::string label = lines(cause.conditions, wording);
    for (const std::string& place : cause.trail) {
      if (place.starts_with("condition:")) labels.emplace(place, label);
    }
  }
  for (const ReviewEpisode& episode : review.episodes) {
    const bool everything = episode.conditions.empty();
    labels.emplace(episode.node,
                   (everything ? wording.conditions({}) : lines(episode.conditions, wording)) +
                       "\n" + wording.figures().days(episode.from, episode.to));
  }
  return labels;
}

/// The nodes of the failure kinds that a condition or an earlier failure reaches: what only happens
/// every day is left to the charts.
ReviewGraph explained_part(const ReviewGraph& graph) {
  std::set<std::string> shown;
  for (const ReviewGraphEdge& edge : graph.edges) {
    if (edge.from.starts_with("condition:") || edge.from.starts_with("failure:")) {
      shown.insert({edge.from, edge.to});
    }
  }
  ReviewGraph part;
  std::set<std::string> kept;
  for (const ReviewGraphEdge& edge : graph.edges) {
    if (!shown.contains(edge.to)) continue;
    part.edges.push_back(edge);
    kept.insert({edge.from, edge.to});
  }
  for (const ReviewGraphNode& node : graph.nodes) {
    if (kept.contains(node.id)) part.nodes.push_back(node);
  }
  return part;
}

}  // namespace

std::string owner_of(const std::string& step, const std::string& owner, const Wording& wording) {
  std::string known = wording.owner(step);
  if (!known.empty()) return known;
  return owner.empty() ? wording.texts().get("common.no_owner") : owner;
}

std::string no_cause(const Review& review, const Wording& wording) {
  return wording.texts().get(above_usual(review) ? "steps.none_high" : "steps.none");
}

Data steps(const Review& review, const Wording& wording) {
  const Figures& figures = wording.figures();
  const double total = attributed_in_all(review);
  double running = 0;
  Data rows{Data::type::list};
  for (const ReviewStep& step : review.steps) {
    running += step.attributed;
    Data row;
    row.set("step", wording.step(step.step));
    row.set("owner", owner_of(step.step, step.owner, wording));
    row.set("attributed", figures.amount(step.attributed));
    row.set("cost", figures.rough_money(step.cost));
    row.set("cumulative", figures.percent(total > 0 ? running / total : std::nan("")));
    rows.push_back(row);
  }
  Data data;
  const bool any = total > 0 && !review.causes.empty();
  data.set("any", any);
  data.set("headline",
           any ? wording.texts().fill("steps.lead", wording.step(review.steps[0].step),
                                      figures.percent(review.steps[0].attributed / total))
               : no_cause(review, wording));
  data.set("rows", rows);
  return data;
}

Data causes(const Review& review, const Wording& wording) {
  const double largest = end_of_scale(review);
  Data cards{Data::type::list};
  for (const ReviewCause& cause : review.causes) {
    cards.push_back(cause_card(cause, review, largest, wording));
  }
  Data data;
  data.set("any", !review.causes.empty());
  data.set("cards", cards);
  return data;
}

Data confusions(const Review& review, const Wording& wording) {
  constexpr std::size_t most = 20;
  const Figures& figures = wording.figures();
  Data rows{Data::type::list};
  for (std::size_t index = 0; index < std::min(most, review.confusions.size()); ++index) {
    const ReviewConfusion& pair = review.confusions[index];
    Data row;
    row.set("ordered", wording.product(pair.ordered));
    row.set("received", wording.product(pair.received));
    row.set("times", figures.count(pair.times));
    row.set("back", figures.count(pair.times_back));
    row.set("expected", figures.decimal(pair.expected, 2));
    row.set("how", wording.suggested(pair));
    rows.push_back(row);
  }
  Data data;
  data.set("any", !review.confusions.empty());
  data.set("rows", rows);
  return data;
}

std::string cause_graph(const Review& review, const Wording& wording) {
  if (review.causes.empty()) return "";
  const auto labels = condition_labels(review, wording);
  ReviewGraph shown = explained_part(review.graph);
  for (ReviewGraphNode& node : shown.nodes) {
    const auto colon = node.id.find(':');
    const std::string id = colon == std::string::npos ? "" : node.id.substr(colon + 1);
    const auto label = labels.find(node.id);
    if (node.kind == "step")
      node.label = wording.step(id);
    else if (node.kind == "failure")
      node.label = wording.failure(id);
    else if (node.kind == "unexplained")
      node.label = wording.texts().get("steps.unexplained");
    else if (label != labels.end())
      node.label = label->second;
  }
  return graph_svg(shown, wording.texts().language() == Language::es ? ',' : '.');
}

}  // namespace rastro::page
