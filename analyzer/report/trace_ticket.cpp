#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "report/assemble_causes.h"
#include "report/at_risk.h"
#include "report/page_sections.h"
#include "report/ticket_markdown.h"
#include "report/trace_blame.h"
#include "report/trace_mechanism.h"

namespace rastro {

namespace {

constexpr std::size_t most_at_risk = 20;
constexpr std::size_t most_listed = 20;

using Lines = std::vector<std::string>;

const ReviewTicket& find_ticket(const TraceSource& source, std::string_view id) {
  const auto& tickets = source.review.tickets;
  for (const ReviewTicket& ticket : tickets) {
    if (ticket.id == id) return ticket;
  }
  std::string help = tickets.empty() ? "that review has no tickets" : "the review's tickets are";
  for (std::size_t index = 0; index < std::min(tickets.size(), most_listed); ++index) {
    help += (index == 0 ? " " : ", ") + tickets[index].id;
  }
  if (tickets.size() > most_listed) {
    help += fmt::format(" and {} more", tickets.size() - most_listed);
  }
  throw Error(fmt::format("there is no ticket '{}' in the review as of {}", id,
                          format_day(source.review.as_of)),
              {}, help);
}

/// The cause of the analysis that has an id in the review.
RankedCause find_ranked(const TraceSource& source, const std::string& id) {
  const auto reached = reached_causes(source.analysis, source.units, source.model);
  for (const RankedCause& each : rank_causes(source.analysis, reached, source.model)) {
    if (each.id == id) return each;
  }
  throw Error("the review has no cause '" + id + "'");
}

class TicketStory {
 public:
  TicketStory(const TraceSource& source, const ReviewTicket& ticket, const ReviewCause& cause,
              const Wording& wording)
      : source_(source),
        ticket_(ticket),
        cause_(cause),
        wording_(wording),
        texts_(wording.texts()),
        ranked_(find_ranked(source, cause.id)) {}

  std::string run() {
    out_ = texts_.fill("trace.ticket_title", ticket_.id, wording_.title(source_.review, ticket_)) +
           "\n";
    entry("ticket.state", wording_.word("states", ticket_.state));
    entry("ticket.step", wording_.step(ticket_.step));
    entry("ticket.owner", page::owner_of(ticket_.step, ticket_.owner, wording_));
    entry("ticket.reduction", wording_.figures().rough_count(ticket_.expected_reduction_per_month));
    entry("ticket.saving", wording_.figures().rough_money(cause_.cost_per_month));
    section("ticket.h_what", what_lines());
    section("ticket.h_how", wording_.how(cause_));
    section("trace.trail", {trail()});
    section("ticket.h_evidence", evidence(cause_, wording_));
    Lines cleared = ruled_out(source_.review, cause_, wording_);
    if (cleared.empty()) cleared.push_back(texts_.get("ticket.nothing_ruled_out"));
    section("ticket.h_ruled_out", cleared);
    section("ticket.h_orders", example_lines());
    section("ticket.h_correction", correction_lines());
    section("recovery.at_risk", at_risk_lines());
    return std::move(out_);
  }

 private:
  void entry(const std::string& key, const std::string& value) {
    out_ += "  " + texts_.get(key) + ": " + value + "\n";
  }
  void section(const std::string& title, const Lines& lines) {
    if (lines.empty()) return;
    out_ += "\n" + texts_.get(title) + "\n";
    for (const std::string& line : lines) out_ += "  " + line + "\n";
  }

  Lines what_lines() const {
    Lines lines{what_happens(cause_, wording_), how_often(source_.review, cause_, wording_)};
    const std::string course = wording_.course(cause_);
    if (!course.empty()) lines.push_back(texts_.fill("ticket.since", course));
    return lines;
  }

  std::string trail() const {
    std::string text;
    for (const std::string& place : cause_.trail) {
      const bool is_step = place.starts_with("step:");
      text += (text.empty() ? "" : " ← ") +
              (is_step ? step_and_owner(place.substr(5), wording_) : wording_.place(place, cause_));
    }
    return text;
  }

