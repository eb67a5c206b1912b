#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/text.h"
#include "eventlog/ocel_writer.h"
#include "eventlog/whole_file.h"

namespace rastro {

namespace {

class OcelJsonWriter {
 public:
  OcelJsonWriter(const ObjectLog& log, const std::string& path)
      : log_(log), path_(path), file_(path) {}

  void run() {
    file_.write("{\n");
    write_list("objectTypes", log_.object_types, [&](const LogType& type) { return text(type); });
    file_.write(",\n");
    write_list("eventTypes", log_.event_types, [&](const LogType& type) { return text(type); });
    file_.write(",\n");
    write_list("objects", log_.objects, [&](const LogObject& object) { return text(object); });
    file_.write(",\n");
    write_list("events", log_.events, [&](const LogEvent& event) { return text(event); });
    file_.write("\n}\n");
    file_.commit();
  }

 private:
  template <typename Item, typename Text>
  void write_list(const char* key, const std::vector<Item>& items, Text text_of) {
    file_.write(fmt::format("\"{}\": [", key));
    for (std::size_t index = 0; index < items.size(); ++index) {
      file_.write(index == 0 ? "\n" : ",\n");
      file_.write(text_of(items[index]));
    }
    file_.write("]");
  }

  std::string quote(const std::string& text) const {
    try {
      return nlohmann::json(text).dump();
    } catch (const nlohmann::json::exception&) {
      throw Error("a text of the log is no UTF-8: '" + one_line(text, 40) + "'", {path_},
                  "convert it before it goes into the log");
    }
  }

  std::string text(const LogType& type) const {
    std::string attributes;
    for (const LogAttribute& attribute : type.attributes) {
      attributes += fmt::format("{}{{\"name\":{},\"type\":\"{}\"}}", attributes.empty() ? "" : ",",
                                quote(attribute.name), to_string(attribute.type));
    }
    return fmt::format("{{\"name\":{},\"attributes\":[{}]}}", quote(type.name), attributes);
  }

  std::string relations(const std::vector<LogRelation>& relations) const {
    std::string list;
    for (const LogRelation& relation : relations) {
      list += fmt::format("{}{{\"objectId\":{},\"qualifier\":{}}}", list.empty() ? "" : ",",
                          quote(log_.objects[relation.object].id), quote(relation.qualifier));
    }
    return list.empty() ? "" : ",\"relationships\":[" + list + "]";
  }

  std::string text(const LogObject& object) const {
    const LogType& type = log_.object_types[object.type];
    std::string values;  // as texts, which the standard's schema asks for
    for (const LogChange& change : object.values) {
      const LogAttribute& attribute = type.attributes[change.attribute];
      const std::string at = written_change_time(change.set_at);
      values +=
          fmt::format("{}{{\"name\":{},\"time\":\"{}\",\"value\":{}}}", values.empty() ? "" : ",",
                      quote(attribute.name), at, quote(change.text));
    }
    return fmt::format("{{\"id\":{},\"type\":{}{}{}}}", quote(object.id), quote(type.name),
                       values.empty() ? "" : ",\"attributes\":[" + values + "]",
                       relations(object.objects));
  }

  std::string text(const LogEvent& event) const {
    const LogType& type = log_.event_types[event.type];
    std::string values;
    for (const LogValue& held : event.values) {
      const LogAttribute& attribute = type.attributes[held.attribute];
      values += fmt::format("{}{{\"name\":{},\"value\":{}}}", values.empty() ? "" : ",",
                            quote(attribute.name), quote(held.text));
    }
    const std::string time =
        event.time.known() ? ",\"time\":\"" + format_log_time(event.time) + "\"" : "";
    return fmt::format("{{\"id\":{},\"type\":{}{}{}{}}}", quote(event.id), quote(type.name), time,
                       values.empty() ? "" : ",\"attributes\":[" + values + "]",
                       relations(event.objects));
  }

  const ObjectLog& log_;
  std::string path_;
  WholeFile file_;
};

}  // namespace

void write_ocel_json(const ObjectLog& log, const std::string& path) {
  refuse_broken_structure(log, path);
  OcelJsonWriter(log, path).run();
}

}  // namespace rastro
