#include "report/chart_marks.h"

#include <algorithm>

#include "report/weekly_change.h"

namespace rastro {

std::vector<ChartMark> chart_marks(const Review& review, const ReviewFailure& failure) {
  std::vector<ChartMark> marks;
  if (failure.weekly.empty()) return marks;
  const auto first = parse_day(failure.weekly.front().week);
  if (!first) return marks;
  for (const ReviewChange& change : failure.changes) {
    marks.push_back({day_of(change.at), false, change, "", change.step});
  }
  for (const ReviewTicket& ticket : review.tickets) {
    if (!ticket.fixed_on || kind_of(review, ticket) != failure.kind) continue;
    marks.push_back({*ticket.fixed_on, true, {}, ticket.id, ticket.step});
  }
  std::erase_if(marks, [&](const ChartMark& mark) { return mark.day < *first; });
  std::stable_sort(marks.begin(), marks.end(), [](const ChartMark& one, const ChartMark& other) {
    return one.day < other.day;
  });
  return marks;
}

}  // namespace rastro
