#include "eventlog/ocel_xml_reader.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "eventlog/log_builder.h"
#include "eventlog/xml_stream.h"

namespace rastro {

namespace {

class OcelXmlHandler : public XmlHandler {
 public:
  OcelXmlHandler(const std::string& file, const LogLimits& limits)
      : file_(file), limits_(limits), builder_(file, LogFormat::ocel_xml, limits) {}

  void start(const std::string& name, const XmlAttributes& attributes) override {
    switch (path_.size()) {
      case 0:
        start_root(name);
        break;
      case 1:
        start_section(name);
        break;
      case 2:
        start_item(name, attributes);
        break;
      case 4:
        start_part(name, attributes);
        break;
      default:
        break;
    }
    path_.push_back(name);
  }

  void end(const std::string& /*name*/, const std::string& text) override {
    path_.pop_back();
    if (path_.size() == 4 && in_value_) {
      in_value_ = false;
      FoundValue& value = item_.values.back();
      if (value.text.empty()) value.text = text;
    }
    if (path_.size() == 2) end_item();
  }

  ObjectLog finish() { return builder_.finish(); }

 private:
  void start_root(const std::string& name) const {
    if (name == "log") return;
    throw Error("the document is no event log: it begins with <" + one_line(name, 40) + ">",
                {file_, 1}, "a log in OCEL 2.0 begins with <log>");
  }

  void start_section(const std::string& name) {
    if (name == "global" || name == "trace") {
      throw Error(name == "trace" ? "this is a log in XES, not in OCEL 2.0"
                                  : "this is a log in OCEL 1.0, not 2.0",
                  {file_}, "export it as OCEL 2.0");
    }
    const bool known =
        name == "object-types" || name == "event-types" || name == "objects" || name == "events";
    if (!known) builder_.notes().count("elements are none of the standard and were left out", name);
  }

  bool is_in(const char* section) const { return path_.size() > 1 && path_[1] == section; }

  void start_item(const std::string& name, const XmlAttributes& attributes) {
    item_ = {};
    parts_ = 0;
    type_name_ = attributes.get("name");
    declared_.clear();
    item_.id = attributes.get("id");
    item_.type = attributes.get("type");
    item_.time = attributes.get("time");
    // <object> is called so in its own section only.
    wanted_ = (is_in("object-types") && name == "object-type") ||
              (is_in("event-types") && name == "event-type") ||
              (is_in("objects") && name == "object") || (is_in("events") && name == "event");
    if (!wanted_)
      builder_.notes().count("elements are none of the standard and were left out", name);
  }

  /// An attribute or a relation.
  void start_part(const std::string& name, const XmlAttributes& attributes) {
    if (!wanted_) return;
    if (++parts_ > limits_.item_parts) {
      throw Error(
          fmt::format("one type, event or object has more than {} parts", limits_.item_parts),
          {file_}, "check the export");
    }
    const bool of_type = is_in("object-types") || is_in("event-types");
    const std::string& group = path_[3];
    if (group == "attributes" && name == "attribute" && attributes.has("name")) {
      const std::string called = attributes.get("name");
      if (of_type) {
        declared_.push_back(
            {called, builder_.value_type(attributes.get("type"),
                                         "'" + called + "' of '" + type_name_ + "'")});
      } else {
        in_value_ = true;
        item_.values.push_back({called, attributes.get("value"), LogValueType::string,
                                is_in("objects") ? attributes.get("time") : ""});
      }
    } else if (group == "objects" && !of_type && attributes.has("object-id")) {
      const bool has_qualifier = attributes.has("qualifier");
      item_.relations.push_back({attributes.get("object-id"),
                                 attributes.get(has_qualifier ? "qualifier" : "relationship")});
    } else {
      builder_.notes().count("elements are none of the standard and were left out",
                             "<" + name + "> in <" + group + ">");
    }
  }

  void end_item() {
    if (!wanted_) return;
    wanted_ = false;
    if (is_in("object-types")) {
      builder_.declare_object_type(type_name_, declared_);
    } else if (is_in("event-types")) {
      builder_.declare_event_type(type_name_, declared_);
    } else if (is_in("objects")) {
      builder_.add_object(item_);
    } else {
      builder_.add_event(item_);
    }
  }

  std::string file_;
  LogLimits limits_;
  LogBuilder builder_;
  std::vector<std::string> path_;
  FoundItem item_;
  std::string type_name_;
  std::vector<LogAttribute> declared_;
  std::size_t parts_ = 0;
  bool wanted_ = false, in_value_ = false;
};

}  // namespace

ObjectLog read_ocel_xml(const std::string& path) {
  const auto bytes = open_bytes(path);
  return read_ocel_xml(*bytes, path);
}

ObjectLog read_ocel_xml(ByteSource& bytes, const std::string& file, const LogLimits& limits) {
  OcelXmlHandler handler(file, limits);
  const XmlRead read = read_xml(bytes, file, limits, handler);
  ObjectLog log = handler.finish();
  log.content_hash = read.content_hash;
  log.size = bytes.size();
  return log;
}

}  // namespace rastro
