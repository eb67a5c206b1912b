#pragma once

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "places.h"

namespace rastro::test {

using Json = nlohmann::ordered_json;

inline bool is_of_type(const Json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  if (type == "boolean") return value.is_boolean();
  return type == "null" && value.is_null();
}

/// What of the JSON Schema language data/review.schema.json uses: $ref, type, enum, properties in
/// their order, items and their number. Says where a value differs.
class SchemaCheck {
 public:
  /// name: "review" for data/review.schema.json
  explicit SchemaCheck(const std::string& name) : name_(name) {
    std::ifstream file(in_source("data/" + name + ".schema.json"));
    schema_ = Json::parse(file);
  }

  void check(const Json& value) { check(value, schema_, name_); }
  const std::vector<std::string>& faults() const { return faults_; }

 private:
  void check(const Json& value, const Json& rule, const std::string& at) {
    if (rule.contains("$ref")) {
      const auto pointer = rule["$ref"].get<std::string>().substr(1);
      return check(value, schema_.at(Json::json_pointer(pointer)), at);
    }
    if (rule.contains("enum")) {
      bool known = false;
      for (const Json& each : rule["enum"]) known = known || each == value;
      if (!known) faults_.push_back(at + ": not one of the known words: " + value.dump());
      return;
    }
    const Json types = rule["type"].is_array() ? rule["type"] : Json::array({rule["type"]});
    bool fits = false;
    for (const Json& type : types) fits = fits || is_of_type(value, type.get<std::string>());
    if (!fits) faults_.push_back(at + ": " + value.dump() + " is not " + rule["type"].dump());
    if (fits && value.is_object()) check_object(value, rule, at);
    if (fits && value.is_array()) check_array(value, rule, at);
  }

  void check_object(const Json& value, const Json& rule, const std::string& at) {
    std::vector<std::string> keys;
    for (const auto& [key, inner] : value.items()) keys.push_back(key);
    if (keys != rule["required"].get<std::vector<std::string>>()) {
      faults_.push_back(at + ": other keys than " + rule["required"].dump());
      return;
    }
    for (const auto& [key, inner] : value.items()) {
      check(inner, rule["properties"][key], at + "." + key);
    }
  }

  void check_array(const Json& value, const Json& rule, const std::string& at) {
    const bool few = rule.contains("minItems") && value.size() < rule["minItems"];
    const bool many = rule.contains("maxItems") && value.size() > rule["maxItems"];
    if (few || many) {
      faults_.push_back(at + ": has " + std::to_string(value.size()) + " items");
    }
    for (std::size_t index = 0; index < value.size(); ++index) {
      check(value[index], rule["items"], at + "[" + std::to_string(index) + "]");
    }
  }

  std::string name_;
  Json schema_;
  std::vector<std::string> faults_;
};

}  // namespace rastro::test
