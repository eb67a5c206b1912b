#include "report/trace_history.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "recovery/mistakes.h"
#include "report/assemble_customers.h"

namespace rastro {

namespace {

DayRange days_around(const OrderCase& order) {
  const Day ordered_on = day_of(order.ordered_at), reach = care_reach(order.source.model);
  return {ordered_on - reach, std::min(ordered_on + reach, day_of(order.last_seen))};
}

std::vector<Mistake> mistakes_around(const OrderCase& order) {
  const TraceSource& source = order.source;
  const DayRange days = days_around(order);
  std::vector<Mistake> mistakes = find_mistakes(
      order.log, known_failures(source.store, source.model, source.settings, source.units, days),
      source.model);
  std::erase_if(mistakes, [&](const Mistake& mistake) {
    const bool own = mistake.order_id == order.order_id;
    const bool same = !order.customer_id.empty() && mistake.customer_id == order.customer_id;
    const Day day = day_of(mistake.at);
    return !own && (!same || day < days.from || day > days.to);
  });
  return mistakes;
}

/// ", the third time"
std::string which_time(int time, const Texts& texts) {
  if (time < 2) return "";
  const std::string key = "trace.time_" + std::to_string(time);
  return ", " + (texts.has(key) ? texts.get(key) : texts.fill("trace.time_more", time));
}

std::string mistake_line(const Mistake& mistake, int time, const Wording& wording) {
  const Texts& texts = wording.texts();
  ToldKind kind{wording.model().failures[mistake.kind].id};
  if (!mistake.inferred.empty()) {
    kind.inferred = true;
    kind.words = mistake.inferred.front().words;
  }
  const std::string known = mistake.incidents.empty()
                                ? texts.get("trace.never_reported")
                                : fmt::format("{}", fmt::join(mistake.incidents, ", "));
  return format_day(day_of(mistake.at)) + "  " + mistake.order_id + "  " + wording.told({kind}) +
         which_time(time, texts) + " (" + known + ")";
}

}  // namespace

std::vector<std::string> history_lines(const OrderCase& order, const Wording& wording) {
  const std::vector<Mistake> mistakes = mistakes_around(order);
  std::vector<std::string> lines;
  std::map<std::size_t, int> times;  // by the kind that is repeated
  for (const Mistake& mistake : mistakes) {
    lines.push_back(mistake_line(mistake, ++times[mistake.first_kind], wording));
  }
  const bool others = std::any_of(mistakes.begin(), mistakes.end(), [&](const Mistake& mistake) {
    return mistake.order_id != order.order_id;
  });
  const DayRange days = days_around(order);
  if (order.customer_id.empty()) {
    lines.push_back(wording.texts().get("trace.others_unknown"));
  } else if (!others) {
    lines.push_back(
        wording.texts().fill("trace.no_others", format_day(days.from), format_day(days.to)));
  }
  return lines;
}

}  // namespace rastro
