#include "report/redact.h"

#include <fmt/format.h>

#include <cstdint>

#include "base/hash.h"

namespace rastro {

std::string shown_customer(const std::string& customer_id, bool redact) {
  if (!redact || customer_id.empty()) return customer_id;
  const std::uint64_t hash = fnv1a(customer_id);
  return fmt::format("customer-{:08x}", static_cast<std::uint32_t>(hash ^ (hash >> 32)));
}

}  // namespace rastro
