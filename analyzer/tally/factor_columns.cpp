#include "tally/factor_columns.h"

#include <algorithm>
#include <array>

namespace rastro {

namespace {

/// A factor's values for every unit of its home.
struct HomeFactor {
  UnitKind home = UnitKind::order;
  std::vector<Code> codes;
  std::vector<std::string> dictionary;
};

/// 1 + the place of a fixed value among `values`; 0 stays "not recorded".
std::vector<std::string> fixed_dictionary(std::initializer_list<const char*> values) {
  std::vector<std::string> dictionary{""};
  dictionary.insert(dictionary.end(), values.begin(), values.end());
  return dictionary;
}

Code hour_band(Seconds time) {
  static constexpr std::array<int, 7> ends = {6, 9, 12, 15, 18, 21, 24};
  const auto hour = static_cast<int>((time - start_of(day_of(time))) / 3600);
  const auto band = std::upper_bound(ends.begin(), ends.end(), hour) - ends.begin();
  return static_cast<Code>(band + 1);
}

HomeFactor weekday_factor(const Logs& logs, const ColumnRef& source) {
  HomeFactor factor{logs.home(source.table), {}, {}};
  factor.dictionary = fixed_dictionary({"mon", "tue", "wed", "thu", "fri", "sat", "sun"});
  for (const Seconds time : logs.home_times(source)) {
    factor.codes.push_back(time == no_time ? 0 : static_cast<Code>(weekday(day_of(time)) + 1));
  }
  return factor;
}

HomeFactor hour_factor(const Logs& logs, const ColumnRef& source) {
  HomeFactor factor{logs.home(source.table), {}, {}};
  factor.dictionary =
      fixed_dictionary({"00-06", "06-09", "09-12", "12-15", "15-18", "18-21", "21-24"});
  for (const Seconds time : logs.home_times(source)) {
    factor.codes.push_back(time == no_time ? 0 : hour_band(time));
  }
  return factor;
}

HomeFactor order_size_factor(const Logs& logs) {
  HomeFactor factor{UnitKind::order, {}, fixed_dictionary({"1", "2", "3-4", "5+"})};
  for (const auto lines : logs.lines_of_orders()) {
    factor.codes.push_back(lines <= 2 ? static_cast<Code>(lines) : lines <= 4 ? 3 : 4);
  }
  return factor;
}

/// A product's descriptions by the time from which they were valid.
using Revisions = std::map<std::string, std::vector<std::pair<Seconds, std::string>>>;

Revisions read_revisions(Store& store) {
  Revisions revisions;
  RowReader reader = store.read("descriptions", {"sku", "revision", "valid_from"});
  while (reader.next()) {
    const Seconds valid_from = reader.is_null(2) ? no_time : reader.integer(2);
    revisions[std::string(reader.text(0))].emplace_back(valid_from, reader.text(1));
  }
  for (auto& [sku, list] : revisions) std::sort(list.begin(), list.end());
  return revisions;
}

/// The revision in force when the order was placed, as sku/revision.
HomeFactor revision_factor(Store& store, const Logs& logs, const ColumnRef& source) {
  const Revisions revisions = read_revisions(store);
  const LogColumn& skus = logs.table(source.table).column(source.column);
  std::vector<const Revisions::mapped_type*> of_sku;
  for (const std::string& sku : skus.dictionary.texts()) {
    const auto found = revisions.find(sku);
    of_sku.push_back(found == revisions.end() ? nullptr : &found->second);
  }
  const auto& ordered_at = logs.table("orders").column("ordered_at").times;
  const auto& order_of = logs.order_of(UnitKind::order_line);
  Dictionary dictionary;
  HomeFactor factor{UnitKind::order_line, {}, {}};
  for (std::size_t line = 0; line < skus.codes.size(); ++line) {
    const auto* list = of_sku[skus.codes[line]];
    Code code = 0;
    if (list != nullptr) {
      const Seconds placed = ordered_at[order_of[line]];
      const auto after = std::find_if(list->begin(), list->end(),
                                      [&](const auto& entry) { return entry.first > placed; });
      if (after != list->begin()) {
        code = dictionary.add(skus.dictionary.texts()[skus.codes[line]] + "/" +
                              std::prev(after)->second);
      }
    }
    factor.codes.push_back(code);
  }
  factor.dictionary = dictionary.texts();
  return factor;
}

HomeFactor column_factor(const Logs& logs, const ColumnRef& source) {
  return {logs.home(source.table), logs.home_codes(source),
          logs.table(source.table).column(source.column).dictionary.texts()};
}

HomeFactor compute(Store& store, const Logs& logs, const Factor& factor) {
  switch (factor.derivation) {
    case Derivation::weekday:
      return weekday_factor(logs, factor.source);
    case Derivation::hour_band:
      return hour_factor(logs, factor.source);
    case Derivation::order_size_band:
      return order_size_factor(logs);
    case Derivation::description_revision:
      return revision_factor(store, logs, factor.source);
    case Derivation::none:
      break;
  }
  return column_factor(logs, factor.source);
}

}  // namespace

void add_factors(Store& store, const ProcessModel& model, const Logs& logs, Units& units) {
  for (UnitTable& table : units.tables) table.factors.resize(model.factors.size());
  for (std::size_t index = 0; index < model.factors.size(); ++index) {
    const Factor& factor = model.factors[index];
    if (!logs.has(factor.source)) continue;
    const HomeFactor values = compute(store, logs, factor);
    for (UnitTable& table : units.tables) {
      auto codes = logs.carry(values.codes, values.home, table.unit);
      const bool recorded =
          std::any_of(codes.begin(), codes.end(), [](Code code) { return code != 0; });
      if (recorded) table.factors[index] = {std::move(codes), values.dictionary};
    }
  }
}

}  // namespace rastro
