#pragma once

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "eventlog/log_limits.h"
#include "eventlog/log_tables.h"
#include "eventlog/memory_bytes.h"
#include "eventlog/ocel_check.h"

namespace rastro {

/// Limits that a small file can reach.
inline LogLimits fuzz_limits() {
  LogLimits limits;
  limits.value_bytes = 1000;
  limits.depth = 16;
  limits.types = 50;
  limits.entries = 1000;
  limits.links = 5000;
  limits.item_parts = 500;
  limits.text_bytes = 100'000;
  return limits;
}

/// Goes through all of a log: its constraints and every row of every table. What a reader returns
/// must be whole: relations refer to objects, values to attributes, ids are unique and UTF-8.
inline void use_log(ObjectLog log) {
  for (const OcelViolation& violation : check_ocel(log)) {
    const bool is_fault = violation.breaks_structure && violation.rule != "a type has a name" &&
                          violation.rule != "an attribute has a name";
    if (is_fault) std::abort();
  }
  const LogTables tables(std::make_shared<const ObjectLog>(std::move(log)));
  for (const std::string& name : tables.table_names()) {
    const auto source = tables.open(name);
    std::size_t columns = 0;
    while (source->next()) {
      if (columns == 0) columns = source->fields().size();
      if (source->fields().size() != columns || !is_utf8(source->raw())) std::abort();
    }
  }
}

/// Reads the bytes as a file by `read`; an Error is an answer, anything else thrown is a fault.
template <typename Read>
int fuzz_reader(const std::uint8_t* data, std::size_t size, Read read) {
  MemoryBytes bytes({reinterpret_cast<const char*>(data), size});
  try {
    use_log(read(bytes, "log", fuzz_limits()));
  } catch (const Error&) {
    return 0;
  }
  return 0;
}

}  // namespace rastro
