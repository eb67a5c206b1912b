#include "report/ticket_markdown.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "report/at_risk.h"
#include "report/page_sections.h"
#include "report/shown_text.h"
#include "report/template.h"

namespace rastro {

namespace {

/// The open orders that meet the cause, the likeliest to fail first.
void add_held_orders(Data& data, const Review& review, const ReviewCause& cause,
                     const Wording& wording) {
  std::vector<std::string> orders;
  for (const OrderOfCause& each : orders_meeting(review, cause.id)) {
    orders.push_back(each.order->order_id);
  }
  data.set("any_hold", !orders.empty());
  if (orders.empty()) return;
  const auto count = static_cast<std::int64_t>(orders.size());
  data.set("containment",
           wording.texts().fill("ticket.containment", wording.figures().count(count)));
  data.set("contain", list_of(wording.containment(cause)));
  data.set("hold", fmt::format("{}", fmt::join(orders, ", ")));
}

void add_cause(Data& data, const Review& review, const ReviewCause& cause, const Wording& wording) {
  const Texts& texts = wording.texts();
  const Figures& figures = wording.figures();
  const std::string failure = wording.failure(cause.failure);
  const std::string conditions = wording.conditions(cause.conditions);
  data.set("what", what_happens(cause, wording));
  data.set("how_often", how_often(review, cause, wording));
  const std::string course = wording.course(cause);
  data.set("has_since", !course.empty());
  data.set("since", texts.fill("ticket.since", course));
  const auto how = wording.how(cause);
  data.set("has_how", !how.empty());
  data.set("how", list_of(how));
  data.set("evidence", list_of(evidence(cause, wording)));
  data.set("ruled_out", list_of(ruled_out(review, cause, wording)));
  data.set("has_orders", !cause.orders.empty());
  data.set("orders", fmt::format("{}", fmt::join(cause.orders, ", ")));
  add_held_orders(data, review, cause, wording);
  data.set("cost", figures.rough_money(cause.cost_per_month));
  data.set("check", texts.fill("ticket.check", failure, conditions,
                               figures.percent(cause.baseline_rate), figures.percent(cause.rate)));
}

/// What an escalated case shows, without a cause behind it.
void add_case(Data& data, const ReviewTicket& ticket, const Wording& wording) {
  data.set("has_case", ticket.confusion.has_value());
  if (!ticket.confusion) return;
  Data how{Data::type::list};
  how.push_back(wording.suggested(*ticket.confusion));
  how.push_back(wording.confusion(*ticket.confusion));
  data.set("case_how", how);
  data.set("case_orders", fmt::format("{}", fmt::join(ticket.orders, ", ")));
}

/// One empty line at most: what a template leaves out leaves its line breaks.
std::string without_gaps(const std::string& text) {
  std::string tight;
  for (const char character : text) {
    if (character == '\n' && tight.ends_with("\n\n")) continue;
    tight += character;
  }
  return tight;
}

bool is_letter(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

bool is_digit(char character) { return character >= '0' && character <= '9'; }

/// Whether Markdown (CommonMark, and GitHub's with its bare links) may read the character as a
/// mark.
bool is_mark(const std::string& text, std::size_t at) {
  const std::string_view before = std::string_view(text).substr(0, at);
  const char next = at + 1 < text.size() ? text[at + 1] : ' ';
  switch (text[at]) {
    case '-':
    case '+':
    case '=':
      return at == 0;  // a list, a rule, a heading's underline
    case ':':
      return at > 0 && is_letter(text[at - 1]) && next != ' ';  // http://
    case '.':
    case ')': {
      const bool numbered = at > 0 && std::all_of(before.begin(), before.end(), is_digit);
      return numbered || fold(before).ends_with("www");
    }
    default:
      return std::string_view("\\`*_[]<>#|~&@").find(text[at]) != std::string_view::npos;
  }
}

}  // namespace

std::string markdown_escaped(const std::string& text) {
  const std::string shown(trim(shown_text(text)));
  std::string escaped;
  for (std::size_t at = 0; at < shown.size(); ++at) {
    if (is_mark(shown, at)) escaped += '\\';
    escaped += shown[at];
  }
  return escaped;
}

std::string what_happens(const ReviewCause& cause, const Wording& wording) {
  return wording.texts().fill(
      "ticket.what", wording.failure(cause.failure), wording.conditions(cause.conditions),
      wording.figures().rough_ratio(cause.risk_ratio), wording.step(cause.step));
}

std::string how_often(const Review& review, const ReviewCause& cause, const Wording& wording) {
  const Figures& figures = wording.figures();
  const ReviewFailure* kind = find_failure(review, cause.failure);
  return wording.texts().fill(
      "ticket.how_often", figures.count(cause.failed), figures.count(cause.exposed),
      kind == nullptr ? "" : wording.units(kind->unit), figures.percent(cause.rate),
      figures.percent(cause.baseline_rate), figures.days(review.window_from, review.window_to));
}

std::vector<std::string> evidence(const ReviewCause& cause, const Wording& wording) {
  const Texts& texts = wording.texts();
  const Figures& figures = wording.figures();
  std::vector<std::string> list;
  list.push_back(texts.fill("ticket.ratio", figures.ratio(cause.risk_ratio),
                            figures.interval(cause.risk_ratio_low, cause.risk_ratio_high)));
  if (cause.inferred > 0) {
    list.push_back(texts.fill("ticket.inferred", figures.count(cause.inferred)));
  }
  list.push_back(texts.fill("ticket.p", figures.p_value(cause.p_adjusted)));
  list.push_back(texts.fill("ticket.attributed", figures.amount(cause.attributed)));
  if (!cause.leads_to.empty()) {
    list.push_back(texts.fill("ticket.leads_to", wording.consequences(cause)));
  }
  for (const ReviewConditions& each : cause.same_as) {
    list.push_back(texts.fill("ticket.alike", wording.conditions(each)));
  }
  for (const std::string& how : wording.tell_apart(cause)) {
    list.push_back(texts.fill("ticket.tell_apart", how));
  }
  list.push_back(texts.get("ticket.lead"));
  return list;
}

std::vector<std::string> ruled_out(const Review& review, const ReviewCause& cause,
                                   const Wording& wording) {
  std::vector<std::string> list;
  for (const ReviewCleared& suspect : review.cleared) {
    if (suspect.explained_by != cause.id) continue;
    list.push_back(wording.texts().fill("ticket.cleared", wording.conditions(suspect.conditions),
                                        wording.figures().ratio(suspect.risk_ratio),
                                        wording.figures().ratio(suspect.adjusted_risk_ratio)));
  }
  return list;
}

std::string ticket_markdown(const Review& review, const ReviewTicket& ticket,
                            const Wording& wording) {
  const Figures& figures = wording.figures();
  const ReviewCause* cause = find_cause(review, ticket.cause);
  Data data;
  data.set("t", texts_data(wording.texts()));
  data.set("id", ticket.id);
  data.set("title", wording.title(review, ticket));
  data.set("state", wording.word("states", ticket.state));
  data.set("step", wording.step(ticket.step));
  data.set("owner", page::owner_of(ticket.step, ticket.owner, wording));
  data.set("opened", figures.day(ticket.opened));
  data.set("reduction", figures.rough_count(ticket.expected_reduction_per_month));
  const auto corrections = wording.corrections(ticket);
  data.set("any_corrections", !corrections.empty());
  data.set("corrections", list_of(corrections));
  data.set("has_cause", cause != nullptr);
  if (cause != nullptr) add_cause(data, review, *cause, wording);
  if (cause == nullptr) add_case(data, ticket, wording);
  return without_gaps(fill_template("reports/tickets/ticket.md", data, markdown_escaped));
}

}  // namespace rastro
