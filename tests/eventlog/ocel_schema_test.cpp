// What the schemas of OCEL 2.0 demand of a file (specification 2023: the XSD of section 7, the JSON
// schema of section 8.2, the relational constraints of section 6), held against what is written.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "eventlog/made_sqlite.h"
#include "eventlog/ocel_check.h"
#include "eventlog/ocel_writer.h"
#include "eventlog/xml_stream.h"
#include "formats/byte_source.h"

using namespace rastro;
using nlohmann::json;

namespace {

/// Each type of value, a type without attributes, an object that changes, relations of both kinds.
ObjectLog whole_log() {
  const auto at = [](const char* text) { return *parse_log_time(text); };
  ObjectLog log;
  log.object_types = {{"order",
                       {{"text", LogValueType::string},
                        {"lines", LogValueType::integer},
                        {"price", LogValueType::real},
                        {"open", LogValueType::boolean},
                        {"due", LogValueType::time}}},
                      {"map type", {}}};
  log.event_types = {{"place order", {{"clerk", LogValueType::string}}}, {"object", {}}};
  log.objects = {{"o1",
                  0,
                  {{0, "a"},
                   {1, "2"},
                   {2, "9.5"},
                   {3, "true"},
                   {4, "2026-09-05T00:00:00Z"},
                   {2, "8.5", at("2026-09-02T10:00:00Z")}},
                  {{1, "part"}}},
                 {"o2", 1, {}, {}}};
  log.events = {{"e1", 0, at("2026-09-01T10:00:00.5Z"), {{0, "Ana"}}, {{0, "order"}, {1, "part"}}},
                {"e2", 1, at("2026-09-01T11:00:00+02:00"), {}, {}}};
  return log;
}

bool is_date_time(const json& value) {
  static const std::regex form(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))");
  return value.is_string() && std::regex_match(value.get<std::string>(), form);
}

void check_texts(const json& item, const std::vector<std::string>& keys) {
  INFO(item);
  REQUIRE(item.is_object());
  for (const std::string& key : keys) {
    INFO(key);
    CHECK((item.contains(key) && item[key].is_string()));
  }
}

void check_types(const json& types) {
  REQUIRE(types.is_array());
  static const std::set<std::string> allowed{"string", "time", "integer", "float", "boolean"};
  for (const json& type : types) {
    check_texts(type, {"name"});
    REQUIRE(type["attributes"].is_array());
    for (const json& attribute : type["attributes"]) {
      check_texts(attribute, {"name", "type"});
      CHECK(allowed.contains(attribute["type"].get<std::string>()));
    }
  }
}

void check_items(const json& items, bool are_events) {
  REQUIRE(items.is_array());
  for (const json& item : items) {
    check_texts(item, {"id", "type"});
    if (are_events) CHECK(is_date_time(item["time"]));
    for (const json& relation : item.value("relationships", json::array())) {
      check_texts(relation, {"objectId", "qualifier"});
    }
    for (const json& value : item.value("attributes", json::array())) {
      check_texts(value, {"name", "value"});
      CHECK(value.contains("time") == !are_events);
      if (!are_events) CHECK(is_date_time(value["time"]));
    }
  }
}

/// The children that the XSD allows an element, and the attributes that it must have.
struct Element {
  std::set<std::string> children;
  std::set<std::string> required;
};
const std::map<std::string, Element> elements = {
    {"/log", {{"object-types", "event-types", "objects", "events"}, {}}},
    {"/log/object-types", {{"object-type"}, {}}},
    {"/log/event-types", {{"event-type"}, {}}},
    {"/log/object-types/object-type", {{"attributes"}, {"name"}}},
    {"/log/event-types/event-type", {{"attributes"}, {"name"}}},
    {"/log/object-types/object-type/attributes", {{"attribute"}, {}}},
    {"/log/event-types/event-type/attributes", {{"attribute"}, {}}},
    {"/log/object-types/object-type/attributes/attribute", {{}, {"name", "type"}}},
    {"/log/event-types/event-type/attributes/attribute", {{}, {"name", "type"}}},
    {"/log/objects", {{"object"}, {}}},
    {"/log/events", {{"event"}, {}}},
    {"/log/objects/object", {{"attributes", "objects"}, {"id", "type"}}},
    {"/log/events/event", {{"attributes", "objects"}, {"id", "type", "time"}}},
    {"/log/objects/object/attributes", {{"attribute"}, {}}},
    {"/log/events/event/attributes", {{"attribute"}, {}}},
    {"/log/objects/object/attributes/attribute", {{}, {"name", "time"}}},
    {"/log/events/event/attributes/attribute", {{}, {"name"}}},
    {"/log/objects/object/objects", {{"object"}, {}}},
    {"/log/events/event/objects", {{"object"}, {}}},
    {"/log/objects/object/objects/object", {{}, {"object-id", "qualifier", "type"}}},
    {"/log/events/event/objects/object", {{}, {"object-id", "qualifier", "type"}}}};

