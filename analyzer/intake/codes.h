#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "process/model.h"

namespace rastro {

/// Turns what a system writes for a code into the model's word for it: "Entregado" → delivered.
/// Capitals, accents and blanks make no difference, and a word one typing error away from a known
/// one is taken for it where only one is so near. Other words stay as they are and are told.
class CodeReader {
 public:
  explicit CodeReader(const CodeList& codes) : codes_(codes) {}

  /// The model's word, or `text` itself; valid as long as this reader.
  std::string_view read(std::string_view text);

  /// "'Entregdo' of 'Resultado' was taken for delivered (3 rows)" and the like.
  std::vector<std::string> notes(const std::string& heading) const;

 private:
  struct Reading {
    std::string text;                   ///< as written
    const std::string* code = nullptr;  ///< nullptr: not known
    bool guessed = false;
    std::int64_t rows = 0;
  };

  Reading interpret(std::string_view text) const;

  const CodeList& codes_;
  std::map<std::string, Reading, std::less<>> seen_;  ///< at most a thousand texts
};

}  // namespace rastro
