#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/byte_source.h"

namespace rastro {

/// The most bytes of text in one cell: Excel's 32,767 characters.
inline constexpr std::size_t longest_cell_text = 32767u * 4;

/// Collects the text of one cell or shared string, of several runs if it is rich text.
/// Throws Error at more text than a cell can hold; `file` names it in messages.
class CellTextCollector {
 public:
  explicit CellTextCollector(std::string file) : file_(std::move(file)) {}
  void clear() { text_.clear(); }
  void add(std::string_view piece);
  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }
  /// The text with Excel's way to write control characters undone: _x000D_ is a carriage return.
  /// NUL, which no text can hold, and half characters become U+FFFD.
  std::string unescaped() const;

 private:
  std::string file_, text_;
};

/// The texts of a workbook that its cells refer to by number. They are held in memory.
class SharedStrings {
 public:
  SharedStrings() = default;
  /// From xl/sharedStrings.xml; phonetic readings are left out. Throws Error for damaged XML, and
  /// where the texts take more than `most_bytes`, counting 16 bytes for each besides.
  SharedStrings(std::unique_ptr<ByteSource> part, const std::string& file, std::size_t most_bytes);

  std::size_t size() const { return texts_.size(); }
  std::string_view operator[](std::size_t index) const { return texts_[index]; }

 private:
  class Handler;
  void add(std::string_view text);

  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t room_ = 0;                ///< at the end of the last block
  std::deque<std::string_view> texts_;  ///< grows without being copied
};

}  // namespace rastro
