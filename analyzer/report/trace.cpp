#include "report/trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "base/error.h"
#include "base/text.h"
#include "report/redact.h"
#include "report/trace_blame.h"
#include "report/trace_timeline.h"
#include "report/wording.h"

namespace rastro {

namespace {

constexpr std::size_t most_hints = 3;

std::string shown_time(Seconds time) {
  std::string text = format_time(time).substr(0, 16);
  text[10] = ' ';
  return text;
}

std::size_t common_prefix(std::string_view left, std::string_view right) {
  const std::size_t most = std::min(left.size(), right.size());
  return static_cast<std::size_t>(
      std::mismatch(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(most), right.begin())
          .first -
      left.begin());
}

/// Ids that begin most like the wanted one, then those that differ least from it.
std::string nearest_orders(Store& store, std::string_view order_id) {
  const std::string wanted = fold(order_id);
  using Hint = std::tuple<std::ptrdiff_t, std::size_t, std::string>;
  std::set<Hint> best;
  RowReader row = store.read("orders", {"order_id"});
  while (row.next()) {
    const std::string folded = fold(row.text(0));
    const auto prefix = static_cast<std::ptrdiff_t>(common_prefix(wanted, folded));
    if (prefix == 0 || (best.size() == most_hints && prefix < -std::get<0>(*best.rbegin()))) {
      continue;
    }
    best.emplace(-prefix, edit_distance(wanted, folded), std::string(row.text(0)));
    if (best.size() > most_hints) best.erase(std::prev(best.end()));
  }
  if (best.empty()) return "check the order's number as it stands in the logs";
  std::string help = "the nearest are";
  for (const Hint& hint : best) help += (hint == *best.begin() ? " " : ", ") + std::get<2>(hint);
  return help;
}

/// What is written about one order.
class Trace {
 public:
  Trace(Store& store, const ProcessModel& model, const Units& units, const Analysis& analysis,
        const TraceQuestion& question, Language language)
      : store_(store),
        model_(model),
        units_(units),
        analysis_(analysis),
        question_(question),
        wording_(model, language, model.currency),
        texts_(wording_.texts()) {}

  std::string run() {
    add_order();
    incidents_ = read_order_incidents(store_, question_);
    line("");
    line(text("timeline"));
    for (const TraceEvent& event : read_timeline(store_, question_, wording_)) {
      line("  " + shown_time(event.at) + "  " + event.text);
    }
    line("");
    line(text("failures"));
    add_failures();
    line("");
    add_owed();
    return std::move(out_);
  }

 private:
  void line(std::string_view text) {
    out_ += text;
    out_ += '\n';
  }
  const std::string& text(const std::string& key) const { return texts_.get("trace." + key); }
  void entry(const std::string& key, const std::string& value) {
    if (!value.empty()) line("  " + text(key) + ": " + value);
  }

  void add_order() {
    RowReader row = store_.read_where(
        "orders",
        {"ordered_at", "customer_id", "channel", "promised_at", "status", "address", "city"},
        "order_id", question_.order_id);
    if (!row.next()) {
      throw Error(fmt::format("there is no order '{}'", question_.order_id), {},
                  nearest_orders(store_, question_.order_id));
    }
    ordered_at_ = row.integer(0);
    if (ordered_at_ > question_.last_seen) {
      throw Error(fmt::format("order '{}' was placed on {}, after the last day seen ({})",
                              question_.order_id, format_day(day_of(ordered_at_)),
                              format_day(day_of(question_.last_seen))),
                  {}, "give a later day with --as-of");
    }
    line(texts_.fill("trace.order", std::string(question_.order_id)));
    entry("customer", customer(std::string(row.text(1))));
    entry("channel", std::string(row.text(2)));
    if (!row.is_null(3)) entry("promised", shown_time(row.integer(3)));
    entry("status", std::string(row.text(4)));
    if (!question_.redact) {
      const std::string between = row.text(5).empty() || row.text(6).empty() ? "" : ", ";
      entry("address", std::string(row.text(5)) + between + std::string(row.text(6)));
    }
    add_lines();
  }

