#include "tally/logs.h"

#include <algorithm>
#include <charconv>
#include <numeric>

namespace rastro {

namespace {

constexpr std::uint32_t no_order = 0xFFFFFFFF;

/// The columns that the model asks for, by table, beside those needed for joining.
std::map<std::string, std::set<std::string>> columns_wanted(const ProcessModel& model) {
  std::map<std::string, std::set<std::string>> wanted = {
      {"orders", {"order_id", "ordered_at", "customer_id"}},
      {"order_lines", {"order_id", "line", "sku"}},
      {"deliveries",
       {"delivery_id", "order_id", "attempt", "reason", "dispatched_at", "attempted_at",
        "delivered_at", "outcome"}},
      {"installations",
       {"installation_id", "order_id", "sku", "scheduled_at", "completed_at", "outcome"}},
      {"customers", {"customer_id"}},
      {"products", {"sku"}}};
  const auto want = [&](const ColumnRef& column) {
    if (!column.table.empty()) wanted[column.table].insert(column.column);
  };
  for (const Factor& factor : model.factors) want(factor.source);
  for (const FailureKind& kind : model.failures) {
    want(kind.detection.event);
    want(kind.detection.due);
    want(kind.dated_by);
    for (const Exclusion& exclusion : kind.excluded) want(exclusion.column);
  }
  for (const Stage& stage : model.stages) {
    want(stage.from);
    want(stage.to);
  }
  for (const LookupTable& lookup : model.lookups) {
    wanted[lookup.spec.name].insert(lookup.spec.key.front());
    want(lookup.joined_by);
  }
  return wanted;
}

std::int64_t number_in(const LogColumn& column, std::uint32_t row) {
  const std::string& text = column.dictionary.texts()[column.codes[row]];
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// The rows whose order is known, by order and then by `rank`.
std::vector<std::uint32_t> by_order(const std::vector<std::uint32_t>& order_of_row,
                                    const std::vector<std::int64_t>& rank) {
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row = 0; row < order_of_row.size(); ++row) {
    if (order_of_row[row] != no_order) rows.push_back(row);
  }
  std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t left, std::uint32_t right) {
    if (order_of_row[left] != order_of_row[right]) return order_of_row[left] < order_of_row[right];
    return rank[left] < rank[right];
  });
  return rows;
}

template <typename Value>
Value at_or(const std::vector<Value>& values, std::int32_t row, Value missing) {
  return row == no_row ? missing : values[static_cast<std::size_t>(row)];
}

}  // namespace

Logs::Logs(Store& store, const ProcessModel& model, const LoadSettings& settings)
    : last_seen_(end_of(settings.seen_until)), wanted_(columns_wanted(model)) {
  home_ = {{"orders", UnitKind::order},           {"customers", UnitKind::order},
           {"order_lines", UnitKind::order_line}, {"products", UnitKind::order_line},
           {"deliveries", UnitKind::delivery},    {"installations", UnitKind::installation}};
  read_orders(store, settings);
  read_parts(store, UnitKind::order_line, "order_lines", "line");
  read_parts(store, UnitKind::delivery, "deliveries", "attempt");
  read_parts(store, UnitKind::installation, "installations", "");
  read_joined(store, model);
}

void Logs::read_orders(Store& store, const LoadSettings& settings) {
  const auto& wanted = wanted_["orders"];
  auto& orders =
      tables_
          .try_emplace("orders", store, "orders",
                       std::vector<std::string>(wanted.begin(), wanted.end()), last_seen_)
          .first->second;
  const auto& ordered_at = orders.column("ordered_at").times;
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row = 0; row < orders.rows(); ++row) {
    if (ordered_at[row] == no_time) continue;
    const Day day = day_of(ordered_at[row]);
    if (day >= settings.from && day <= settings.as_of) rows.push_back(row);
  }
  // Rows come by order id; within a day that order stays.
  std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t left, std::uint32_t right) {
    return day_of(ordered_at[left]) < day_of(ordered_at[right]);
  });
  orders.arrange(rows);
  auto& order_of = order_of_[index(UnitKind::order)];
  order_of.resize(rows.size());
  std::iota(order_of.begin(), order_of.end(), 0u);
  const LogColumn& ids = orders.column("order_id");
  order_of_code_.assign(ids.dictionary.texts().size(), no_order);
  for (std::uint32_t row = 0; row < rows.size(); ++row) order_of_code_[ids.codes[row]] = row;
}

