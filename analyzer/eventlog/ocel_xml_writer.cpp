#include <fmt/format.h>

#include "base/characters.h"
#include "base/error.h"
#include "base/text.h"
#include "eventlog/ocel_writer.h"
#include "eventlog/whole_file.h"

namespace rastro {

namespace {

class OcelXmlWriter {
 public:
  OcelXmlWriter(const ObjectLog& log, const std::string& path)
      : log_(log), path_(path), file_(path) {}

  void run() {
    file_.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<log>\n");
    write_types(log_.object_types, "object");
    write_types(log_.event_types, "event");
    file_.write("  <objects>\n");
    for (const LogObject& object : log_.objects) write(object);
    file_.write("  </objects>\n  <events>\n");
    for (const LogEvent& event : log_.events) write(event);
    file_.write("  </events>\n</log>\n");
    file_.commit();
  }

 private:
  std::string escape(const std::string& text) const {
    if (!is_utf8(text)) refuse("is no UTF-8", text);
    for (const char character : text) {
      const bool is_blank = character == '\t' || character == '\n' || character == '\r';
      if (static_cast<unsigned char>(character) < 0x20 && !is_blank) {
        refuse("has a control character", text);
      }
    }
    // The two characters of UTF-8 that are none of XML: U+FFFE and U+FFFF.
    if (text.find("\xEF\xBF\xBE") != std::string::npos ||
        text.find("\xEF\xBF\xBF") != std::string::npos) {
      refuse("has a character that is none of XML", text);
    }
    return xml_escaped(text);
  }

  [[noreturn]] void refuse(const char* what, const std::string& text) const {
    throw Error("a text of the log " + std::string(what) + ": '" + one_line(text, 40) + "'",
                {path_}, "write the log as JSON or SQLite, which can hold it");
  }

  void write_types(const std::vector<LogType>& types, const std::string& kind) {
    file_.write("  <" + kind + "-types>\n");
    for (const LogType& type : types) {
      file_.write(
          fmt::format("    <{}-type name=\"{}\">\n      <attributes>\n", kind, escape(type.name)));
      for (const LogAttribute& attribute : type.attributes) {
        file_.write(fmt::format("        <attribute name=\"{}\" type=\"{}\"/>\n",
                                escape(attribute.name), to_string(attribute.type)));
      }
      file_.write("      </attributes>\n    </" + kind + "-type>\n");
    }
    file_.write("  </" + kind + "-types>\n");
  }

  void write(const LogObject& object) {
    const LogType& type = log_.object_types[object.type];
    file_.write(fmt::format("    <object id=\"{}\" type=\"{}\">\n      <attributes>\n",
                            escape(object.id), escape(type.name)));
    for (const LogChange& change : object.values) {
      const std::string at = written_change_time(change.set_at);
      file_.write(fmt::format("        <attribute name=\"{}\" time=\"{}\">{}</attribute>\n",
                              escape(type.attributes[change.attribute].name), at,
                              escape(change.text)));
    }
    file_.write("      </attributes>\n");
    write_relations(object.objects);
    file_.write("    </object>\n");
  }

  void write(const LogEvent& event) {
    const LogType& type = log_.event_types[event.type];
    const std::string time =
        event.time.known() ? " time=\"" + format_log_time(event.time) + "\"" : "";
    file_.write(fmt::format("    <event id=\"{}\" type=\"{}\"{}>\n      <attributes>\n",
                            escape(event.id), escape(type.name), time));
    for (const LogValue& value : event.values) {
      file_.write(fmt::format("        <attribute name=\"{}\">{}</attribute>\n",
                              escape(type.attributes[value.attribute].name), escape(value.text)));
    }
    file_.write("      </attributes>\n");
    write_relations(event.objects);
    file_.write("    </event>\n");
  }

  /// The standard's schema has one element for an object and for what refers to it: with a type.
  void write_relations(const std::vector<LogRelation>& relations) {
    file_.write("      <objects>\n");
    for (const LogRelation& relation : relations) {
      const LogObject& object = log_.objects[relation.object];
      file_.write(fmt::format("        <object object-id=\"{}\" qualifier=\"{}\" type=\"{}\"/>\n",
                              escape(object.id), escape(relation.qualifier),
                              escape(log_.object_types[object.type].name)));
    }
    file_.write("      </objects>\n");
  }

  const ObjectLog& log_;
  std::string path_;
  WholeFile file_;
};

}  // namespace

void write_ocel_xml(const ObjectLog& log, const std::string& path) {
  refuse_broken_structure(log, path);
  OcelXmlWriter(log, path).run();
}

}  // namespace rastro
