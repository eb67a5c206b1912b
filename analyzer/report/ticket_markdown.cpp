#include "report/ticket_markdown.h"

#include "report/template.h"

namespace rastro {

namespace {

Data ruled_out(const Review& review, const ReviewCause& cause, const Wording& wording) {
  Data list{Data::type::list};
  for (const ReviewCleared& suspect : review.cleared) {
    if (suspect.explained_by != cause.id) continue;
    list.push_back(wording.texts().fill("ticket.cleared", wording.conditions(suspect.conditions),
                                        wording.figures().ratio(suspect.risk_ratio),
                                        wording.figures().ratio(suspect.adjusted_risk_ratio)));
  }
  return list;
}

Data held_orders(const Review& review, const ReviewCause& cause) {
  Data list{Data::type::list};
  for (const ReviewAtRisk& order : review.at_risk) {
    if (order.cause == cause.id) list.push_back(order.order_id);
  }
  return list;
}

void add_cause(Data& data, const Review& review, const ReviewCause& cause, const Wording& wording) {
  const Texts& texts = wording.texts();
  const Figures& figures = wording.figures();
  const std::string failure = wording.failure(cause.failure);
  const std::string conditions = wording.conditions(cause.conditions);
  const ReviewFailure* kind = find_failure(review, cause.failure);
  data.set("what", texts.fill("ticket.what", failure, conditions, figures.ratio(cause.risk_ratio),
                              wording.step(cause.step)));
  data.set("how_often",
           texts.fill("ticket.how_often", figures.count(cause.failed), figures.count(cause.exposed),
                      kind == nullptr ? "" : wording.units(kind->unit), figures.percent(cause.rate),
                      figures.percent(cause.baseline_rate),
                      figures.days(review.window_from, review.window_to)));
  data.set("since", cause.since ? figures.day(*cause.since) : texts.get("ticket.since_unknown"));
  data.set("ratio", figures.ratio(cause.risk_ratio));
  data.set("interval", figures.interval(cause.risk_ratio_low, cause.risk_ratio_high));
  data.set("p", figures.p_value(cause.p_adjusted));
  data.set("attributed", figures.amount(cause.attributed));
  data.set("ruled_out", ruled_out(review, cause, wording));
  data.set("orders", list_of(cause.orders));
  data.set("hold", held_orders(review, cause));
  data.set("cost", figures.money(cause.cost_per_month));
  data.set("check", texts.fill("ticket.check", failure, conditions,
                               figures.percent(cause.baseline_rate), figures.percent(cause.rate)));
  Data alike{Data::type::list};
  for (const ReviewConditions& each : cause.same_as) alike.push_back(wording.conditions(each));
  data.set("alike", alike);
  data.set("tell_apart", wording.tell_apart(cause));
}

}  // namespace

std::string markdown_escaped(const std::string& text) {
  std::string escaped;
  for (const char character : text) {
    if (std::string_view("\\`*_[]<>#|~&").find(character) != std::string_view::npos)
      escaped += '\\';
    escaped += static_cast<unsigned char>(character) < 0x20 ? ' ' : character;
  }
  return escaped;
}

std::string ticket_markdown(const Review& review, const ReviewTicket& ticket,
                            const Wording& wording) {
  const Figures& figures = wording.figures();
  const ReviewCause* cause = find_cause(review, ticket.cause);
  const bool mechanism = cause != nullptr && cause->mechanism.has_value();
  Data data;
  data.set("t", texts_data(wording.texts()));
  data.set("id", ticket.id);
  data.set("title", ticket.title);
  data.set("state", wording.word("states", ticket.state));
  data.set("step", wording.step(ticket.step));
  data.set("owner", ticket.owner.empty() ? wording.texts().get("common.no_owner") : ticket.owner);
  data.set("opened", figures.day(ticket.opened));
  data.set("reduction", figures.amount(ticket.expected_reduction_per_month));
  data.set("corrections", list_of(wording.corrections(
                              ticket.step, mechanism ? cause->mechanism->kind : std::string())));
  data.set("has_cause", cause != nullptr);
  if (cause != nullptr) add_cause(data, review, *cause, wording);
  return fill_template("reports/tickets/ticket.md", data, markdown_escaped);
}

}  // namespace rastro
