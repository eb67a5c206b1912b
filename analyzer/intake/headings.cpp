#include "intake/headings.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace rastro {

namespace {

/// What exports call the tables in Spanish; the longer names first.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> spanish_names = {{
    {"lineas_de_pedido", "order_lines"},
    {"lineas_pedido", "order_lines"},
    {"instalaciones", "installations"},
    {"descripciones", "descriptions"},
    {"recuperacion", "recovery"},
    {"incidencias", "incidents"},
    {"productos", "products"},
    {"encuestas", "surveys"},
    {"clientes", "customers"},
    {"entregas", "deliveries"},
    {"cambios", "changes"},
    {"pedidos", "orders"},
    {"lineas", "order_lines"},
}};

/// "Order ID" and "order-id" are written order_id in the tables.
std::string as_name(std::string_view heading) {
  std::string name = fold(trim(heading));
  for (char& character : name) {
    if (character == ' ' || character == '-' || character == '.') character = '_';
  }
  return name;
}

/// orders, orders-2026-09-01, orders_export; not ordersomething.
bool begins_with_name(std::string_view stem, std::string_view name) {
  if (!stem.starts_with(name)) return false;
  return stem.size() == name.size() || stem[name.size()] < 'a' || stem[name.size()] > 'z';
}

void add_mapped_headings(const ProcessModel& model, const std::string& file,
                         std::set<std::string>& known) {
  for (const FileMapping& mapping : model.import.files) {
    if (!matches_glob(file, mapping.match)) continue;
    for (const TableMapping& table : mapping.tables) {
      for (const ColumnMapping& column : table.columns) known.insert(heading_key(column.heading));
    }
  }
  known.erase("");
}

}  // namespace

const TableSpec* table_by_name(const ProcessModel& model, const std::string& name) {
  const std::string stem = as_name(name.substr(0, name.find('.')));
  const TableSpec* best = nullptr;
  for (const TableSpec& table : model.tables) {
    const bool longer = best == nullptr || table.name.size() > best->name.size();
    if (longer && begins_with_name(stem, table.name)) best = &table;
  }
  if (best != nullptr) return best;
  for (const auto& [spanish, table] : spanish_names) {
    if (begins_with_name(stem, spanish)) return find_table(model.tables, table);
  }
  return nullptr;
}

const ColumnSpec* column_of(const ProcessModel& model, const TableSpec& table,
                            const std::string& heading) {
  const std::string key = heading_key(heading);
  if (key.empty()) return nullptr;
  for (const ColumnSpec& column : table.columns) {
    if (heading_key(column.name) == key) return &column;
  }
  const auto aliases = model.import.aliases.find(table.name);
  if (aliases == model.import.aliases.end()) return nullptr;
  const auto alias = aliases->second.find(key);
  return alias == aliases->second.end() ? nullptr : table.find(alias->second);
}

std::optional<std::size_t> place_of_heading(const std::vector<std::string>& headings,
                                            std::string_view wanted) {
  const std::string folded = fold(trim(wanted)), key = heading_key(wanted);
  for (std::size_t index = 0; index < headings.size(); ++index) {
    if (fold(headings[index]) == folded) return index;
  }
  for (std::size_t index = 0; index < headings.size(); ++index) {
    if (heading_key(headings[index]) == key) return index;
  }
  return std::nullopt;
}

std::string nearest_heading(const ProcessModel& model, const std::vector<std::string>& headings,
                            const TableSpec& table, const std::string& column) {
  std::vector<std::string> names{heading_key(column)};
  if (const auto aliases = model.import.aliases.find(table.name);
      aliases != model.import.aliases.end()) {
    for (const auto& [alias, target] : aliases->second) {
      if (target == column) names.push_back(alias);
    }
  }
  std::string nearest;
  double least = 0.34;
  for (const std::string& heading : headings) {
    const std::string key = heading_key(heading);
    for (const std::string& name : names) {
      const double share = static_cast<double>(edit_distance(key, name)) /
                           static_cast<double>(std::max<std::size_t>(1, name.size()));
      if (share >= least) continue;
      least = share;
      nearest = heading;
    }
  }
  return nearest;
}

std::set<std::string> known_headings(const ProcessModel& model, const std::string& file) {
  std::set<std::string> known;
  for (const TableSpec& table : model.tables) {
    for (const ColumnSpec& column : table.columns) known.insert(heading_key(column.name));
  }
  for (const auto& [table, aliases] : model.import.aliases) {
    for (const auto& [alias, column] : aliases) known.insert(alias);
  }
  add_mapped_headings(model, file, known);
  return known;
}

}  // namespace rastro
