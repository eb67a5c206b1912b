#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "eventlog/log_limits.h"
#include "formats/byte_source.h"

namespace rastro {

/// Is told of a JSON document whose root is an object of lists, piece by piece.
class JsonListHandler {
 public:
  JsonListHandler() = default;
  virtual ~JsonListHandler() = default;
  JsonListHandler(const JsonListHandler&) = delete;
  JsonListHandler& operator=(const JsonListHandler&) = delete;

  /// One member of the list that stands in the root under `key`.
  virtual void item(const std::string& key, const nlohmann::json& value) = 0;
  /// A key of the root, before its value.
  virtual void key(const std::string& name) = 0;
  /// Something in the root that is no list.
  virtual void no_list(const std::string& key) = 0;
  /// A key that an object has twice; the first one counts.
  virtual void repeated_key(const std::string& name) = 0;
  /// Reading ends there without an error.
  virtual bool is_done() const { return false; }
  /// Whether the members of the list are needed.
  virtual bool wants(const std::string& key) const = 0;
};

struct JsonRead {
  std::uint64_t content_hash = 0;
};

/// Reads a document with no more than one member of one list in memory. Deeper nesting, longer
/// texts and larger members than the limits allow are refused as soon as they are seen. Throws
/// Error with the line.
JsonRead read_json_lists(ByteSource& bytes, const std::string& file, const LogLimits& limits,
                         JsonListHandler& handler);

}  // namespace rastro
