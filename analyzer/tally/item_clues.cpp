#include "tally/item_clues.h"

#include <algorithm>
#include <map>

namespace rastro {

namespace {

using ItemsBySku = std::map<std::string, Item, std::less<>>;

Item& item_of(ItemsBySku& items, std::string_view sku) {
  const auto known = items.find(sku);
  if (known != items.end()) return known->second;
  Item& item = items[std::string(sku)];
  item.sku = sku;
  return item;
}

/// By SKU: the middle one of the order days of the failures in which it took part.
std::map<std::string, Day, std::less<>> days_of_confusion(
    const UnitTable& lines, const std::vector<std::vector<ItemClue>>& clues) {
  std::map<std::string, std::vector<Day>, std::less<>> days;
  for (const auto& of_kind : clues) {
    for (const ItemClue& clue : of_kind) {
      days[clue.ordered].push_back(lines.day[clue.unit]);
      days[clue.received].push_back(lines.day[clue.unit]);
    }
  }
  std::map<std::string, Day, std::less<>> middle;
  for (auto& [sku, seen] : days) {
    std::sort(seen.begin(), seen.end());
    middle[sku] = seen[seen.size() / 2];
  }
  return middle;
}

void read_products(Store& store, ItemsBySku& items) {
  RowReader row = store.read("products", {"sku", "name", "supplier", "category", "bin", "barcode"});
  while (row.next()) {
    Item& item = item_of(items, row.text(0));
    item.name = row.text(1);
    item.supplier = row.text(2);
    item.category = row.text(3);
    item.bin = row.text(4);
    item.barcode = row.text(5);
  }
}

/// Of each product the description in force on its day, or its first one where it had none yet.
void read_descriptions(Store& store, const std::map<std::string, Day, std::less<>>& days,
                       Day last_day, ItemsBySku& items) {
  std::map<std::string, Seconds, std::less<>> since;
  RowReader row = store.read("descriptions", {"sku", "valid_from", "text"});
  while (row.next()) {
    if (row.text(2).empty()) continue;
    const auto day = days.find(row.text(0));
    const Seconds wanted = end_of(day == days.end() ? last_day : day->second);
    const Seconds from = row.is_null(1) ? no_time : row.integer(1);
    const auto known = since.find(row.text(0));
    if (known != since.end()) {
      const bool newer = from <= wanted && from >= known->second;
      const bool older = known->second > wanted && from < known->second;
      if (!newer && !older) continue;
    }
    since[std::string(row.text(0))] = from;
    item_of(items, row.text(0)).description = row.text(2);
  }
}

}  // namespace

std::vector<ItemClue> read_item_clues(const Logs& logs, const std::vector<ReportedClue>& clues) {
  const LogColumn& sku = logs.table("order_lines").column("sku");
  std::vector<ItemClue> items;
  for (const ReportedClue& clue : clues) {
    const std::string& ordered = sku.dictionary.texts()[sku.codes[clue.unit]];
    if (clue.received_sku.empty() || ordered.empty() || clue.received_sku == ordered) continue;
    items.push_back({clue.unit, ordered, clue.received_sku});
  }
  return items;
}

Catalogue read_catalogue(Store& store, const UnitTable& lines,
                         const std::vector<std::vector<ItemClue>>& clues, Day last_day) {
  const auto days = days_of_confusion(lines, clues);
  if (days.empty()) return Catalogue({});
  ItemsBySku items;
  for (const auto& [sku, day] : days) item_of(items, sku);
  read_products(store, items);
  read_descriptions(store, days, last_day, items);
  std::vector<Item> list;
  for (auto& [sku, item] : items) list.push_back(std::move(item));
  return Catalogue(std::move(list));
}

}  // namespace rastro
