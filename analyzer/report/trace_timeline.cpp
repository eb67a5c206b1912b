#include "report/trace_timeline.h"

#include <algorithm>
#include <map>
#include <utility>

#include "report/order_events.h"

namespace rastro {

namespace {

struct Event {
  Seconds at = 0;
  bool between = false;  ///< what lies before the events of its time: a stage
  std::string text;
};

class Timeline {
 public:
  Timeline(const OrderCase& order, const Wording& wording)
      : order_(order), wording_(wording), texts_(wording.texts()) {}

  std::vector<std::string> run() {
    const EventSource source{order_.source.store, order_.last_seen, order_.source.settings.redact,
                             told_kinds(order_.log, order_.source.settings.redact)};
    for (auto& [order, events] : order_events(source, {order_.order_id}, wording_)) {
      for (OrderEvent& event : events) {
        events_.push_back({event.at, false, std::move(event.text)});
      }
    }
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
