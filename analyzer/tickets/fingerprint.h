#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rastro {

/// The name under which a cause's ticket is known from week to week: "T-" and 8 hex digits, made of
/// the failure kind and the conditions (factor, value) in any order. The same on every machine.
std::string ticket_fingerprint(std::string_view failure,
                               std::vector<std::pair<std::string, std::string>> conditions);

}  // namespace rastro
