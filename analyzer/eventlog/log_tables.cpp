#include "eventlog/log_tables.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "eventlog/log_rows.h"

namespace rastro {

LogTables::LogTables(std::shared_ptr<const ObjectLog> log)
    : log_(std::move(log)), links_(std::make_shared<const LogLinks>(*log_)) {
  std::set<std::string> taken;
  for (std::uint32_t type = 0; type < log_->object_types.size(); ++type) {
    tables_.push_back({"object:" + log_->object_types[type].name, Shape::objects, type, 0});
  }
  for (std::uint32_t type = 0; type < log_->event_types.size(); ++type) {
    tables_.push_back({"event:" + log_->event_types[type].name, Shape::events, type, 0});
    taken.insert(tables_.back().name);
  }
  for (std::uint32_t type = 0; type < log_->event_types.size(); ++type) {
    for (const std::uint32_t object_type : links_->types_touched(type)) {
      // The name of a type may hold a slash itself.
      std::string slash = "/";
      const auto name = [&] {
        return "event:" + log_->event_types[type].name + slash +
               log_->object_types[object_type].name;
      };
      while (!taken.insert(name()).second) slash += '/';
      tables_.push_back({name(), Shape::pairs, type, object_type});
    }
  }
  tables_.push_back({"events", Shape::all_events, 0, 0});
}

std::vector<std::string> LogTables::table_names() const {
  std::vector<std::string> names;
  for (const Table& table : tables_) names.push_back(table.name);
  return names;
}

std::unique_ptr<RowSource> LogTables::open(const std::string& name) const {
  const auto table = std::find_if(tables_.begin(), tables_.end(),
                                  [&](const Table& one) { return one.name == name; });
  if (table == tables_.end()) {
    const std::string meant = did_you_mean(name, table_names());
    throw Error("the log has no table '" + one_line(name, 60) + "'", {},
                meant.empty() ? "rastro import --explain lists its tables" : meant);
  }
  const LogParts parts{log_, links_};
  switch (table->shape) {
    case Shape::objects:
      return object_rows(parts, table->type);
    case Shape::events:
      return event_rows(parts, table->type);
    case Shape::pairs:
      return pair_rows(parts, table->type, table->object_type);
    default:
      return all_event_rows(parts);
  }
}

}  // namespace rastro
