#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "process/model.h"
#include "tally/load_units.h"
#include "tally/log_table.h"

namespace rastro {

/// The log tables that an analysis needs, joined: for each unit kind its rows, and which row of
/// which table belongs to each of them. Every table has a home: the unit kind that its rows
/// describe (customers describe orders, products describe order lines).
class Logs {
 public:
  Logs(Store& store, const ProcessModel& model, const LoadSettings& settings);

  std::size_t size(UnitKind unit) const { return order_of_[index(unit)].size(); }
  /// The order of each unit, as its place among the orders by day and id.
  const std::vector<std::uint32_t>& order_of(UnitKind unit) const { return order_of_[index(unit)]; }
  const LogTable& table(std::string_view name) const { return tables_.at(std::string(name)); }
  bool has(const ColumnRef& column) const;
  UnitKind home(std::string_view table) const;

  /// A column's codes for every unit of its home.
  std::vector<Code> home_codes(const ColumnRef& column) const;
  std::vector<Seconds> home_times(const ColumnRef& column) const;
  /// Codes of one home for the units of another kind; 0 where there is none or they differ.
  std::vector<Code> carry(const std::vector<Code>& codes, UnitKind home, UnitKind unit) const;
  /// Times likewise; of an order's several deliveries the earliest that is known.
  std::vector<Seconds> carry(const std::vector<Seconds>& times, UnitKind home, UnitKind unit) const;

  std::vector<std::int64_t> lines_of_orders() const;
  /// Whether a delivery is the first sending, not a replacement.
  bool is_original(std::size_t delivery) const { return is_original_[delivery] != 0; }
  /// The order with this id, or nothing.
  std::optional<std::uint32_t> find_order(std::string_view order_id) const;
  /// First and one past the last unit of an order.
  std::pair<std::size_t, std::size_t> units_of_order(UnitKind unit, std::uint32_t order) const;

 private:
  static std::size_t index(UnitKind unit) { return static_cast<std::size_t>(unit); }
  void read_orders(Store& store, const LoadSettings& settings);
  void read_parts(Store& store, UnitKind unit, const std::string& table, const std::string& part);
  void read_joined(Store& store, const ProcessModel& model);
  std::vector<Code> shared_by_lines(const std::vector<Code>& codes) const;

  Seconds last_seen_;
  std::map<std::string, std::set<std::string>> wanted_;  ///< columns by table
  std::map<std::string, LogTable> tables_;
  std::map<std::string, UnitKind> home_;
  std::map<std::string, std::vector<std::int32_t>>
      row_of_home_;  ///< for tables joined to their home
  std::array<std::vector<std::uint32_t>, 4> order_of_;
  std::vector<std::int32_t> first_delivery_, first_installation_;  ///< by order
  std::vector<std::int32_t> line_of_installation_, installation_of_line_;
  std::vector<std::uint8_t> is_original_;  ///< by delivery
  std::vector<std::uint32_t> order_of_code_;
};

}  // namespace rastro
