#include "report/redact.h"

#include <fmt/format.h>

#include <cstdint>
#include <string_view>

#include "base/hash.h"

namespace rastro {

namespace {

std::string made_up(std::string_view kind, const std::string& name) {
  const std::uint64_t hash = fnv1a(name);
  return fmt::format("{}-{:08x}", kind, static_cast<std::uint32_t>(hash ^ (hash >> 32)));
}

}  // namespace

std::string shown_customer(const std::string& customer_id, bool redact) {
  return redact && !customer_id.empty() ? made_up("customer", customer_id) : customer_id;
}

std::string shown_person(const std::string& name, bool redact) {
  return redact && !name.empty() ? made_up("person", name) : name;
}

}  // namespace rastro
