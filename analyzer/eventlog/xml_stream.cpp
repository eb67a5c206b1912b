#include "eventlog/xml_stream.h"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <memory>

#include "base/error.h"
#include "base/text.h"
#include "base/windows_1252.h"
#include "formats/content_hash.h"

namespace rastro {

namespace {

constexpr std::size_t chunk_size = 64 * 1024;

/// Expat knows ISO-8859-1, but not the encoding that is nearly always meant by it.
int on_unknown_encoding(void* /*self*/, const XML_Char* name, XML_Encoding* encoding) {
  const std::string folded = fold(name);
  if (folded != "windows-1252" && folded != "cp1252") return XML_STATUS_ERROR;
  for (int byte = 0; byte < 256; ++byte) {
    encoding->map[byte] = from_windows_1252(static_cast<unsigned char>(byte));
  }
  encoding->data = nullptr;
  encoding->convert = nullptr;
  encoding->release = nullptr;
  return XML_STATUS_OK;
}

/// Nothing may be thrown through the C code of the parser: what a handler throws is kept, the
/// parser stopped, and then it is thrown on.
class XmlParse {
 public:
  XmlParse(ByteSource& bytes, const std::string& file, const LogLimits& limits, XmlHandler& handler)
      : bytes_(bytes),
        file_(file),
        limits_(limits),
        handler_(handler),
        parser_(XML_ParserCreate(nullptr), &XML_ParserFree) {
    if (!parser_) throw Error("no memory to read with", {file_});
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), &on_start, &on_end);
    XML_SetCharacterDataHandler(parser_.get(), &on_text);
    XML_SetEntityDeclHandler(parser_.get(), &on_entity_declaration);
    XML_SetSkippedEntityHandler(parser_.get(), &on_skipped_entity);
    XML_SetCommentHandler(parser_.get(), &on_comment);
    XML_SetUnknownEncodingHandler(parser_.get(), &on_unknown_encoding, nullptr);
  }

  XmlRead run() {
    std::string chunk(chunk_size, '\0');
    ContentHash hash;
    bool ended = false;
    while (!ended && !done_) {
      const std::size_t got = bytes_.read(chunk.data(), chunk.size());
      ended = got < chunk.size();
      hash.add({chunk.data(), got});
      fed_ += got;
      const auto status = XML_Parse(parser_.get(), chunk.data(), static_cast<int>(got), ended);
      if (thrown_) std::rethrow_exception(thrown_);
      if (status != XML_STATUS_OK && !done_) fail_to_parse();
      // What is not yet reported is one unfinished tag, which the parser holds. It may wait until
      // twice as much has come before it tries again.
      if (fed_ - reported_ > 2 * (limits_.value_bytes + chunk_size)) {
        fail(fmt::format("a tag is longer than {} bytes", limits_.value_bytes),
             "check that every quote and tag is closed");
      }
    }
    return {hash.value()};
  }

 private:
  [[noreturn]] void fail(const std::string& message, const std::string& help) const {
    const auto line = static_cast<long>(XML_GetCurrentLineNumber(parser_.get()));
    throw Error(message, {file_, std::max(line, 1L)}, help);
  }

  [[noreturn]] void fail_to_parse() const {
    fail(std::string("this is not well-formed XML: ") +
             XML_ErrorString(XML_GetErrorCode(parser_.get())),
         "export it again; nothing of it was loaded");
  }

  template <typename Action>
  static void guard(void* self, Action action) {
    auto& parse = *static_cast<XmlParse*>(self);
    if (parse.thrown_ || parse.done_) return;
    try {
      parse.reported_ = parse.fed_;
      action(parse);
      parse.done_ = parse.handler_.is_done();
    } catch (...) {
      parse.thrown_ = std::current_exception();
    }
    if (parse.thrown_ || parse.done_) XML_StopParser(parse.parser_.get(), XML_FALSE);
  }

  static void on_start(void* self, const XML_Char* name, const XML_Char** attributes) {
    guard(self, [&](XmlParse& parse) { parse.start(name, attributes); });
  }
  static void on_end(void* self, const XML_Char* name) {
    guard(self, [&](XmlParse& parse) {
      parse.handler_.end(local(name), parse.texts_.back());
      parse.texts_.pop_back();
    });
  }
  static void on_text(void* self, const XML_Char* text, int size) {
    guard(self, [&](XmlParse& parse) { parse.text({text, static_cast<std::size_t>(size)}); });
  }
  static void on_comment(void* self, const XML_Char* /*text*/) {
    guard(self, [](XmlParse&) {});
  }
  static void on_entity_declaration(void* self, const XML_Char* name, int, const XML_Char*, int,
                                    const XML_Char*, const XML_Char*, const XML_Char*,
                                    const XML_Char*) {
    guard(self, [&](XmlParse& parse) {
      parse.fail("the document declares an entity, '" + one_line(name, 40) + "'",
                 "logs have no use for them, and they can harm: export it without a DOCTYPE");
    });
  }
  static void on_skipped_entity(void* self, const XML_Char* name, int /*is_parameter*/) {
    guard(self, [&](XmlParse& parse) {
      parse.fail("the text uses an entity that nothing here declares, '" + one_line(name, 40) + "'",
                 "export it without a DOCTYPE");
    });
  }

  static std::string local(std::string_view name) {
    const std::size_t colon = name.find(':');
    return std::string(colon == std::string_view::npos ? name : name.substr(colon + 1));
  }

  void start(const XML_Char* name, const XML_Char** attributes) {
    if (texts_.size() >= limits_.depth) {
      fail(fmt::format("elements are nested more than {} deep", limits_.depth),
           "check that every element is closed");
    }
    XmlAttributes list;
    for (; *attributes != nullptr; attributes += 2) {
      const std::string_view value = attributes[1];
      if (value.size() > limits_.value_bytes) {
        fail(fmt::format("attribute '{}' is longer than {} bytes", one_line(attributes[0], 40),
                         limits_.value_bytes),
             "check that every quote is closed");
      }
      list.add(attributes[0], value);
    }
    texts_.emplace_back();
    handler_.start(local(name), list);
  }

  void text(std::string_view part) {
    if (texts_.empty()) return;
    if (texts_.back().size() + part.size() > limits_.value_bytes) {
      fail(fmt::format("a text is longer than {} bytes", limits_.value_bytes),
           "check that every element is closed");
    }
    texts_.back() += part;
  }

  ByteSource& bytes_;
  const std::string& file_;
  const LogLimits& limits_;
  XmlHandler& handler_;
  std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser_;
  std::vector<std::string> texts_;  ///< of the elements that are open
  std::exception_ptr thrown_;
  bool done_ = false;
  std::size_t fed_ = 0, reported_ = 0;
};

}  // namespace

const std::string_view* XmlAttributes::find(std::string_view name) const {
  const auto place =
      std::find_if(list_.begin(), list_.end(), [&](const auto& one) { return one.first == name; });
  return place == list_.end() ? nullptr : &place->second;
}

std::string XmlAttributes::get(std::string_view name) const {
  const std::string_view* value = find(name);
  return value == nullptr ? std::string() : std::string(*value);
}

XmlRead read_xml(ByteSource& bytes, const std::string& file, const LogLimits& limits,
                 XmlHandler& handler) {
  return XmlParse(bytes, file, limits, handler).run();
}

}  // namespace rastro
