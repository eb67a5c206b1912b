#include "report/wording.h"

namespace rastro {

std::string Wording::units_of(const ReviewCause& cause) const {
  const auto kind = model_.find_failure(cause.failure);
  return units(kind ? std::string(to_string(model_.failures[*kind].unit)) : "order");
}

/// "10 Sep 2026 (8 Sep to 12 Sep)"
std::string Wording::date(Day day, const std::optional<Day>& low,
                          const std::optional<Day>& high) const {
  if (!low || !high || *low == *high) return figures_.day(day);
  return texts_.fill("course.date", figures_.day(day), figures_.short_day(*low),
                     figures_.short_day(*high));
}

/// ", two days after: New form (Order entry, 8 Sep)"
std::string Wording::change_of(const ReviewCause& cause) const {
  if (!cause.change) return "";
  const ReviewCause::Change& change = *cause.change;
  const Day changed = day_of(change.at);
  const std::string note = texts_.fill("course.change", change.note.empty() ? "?" : change.note,
                                       step(change.step), figures_.short_day(changed));
  if (!change.names_condition) return texts_.fill("course.same_days", note);
  const Day days = *cause.since - changed;
  if (cause.course == "drift" || days < 0) return texts_.fill("course.about_then", note);
  if (days == 0) return texts_.fill("course.that_day", note);
  if (days == 1) return texts_.fill("course.next_day", note);
  return texts_.fill("course.days_after", figures_.count(days), note);
}

std::string Wording::course(const ReviewCause& cause) const {
  const std::string until =
      cause.until ? date(*cause.until, cause.until_low, cause.until_high) : "";
  if (!cause.since) return cause.until ? texts_.fill("course.until", until) : "";
  const std::string since = date(*cause.since, cause.since_low, cause.since_high);
  std::string text;
  if (cause.course == "drift") {
    text = texts_.fill("course.growing", since);
  } else if (cause.course == "appeared") {
    text = texts_.fill("course.appeared", since, units_of(cause));
  } else {
    text = texts_.fill(cause.until ? "course.from" : "course.since", since);
  }
  if (cause.until) {
    text += (cause.course == "appeared" ? ", " : " ") + texts_.fill("course.until", until);
  }
  return text + change_of(cause);
}

std::string Wording::tell_apart(const ReviewCause& cause, const ReviewContrast& contrast) const {
  const std::string mine = conditions(cause.conditions), others = conditions(contrast.conditions);
  const bool parted = contrast.only_cause_exposed + contrast.only_other_exposed > 0;
  std::string text = parted ? "" : texts_.fill("apart.never", mine, others);
  const auto tell = [&](const std::string& with, const std::string& without, std::int64_t exposed,
                        std::int64_t failed) {
    if (exposed == 0) return;
    text += texts_.fill("apart.few", figures_.count(exposed), units_of(cause), with, without,
                        figures_.count(failed));
  };
  tell(mine, others, contrast.only_cause_exposed, contrast.only_cause_failed);
  tell(others, mine, contrast.only_other_exposed, contrast.only_other_failed);
  if (!contrast.vary) return text + texts_.get("apart.cannot");
  return text + texts_.fill("apart.vary", contrast.vary_cause ? others : mine,
                            named_condition(*contrast.vary));
}

std::vector<std::string> Wording::tell_apart(const ReviewCause& cause) const {
  std::vector<std::string> sentences;
  for (const ReviewContrast& contrast : cause.tell_apart) {
    sentences.push_back(tell_apart(cause, contrast));
  }
  return sentences;
}

}  // namespace rastro
