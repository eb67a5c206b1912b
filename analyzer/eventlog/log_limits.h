#pragma once

#include <cstddef>

namespace rastro {

/// What a log may hold at most. A log is held in memory: an event takes about 150 bytes, a relation
/// or a value 40, beside their texts; so the bound of a log's memory is some 3 GB at the very
/// limit and 250 bytes times its events and relations in practice. What goes beyond a limit is
/// refused with an error as soon as it is seen, before the rest is read.
struct LogLimits {
  std::size_t value_bytes = 1u << 20;      ///< one text: an id, a name, a value, a qualifier
  std::size_t depth = 64;                  ///< nesting of JSON and XML
  std::size_t types = 5000;                ///< event types, object types, attributes of one type
  std::size_t entries = 5'000'000;         ///< events; objects
  std::size_t links = 25'000'000;          ///< relations and attribute values together
  std::size_t item_parts = 1'000'000;      ///< parts of one event or object in JSON
  std::size_t text_bytes = 1'000'000'000;  ///< all texts together
};

}  // namespace rastro
