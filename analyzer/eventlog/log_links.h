#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "eventlog/object_log.h"

namespace rastro {

/// Which events touch an object and which objects it is linked with: the relations of a log read
/// from their other end. Takes eight bytes a relation.
class LogLinks {
 public:
  explicit LogLinks(const ObjectLog& log);

  /// Events by place, in the order of the log.
  std::span<const std::uint32_t> events_of(std::uint32_t object) const {
    return events_.of(object);
  }
  /// Objects by place, in either direction of the relation; may hold one twice.
  std::span<const std::uint32_t> objects_of(std::uint32_t object) const {
    return objects_.of(object);
  }
  /// The types of the objects that events of a type touch, in order.
  const std::vector<std::uint32_t>& types_touched(std::uint32_t event_type) const {
    return touched_[event_type];
  }
  /// The types of the objects that objects of a type are linked with, in order.
  const std::vector<std::uint32_t>& types_linked(std::uint32_t object_type) const {
    return linked_[object_type];
  }

 private:
  /// For each owner a run of numbers, all of them in one list.
  struct Runs {
    std::vector<std::size_t> starts{};
    std::vector<std::uint32_t> members{};

    std::span<const std::uint32_t> of(std::uint32_t owner) const {
      return std::span(members).subspan(starts[owner], starts[owner + 1] - starts[owner]);
    }
  };

  static void begin(Runs& runs);
  void run_events(const ObjectLog& log);
  void run_objects(const ObjectLog& log);
  void find_types(const ObjectLog& log);

  Runs events_, objects_;
  std::vector<std::vector<std::uint32_t>> touched_, linked_;
};

}  // namespace rastro