  double share_of(const FailedUnit& unit) const {
    return ranked_.findings->explanation.model.share(ranked_.cause->contributor, unit.pattern);
  }

  /// Of the order's failures, the one that the cause bears most of.
  const FailedUnit* example(const std::string& order_id) const {
    const UnitTable& table = this->table();
    const FailedUnit* best = nullptr;
    for (const FailedUnit& unit : ranked_.findings->failed) {
      if (table.order_id[unit.unit] != order_id || share_of(unit) <= 0) continue;
      if (best == nullptr || share_of(unit) > share_of(*best)) best = &unit;
    }
    return best;
  }

  const UnitTable& table() const {
    return source_.units.of(source_.model.failures[ranked_.findings->kind].unit);
  }

  Lines example_lines() const {
    std::vector<const FailedUnit*> units;
    for (const std::string& order : cause_.orders) {
      if (const FailedUnit* unit = example(order)) units.push_back(unit);
    }
    const std::size_t kind = ranked_.findings->kind;
    std::vector<UnitStory> stories;
    if (has_stages(source_.model, table(), kind)) {
      const LateWitnesses witnesses(source_.model, table(), source_.analysis.window,
                                    *ranked_.findings);
      for (const FailedUnit* unit : units) {
        stories.push_back({kind, unit->unit, witnesses.story_of(unit->unit, ranked_.cause)});
      }
    }
    Lines lines;
    for (const FailedUnit* unit : units) lines.push_back(example_line(*unit, stories));
    return lines;
  }

  std::string example_line(const FailedUnit& unit, const std::vector<UnitStory>& stories) const {
    const std::size_t row = unit.unit, kind = ranked_.findings->kind;
    const auto how =
        how_it_failed(source_.units, stories, kind, row, source_.settings.redact, wording_);
    return table().order_id[row] + "  " + format_day(table().day[row]) + "  " +
           named_failure(table(), kind, row, wording_) + ", " +
           texts_.fill("trace.share", wording_.figures().rough_percent(share_of(unit))) +
           (how.empty() ? "" : ": " + how.front());
  }

  Lines correction_lines() const {
    Lines lines = wording_.corrections(ticket_);
    if (lines.empty()) lines.push_back(texts_.get("ticket.no_correction"));
    return lines;
  }

  Lines at_risk_lines() const {
    Lines lines;
    std::int64_t more = 0;
    for (const auto& [order, probability] : orders_meeting(source_.review, cause_.id)) {
      if (lines.size() == most_at_risk) {
        ++more;
        continue;
      }
      lines.push_back(
          order->order_id + ": " +
          texts_.fill("trace.probability", wording_.figures().rough_percent(probability)));
    }
    if (more > 0) lines.push_back(texts_.fill("trace.more_orders", wording_.figures().count(more)));
    if (lines.empty()) lines.push_back(texts_.get("ticket.nothing_to_hold"));
    return lines;
  }

  const TraceSource& source_;
  const ReviewTicket& ticket_;
  const ReviewCause& cause_;
  const Wording& wording_;
  const Texts& texts_;
  RankedCause ranked_;
  std::string out_;
};

}  // namespace

std::string trace_ticket(const TraceSource& source, std::string_view ticket_id, Locale locale) {
  const ReviewTicket& ticket = find_ticket(source, ticket_id);
  const ReviewCause* cause = find_cause(source.review, ticket.cause);
  const Wording wording(source.model, locale, source.review);
  if (cause == nullptr) {  // of an escalated case: its ticket is all that is to tell
    return wording.texts().fill("trace.ticket_title", ticket.id,
                                wording.title(source.review, ticket)) +
           "\n\n" + ticket_markdown(source.review, ticket, wording);
  }
  return TicketStory(source, ticket, *cause, wording).run();
}

}  // namespace rastro