  std::string customer(const std::string& id) {
    if (id.empty()) return text("no_customer");
    if (question_.redact) return shown_customer(id, true);
    RowReader row = store_.read_where("customers", {"name"}, "customer_id", id);
    if (!row.next() || row.is_null(0)) return id;
    return id + ", " + std::string(row.text(0));
  }

  void add_lines() {
    RowReader row = store_.read_where("order_lines", {"line", "sku", "quantity"}, "order_id",
                                      question_.order_id);
    while (row.next()) {
      const std::string sku(row.text(1));
      std::string shown = texts_.fill("trace.order_line", std::string(row.text(0))) + ": " + sku;
      RowReader product = store_.read_where("products", {"name"}, "sku", sku);
      if (product.next() && !product.is_null(0)) shown += " " + std::string(product.text(0));
      if (!row.is_null(2)) shown += fmt::format(" × {}", row.number(2));
      line("  " + shown);
    }
  }

  void add_failures() {
    std::set<std::size_t> found;
    for (std::size_t kind = 0; kind < model_.failures.size(); ++kind) {
      const UnitTable& table = units_.of(model_.failures[kind].unit);
      if (kind >= table.failures.size() || table.failures[kind].failed.empty()) continue;
      for (std::size_t row = 0; row < table.size(); ++row) {
        if (table.failures[kind].failed[row] == 0 || table.order_id[row] != question_.order_id) {
          continue;
        }
        found.insert(kind);
        add_failure(kind, table, row);
      }
    }
    add_uncounted(found);
    if (found.empty()) line("  " + text("no_failure"));
    const DayRange window = analysis_.window;
    if (day_of(ordered_at_) < window.from) {
      line("  " +
           texts_.fill("trace.before_window", format_day(window.from), format_day(window.to)));
    }
  }

  /// Kinds that were reported but are no counted failure: too young an order, or no such unit.
  void add_uncounted(const std::set<std::size_t>& found) {
    std::set<std::string> uncounted;
    for (const CareIncident& incident : incidents_) {
      for (const ToldKind& told : incident.told) {
        const auto kind = model_.find_failure(told.failure);
        if ((kind && found.contains(*kind)) || !uncounted.insert(told.failure).second) continue;
        line("  " + texts_.fill("trace.uncounted", wording_.told({told})));
      }
    }
  }

  void add_failure(std::size_t kind, const UnitTable& table, std::size_t row) {
    std::string shown = wording_.failure(model_.failures[kind].id);
    if (!table.part[row].empty()) {
      shown += " (" +
               texts_.fill("trace.part_" + std::string(to_string(table.unit)), table.part[row]) +
               ")";
    }
    shown +=
        ", " + texts_.fill("trace.reports", std::to_string(table.failures[kind].incidents[row]));
    line("  " + shown);
    for (const KindFindings& findings : analysis_.kinds) {
      if (findings.kind != kind) continue;
      for (const FailedUnit& failed : findings.failed) {
        if (failed.unit != row) continue;
        for (const std::string& each : blame_lines(analysis_, units_, findings, failed, wording_)) {
          line(each);
        }
      }
    }
  }

  void add_owed() {
    if (incidents_.empty()) return line(text("no_incidents"));
    if (!store_.has_rows("recovery")) return line(text("owed_unknown"));
    bool owed = false;
    for (const CareIncident& incident : incidents_) {
      if (incident.answered_at()) continue;
      owed = true;
      line(texts_.fill("trace.owed", incident.incident_id, shown_time(incident.reported_at)));
    }
    if (!owed) line(text("nothing_owed"));
  }

  Store& store_;
  const ProcessModel& model_;
  const Units& units_;
  const Analysis& analysis_;
  const TraceQuestion& question_;
  Wording wording_;
  const Texts& texts_;
  Seconds ordered_at_ = 0;
  std::vector<CareIncident> incidents_;
  std::string out_;
};

}  // namespace

std::string trace_order(Store& store, const ProcessModel& model, const Units& units,
                        const Analysis& analysis, std::string_view order_id, Language language,
                        bool redact) {
  const TraceQuestion question{order_id, end_of(units.of(UnitKind::order).seen_until), redact};
  return Trace(store, model, units, analysis, question, language).run();
}

}  // namespace rastro
