#include "report/trace_timeline.h"

#include <algorithm>

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

class Timeline {
 public:
  Timeline(Store& store, const TraceQuestion& question, const Wording& wording)
      : store_(store), question_(question), wording_(wording), texts_(wording.texts()) {}

  std::vector<TraceEvent> run() {
    add_order();
    add_deliveries();
    add_installations();
    add_incidents();
    add_surveys();
    std::stable_sort(
        events_.begin(), events_.end(),
        [](const TraceEvent& left, const TraceEvent& right) { return left.at < right.at; });
    return std::move(events_);
  }

 private:
  RowReader rows(std::string_view table, const std::vector<std::string>& columns) const {
    return store_.read_where(table, columns, "order_id", question_.order_id);
  }

  void add(const RowReader& row, int time, const Words& words) {
    if (row.is_null(time) || row.integer(time) > question_.last_seen) return;
    events_.push_back({row.integer(time), words.text()});
  }

  const std::string& text(const std::string& key) const { return texts_.get("trace." + key); }
  std::string quoted(std::string_view note) const {
    return note.empty() || question_.redact ? "" : "“" + std::string(note) + "”";
  }
  std::string_view address(std::string_view address) const {
    return question_.redact ? std::string_view{} : address;
  }

  void add_order() {
    RowReader row = rows("orders", {"ordered_at", "channel", "taken_by"});
    while (row.next()) {
      Words words(text("ordered"));
      words.add("", row.text(1));
      words.add(text("by"), row.text(2));
      add(row, 0, words);
    }
  }

  void add_deliveries() {
    RowReader row =
        rows("deliveries", {"delivery_id", "reason", "picked_at", "warehouse", "picker",
                            "packed_at", "packer", "dispatched_at", "carrier", "route", "driver",
                            "address_used", "attempted_at", "outcome", "delivered_at"});
    while (row.next()) {
      const std::string id(row.text(0));
      Words picked(texts_.fill("trace.picked", id));
      if (row.text(1) == "replacement") picked.add("", text("replacement"));
      picked.add(text("warehouse"), row.text(3));
      picked.add(text("picker"), row.text(4));
      add(row, 2, picked);
      Words packed(texts_.fill("trace.packed", id));
      packed.add(text("packer"), row.text(6));
      add(row, 5, packed);
      Words dispatched(texts_.fill("trace.dispatched", id));
      dispatched.add(text("carrier"), row.text(8));
      dispatched.add(text("route"), row.text(9));
      dispatched.add(text("driver"), row.text(10));
      dispatched.add(text("to"), address(row.text(11)));
      add(row, 7, dispatched);
      Words attempted(texts_.fill("trace.attempted", id));
      attempted.add("", wording_.word("outcomes", std::string(row.text(13))));
      add(row, 12, attempted);
      add(row, 14, Words(texts_.fill("trace.delivered", id)));
    }
  }

  void add_installations() {
    RowReader row = rows("installations", {"installation_id", "scheduled_at", "team", "sku",
                                           "completed_at", "outcome"});
    while (row.next()) {
      const std::string id(row.text(0));
      Words scheduled(texts_.fill("trace.scheduled", id));
      scheduled.add(text("team"), row.text(2));
      scheduled.add("", row.text(3));
      add(row, 1, scheduled);
      Words completed(texts_.fill("trace.completed", id));
      completed.add("", wording_.word("outcomes", std::string(row.text(5))));
      add(row, 4, completed);
    }
  }

  void add_incidents() {
    RowReader row = rows("incidents", {"incident_id", "reported_at", "source", "failure", "line",
                                       "received_sku", "correct_address", "note"});
    while (row.next()) {
      const std::string id(row.text(0));
      Words words(texts_.fill("trace.incident", id));
      words.add("", wording_.word("sources", std::string(row.text(2))));
      words.add("", wording_.failure(std::string(row.text(3))));
      words.add(text("line"), row.text(4));
      words.add(text("received"), row.text(5));
      words.add(text("correct_address"), address(row.text(6)));
      words.add("", quoted(row.text(7)));
      add(row, 1, words);
      add_actions(id);
    }
  }

  void add_actions(const std::string& incident) {
    RowReader row =
        store_.read_where("recovery", {"at", "action", "by", "amount"}, "incident_id", incident);
    while (row.next()) {
      Words words(texts_.fill("trace.action", incident,
                              wording_.word("actions", std::string(row.text(1)))));
      words.add(text("by"), row.text(2));
      if (!row.is_null(3) && row.number(3) != 0) {
        words.add("", wording_.figures().money(row.number(3)));
      }
      add(row, 0, words);
    }
  }

  void add_surveys() {
    RowReader row = rows("surveys", {"at", "score", "comment"});
    while (row.next()) {
      Words words(text("survey"));
      if (!row.is_null(1)) words.add("", texts_.fill("trace.score", std::string(row.text(1))));
      words.add("", quoted(row.text(2)));
      add(row, 0, words);
    }
  }

  Store& store_;
  const TraceQuestion& question_;
  const Wording& wording_;
  const Texts& texts_;
  std::vector<TraceEvent> events_;
};

}  // namespace

std::vector<TraceEvent> read_timeline(Store& store, const TraceQuestion& question,
                                      const Wording& wording) {
  return Timeline(store, question, wording).run();
}

std::vector<CareIncident> read_order_incidents(Store& store, const TraceQuestion& question) {
  std::vector<CareIncident> incidents;
  RowReader row =
      store.read_where("incidents", {"incident_id", "line", "source", "failure", "reported_at"},
                       "order_id", question.order_id);
  while (row.next()) {
    if (row.integer(4) > question.last_seen) continue;
    incidents.push_back({std::string(row.text(0)),
                         std::string(question.order_id),
                         std::string(row.text(1)),
                         std::string(row.text(2)),
                         {},
                         row.integer(4),
                         {}});
    if (!row.text(3).empty()) incidents.back().told.push_back({std::string(row.text(3))});
    RowReader action =
        store.read_where("recovery", {"at", "action"}, "incident_id", incidents.back().incident_id);
    while (action.next()) {
      if (action.integer(0) > question.last_seen) continue;
      incidents.back().actions.push_back({action.integer(0), std::string(action.text(1))});
    }
  }
  std::stable_sort(incidents.begin(), incidents.end(),
                   [](const CareIncident& left, const CareIncident& right) {
                     return left.reported_at < right.reported_at;
                   });
  return incidents;
}

}  // namespace rastro
