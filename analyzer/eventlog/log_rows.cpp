#include "eventlog/log_rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "formats/csv_text.h"

namespace rastro {

namespace {

/// An object that every event touches has all others at its side: beyond this the cell is of no
/// more use, and reading it would take for ever.
constexpr std::size_t most_ids = 10'000;
constexpr std::size_t most_roles = 12;

}  // namespace

std::size_t LogHeadings::add(const std::string& name, const std::string& kind) {
  std::string heading = name;
  while (!taken_.insert(heading).second) heading.insert(0, kind + ":");
  list_.push_back(std::move(heading));
  return list_.size() - 1;
}

void LinkedIds::add_type(std::uint32_t type, LogHeadings& headings) {
  type_columns_[type].cell = headings.add(log_.object_types[type].name, "object");
}

void LinkedIds::add_roles(const std::map<std::uint32_t, std::set<std::string>>& qualifiers,
                          LogHeadings& headings) {
  for (const auto& [type, roles] : qualifiers) {
    const std::size_t named = roles.size() - roles.count("");
    if (!type_columns_.contains(type) || named < 2 || named > most_roles) continue;
    for (const std::string& role : roles) {
      if (role.empty()) continue;
      const std::string name = log_.object_types[type].name + ":" + role;
      role_columns_[{type, role}].cell = headings.add(name, "object");
    }
  }
}

void LinkedIds::clear() {
  for (auto& [type, column] : type_columns_) column.objects.clear();
  for (auto& [role, column] : role_columns_) column.objects.clear();
}

void LinkedIds::put_role(std::uint32_t object, const std::string& qualifier) {
  if (role_columns_.empty()) return;
  put_in(role_columns_, RoleKey(log_.objects[object].type, qualifier), object);
}

bool LinkedIds::has(std::uint32_t type) const {
  const auto column = type_columns_.find(type);
  return column != type_columns_.end() && !column->second.objects.empty();
}

void LinkedIds::write(std::vector<std::string>& cells, const std::string& owner) {
  for (auto& [type, column] : type_columns_) cells[column.cell] = joined(column.objects, owner);
  for (auto& [role, column] : role_columns_) cells[column.cell] = joined(column.objects, owner);
}

std::string LinkedIds::joined(std::vector<std::uint32_t>& objects, const std::string& owner) {
  std::sort(objects.begin(), objects.end());
  objects.erase(std::unique(objects.begin(), objects.end()), objects.end());
  if (objects.size() > most_ids) {
    notes_.count(fmt::format("cells with more than {} ids were cut", most_ids), "'" + owner + "'");
    objects.resize(most_ids);
  }
  std::string ids;
  for (const std::uint32_t object : objects) {
    const std::string& id = log_.objects[object].id;
    if (objects.size() > 1 && id.find(';') != std::string::npos) {
      notes_.count("ids hold a ';' themselves and stand with others in one cell", "'" + id + "'");
    }
    if (!ids.empty()) ids += ';';
    ids += id;
  }
  return ids;
}

bool LogRows::next() {
  raw_.clear();
  fields_.clear();
  cells_.assign(headings_.list().size(), "");
  if (line_ == 0) {
    cells_ = headings_.list();
  } else if (!next_row()) {
    return false;
  }
  ++line_;
  fields_.assign(cells_.begin(), cells_.end());
  return true;
}

std::string_view LogRows::raw() const {
  if (raw_.empty()) raw_ = csv_line(cells_);
  return raw_;
}

std::int64_t LogRows::position() const {
  if (total() == 0) return size();
  const double share = static_cast<double>(done()) / static_cast<double>(total());
  return static_cast<std::int64_t>(share * static_cast<double>(size()));
}

}  // namespace rastro
