#include "eventlog/ocel_json_reader.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "eventlog/json_stream.h"
#include "eventlog/log_builder.h"

namespace rastro {

namespace {

using nlohmann::json;

LogValueType type_of(const json& value) {
  if (value.is_boolean()) return LogValueType::boolean;
  if (value.is_number_float()) return LogValueType::real;
  if (value.is_number()) return LogValueType::integer;
  return LogValueType::string;
}

/// A scalar as text, a whole number without its ".0"; "" for null and what is no scalar.
std::string text_of(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  if (value.is_number_unsigned()) return std::to_string(value.get<std::uint64_t>());
  if (value.is_number_integer()) return std::to_string(value.get<std::int64_t>());
  if (value.is_number_float()) return fmt::format("{}", value.get<double>());
  return "";
}

std::string text_at(const json& object, const char* key) {
  const auto place = object.find(key);
  return place == object.end() ? std::string() : text_of(*place);
}

class OcelJsonHandler : public JsonListHandler {
 public:
  OcelJsonHandler(const std::string& file, const LogLimits& limits)
      : file_(file), builder_(file, LogFormat::ocel_json, limits) {}

  bool wants(const std::string& key) const override {
    return key == "objectTypes" || key == "eventTypes" || key == "objects" || key == "events";
  }

  void key(const std::string& name) override {
    if (name.starts_with("ocel:")) {
      throw Error("this is a log in OCEL 1.0, not 2.0", {file_}, "export it as OCEL 2.0");
    }
    if (wants(name)) {
      found_ = true;
    } else {
      count("keys are none of the standard and were left out", name);
    }
  }
  void no_list(const std::string& key) override {
    if (wants(key)) count("keys hold no list and were left out", key);
  }
  void repeated_key(const std::string& name) override {
    count("keys come twice in one object; the first one counts", name);
  }

  void item(const std::string& key, const json& value) override {
    if (key == "objectTypes" || key == "eventTypes") {
      type(key, value);
    } else if (!value.is_object()) {
      count("members of '" + key + "' are no objects and were left out", value_text(value));
    } else if (key == "objects") {
      builder_.add_object(found(value, true));
    } else {
      builder_.add_event(found(value, false));
    }
  }

  ObjectLog finish() {
    if (!found_) {
      throw Error(
          "the document is no event log: it has none of the keys objectTypes, eventTypes, "
          "objects and events",
          {file_, 1}, "export it as OCEL 2.0");
    }
    return builder_.finish();
  }

 private:
  void count(const std::string& sort, const std::string& example) {
    builder_.notes().count(sort, example);
  }

  static std::string value_text(const json& value) {
    return value.is_structured() ? value.type_name() : text_of(value);
  }

  void type(const std::string& list, const json& value) {
    const std::string name = value.is_string()   ? text_of(value)
                             : value.is_object() ? text_at(value, "name")
                                                 : std::string();
    if (name.empty()) {
      count("members of '" + list + "' have no name and were left out", value_text(value));
      return;
    }
    std::vector<LogAttribute> attributes;
    for_each(value, "attributes", name, [&](const json& part) {
      const std::string called = text_at(part, "name");
      attributes.push_back({called, builder_.value_type(text_at(part, "type"),
                                                        "'" + called + "' of '" + name + "'")});
    });
    if (list == "objectTypes") {
      builder_.declare_object_type(name, attributes);
    } else {
      builder_.declare_event_type(name, attributes);
    }
  }

  /// Calls `action` with each object in the list under `key`, which may be missing or null.
  template <typename Action>
  void for_each(const json& owner, const char* key, const std::string& id, Action action) {
    if (!owner.is_object()) return;
    const auto list = owner.find(key);
    if (list == owner.end() || list->is_null()) return;
    if (!list->is_array()) {
      count(std::string(key) + " are no list and were left out", "'" + id + "'");
      return;
    }
    for (const json& part : *list) {
      if (part.is_object()) {
        action(part);
      } else {
        count(std::string("members of ") + key + " are no objects and were left out",
              "'" + id + "': " + value_text(part));
      }
    }
  }

  FoundItem found(const json& value, bool is_object) {
    FoundItem item;
    item.id = text_at(value, "id");
    item.type = text_at(value, "type");
    if (!is_object) item.time = text_at(value, "time");
    for_each(value, "attributes", item.id, [&](const json& part) {
      const auto held = part.find("value");
      const std::string name = text_at(part, "name");
      if (name.empty() || held == part.end() || held->is_structured()) {
        count("attributes have no name or no plain value and were left out",
              "'" + item.id + "', '" + name + "'");
        return;
      }
      if (held->is_null()) return;
      item.values.push_back(
          {name, text_of(*held), type_of(*held), is_object ? text_at(part, "time") : ""});
    });
    for_each(value, "relationships", item.id, [&](const json& part) {
      item.relations.push_back({text_at(part, "objectId"), text_at(part, "qualifier")});
    });
    return item;
  }

  std::string file_;
  LogBuilder builder_;
  bool found_ = false;
};

}  // namespace

ObjectLog read_ocel_json(const std::string& path) {
  const auto bytes = open_bytes(path);
  return read_ocel_json(*bytes, path);
}

ObjectLog read_ocel_json(ByteSource& bytes, const std::string& file, const LogLimits& limits) {
  OcelJsonHandler handler(file, limits);
  const JsonRead read = read_json_lists(bytes, file, limits, handler);
  ObjectLog log = handler.finish();
  log.content_hash = read.content_hash;
  log.size = bytes.size();
  return log;
}

}  // namespace rastro
