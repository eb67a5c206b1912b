#include "tally/address_clues.h"

#include <map>

namespace rastro {

namespace {

/// Parts of an address with commas between; what is empty is left out.
std::string joined(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) {
    if (part.empty()) continue;
    if (!text.empty()) text += ", ";
    text += part;
  }
  return text;
}

/// By order: the address of its earliest attempt that has one.
std::map<std::string, std::string, std::less<>> read_used(
    Store& store, const std::map<std::string, std::size_t, std::less<>>& wanted,
    Seconds last_seen) {
  std::map<std::string, std::string, std::less<>> used;
  std::map<std::string, std::int64_t, std::less<>> attempt_of;
  RowReader row =
      store.read("deliveries", {"order_id", "attempt", "reason", "dispatched_at", "address_used"});
  while (row.next()) {
    if (wanted.find(row.text(0)) == wanted.end() || row.text(4).empty()) continue;
    if (row.text(2) == "replacement") continue;
    if (!row.is_null(3) && row.integer(3) > last_seen) continue;
    const std::string order(row.text(0));
    const std::int64_t attempt = row.is_null(1) ? 1 : row.integer(1);
    const auto known = attempt_of.find(order);
    if (known != attempt_of.end() && known->second <= attempt) continue;
    attempt_of[order] = attempt;
    used[order] = row.text(4);
  }
  return used;
}

void read_order(Store& store, const std::string& order_id, AddressClue& clue) {
  RowReader order =
      store.read_where("orders", {"customer_id", "ordered_at", "address", "city", "postal_code"},
                       "order_id", order_id);
  if (!order.next()) return;
  clue.context.ordered_at = order.integer(1);
  clue.context.ordered_address = joined({order.text(2), order.text(4), order.text(3)});
  if (order.text(0).empty()) return;
  RowReader customer =
      store.read_where("customers", {"address", "city", "postal_code", "address_updated_at"},
                       "customer_id", order.text(0));
  if (!customer.next()) return;
  clue.context.on_file = joined({customer.text(0), customer.text(2), customer.text(1)});
  if (!customer.is_null(3)) clue.context.on_file_since = customer.integer(3);
}

}  // namespace

std::vector<AddressClue> read_address_clues(Store& store, const UnitTable& orders,
                                            const std::vector<ReportedClue>& clues,
                                            Seconds last_seen) {
  std::map<std::string, std::size_t, std::less<>> wanted;
  for (std::size_t index = 0; index < clues.size(); ++index) {
    if (!clues[index].correct_address.empty()) wanted[orders.order_id[clues[index].unit]] = index;
  }
  if (wanted.empty()) return {};
  const auto used = read_used(store, wanted, last_seen);
  std::vector<AddressClue> found;
  for (const ReportedClue& reported : clues) {
    if (reported.correct_address.empty()) continue;
    const std::string& order_id = orders.order_id[reported.unit];
    AddressClue clue{reported.unit, {}, reported.correct_address, {}};
    read_order(store, order_id, clue);
    const auto sent = used.find(order_id);
    clue.used = sent == used.end() ? clue.context.ordered_address : sent->second;
    if (!clue.used.empty()) found.push_back(std::move(clue));
  }
  return found;
}

}  // namespace rastro