class XsdCheck : public XmlHandler {
 public:
  void start(const std::string& name, const XmlAttributes& attributes) override {
    const std::string parent = path_;
    path_ += "/" + name;
    INFO(path_);
    if (!parent.empty()) CHECK(elements.at(parent).children.contains(name));
    const auto known = elements.find(path_);
    REQUIRE(known != elements.end());
    for (const std::string& attribute : known->second.required) CHECK(attributes.has(attribute));
    if (attributes.has("time")) CHECK(is_date_time(json(attributes.get("time"))));
    ++seen_[path_];
  }
  void end(const std::string& name, const std::string& /*text*/) override {
    path_.resize(path_.size() - name.size() - 1);
  }
  std::size_t paths() const { return seen_.size(); }

 private:
  std::string path_;
  std::map<std::string, int> seen_;
};

}  // namespace

TEST_CASE("what is written as JSON keeps the standard's schema") {
  const TestFolder folder;
  const std::string path = folder.path() + "/log.jsonocel";
  REQUIRE(check_ocel(whole_log()).empty());
  write_ocel_json(whole_log(), path);
  const json log = json::parse(std::ifstream(path));
  check_types(log.at("objectTypes"));
  check_types(log.at("eventTypes"));
  check_items(log.at("objects"), false);
  check_items(log.at("events"), true);
  CHECK(log["objects"][0]["attributes"].size() == 6);
}

TEST_CASE("what is written as XML keeps the standard's schema") {
  const TestFolder folder;
  const std::string path = folder.path() + "/log.xmlocel";
  write_ocel_xml(whole_log(), path);
  XsdCheck check;
  const auto bytes = open_bytes(path);
  read_xml(*bytes, path, LogLimits{}, check);
  CHECK(check.paths() == elements.size());
}

TEST_CASE("what is written as SQLite keeps the standard's constraints") {
  const TestFolder folder;
  const std::string path = folder.path() + "/log.sqlite";
  write_ocel_sqlite(whole_log(), path);
  SQLite::Database database(path, SQLite::OPEN_READONLY);
  const auto texts = [&](const std::string& sql) {
    std::set<std::string> found;
    SQLite::Statement rows(database, sql);
    while (rows.executeStep()) found.insert(rows.getColumn(0).getString());
    return found;
  };
  using Names = std::set<std::string>;
  const auto keys = [&](const std::string& table) {
    return texts("SELECT name FROM pragma_table_info('" + table + "') WHERE pk > 0");
  };
  const auto references = [&](const std::string& table) {
    return texts(
        "SELECT \"from\" || '>' || \"table\" || '.' || \"to\" FROM pragma_foreign_key_list('" +
        table + "')");
  };
  CHECK(keys("event_map_type") == Names{"ocel_type"});
  CHECK(keys("object_map_type") == Names{"ocel_type"});
  CHECK(keys("event") == Names{"ocel_id"});
  CHECK(keys("object") == Names{"ocel_id"});
  CHECK(keys("event_object") == Names{"ocel_event_id", "ocel_object_id", "ocel_qualifier"});
  CHECK(keys("object_object") == Names{"ocel_source_id", "ocel_target_id", "ocel_qualifier"});
  CHECK(references("event") == Names{"ocel_type>event_map_type.ocel_type"});
  CHECK(references("object") == Names{"ocel_type>object_map_type.ocel_type"});
  CHECK(references("event_object") ==
        Names{"ocel_event_id>event.ocel_id", "ocel_object_id>object.ocel_id"});
  CHECK(references("object_object") ==
        Names{"ocel_source_id>object.ocel_id", "ocel_target_id>object.ocel_id"});

  Names tables{"event_map_type", "object_map_type", "event",
               "object",         "event_object",    "object_object"};
  for (const std::string kind : {"event", "object"}) {
    const Names maps = texts("SELECT ocel_type_map FROM " + kind + "_map_type");
    CHECK(maps.size() == 2);
    for (const std::string& map : maps) {
      const std::string table = kind + "_" + map;
      INFO(table);
      tables.insert(table);
      CHECK(references(table) == Names{"ocel_id>" + kind + ".ocel_id"});
      CHECK(texts("SELECT type FROM pragma_table_info('" + table + "') WHERE name = 'ocel_time'") ==
            Names{"TIMESTAMP"});
      if (kind == "event") CHECK(keys(table) == Names{"ocel_id"});
      if (kind == "object") {
        CHECK(texts("SELECT name FROM pragma_table_info('" + table +
                    "') WHERE name = 'ocel_changed_field'")
                  .size() == 1);
      }
    }
  }
  CHECK(texts("SELECT name FROM sqlite_schema WHERE type = 'table'") == tables);
  CHECK(texts("SELECT \"table\" FROM pragma_foreign_key_check").empty());
}

TEST_CASE("a time without a time of day breaks the schemas and is told") {
  ObjectLog log = whole_log();
  log.events[0].time = *parse_log_time("2026-09-01");
  log.objects[0].values[5].set_at = *parse_log_time("2026-09-02");
  const auto violations = check_ocel(log);
  REQUIRE(violations.size() == 1);
  CHECK(violations[0].rule == "a time has a time of day");
  CHECK(violations[0].count == 2);
  CHECK_FALSE(violations[0].breaks_structure);
}
