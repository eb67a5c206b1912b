#include "formats/field_decoder.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/plural.h"
#include "base/text.h"
#include "formats/csv_text.h"

namespace rastro {

void FieldDecoder::decode(std::vector<std::string_view>& fields) {
  const auto all = [&](auto holds) { return std::all_of(fields.begin(), fields.end(), holds); };
  if (all([&](std::string_view field) { return stays(field); })) return;
  if (!all([&](std::string_view field) { return is_read_as_utf8(field); })) ++converted_;
  text_.clear();
  ends_.clear();
  for (const std::string_view field : fields) {
    if (stays(field)) {
      text_ += field;
    } else {
      text_ += decoded(field);
    }
    ends_.push_back(text_.size());
  }
  std::size_t begin = 0;
  for (std::size_t index = 0; index < fields.size(); ++index) {
    fields[index] = std::string_view(text_).substr(begin, ends_[index] - begin);
    begin = ends_[index];
  }
}

/// Where the whole file is in another encoding, what looks like UTF-8 in it does so by chance.
bool FieldDecoder::is_read_as_utf8(std::string_view field) const {
  if (encoding_ == Encoding::utf8 || is_utf16(encoding_)) return true;
  return is_ascii(field) || (is_mixed_ && is_utf8(field));
}

/// Whether the field is right as it lies there; so it is nearly always.
bool FieldDecoder::stays(std::string_view field) const {
  return is_ascii(field) || (is_read_as_utf8(field) && is_sound_utf8(field));
}

std::string FieldDecoder::decoded(std::string_view field) {
  std::string text =
      is_read_as_utf8(field) ? std::string(field) : utf8_from_bytes(field, encoding_);
  if (auto repaired = repair_double_encoding(text)) {
    ++repaired_;
    text = std::move(*repaired);
  }
  if (auto composed = compose_accents(text)) {
    ++composed_;
    text = std::move(*composed);
  }
  return text;
}

std::vector<std::string> FieldDecoder::notes() const {
  std::vector<std::string> notes;
  if (is_utf16(encoding_)) notes.emplace_back("the file is UTF-16");
  if (converted_ > 0) {
    notes.push_back(fmt::format("not all of it is UTF-8: {} read as {}",
                                plural(converted_, "record was", "records were"),
                                name_of(encoding_)));
  }
  if (repaired_ > 0) {
    notes.push_back(plural(repaired_, "field", "fields") +
                    " had been encoded twice (like 'MarÃ\u00ada' for 'María'): set right");
  }
  if (composed_ > 0) {
    notes.push_back(plural(composed_, "field", "fields") +
                    " had accents apart from their letters: joined");
  }
  return notes;
}

}  // namespace rastro