std::optional<std::uint32_t> Logs::find_order(std::string_view order_id) const {
  const Code code = table("orders").column("order_id").dictionary.find(order_id);
  if (order_of_code_[code] == no_order) return std::nullopt;
  return order_of_code_[code];
}

void Logs::read_parts(Store& store, UnitKind unit, const std::string& table,
                      const std::string& part) {
  const auto& wanted = wanted_[table];
  auto& parts = tables_
                    .try_emplace(table, store, table,
                                 std::vector<std::string>(wanted.begin(), wanted.end()), last_seen_)
                    .first->second;
  const LogColumn& ids = parts.column("order_id");
  std::vector<std::uint32_t> order_of_text;
  for (const std::string& text : ids.dictionary.texts()) {
    order_of_text.push_back(find_order(text).value_or(no_order));
  }
  std::vector<std::uint32_t> order_of_row;
  std::vector<std::int64_t> rank;
  for (std::uint32_t row = 0; row < parts.rows(); ++row) {
    order_of_row.push_back(order_of_text[ids.codes[row]]);
    rank.push_back(part.empty() ? 0 : number_in(parts.column(part), row));
  }
  const auto rows = by_order(order_of_row, rank);
  parts.arrange(rows);
  auto& order_of = order_of_[index(unit)];
  for (const auto row : rows) order_of.push_back(order_of_row[row]);
}

void Logs::read_joined(Store& store, const ProcessModel& model) {
  const auto read = [&](const std::string& name, const ColumnRef& by, const std::string& key) {
    const auto& wanted = wanted_[name];
    const auto& joined =
        tables_
            .try_emplace(name, store, name, std::vector<std::string>(wanted.begin(), wanted.end()),
                         last_seen_)
            .first->second;
    auto rows = join(table(by.table).column(by.column), joined, key);
    if (const auto via = row_of_home_.find(by.table); via != row_of_home_.end()) {
      std::vector<std::int32_t> of_home;
      for (const auto row : via->second) of_home.push_back(at_or(rows, row, no_row));
      rows = std::move(of_home);
    }
    row_of_home_[name] = std::move(rows);
  };
  read("customers", {"orders", "customer_id"}, "customer_id");
  read("products", {"order_lines", "sku"}, "sku");
  for (const LookupTable& lookup : model.lookups) {
    home_[lookup.spec.name] = home_.at(lookup.joined_by.table);
    read(lookup.spec.name, lookup.joined_by, lookup.spec.key.front());
  }

  const std::size_t orders = size(UnitKind::order);
  first_delivery_.assign(orders, no_row);
  first_installation_.assign(orders, no_row);
  const LogColumn& reason = table("deliveries").column("reason");
  const Code replacement = reason.dictionary.find("replacement");
  const auto& delivery_order = order_of(UnitKind::delivery);
  for (std::size_t row = 0; row < delivery_order.size(); ++row) {
    const bool original = reason.codes[row] == 0 || reason.codes[row] != replacement;
    is_original_.push_back(original);
    auto& first = first_delivery_[delivery_order[row]];
    if (original && first == no_row) first = static_cast<std::int32_t>(row);
  }
  const auto& installation_order = order_of(UnitKind::installation);
  installation_of_line_.assign(size(UnitKind::order_line), no_row);
  for (std::size_t row = 0; row < installation_order.size(); ++row) {
    const auto place = static_cast<std::int32_t>(row);
    auto& first = first_installation_[installation_order[row]];
    if (first == no_row) first = place;
    const LogColumn& sku = table("installations").column("sku");
    const LogColumn& line_sku = table("order_lines").column("sku");
    const Code wanted = line_sku.dictionary.find(sku.dictionary.texts()[sku.codes[row]]);
    std::int32_t match = no_row;
    const auto [begin, end] = units_of_order(UnitKind::order_line, installation_order[row]);
    for (std::size_t line = begin; line < end && match == no_row; ++line) {
      if (wanted != 0 && line_sku.codes[line] == wanted) match = static_cast<std::int32_t>(line);
    }
    line_of_installation_.push_back(match);
    if (match != no_row) installation_of_line_[static_cast<std::size_t>(match)] = place;
  }
}

