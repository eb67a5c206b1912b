#include "report/order_events.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "report/redact.h"

namespace rastro {

namespace {

/// Words about one event, joined by commas; what is empty is left out.
class Words {
 public:
  explicit Words(std::string first) : text_(std::move(first)) {}

  void add(std::string_view label, std::string_view value) {
    if (value.empty()) return;
    text_ += separator_;
    separator_ = ", ";
    if (!label.empty()) text_ += std::string(label) + " ";
    text_ += value;
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
  std::string_view separator_ = " · ";
};

/// Reads each table once for all orders: few of them have an index by order.
class Events {
 public:
  Events(const EventSource& source, const std::vector<std::string>& order_ids,
         const Wording& wording)
      : source_(source), order_ids_(order_ids), wording_(wording), texts_(wording.texts()) {}

  OrderStories run() {
    add_orders();
    add_deliveries();
    add_installations();
    add_incidents();
    add_actions();
    add_surveys();
    for (auto& [order, events] : stories_) {
      std::stable_sort(
          events.begin(), events.end(),
          [](const OrderEvent& left, const OrderEvent& right) { return left.at < right.at; });
    }
    return std::move(stories_);
  }

 private:
  /// The orders' rows; the first column is to be order_id.
  RowReader rows(std::string_view table, const std::vector<std::string>& columns) const {
    return source_.store.read_among(table, columns, "order_id", order_ids_);
  }

  void add(std::string_view order, const RowReader& row, int time, const Words& words) {
    if (row.is_null(time) || row.integer(time) > source_.last_seen) return;
    stories_[std::string(order)].push_back({row.integer(time), words.text()});
  }
  void add(const RowReader& row, int time, const Words& words) {
    add(row.text(0), row, time, words);
  }

  const std::string& text(const std::string& key) const { return texts_.get("trace." + key); }
  std::string quoted(std::string_view note) const {
    return note.empty() || source_.redact ? "" : wording_.quoted({one_line(note, longest_note)});
  }
  std::string_view address(std::string_view address) const {
    return source_.redact ? std::string_view{} : address;
  }

  std::string person(std::string_view name) const {
    return shown_person(std::string(name), source_.redact);
  }
  /// What names nobody, but may hold a telephone number.
  std::string plain(std::string_view value) const {
    return source_.redact ? without_contacts(value) : std::string(value);
  }

  void add_orders() {
    RowReader row = rows("orders", {"order_id", "ordered_at", "channel", "taken_by"});
    while (row.next()) {
      Words words(text("ordered"));
      words.add("", plain(row.text(2)));
      words.add(text("by"), person(row.text(3)));
      add(row, 1, words);
    }
  }

  void add_deliveries() {
    RowReader row =
        rows("deliveries", {"order_id", "delivery_id", "reason", "picked_at", "warehouse", "picker",
                            "packed_at", "packer", "dispatched_at", "carrier", "route", "driver",
                            "address_used", "attempted_at", "outcome", "delivered_at"});
    while (row.next()) {
      const std::string id(row.text(1));
      Words picked(texts_.fill("trace.picked", id));
      if (row.text(2) == "replacement") picked.add("", text("replacement"));
      picked.add(text("warehouse"), plain(row.text(4)));
      picked.add(text("picker"), person(row.text(5)));
      add(row, 3, picked);
      Words packed(texts_.fill("trace.packed", id));
      packed.add(text("packer"), person(row.text(7)));
      add(row, 6, packed);
      Words dispatched(texts_.fill("trace.dispatched", id));
      dispatched.add(text("carrier"), plain(row.text(9)));
      dispatched.add(text("route"), plain(row.text(10)));
      dispatched.add(text("driver"), person(row.text(11)));
      dispatched.add(text("to"), address(row.text(12)));
      add(row, 8, dispatched);
      Words attempted(texts_.fill("trace.attempted", id));
      attempted.add("", wording_.word("outcomes", std::string(row.text(14))));
      add(row, 13, attempted);
      add(row, 15, Words(texts_.fill("trace.delivered", id)));
    }
  }

