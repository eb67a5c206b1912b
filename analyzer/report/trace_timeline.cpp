#include "report/trace_timeline.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/text.h"

namespace rastro {

namespace {

struct Event {
  Seconds at = 0;
  bool between = false;  ///< what lies before the events of its time: a stage
  std::string text;
};

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
  Timeline(const OrderCase& order, const Wording& wording)
      : order_(order),
        store_(order.source.store),
        redact_(order.source.settings.redact),
        wording_(wording),
        texts_(wording.texts()) {}

  std::vector<std::string> run() {
    add_order();
    add_deliveries();
    add_installations();
    add_incidents();
    add_surveys();
    add_stages();
    std::stable_sort(events_.begin(), events_.end(), [](const Event& left, const Event& right) {
      return std::pair(left.at, !left.between) < std::pair(right.at, !right.between);
    });
    std::vector<std::string> lines;
    for (const Event& event : events_) {
      const std::string when = event.between ? "                ↳" : shown_time(event.at) + " ";
      lines.push_back(when + " " + event.text);
    }
    return lines;
  }

 private:
  RowReader rows(std::string_view table, const std::vector<std::string>& columns) const {
    return store_.read_where(table, columns, "order_id", order_.order_id);
  }

  void add(const RowReader& row, int time, const Words& words) {
    if (row.is_null(time) || row.integer(time) > order_.last_seen) return;
    events_.push_back({row.integer(time), false, words.text()});
  }

  const std::string& text(const std::string& key) const { return texts_.get("trace." + key); }
  std::string quoted(std::string_view note) const {
    return note.empty() || redact_ ? "" : wording_.quoted({one_line(note, longest_note)});
  }
  std::string_view address(std::string_view address) const {
    return redact_ ? std::string_view{} : address;
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

  /// The kinds that a report tells of, also those read from its note.
  std::string told(const std::string& incident) const {
    for (const CareIncident* each : order_.incidents()) {
      if (each->incident_id == incident && !each->told.empty()) return wording_.told(each->told);
    }
    return "";
  }

  void add_incidents() {
    RowReader row = rows("incidents", {"incident_id", "reported_at", "source", "line",
                                       "received_sku", "correct_address", "note"});
    while (row.next()) {
      const std::string id(row.text(0));
      Words words(texts_.fill("trace.incident", id));
      words.add("", wording_.word("sources", std::string(row.text(2))));
      words.add("", told(id));
      words.add(text("line"), row.text(3));
      words.add(text("received"), row.text(4));
      words.add(text("correct_address"), address(row.text(5)));
      words.add("", quoted(row.text(6)));
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

  /// A stage that several of the order's kinds or units go through is told once, by the first of
  /// them; whose delay arose in it, by each.
  void add_stages() {
    std::map<std::pair<Seconds, std::size_t>, std::size_t> told;  // to its place in events_
    for (const UnitStory& unit : order_.stories) {
      for (std::size_t index = 0; index < unit.story.parts.size(); ++index) {
        const LateStory::Part& part = unit.story.parts[index];
        const bool here = unit.story.arose == index;
        // An attempt that succeeds ends two stages at once.
        if (!here && part.detail.hours <= 0) continue;
        const Seconds at = part.ended == no_time ? order_.last_seen : part.ended;
        const auto [place, is_new] =
            told.try_emplace(std::pair(at, part.detail.first), events_.size());
        if (is_new)
          events_.push_back(
              {at, true,
               stage_titles(part.detail, wording_) + ": " + stage_hours(part.detail, wording_)});
        if (!here) continue;
        const std::string& kind = order_.source.model.failures[unit.kind].id;
        events_[place->second].text += " " + texts_.fill("trace.arose", wording_.failure(kind));
      }
    }
  }

  const OrderCase& order_;
  Store& store_;
  bool redact_;
  const Wording& wording_;
  const Texts& texts_;
  std::vector<Event> events_;
};

}  // namespace

std::vector<std::string> timeline_lines(const OrderCase& order, const Wording& wording) {
  return Timeline(order, wording).run();
}

std::string stage_titles(const StageDetail& detail, const Wording& wording) {
  std::string titles;
  for (std::size_t stage = detail.first; stage <= detail.last; ++stage) {
    titles += (titles.empty() ? "" : " + ") + wording.stage(wording.model().stages[stage]);
  }
  return titles;
}

std::string stage_hours(const StageDetail& detail, const Wording& wording) {
  const Texts& texts = wording.texts();
  const Figures& figures = wording.figures();
  std::string text =
      texts.fill(detail.open ? "trace.hours_so_far" : "trace.hours", figures.amount(detail.hours));
  if (!detail.allowance) return text;
  if (detail.allowance->allowed < 0.05) return text + ", " + texts.get("trace.none_allowed");
  return text + ", " + texts.fill("trace.allowed", figures.amount(detail.allowance->allowed));
}

}  // namespace rastro
