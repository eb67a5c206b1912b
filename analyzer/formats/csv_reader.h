#pragma once

#include <csv.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/byte_source.h"
#include "formats/content_hash.h"
#include "formats/field_decoder.h"
#include "formats/row_source.h"
#include "formats/text_survey.h"

namespace rastro {

/// Reads the records of a CSV file one by one, in bounded memory. Records, not lines: a quoted
/// field may hold newlines, delimiters and doubled quotes. A record is at most 16 MiB long.
///
/// Line ends may be of any style, mixed too. Records that are not UTF-8 are read in the file's
/// other encoding, UTF-16 is turned into UTF-8 on the way in, accents that stand behind their
/// letter are joined to it, and texts that were encoded twice are set right where that is certain.
///
/// libcsv takes records apart whose quotes need thought; it is fed one physical line at a time,
/// which is how the reader knows on which line each record starts, and how it goes back when a
/// quote is never closed.
class CsvReader : public RowSource {
 public:
  /// Surveys the file first. Throws Error for a file that cannot be read or is not text.
  explicit CsvReader(const std::string& path);
  /// Reads a file that has been surveyed, `chunk_size` bytes at a time (a multiple of 16, at least
  /// 32); what is read does not depend on it.
  CsvReader(const std::string& path, std::unique_ptr<ByteSource> bytes, const TextDialect& dialect,
            std::size_t chunk_size = 256u * 1024);
  ~CsvReader() override;

  bool next() override;
  const std::vector<std::string_view>& fields() const override { return fields_; }
  std::string_view raw() const override;
  /// Physical line on which the record starts, from 1.
  long line() const override { return record_line_; }
  /// A record may open a quote that is not closed where a record of this file could end. Only its
  /// first line is taken as the record, and reading goes on with the next line.
  std::string fault() const override;
  void expect_fields(std::size_t count) override { expected_ = count; }

  std::int64_t size() const override { return bytes_->size(); }
  std::int64_t position() const override { return bytes_->position(); }
  std::uint64_t content_hash() const override { return hash_.value(); }
  std::vector<std::string> notes() const override { return decoder_.notes(); }

  const TextDialect& dialect() const { return dialect_; }

 private:
  static void on_field(void* text, std::size_t size, void* self);
  static void on_record(int terminator, void* self);

  bool fill();
  void make_room();
  void read_bytes();
  void read_utf16();
  [[noreturn]] void refuse_binary() const;
  std::size_t find_line_end();
  std::size_t find_cached(char wanted, std::size_t& cache);
  std::string_view next_line();
  void skip_front();
  bool read_record();
  bool split_plain(std::string_view line);
  void skip_long_line(std::string_view line);
  void feed(std::string_view text);
  bool finish_last();
  void reset_parser();
  bool quote_went_wrong(bool ended) const;
  void take_first_line_only();
  void settle_fields();

  std::string path_;
  std::unique_ptr<ByteSource> bytes_;
  TextDialect dialect_;
  FieldDecoder decoder_;
  std::size_t chunk_size_;
  std::optional<Utf16Decoder> utf16_;
  ContentHash hash_;

  std::vector<char> chunk_;  ///< as it came, where it has to be decoded
  std::string decoded_;
  std::vector<char> buffer_;
  std::size_t end_ = 0;             ///< of the bytes in the buffer
  std::size_t begin_ = 0;           ///< of the record
  std::size_t first_line_end_ = 0;  ///< of the record's first line
  std::size_t fed_ = 0;             ///< up to here libcsv has seen the bytes
  std::size_t next_cr_ = 0, next_lf_ = 0;
  bool at_end_ = false;

  csv_parser parser_{};
  bool had_open_quote_ = false;
  std::size_t expected_ = 0;  ///< fields of a record; 0 while that is not known

  std::string long_start_;  ///< of a line that is too long; else empty
  std::string text_;        ///< the record's fields, one behind the other
  std::vector<std::size_t> ends_;
  std::vector<std::string_view> fields_;
  bool record_ended_ = false, open_quote_ = false, is_ascii_ = true;
  long line_ = 1, record_line_ = 1;
};

/// Opens a CSV file from its beginning each time; it is surveyed once, now.
std::function<std::unique_ptr<RowSource>()> csv_opener(const std::string& path);

}  // namespace rastro