  void add_installations() {
    RowReader row = rows("installations", {"order_id", "installation_id", "scheduled_at", "team",
                                           "sku", "completed_at", "outcome"});
    while (row.next()) {
      const std::string id(row.text(1));
      Words scheduled(texts_.fill("trace.scheduled", id));
      scheduled.add(text("team"), plain(row.text(3)));
      scheduled.add("", row.text(4));
      add(row, 2, scheduled);
      Words completed(texts_.fill("trace.completed", id));
      completed.add("", wording_.word("outcomes", std::string(row.text(6))));
      add(row, 5, completed);
    }
  }

  /// The kinds that a report tells of, also those read from its note.
  std::string told(const std::string& incident) const {
    const auto found = source_.told.find(incident);
    return found == source_.told.end() || found->second.empty() ? "" : wording_.told(found->second);
  }

  void add_incidents() {
    RowReader row = rows("incidents", {"order_id", "incident_id", "reported_at", "source", "line",
                                       "received_sku", "correct_address", "note"});
    while (row.next()) {
      const std::string id(row.text(1));
      Words words(texts_.fill("trace.incident", id));
      words.add("", wording_.word("sources", std::string(row.text(3))));
      words.add("", told(id));
      words.add(text("line"), row.text(4));
      words.add(text("received"), row.text(5));
      words.add(text("correct_address"), address(row.text(6)));
      words.add("", quoted(row.text(7)));
      add(row, 2, words);
      order_of_.emplace(id, row.text(0));
    }
  }

  void add_actions() {
    std::vector<std::string> incidents;
    for (const auto& [incident, order] : order_of_) incidents.push_back(incident);
    RowReader row = source_.store.read_among(
        "recovery", {"at", "action", "by", "amount", "incident_id"}, "incident_id", incidents);
    while (row.next()) {
      const std::string incident(row.text(4));
      Words words(texts_.fill("trace.action", incident,
                              wording_.word("actions", std::string(row.text(1)))));
      words.add(text("by"), person(row.text(2)));
      if (!row.is_null(3) && row.number(3) != 0) {
        words.add("", wording_.figures().money(row.number(3)));
      }
      add(order_of_.at(incident), row, 0, words);
    }
  }

  void add_surveys() {
    RowReader row = rows("surveys", {"order_id", "at", "score", "comment"});
    while (row.next()) {
      Words words(text("survey"));
      if (!row.is_null(2)) words.add("", texts_.fill("trace.score", std::string(row.text(2))));
      words.add("", quoted(row.text(3)));
      add(row, 1, words);
    }
  }

  const EventSource& source_;
  const std::vector<std::string>& order_ids_;
  const Wording& wording_;
  const Texts& texts_;
  OrderStories stories_;
  std::map<std::string, std::string> order_of_;  // by incident
};

}  // namespace

OrderStories order_events(const EventSource& source, const std::vector<std::string>& order_ids,
                          const Wording& wording) {
  return Events(source, order_ids, wording).run();
}

std::map<std::string, std::vector<ToldKind>> told_kinds(const CareLog& log, bool redact) {
  std::map<std::string, std::vector<ToldKind>> told;
  for (const CareIncident& incident : log.incidents) {
    auto& kinds = told[incident.incident_id] = incident.told;
    if (!redact) continue;
    for (ToldKind& kind : kinds) kind.words.clear();
  }
  return told;
}

EventSource event_source(Store& store, const ReviewSettings& settings, const CareLog& care) {
  return {store, end_of(settings.seen_until), settings.redact, told_kinds(care, settings.redact)};
}

std::string shown_time(Seconds time) {
  std::string text = format_time(time).substr(0, 16);
  text[10] = ' ';
  return text;
}

}  // namespace rastro
