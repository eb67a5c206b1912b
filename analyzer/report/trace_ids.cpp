#include "report/trace_ids.h"

#include <algorithm>

#include "base/text.h"

namespace rastro {

namespace {

constexpr std::size_t most_hints = 3;
constexpr std::size_t longest_id = 200;  // no id of any use is longer

std::ptrdiff_t common_prefix(std::string_view left, std::string_view right) {
  const auto most = static_cast<std::ptrdiff_t>(std::min(left.size(), right.size()));
  return std::mismatch(left.begin(), left.begin() + most, right.begin()).first - left.begin();
}

}  // namespace

NearestIds::NearestIds(std::string_view wanted) : wanted_(fold(wanted.substr(0, longest_id))) {}

void NearestIds::offer(std::string_view id) {
  const std::string folded = fold(id.substr(0, longest_id));
  const std::ptrdiff_t prefix = common_prefix(wanted_, folded);
  const bool full = best_.size() == most_hints;
  if (prefix == 0 || (full && -prefix > best_.back().prefix)) return;
  Hint hint{-prefix, edit_distance(wanted_, folded), std::string(id)};
  best_.insert(std::lower_bound(best_.begin(), best_.end(), hint), std::move(hint));
  if (best_.size() > most_hints) best_.pop_back();
}

std::string NearestIds::help(const std::string& none) const {
  if (best_.empty()) return none;
  std::string text = "the nearest are";
  for (const Hint& hint : best_) text += (&hint == &best_.front() ? " " : ", ") + hint.id;
  return text;
}

NearestIds nearest_ids(Store& store, std::string_view table, const std::string& column,
                       std::string_view wanted) {
  NearestIds nearest(wanted);
  RowReader row = store.read(table, {column});
  while (row.next()) nearest.offer(row.text(0));
  return nearest;
}

}  // namespace rastro
