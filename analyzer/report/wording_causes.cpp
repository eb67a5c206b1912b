#include <set>

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
  if (cause.course == "drift" || cause.course == "step_or_drift" || days < 0)
    return texts_.fill("course.about_then", note);
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
  } else if (cause.course == "step_or_drift") {
    text = texts_.fill("course.begun", since);
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

/// Whether one names the whole of which the other is a part: a product and its description.
bool Wording::part_of_each_other(const ReviewConditions& left,
                                 const ReviewConditions& right) const {
  if (left.size() != 1 || right.size() != 1) return false;
  const auto first = model_.find_factor(left[0].factor);
  const auto second = model_.find_factor(right[0].factor);
  return first && second && model_.nested(*first, *second);
}

/// How many units meet one of the two alone, and how they fared.
std::string Wording::difference(const ReviewCause& cause, const ReviewContrast& contrast) const {
  const std::string mine = joined(cause.conditions, false);
  const std::string others = joined(contrast.conditions, false);
  if (contrast.only_cause_exposed + contrast.only_other_exposed == 0) {
    return texts_.fill("apart.never", mine, others);
  }
  std::string text;
  const auto tell = [&](const std::string& with, const std::string& without, std::int64_t exposed,
                        std::int64_t failed) {
    if (exposed == 0) return;
    text += (text.empty() ? "" : " ") + texts_.fill("apart.few", figures_.count(exposed),
                                                    units_of(cause), with, without,
                                                    figures_.count(failed));
  };
  tell(mine, others, contrast.only_cause_exposed, contrast.only_cause_failed);
  tell(others, mine, contrast.only_other_exposed, contrast.only_other_failed);
  return text;
}

std::string Wording::advice(const ReviewCause& cause, const ReviewContrast& contrast) const {
  if (!contrast.vary) {
    const bool part = part_of_each_other(cause.conditions, contrast.conditions);
    return texts_.get(part ? "apart.part" : "apart.cannot");
  }
  const std::string where =
      joined(contrast.vary_cause ? contrast.conditions : cause.conditions, false);
  return texts_.fill("apart.vary", where, factor(contrast.vary->factor), value(*contrast.vary),
                     condition(*contrast.vary));
}

std::vector<std::string> Wording::tell_apart(const ReviewCause& cause) const {
  std::vector<std::string> sentences;
  std::set<std::string> given;
  for (const ReviewContrast& contrast : cause.tell_apart) {
    std::string text = difference(cause, contrast);
    const std::string what_to_do = advice(cause, contrast);
    if (given.insert(what_to_do).second) text += " " + what_to_do;
    sentences.push_back(std::move(text));
  }
  return sentences;
}

}  // namespace rastro
