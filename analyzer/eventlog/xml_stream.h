#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "eventlog/log_limits.h"
#include "formats/byte_source.h"

namespace rastro {

/// Attributes of one tag, in the order written.
class XmlAttributes {
 public:
  void add(std::string_view name, std::string_view value) { list_.emplace_back(name, value); }
  bool has(std::string_view name) const { return find(name) != nullptr; }
  /// "" where there is none.
  std::string get(std::string_view name) const;

 private:
  const std::string_view* find(std::string_view name) const;

  std::vector<std::pair<std::string_view, std::string_view>> list_;
};

/// Is told of the tags of a document as they come. Names are without a namespace's prefix.
class XmlHandler {
 public:
  XmlHandler() = default;
  virtual ~XmlHandler() = default;
  XmlHandler(const XmlHandler&) = delete;
  XmlHandler& operator=(const XmlHandler&) = delete;

  virtual void start(const std::string& name, const XmlAttributes& attributes) = 0;
  /// `text`: what stands directly in the element, in one piece.
  virtual void end(const std::string& name, const std::string& text) = 0;
  /// Asked after each tag; reading ends there without an error.
  virtual bool is_done() const { return false; }
};

struct XmlRead {
  std::uint64_t content_hash = 0;
};

/// Reads a document in chunks: no more than one tag or text of `limits.value_bytes` is held.
/// Documents that declare entities are refused (they serve to blow up or to pull in other files),
/// as are deeper nesting and longer tags than the limits allow. UTF-8, UTF-16, ISO-8859-1 and
/// Windows-1252. Throws Error with the line.
XmlRead read_xml(ByteSource& bytes, const std::string& file, const LogLimits& limits,
                 XmlHandler& handler);

}  // namespace rastro
