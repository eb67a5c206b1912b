#include "eventlog/recognise_log.h"

#include <set>

#include "base/error.h"
#include "eventlog/json_stream.h"
#include "eventlog/ocel_json_reader.h"
#include "eventlog/ocel_sqlite_reader.h"
#include "eventlog/ocel_xml_reader.h"
#include "eventlog/sqlite_log.h"
#include "eventlog/xes_reader.h"
#include "eventlog/xml_stream.h"

namespace rastro {

namespace {

/// Behind a byte-order mark and blanks; in UTF-16 every other byte is NUL.
constexpr std::string_view not_content("\xEF\xBB\xBF\xFE\xFF \t\r\n\0", 10);

class JsonKeys : public JsonListHandler {
 public:
  void key(const std::string& name) override {
    static const std::set<std::string> wanted{"objectTypes", "eventTypes", "objects", "events"};
    if (wanted.contains(name)) found_.insert(name);
  }
  bool wants(const std::string& /*key*/) const override { return false; }
  void item(const std::string& /*key*/, const nlohmann::json& /*value*/) override {}
  void no_list(const std::string& /*key*/) override {}
  void repeated_key(const std::string& /*name*/) override {}
  bool is_done() const override { return found_.size() >= 2; }

 private:
  std::set<std::string> found_;
};

class XmlRoot : public XmlHandler {
 public:
  void start(const std::string& name, const XmlAttributes& attributes) override {
    ++depth_;
    if (depth_ == 1) {
      done_ = name != "log";
      const bool is_xes = attributes.has("xes.version") || attributes.has("xes.features") ||
                          attributes.get("xmlns").find("xes-standard") != std::string::npos;
      if (name == "log" && is_xes) settle(LogFormat::xes);
    } else if (depth_ == 2) {
      static const std::set<std::string> ocel{"object-types", "event-types", "objects", "events"};
      static const std::set<std::string> xes{"trace", "event",   "string", "date", "int",
                                             "float", "boolean", "id",     "list", "classifier"};
      if (ocel.contains(name)) settle(LogFormat::ocel_xml);
      if (xes.contains(name)) settle(LogFormat::xes);
    }
  }
  void end(const std::string& /*name*/, const std::string& /*text*/) override { --depth_; }
  bool is_done() const override { return done_; }

  std::optional<LogFormat> format() const { return format_; }

 private:
  void settle(LogFormat format) {
    format_ = format;
    done_ = true;
  }

  int depth_ = 0;
  bool done_ = false;
  std::optional<LogFormat> format_;
};

/// The first byte that is content, 0 where there is none, and whether it is SQLite.
struct Start {
  char first = 0;
  bool is_sqlite = false;
};

Start start_of_file(const std::string& path) {
  const auto bytes = open_bytes(path);
  std::string text(4096, '\0');
  text.resize(bytes->read(text.data(), text.size()));
  const std::size_t first = text.find_first_not_of(not_content);
  return {first == std::string::npos ? '\0' : text[first], text.starts_with(sqlite_magic)};
}

std::optional<LogFormat> recognise_content(const std::string& path, const Start& start) {
  const LogLimits limits;
  if (start.is_sqlite) {
    const SqliteLog source(path, limits);
    if (!source.find_table("event") || !source.find_table("object")) return std::nullopt;
    return LogFormat::ocel_sqlite;
  }
  const auto bytes = open_bytes(path);
  if (start.first == '{') {
    JsonKeys keys;
    read_json_lists(*bytes, path, limits, keys);
    if (!keys.is_done()) return std::nullopt;
    return LogFormat::ocel_json;
  }
  if (start.first != '<') return std::nullopt;
  XmlRoot root;
  read_xml(*bytes, path, limits, root);
  return root.format();
}

}  // namespace

std::optional<LogFormat> recognise_log(const std::string& path) {
  const Start start = start_of_file(path);
  if (start.is_sqlite) return recognise_content(path, start);
  try {
    return recognise_content(path, start);
  } catch (const Error&) {
    return std::nullopt;
  }
}

ObjectLog read_log(const std::string& path) {
  const auto format = recognise_log(path);
  if (!format) {
    throw Error("this is no event log that could be recognised", {path},
                "OCEL 2.0 (SQLite, JSON, XML) and XES are read");
  }
  return read_log(path, *format);
}

ObjectLog read_log(const std::string& path, LogFormat format) {
  switch (format) {
    case LogFormat::ocel_sqlite:
      return read_ocel_sqlite(path);
    case LogFormat::ocel_json:
      return read_ocel_json(path);
    case LogFormat::ocel_xml:
      return read_ocel_xml(path);
    case LogFormat::xes:
      return read_xes(path);
  }
  throw Error("this is no event log", {path});
}

}  // namespace rastro
