#include "eventlog/log_links.h"

#include <algorithm>

namespace rastro {

LogLinks::LogLinks(const ObjectLog& log) {
  events_.starts.assign(log.objects.size() + 1, 0);
  objects_.starts.assign(log.objects.size() + 1, 0);
  run_events(log);
  run_objects(log);
  find_types(log);
}

/// From how many members each owner has, kept in its starts, to where the run of each begins.
void LogLinks::begin(Runs& runs) {
  std::size_t total = 0;
  for (std::size_t& start : runs.starts) {
    const std::size_t count = start;
    start = total;
    total += count;
  }
  runs.members.resize(total);
}

void LogLinks::run_events(const ObjectLog& log) {
  for (const LogEvent& event : log.events) {
    for (const LogRelation& relation : event.objects) ++events_.starts[relation.object];
  }
  begin(events_);
  std::vector<std::size_t> next(events_.starts);
  for (std::size_t place = 0; place < log.events.size(); ++place) {
    for (const LogRelation& relation : log.events[place].objects) {
      events_.members[next[relation.object]++] = static_cast<std::uint32_t>(place);
    }
  }
}

void LogLinks::run_objects(const ObjectLog& log) {
  for (std::size_t place = 0; place < log.objects.size(); ++place) {
    for (const LogRelation& relation : log.objects[place].objects) {
      ++objects_.starts[place];
      ++objects_.starts[relation.object];
    }
  }
  begin(objects_);
  std::vector<std::size_t> next(objects_.starts);
  for (std::size_t place = 0; place < log.objects.size(); ++place) {
    for (const LogRelation& relation : log.objects[place].objects) {
      objects_.members[next[place]++] = relation.object;
      objects_.members[next[relation.object]++] = static_cast<std::uint32_t>(place);
    }
  }
}

void LogLinks::find_types(const ObjectLog& log) {
  const std::size_t types = log.object_types.size();
  const auto list = [&](const std::vector<bool>& flags, std::size_t row) {
    std::vector<std::uint32_t> found;
    for (std::size_t type = 0; type < types; ++type) {
      if (flags[row * types + type]) found.push_back(static_cast<std::uint32_t>(type));
    }
    return found;
  };
  std::vector<bool> touched(log.event_types.size() * types), linked(types * types);
  for (const LogEvent& event : log.events) {
    for (const LogRelation& relation : event.objects) {
      touched[event.type * types + log.objects[relation.object].type] = true;
    }
  }
  for (const LogObject& object : log.objects) {
    for (const LogRelation& relation : object.objects) {
      const std::uint32_t other = log.objects[relation.object].type;
      linked[object.type * types + other] = linked[other * types + object.type] = true;
    }
  }
  for (std::size_t row = 0; row < log.event_types.size(); ++row) {
    touched_.push_back(list(touched, row));
  }
  for (std::size_t row = 0; row < types; ++row) linked_.push_back(list(linked, row));
}

}  // namespace rastro
