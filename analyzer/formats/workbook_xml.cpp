#include "formats/workbook_xml.h"

#include <expat.h>
#include <fmt/format.h>

#include <utility>

#include "base/error.h"

namespace rastro {

namespace {

constexpr int chunk_size = 64 * 1024;
constexpr int deepest = 64;
/// expat keeps a tag until it is whole.
constexpr std::int64_t longest_tag = 1 << 20;

std::string_view without_prefix(std::string_view name) {
  return name.substr(name.rfind(':') + 1);  // npos + 1 is 0
}

}  // namespace

std::optional<std::string_view> WorkbookXmlAttributes::find(std::string_view name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
    if (without_prefix(pair[0]) == name) return pair[1];
  }
  return {};
}

WorkbookXml::WorkbookXml(std::unique_ptr<ByteSource> bytes, std::string name,
                         WorkbookXmlHandler& handler)
    : bytes_(std::move(bytes)),
      name_(std::move(name)),
      handler_(handler),
      parser_(XML_ParserCreate(nullptr)) {
  if (parser_ == nullptr) throw Error("no memory to read with", {name_});
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(parser_, start, end);
  XML_SetCharacterDataHandler(parser_, text);
  XML_SetStartDoctypeDeclHandler(parser_, refuse_doctype);
}

WorkbookXml::~WorkbookXml() { XML_ParserFree(parser_); }

/// An exception must not pass through expat: it is kept until expat has returned.
template <typename Call>
void WorkbookXml::guard(const Call& call) {
  if (fault_) return;
  try {
    call();
  } catch (...) {
    fault_ = std::current_exception();
    XML_StopParser(parser_, XML_FALSE);
  }
}

void WorkbookXml::start(void* self, const char* name, const char** attributes) {
  auto& xml = *static_cast<WorkbookXml*>(self);
  xml.guard([&] {
    if (++xml.depth_ > deepest) {
      throw Error(fmt::format("its elements are nested deeper than {}", deepest), {xml.name_},
                  "this was not written by Excel; save it anew from there");
    }
    xml.path_ += '/';
    xml.path_ += without_prefix(name);
    xml.handler_.on_start(xml.path_, WorkbookXmlAttributes(attributes));
  });
}

void WorkbookXml::end(void* self, const char* name) {
  auto& xml = *static_cast<WorkbookXml*>(self);
  xml.guard([&] {
    xml.handler_.on_end(xml.path_);
    xml.path_.resize(xml.path_.size() - without_prefix(name).size() - 1);
    --xml.depth_;
  });
}

void WorkbookXml::text(void* self, const char* text, int size) {
  auto& xml = *static_cast<WorkbookXml*>(self);
  const std::string_view piece(text, static_cast<std::size_t>(size));
  xml.guard([&] { xml.handler_.on_text(xml.path_, piece); });
}

void WorkbookXml::refuse_doctype(void* self, const char*, const char*, const char*, int) {
  auto& xml = *static_cast<WorkbookXml*>(self);
  xml.guard([&] {
    throw Error("it has a DOCTYPE, which no workbook needs and which can hide an attack",
                {xml.name_}, "this was not written by Excel; save it anew from there");
  });
}

void WorkbookXml::pause() { XML_StopParser(parser_, XML_TRUE); }

bool WorkbookXml::advance() {
  if (fault_) std::rethrow_exception(fault_);  // what failed once has no end to come to
  try {
    while (true) {
      XML_ParsingStatus status{};
      XML_GetParsingStatus(parser_, &status);
      if (status.parsing == XML_FINISHED) return false;
      if (parse_some()) return true;
    }
  } catch (...) {
    fault_ = std::current_exception();
    throw;
  }
}

/// Parses what is left of the last chunk, or one more; true where the handler paused it.
bool WorkbookXml::parse_some() {
  XML_Status status = XML_STATUS_OK;
  if (paused_) {
    paused_ = false;
    status = XML_ResumeParser(parser_);
  } else {
    if (bytes_->position() - XML_GetCurrentByteIndex(parser_) > longest_tag) {
      throw Error(fmt::format("it has a tag of more than {} bytes", longest_tag), {name_},
                  "this was not written by Excel; save it anew from there");
    }
    void* const chunk = XML_GetBuffer(parser_, chunk_size);
    if (chunk == nullptr) throw Error("no memory to read with", {name_});
    const std::size_t got = bytes_->read(static_cast<char*>(chunk), chunk_size);
    status = XML_ParseBuffer(parser_, static_cast<int>(got), got == 0 ? XML_TRUE : XML_FALSE);
  }
  if (fault_) std::rethrow_exception(fault_);
  if (status == XML_STATUS_ERROR) fail();
  paused_ = status == XML_STATUS_SUSPENDED;
  return paused_;
}

void WorkbookXml::fail() const {
  throw Error(
      fmt::format("the file is damaged: {} at byte {} of its XML",
                  XML_ErrorString(XML_GetErrorCode(parser_)), XML_GetCurrentByteIndex(parser_)),
      {name_}, "copy the file again, or open it in Excel and save it anew");
}

void read_workbook_xml(std::unique_ptr<ByteSource> bytes, const std::string& name,
                       WorkbookXmlHandler& handler) {
  WorkbookXml xml(std::move(bytes), name, handler);
  while (xml.advance()) {
  }
}

}  // namespace rastro
