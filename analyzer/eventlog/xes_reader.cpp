#include "eventlog/xes_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "eventlog/log_builder.h"
#include "eventlog/xml_stream.h"

namespace rastro {

namespace {

constexpr const char* nameless = "(no name)";

/// The type of an attribute by its tag (IEEE 1849-2016, section 4.1.4); nothing for other tags.
/// Lists and containers have members and no value.
std::optional<LogValueType> type_of_tag(const std::string& tag) {
  if (tag == "string" || tag == "id" || tag == "list" || tag == "container") {
    return LogValueType::string;
  }
  if (tag == "date") return LogValueType::time;
  if (tag == "int") return LogValueType::integer;
  if (tag == "float") return LogValueType::real;
  if (tag == "boolean") return LogValueType::boolean;
  return std::nullopt;
}

class XesHandler : public XmlHandler {
 public:
  XesHandler(const std::string& file, const LogLimits& limits)
      : file_(file), limits_(limits), builder_(file, LogFormat::xes, limits, false) {
    builder_.declare_object_type(xes_case_type, {});
  }

  void start(const std::string& name, const XmlAttributes& attributes) override {
    if (open_.empty() && name != "log") {
      throw Error("the document is no event log: it begins with <" + one_line(name, 40) + ">",
                  {file_, 1}, "a log in XES begins with <log>");
    }
    const std::string parent = open_.empty() ? "" : open_.back();
    open_.push_back(name);
    if (skipped_ > 0 || parent == "global" || parent == "classifier" || parent == "extension") {
      ++skipped_;
    } else if (name == "trace" && open_.size() == 2) {
      trace_ = {};
      events_of_trace_.clear();
      waiting_ = 0;
    } else if (name == "event" && (open_.size() == 2 || (in_trace() && open_.size() == 3))) {
      event_ = {};
      in_event_ = true;
      event_depth_ = open_.size();
    } else {
      start_attribute(name, attributes);
    }
  }

  void end(const std::string& name, const std::string& /*text*/) override {
    const std::size_t depth = open_.size();
    if (skipped_ > 0) {
      --skipped_;
    } else if (in_event_ && depth == event_depth_) {
      in_event_ = false;
      end_event(in_trace());
    } else if (name == "trace" && depth == 2) {
      end_trace();
    } else if (type_of_tag(name) && !keys_.empty()) {
      keys_.pop_back();
    }
    open_.pop_back();
  }

  ObjectLog finish() {
    if (of_log_ > 0) {
      builder_.notes().say(
          fmt::format("{} attributes of the log as a whole were left out", of_log_));
    }
    return builder_.finish();
  }

 private:
  bool in_trace() const { return open_.size() > 1 && open_[1] == "trace"; }

  void start_attribute(const std::string& tag, const XmlAttributes& attributes) {
    const auto type = type_of_tag(tag);
    if (!type) {
      const bool known = tag == "log" || tag == "values" || tag == "global" ||
                         tag == "classifier" || tag == "extension";
      if (!known) builder_.notes().count("elements are none of XES and were left out", tag);
      return;
    }
    std::string key = keys_.empty() ? "" : keys_.back() + "/";
    key += attributes.get("key");
    if (key.size() > limits_.value_bytes) {
      throw Error("the nested keys of an attribute are too long", {file_}, "check the export");
    }
    keys_.push_back(key);
    if (!in_event_ && !in_trace()) {
      ++of_log_;
    } else if (attributes.has("value")) {
      add_value(std::move(key), attributes.get("value"), *type);
    }
  }

  /// A key that comes again is a member of a list: the members are joined.
  void add_value(std::string key, std::string text, LogValueType type) {
    FoundItem& owner = in_event_ ? event_ : trace_;
    if (owner.values.size() >= limits_.types) {
      throw Error(fmt::format("one event or trace has more than {} attributes", limits_.types),
                  {file_}, "check that keys are not named after single values");
    }
    waiting_ += key.size() + text.size() + sizeof(FoundValue);
    if (waiting_ > limits_.text_bytes / 4) {
      throw Error("one trace holds too much to be kept in memory", {file_},
                  "split the log by cases");
    }
    const auto known = std::find_if(owner.values.begin(), owner.values.end(),
                                    [&](const FoundValue& value) { return value.name == key; });
    if (known == owner.values.end()) {
      owner.values.push_back({std::move(key), std::move(text), type});
      return;
    }
    if (known->text.size() + text.size() > limits_.value_bytes) {
      throw Error("the members of attribute '" + one_line(key, 60) + "' are too long together",
                  {file_}, "check the export");
    }
    known->text += ';' + text;
    known->type = LogValueType::string;
    builder_.notes().count("attributes come more than once and were joined by ';'",
                           "'" + key + "'");
  }

  static std::string take(FoundItem& item, const char* key) {
    const auto place = std::find_if(item.values.begin(), item.values.end(),
                                    [&](const FoundValue& value) { return value.name == key; });
    if (place == item.values.end()) return "";
    std::string text = std::move(place->text);
    item.values.erase(place);
    return text;
  }

  /// The events of a trace wait for its end: its name may stand behind them.
  void end_event(bool of_trace) {
    event_.id = fmt::format("e{}", ++event_count_);
    event_.type = take(event_, "concept:name");
    event_.time = take(event_, "time:timestamp");
    if (event_.type.empty()) {
      event_.type = nameless;
      builder_.notes().count("events have no concept:name; their type is called (no name)",
                             event_.id);
    }
    if (of_trace) {
      if (events_of_trace_.size() >= limits_.item_parts) {
        throw Error(fmt::format("one trace has more than {} events", limits_.item_parts), {file_},
                    "split the log by cases");
      }
      events_of_trace_.push_back(std::move(event_));
      return;
    }
    builder_.notes().count("events belong to no trace", event_.id);
    builder_.add_event(event_);
  }

  void end_trace() {
    ++trace_count_;
    trace_.type = xes_case_type;
    trace_.id = take(trace_, "concept:name");
    if (trace_.id.empty()) {
      trace_.id = fmt::format("case {}", trace_count_);
      builder_.notes().count("traces have no concept:name and were numbered", trace_.id);
    }
    builder_.add_object(trace_);
    for (FoundItem& event : events_of_trace_) {
      event.relations.push_back({trace_.id, xes_case_type});
      builder_.add_event(event);
    }
    events_of_trace_.clear();
  }

  std::string file_;
  LogLimits limits_;
  LogBuilder builder_;
  std::vector<std::string> open_, keys_;
  int skipped_ = 0;
  bool in_event_ = false;
  std::size_t event_depth_ = 0;
  std::size_t waiting_ = 0;  ///< bytes of the trace that is being read
  FoundItem trace_, event_;
  std::vector<FoundItem> events_of_trace_;
  long event_count_ = 0, trace_count_ = 0, of_log_ = 0;
};

}  // namespace

ObjectLog read_xes(const std::string& path) {
  const auto bytes = open_bytes(path);
  return read_xes(*bytes, path);
}

ObjectLog read_xes(ByteSource& bytes, const std::string& file, const LogLimits& limits) {
  XesHandler handler(file, limits);
  const XmlRead read = read_xml(bytes, file, limits, handler);
  ObjectLog log = handler.finish();
  log.content_hash = read.content_hash;
  log.size = bytes.size();
  return log;
}

}  // namespace rastro
