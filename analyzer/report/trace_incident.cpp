#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "report/trace_care.h"
#include "report/trace_ids.h"
#include "report/trace_order.h"

namespace rastro {

namespace {

/// What was reported, by whom, when and about which order.
struct Report {
  std::string order_id, source, line, received, correct_address, note;
  Seconds at = 0;
};

Report read_report(const TraceSource& source, std::string_view id) {
  RowReader row = source.store.read_where(
      "incidents",
      {"order_id", "source", "line", "received_sku", "correct_address", "note", "reported_at"},
      "incident_id", id);
  if (!row.next()) {
    throw Error(fmt::format("there is no incident '{}'", id), {},
                nearest_ids(source.store, "incidents", "incident_id", id)
                    .help("check the incident's number as it stands in the logs"));
  }
  Report report{std::string(row.text(0)),
                std::string(row.text(1)),
                std::string(row.text(2)),
                std::string(row.text(3)),
                std::string(row.text(4)),
                std::string(row.text(5)),
                row.integer(6)};
  if (report.at > end_of(source.settings.seen_until)) {
    throw Error(fmt::format("incident '{}' was reported on {}, after the last day seen ({})", id,
                            format_day(day_of(report.at)), format_day(source.settings.seen_until)),
                {}, "give a later day with --as-of");
  }
  return report;
}

/// The report itself, and what was done about it.
std::string report_story(const OrderCase& order, const Report& report, const std::string& id,
                         const Wording& wording) {
  const Texts& texts = wording.texts();
  std::string out = texts.fill("trace.incident_title", id) + "\n";
  const auto entry = [&](const std::string& key, const std::string& value) {
    if (!value.empty()) out += "  " + texts.get(key) + ": " + value + "\n";
  };
  entry("trace.reported_at", shown_time(report.at));
  if (!report.source.empty()) entry("trace.source", wording.word("sources", report.source));
  for (const CareIncident* each : order.incidents()) {
    if (each->incident_id == id) entry("trace.read_as", wording.told(each->told));
  }
  entry("trace.line", report.line);
  entry("trace.received", report.received);
  if (!order.source.settings.redact) {
    entry("trace.correct_address", report.correct_address);
    entry("trace.note",
          report.note.empty() ? "" : wording.quoted({one_line(report.note, longest_note)}));
  }
  out += "\n" + texts.get("trace.done_about_it") + "\n";
  for (const std::string& line : done_lines(order, wording, id)) out += "  " + line + "\n";
  return out;
}

}  // namespace

std::string trace_incident(const TraceSource& source, std::string_view incident_id, Locale locale) {
  const Report report = read_report(source, incident_id);
  const Wording wording(source.model, locale, source.review);
  const OrderCase order = find_order_case(source, report.order_id);
  return report_story(order, report, std::string(incident_id), wording) + "\n" +
         order_story(order, wording);
}

}  // namespace rastro