std::pair<std::size_t, std::size_t> Logs::units_of_order(UnitKind unit, std::uint32_t order) const {
  const auto& orders = order_of(unit);
  const auto [begin, end] = std::equal_range(orders.begin(), orders.end(), order);
  return {begin - orders.begin(), end - orders.begin()};
}

bool Logs::has(const ColumnRef& column) const {
  const auto found = tables_.find(column.table);
  return found != tables_.end() && found->second.rows() > 0;
}

UnitKind Logs::home(std::string_view table) const { return home_.at(std::string(table)); }

std::vector<Code> Logs::home_codes(const ColumnRef& column) const {
  const auto& codes = table(column.table).column(column.column).codes;
  const auto joined = row_of_home_.find(column.table);
  if (joined == row_of_home_.end()) return codes;
  std::vector<Code> of_home;
  of_home.reserve(joined->second.size());
  for (const auto row : joined->second) of_home.push_back(at_or(codes, row, Code{0}));
  return of_home;
}

std::vector<Seconds> Logs::home_times(const ColumnRef& column) const {
  const auto& times = table(column.table).column(column.column).times;
  const auto joined = row_of_home_.find(column.table);
  if (joined == row_of_home_.end()) return times;
  std::vector<Seconds> of_home;
  of_home.reserve(joined->second.size());
  for (const auto row : joined->second) of_home.push_back(at_or(times, row, no_time));
  return of_home;
}

std::vector<Code> Logs::shared_by_lines(const std::vector<Code>& codes) const {
  std::vector<Code> shared(size(UnitKind::order), 0);
  const auto& orders = order_of(UnitKind::order_line);
  for (std::size_t line = 0; line < orders.size(); ++line) {
    const bool is_first = line == 0 || orders[line - 1] != orders[line];
    if (is_first) {
      shared[orders[line]] = codes[line];
    } else if (shared[orders[line]] != codes[line]) {
      shared[orders[line]] = 0;
    }
  }
  return shared;
}

std::vector<Code> Logs::carry(const std::vector<Code>& codes, UnitKind home, UnitKind unit) const {
  if (home == unit) return codes;
  std::vector<Code> carried;
  carried.reserve(size(unit));
  if (home == UnitKind::order_line && unit == UnitKind::installation) {
    for (const auto line : line_of_installation_) carried.push_back(at_or(codes, line, Code{0}));
    return carried;
  }
  if (home == UnitKind::installation && unit == UnitKind::order_line) {
    for (const auto row : installation_of_line_) carried.push_back(at_or(codes, row, Code{0}));
    return carried;
  }
  std::vector<Code> of_order;
  if (home == UnitKind::order) {
    of_order = codes;
  } else if (home == UnitKind::order_line) {
    of_order = shared_by_lines(codes);
  } else {
    const auto& first = home == UnitKind::delivery ? first_delivery_ : first_installation_;
    for (const auto row : first) of_order.push_back(at_or(codes, row, Code{0}));
  }
  for (const auto order : order_of(unit)) carried.push_back(of_order[order]);
  return carried;
}

std::vector<Seconds> Logs::carry(const std::vector<Seconds>& times, UnitKind home,
                                 UnitKind unit) const {
  if (home == unit) return times;
  std::vector<Seconds> of_order(size(UnitKind::order), no_time);
  const auto& orders = order_of(home);
  for (std::size_t row = 0; row < orders.size(); ++row) {
    const bool counts = home != UnitKind::delivery || is_original_[row] != 0;
    Seconds& earliest = of_order[orders[row]];
    if (!counts || times[row] == no_time) continue;
    if (earliest == no_time || times[row] < earliest) earliest = times[row];
  }
  std::vector<Seconds> carried;
  carried.reserve(size(unit));
  for (const auto order : order_of(unit)) carried.push_back(of_order[order]);
  return carried;
}

std::vector<std::int64_t> Logs::lines_of_orders() const {
  std::vector<std::int64_t> lines(size(UnitKind::order), 0);
  for (const auto order : order_of(UnitKind::order_line)) ++lines[order];
  return lines;
}

}  // namespace rastro
