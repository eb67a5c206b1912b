#include "exchange/store_log.h"

#include <algorithm>
#include <set>

#include "eventlog/ocel_check.h"
#include "eventlog/ocel_writer.h"
#include "eventlog/recognise_log.h"
#include "intake/loading.h"

using namespace rastro;

namespace {

/// One order of two lines, delivered, complained about and made good.
Loaded loaded_shop(const TestFolder& folder) {
  folder.write("customers.csv", "customer_id,name\nC1,Ana\n");
  folder.write("products.csv", "sku,name,needs_installation\nS1,Mesa,yes\n");
  folder.write("descriptions.csv", "sku,revision,valid_from,text\nS1,2,2026-08-01,Mesa de roble\n");
  folder.write("orders.csv",
               "order_id,customer_id,ordered_at,promised_at\nA1,C1,2026-09-01T10:00,2026-09-05\n");
  folder.write("order_lines.csv", "order_id,line,sku,unit_price\nA1,1,S1,9.5\nA1,2,S9,1\n");
  folder.write("deliveries.csv",
               "delivery_id,order_id,carrier,dispatched_at,delivered_at\n"
               "E1,A1,Andes,2026-09-02T08:00,2026-09-04T12:00\n");
  folder.write("incidents.csv",
               "incident_id,order_id,line,reported_at,failure\nI1,A1,1,2026-09-05,wrong_item\n");
  folder.write("recovery.csv", "incident_id,at,action,amount\nI1,2026-09-06,refunded,9.5\n");
  folder.write("surveys.csv", "order_id,at,score\nA1,2026-09-09,2\n");
  folder.write("changes.csv", "at,step,note\n2026-08-01,product_description,rewritten\n");
  return Loaded(folder, default_model());
}

const LogEvent& event_of(const ObjectLog& log, const std::string& type) {
  const auto found = std::find_if(log.events.begin(), log.events.end(), [&](const LogEvent& event) {
    return log.event_types[event.type].name == type;
  });
  REQUIRE(found != log.events.end());
  return *found;
}

std::set<std::string> objects_of(const ObjectLog& log, const std::vector<LogRelation>& relations) {
  std::set<std::string> ids;
  for (const LogRelation& relation : relations) ids.insert(log.objects[relation.object].id);
  return ids;
}

}  // namespace

TEST_CASE("what was loaded is an object-centric event log") {
  TestFolder folder;
  Loaded loaded = loaded_shop(folder);
  const ObjectLog log = log_of_store(loaded.store, loaded.model);
  CHECK(log.notes.empty());
  CHECK(log.events.size() == 8);
  const LogEvent& placed = event_of(log, "place order");
  CHECK(format_log_time(placed.time) == "2026-09-01T10:00:00-03:00");
  CHECK(objects_of(log, placed.objects) == std::set<std::string>{"customers:C1", "orders:A1"});
  CHECK(objects_of(log, event_of(log, "recovery: refunded").objects) ==
        std::set<std::string>{"incidents:I1"});
  CHECK(objects_of(log, event_of(log, "change process").objects) ==
        std::set<std::string>{"process_steps:product_description"});
  const auto line = std::find_if(log.objects.begin(), log.objects.end(),
                                 [](const LogObject& one) { return one.id == "order_lines:A1/2"; });
  REQUIRE(line != log.objects.end());
  // Its product was never loaded: it is there all the same, with its id alone.
  CHECK(objects_of(log, line->objects) == std::set<std::string>{"orders:A1", "products:S9"});
}

TEST_CASE("times bear the offset that the model's zone had then, and none without a zone") {
  TestFolder folder;
  Loaded loaded = loaded_shop(folder);
  ProcessModel model = loaded.model;
  const auto placed_at = [&](const char* zone) {
    model.timezone = zone;
    const ObjectLog log = log_of_store(loaded.store, model);
    return format_log_time(event_of(log, "place order").time);
  };
  CHECK(placed_at("Europe/Madrid") == "2026-09-01T10:00:00+02:00");
  CHECK(placed_at("Asia/Kathmandu") == "2026-09-01T10:00:00+05:45");
  CHECK(placed_at("") == "2026-09-01T10:00:00");
  CHECK_THROWS_WITH(placed_at("Europe/Nowhere"), Catch::Contains("not known on this machine"));
}

TEST_CASE("the export keeps the standard's constraints and reads back the same in each format") {
  TestFolder folder;
  Loaded loaded = loaded_shop(folder);
  const ObjectLog log = log_of_store(loaded.store, loaded.model);
  for (const OcelViolation& violation : check_ocel(log)) FAIL(violation.rule);
  using Writer = void (*)(const ObjectLog&, const std::string&);
  for (const auto& [name, write] : {std::pair<const char*, Writer>{"log.sqlite", write_ocel_sqlite},
                                    {"log.jsonocel", write_ocel_json},
                                    {"log.xmlocel", write_ocel_xml}}) {
    INFO(name);
    const std::string path = folder.path() + "/" + name;
    write(log, path);
    const ObjectLog again = read_log(path);
    CHECK(again.events == log.events);
    CHECK(again.objects == log.objects);
    CHECK(again.event_types == log.event_types);
    CHECK(again.object_types == log.object_types);
    for (const OcelViolation& violation : check_ocel(again)) FAIL(violation.rule);
  }
}
