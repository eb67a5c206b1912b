#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <span>
#include <utility>

#include "report/page_evidence.h"
#include "report/page_sections.h"

namespace rastro::page {

namespace {

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

/// By what the page filters and sorts its cards.
void add_sort_keys(Data& card, const ReviewCause& cause, const std::string& owner) {
  card.set("step_id", cause.step);
  card.set("owner", owner);
  card.set("failure_id", cause.failure);
  card.set("by_cost", fmt::format("{:.2f}", cause.cost_per_month));
  card.set("by_ratio",
           fmt::format("{:.3f}", std::isfinite(cause.risk_ratio) ? cause.risk_ratio : 1e9));
  card.set("by_failures", fmt::format("{:.3f}", cause.attributed));
  card.set("by_since", cause.since ? std::to_string(*cause.since) : "");
}

/// What stands on the card without a click.
void add_conclusion(Data& card, const ReviewCause& cause, const Review& review,
                    const Wording& wording) {
  card.set("id", cause.id);
  card.set("failure", wording.failure(cause.failure));
  card.set("conditions", wording.conditions(cause.conditions));
  card.set("step", wording.step(cause.step));
  card.set("headline", wording.headline(cause));
  card.set("headline_how", wording.headline_how(cause));
  card.set("sentence",
           wording.texts().fill("causes.sentence", wording.failure(cause.failure),
                                wording.figures().rough_ratio(cause.risk_ratio),
                                wording.conditions(cause.conditions), wording.step(cause.step)));
  const std::string course = wording.course(cause);
  card.set("course", course.empty() ? wording.texts().fill("causes.steady",
                                                           wording.figures().day(review.seen_from))
                                    : course);
}

void add_trail_and_look_alikes(Data& card, const ReviewCause& cause, const Wording& wording) {
  std::vector<std::string> trail, alike;
  for (const std::string& place : cause.trail) trail.push_back(wording.place(place, cause));
  for (const ReviewConditions& each : cause.same_as) alike.push_back(wording.conditions(each));
  card.set("trail", list_of(trail));
  card.set("has_alike", !alike.empty());
  card.set("alike", list_of(alike));
  card.set("has_tell_apart", !cause.tell_apart.empty());
  card.set("tell_apart", list_of(wording.tell_apart(cause)));
}

/// Ten at most.
std::span<const std::string> examples_of(const ReviewCause& cause) {
  constexpr std::size_t most = 10;
  return std::span(cause.orders).first(std::min(most, cause.orders.size()));
}

/// Example orders, each with what happened to it.
void add_orders(Data& card, const ReviewCause& cause, const OrderStories& stories) {
  Data orders{Data::type::list};
  for (const std::string& id : examples_of(cause)) {
    const auto story = stories.find(id);
    Data events{Data::type::list};
    if (story != stories.end()) {
      for (const OrderEvent& event : story->second) {
        Data line;
        line.set("at", shown_time(event.at));
        line.set("text", event.text);
        events.push_back(line);
      }
    }
    Data order;
    order.set("order", id);
    order.set("has_story", story != stories.end());
    order.set("events", events);
    orders.push_back(order);
  }
  card.set("has_orders", !cause.orders.empty());
  card.set("orders", orders);
}

Data cause_card(const ReviewCause& cause, const Review& review, double largest,
                const Wording& wording, const OrderStories& stories) {
  const std::string owner = owner_of(cause.step, "", wording);
  Data card;
  add_conclusion(card, cause, review, wording);
  add_sort_keys(card, cause, owner);
  add_figures(card, cause, review, wording);
  card.set("interval", interval_svg(cause, largest));
  card.set("has_how", cause.mechanism.has_value());
  if (cause.mechanism) {
    card.set("shown", wording.shown(cause));
    card.set("pointed_to", wording.pointed_to(cause));
  }
  card.set("evidence", evidence(cause, wording));
  add_trail_and_look_alikes(card, cause, wording);
  add_orders(card, cause, stories);
  card.set("has_ticket", !cause.ticket.empty());
  card.set("ticket", cause.ticket);
  return card;
}

/// The values that a filter offers, each once, in the order of the causes.
Data choices(const Review& review, const Wording& wording,
             std::pair<std::string, std::string> (*choice)(const ReviewCause&, const Wording&)) {
  std::set<std::string> seen;
  Data list{Data::type::list};
  for (const ReviewCause& cause : review.causes) {
    const auto [value, label] = choice(cause, wording);
    if (!seen.insert(value).second) continue;
    Data option;
    option.set("value", value);
    option.set("label", label);
    list.push_back(option);
  }
  return list;
}

}  // namespace

Data causes(const Review& review, const Wording& wording, const OrderStories& stories) {
  using Choice = std::pair<std::string, std::string>;
  const double largest = end_of_scale(review);
  Data cards{Data::type::list};
  for (const ReviewCause& cause : review.causes) {
    cards.push_back(cause_card(cause, review, largest, wording, stories));
  }
  Data data;
  data.set("any", !review.causes.empty());
  data.set("cards", cards);
  data.set("steps", choices(review, wording, [](const ReviewCause& cause, const Wording& words) {
             return Choice(cause.step, words.step(cause.step));
           }));
  data.set("owners", choices(review, wording, [](const ReviewCause& cause, const Wording& words) {
             const std::string owner = owner_of(cause.step, "", words);
             return Choice(owner, owner);
           }));
  data.set("kinds", choices(review, wording, [](const ReviewCause& cause, const Wording& words) {
             return Choice(cause.failure, words.failure(cause.failure));
           }));
  return data;
}

}  // namespace rastro::page

namespace rastro {

std::vector<std::string> example_orders(const Review& review) {
  std::set<std::string> orders;
  for (const ReviewCause& cause : review.causes) {
    const auto examples = page::examples_of(cause);
    orders.insert(examples.begin(), examples.end());
  }
  return {orders.begin(), orders.end()};
}

}  // namespace rastro
