#include "formats/shared_strings.h"

#include <fmt/format.h>

#include <charconv>
#include <cstring>
#include <optional>
#include <utility>

#include "base/characters.h"
#include "base/error.h"
#include "formats/workbook_xml.h"

namespace rastro {

namespace {

constexpr std::size_t block_size = 1u << 20;
constexpr std::size_t escape_size = 7;  // _x000D_
constexpr std::uint32_t not_a_character = 0xFFFD;

/// The unit of UTF-16 that an escape at the beginning of the text stands for.
std::optional<std::uint32_t> read_escape(std::string_view text) {
  if (text.size() < escape_size || !text.starts_with("_x") || text[6] != '_') return {};
  std::uint32_t code = 0;
  const auto [end, error] = std::from_chars(text.data() + 2, text.data() + 6, code, 16);
  if (error != std::errc() || end != text.data() + 6) return {};
  return code;
}

}  // namespace

void CellTextCollector::add(std::string_view piece) {
  if (text_.size() + piece.size() > longest_cell_text) {
    throw Error("a cell holds more text than the 32,767 characters that Excel allows", {file_},
                "this was not written by Excel; shorten the text, or save the sheet as CSV");
  }
  text_ += piece;
}

std::string CellTextCollector::unescaped() const {
  std::string plain;
  std::string_view rest = text_;
  while (true) {
    const std::size_t mark = std::min(rest.find("_x"), rest.size());
    plain += rest.substr(0, mark);
    rest.remove_prefix(mark);
    if (rest.empty()) return plain;
    auto code = read_escape(rest);
    if (!code) {
      plain += "_x";
      rest.remove_prefix(2);
      continue;
    }
    rest.remove_prefix(escape_size);
    const auto low = *code >= 0xD800 && *code < 0xDC00 ? read_escape(rest) : std::nullopt;
    if (low && *low >= 0xDC00 && *low < 0xE000) {
      code = 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00);
      rest.remove_prefix(escape_size);
    }
    const bool is_half = *code >= 0xD800 && *code < 0xE000;
    append_character(plain, is_half || *code == 0 ? not_a_character : *code);
  }
}

class SharedStrings::Handler : public WorkbookXmlHandler {
 public:
  Handler(SharedStrings& strings, const std::string& file, std::size_t most_bytes)
      : strings_(strings), file_(file), most_bytes_(most_bytes), text_(file) {}

  void on_start(std::string_view path, const WorkbookXmlAttributes&) override {
    if (path == "/sst/si") text_.clear();
  }
  void on_text(std::string_view path, std::string_view piece) override {
    if (path == "/sst/si/t" || path == "/sst/si/r/t") text_.add(piece);
  }
  void on_end(std::string_view path) override {
    if (path != "/sst/si") return;
    bytes_ += text_.text().size() + sizeof(std::string_view);
    if (bytes_ > most_bytes_) {
      throw Error(fmt::format("its texts take more than {} MiB", most_bytes_ >> 20), {file_},
                  "split it into several workbooks, or save the sheet as CSV");
    }
    strings_.add(text_.unescaped());
  }

 private:
  SharedStrings& strings_;
  std::string file_;
  std::size_t most_bytes_, bytes_ = 0;
  CellTextCollector text_;
};

SharedStrings::SharedStrings(std::unique_ptr<ByteSource> part, const std::string& file,
                             std::size_t most_bytes) {
  Handler handler(*this, file, most_bytes);
  read_workbook_xml(std::move(part), file, handler);
}

/// Into blocks, so that nothing is copied and no view moves while the table grows.
void SharedStrings::add(std::string_view text) {
  if (text.size() > room_) {
    blocks_.push_back(std::make_unique<char[]>(block_size));
    room_ = block_size;
  }
  char* const place = blocks_.empty() ? nullptr : blocks_.back().get() + (block_size - room_);
  if (!text.empty()) std::memcpy(place, text.data(), text.size());
  room_ -= text.size();
  texts_.emplace_back(place, text.size());
}

}  // namespace rastro
