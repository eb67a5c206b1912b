#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/encodings.h"

namespace rastro {

/// Makes good UTF-8 of the fields of a text file, and counts what there was to do: other encodings
/// are converted, accents that stand behind their letter joined to it, and texts that were encoded
/// twice set right where that is certain.
class FieldDecoder {
 public:
  /// `is_mixed`: fields of the file may be UTF-8 although its encoding is another.
  FieldDecoder(Encoding encoding, bool is_mixed) : encoding_(encoding), is_mixed_(is_mixed) {}

  /// The fields of one record, UTF-16 as UTF-8 already. Valid until the next call, if not as
  /// before.
  void decode(std::vector<std::string_view>& fields);

  /// What there was to do, in sentences.
  std::vector<std::string> notes() const;

 private:
  bool is_read_as_utf8(std::string_view field) const;
  bool stays(std::string_view field) const;
  std::string decoded(std::string_view field);

  Encoding encoding_;
  bool is_mixed_;
  std::string text_;  ///< the fields of the record, one behind the other
  std::vector<std::size_t> ends_;
  std::int64_t converted_ = 0, repaired_ = 0, composed_ = 0;  ///< records, fields, fields
};

}  // namespace rastro
