#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "formats/byte_source.h"

struct XML_ParserStruct;

namespace rastro {

/// The attributes of one element; prefixes are left out of their names.
class WorkbookXmlAttributes {
 public:
  explicit WorkbookXmlAttributes(const char** pairs) : pairs_(pairs) {}
  std::optional<std::string_view> find(std::string_view name) const;
  std::string_view get(std::string_view name) const { return find(name).value_or(""); }

 private:
  const char** pairs_;
};

/// Is told what stands in a part. `path` names an element by those around it, without their
/// prefixes: "/worksheet/sheetData/row". It may throw.
class WorkbookXmlHandler {
 public:
  virtual ~WorkbookXmlHandler() = default;
  virtual void on_start(std::string_view path, const WorkbookXmlAttributes& attributes) = 0;
  virtual void on_end(std::string_view path) = 0;
  virtual void on_text(std::string_view path, std::string_view text) = 0;
};

/// Reads the XML of one part of a workbook, chunk by chunk. Namespaces are not looked at: those of
/// the strict form, of the usual form and any prefixes read the same.
///
/// Throws Error for XML that is not well-formed, for what no workbook has and an attacker would use
/// (a DOCTYPE, and with it entities), for elements nested deeper than 64 and tags over 1 MiB.
class WorkbookXml {
 public:
  /// `name` stands for the part in messages.
  WorkbookXml(std::unique_ptr<ByteSource> bytes, std::string name, WorkbookXmlHandler& handler);
  ~WorkbookXml();
  WorkbookXml(const WorkbookXml&) = delete;
  WorkbookXml& operator=(const WorkbookXml&) = delete;

  /// Reads on until the handler pauses it; false when the part has ended.
  bool advance();
  /// For the handler: lets advance() return behind the element that was just told.
  void pause();

  const ByteSource& bytes() const { return *bytes_; }

 private:
  static void start(void* self, const char* name, const char** attributes);
  static void end(void* self, const char* name);
  static void text(void* self, const char* text, int size);
  static void refuse_doctype(void* self, const char*, const char*, const char*, int);

  template <typename Call>
  void guard(const Call& call);
  bool parse_some();
  [[noreturn]] void fail() const;

  std::unique_ptr<ByteSource> bytes_;
  std::string name_;
  WorkbookXmlHandler& handler_;
  XML_ParserStruct* parser_;
  std::string path_;
  int depth_ = 0;
  bool paused_ = false;
  std::exception_ptr fault_;  ///< kept while expat, which is C, is on the stack
};

/// Reads a whole part.
void read_workbook_xml(std::unique_ptr<ByteSource> bytes, const std::string& name,
                       WorkbookXmlHandler& handler);

}  // namespace rastro
