#include "formats/csv_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "formats/csv_text.h"

namespace rastro {

namespace {

/// As many bytes hold all that may stand before the first record.
constexpr std::size_t front_size = 64;
/// How much of a longer line is kept, to show.
constexpr std::size_t long_start_size = 4096;
constexpr std::size_t not_found = std::string_view::npos;
/// A record longer than this is taken for a quote that nobody closed.
constexpr std::size_t longest_record = 16u << 20;
/// The same, once a quote of this file was found open: a file of such quotes must not be read over
/// and over to its end.
constexpr std::size_t longest_record_then = 1u << 20;
constexpr long most_lines_then = 200;

bool is_blank(std::string_view line) { return trim(line).empty(); }

TextDialect survey_file(const std::string& path) { return survey_text(*open_bytes(path)); }

}  // namespace

CsvReader::CsvReader(const std::string& path)
    : CsvReader(path, open_bytes(path), survey_file(path)) {}

CsvReader::CsvReader(const std::string& path, std::unique_ptr<ByteSource> bytes,
                     const TextDialect& dialect, std::size_t chunk_size)
    : path_(path),
      bytes_(std::move(bytes)),
      dialect_(dialect),
      decoder_(dialect.encoding, dialect.is_mixed),
      chunk_size_(chunk_size) {
  if (dialect_.holds_nul) refuse_binary();
  if (is_utf16(dialect_.encoding)) utf16_.emplace(dialect_.encoding);
  buffer_.resize(2 * chunk_size_);
  skip_front();
  if (csv_init(&parser_, 0) != 0) throw Error("no memory to read with", {path_});
  csv_set_delim(&parser_, static_cast<unsigned char>(dialect_.delimiter));
}

CsvReader::~CsvReader() { csv_free(&parser_); }

/// Reads one more chunk behind what is there; what lies before the record is given up. False at the
/// end of the file.
bool CsvReader::fill() {
  if (at_end_) return false;
  make_room();
  const std::size_t before = end_;
  if (utf16_) {
    read_utf16();
  } else {
    read_bytes();
  }
  if (std::memchr(buffer_.data() + before, 0, end_ - before) != nullptr) refuse_binary();
  return !at_end_ || end_ > before;
}

void CsvReader::read_bytes() {
  const std::size_t got = bytes_->read(buffer_.data() + end_, chunk_size_);
  at_end_ = got < chunk_size_;
  hash_.add(std::string_view(buffer_.data() + end_, got));
  end_ += got;
}

void CsvReader::read_utf16() {
  chunk_.resize(chunk_size_ / 2);  // at most three bytes of UTF-8 for two of UTF-16
  const std::size_t got = bytes_->read(chunk_.data(), chunk_.size());
  at_end_ = got < chunk_.size();
  hash_.add(std::string_view(chunk_.data(), got));
  decoded_.clear();
  utf16_->decode({chunk_.data(), got}, decoded_);
  if (at_end_) utf16_->finish(decoded_);
  std::copy(decoded_.begin(), decoded_.end(), buffer_.data() + end_);
  end_ += decoded_.size();
}

void CsvReader::make_room() {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    fed_ -= begin_;
    first_line_end_ -= std::min(first_line_end_, begin_);
    begin_ = 0;
  }
  next_cr_ = next_lf_ = 0;
  if (buffer_.size() < end_ + chunk_size_) buffer_.resize(std::max(buffer_.size() * 2, end_ * 2));
}

void CsvReader::refuse_binary() const {
  throw Error("the file is binary, not text (it holds NUL characters)", {path_},
              "export it as CSV or .xlsx");
}

std::size_t CsvReader::find_cached(char wanted, std::size_t& cache) {
  if (cache != not_found && cache < fed_ + 1) {
    const void* hit = std::memchr(buffer_.data() + fed_, wanted, end_ - fed_);
    cache = hit == nullptr
                ? not_found
                : static_cast<std::size_t>(static_cast<const char*>(hit) - buffer_.data()) + 1;
  }
  return cache;
}

/// Behind the line end that follows fed_; not_found where the buffer does not hold it whole.
std::size_t CsvReader::find_line_end() {
  const std::size_t lf = find_cached('\n', next_lf_);
  const std::size_t cr = find_cached('\r', next_cr_);
  if (cr == not_found || (lf != not_found && lf < cr)) return lf;
  if (cr == end_ && !at_end_) return not_found;
  return cr < end_ && buffer_[cr] == '\n' ? cr + 1 : cr;
}

/// The line after fed_ with its line end; empty at the end of the file.
std::string_view CsvReader::next_line() {
  std::size_t line_end = find_line_end();
  while (line_end == not_found && end_ - begin_ <= longest_record && fill()) {
    line_end = find_line_end();
  }
  if (line_end == not_found) line_end = end_;
  return {buffer_.data() + fed_, line_end - fed_};
}

/// Past the byte-order mark and the line that names the delimiter.
void CsvReader::skip_front() {
  while (end_ < front_size && fill()) {
  }
  const std::string_view start(buffer_.data(), end_);
  if (start.starts_with("\xEF\xBB\xBF")) fed_ = 3;
  char ignored = 0;
  const std::size_t length = take_delimiter_line(start.substr(fed_), ignored);
  fed_ += length;
  if (length > 0) ++line_;
  begin_ = fed_;
}

bool CsvReader::next() {
  open_quote_ = false;
  long_start_.clear();
  do {
    begin_ = fed_;
    record_line_ = line_;
    first_line_end_ = 0;
    if (read_record()) return true;
  } while (fed_ < end_ || !at_end_);
  return false;
}

/// False where the line was blank or the file has ended.
bool CsvReader::read_record() {
  text_.clear();
  ends_.clear();
  fields_.clear();
  record_ended_ = false;
  while (true) {
    const std::string_view line = next_line();
    if (line.empty()) break;
    const bool is_first = first_line_end_ == 0;
    if (is_first && line.size() > longest_record) {
      skip_long_line(line);
      return true;
    }
    const bool blank = is_first && is_blank(line);
    const bool may_be_plain = is_first && !blank;
    if (!may_be_plain || !split_plain(line)) feed(line);
    fed_ += line.size();
    ++line_;
    if (is_first) first_line_end_ = fed_;
    if (record_ended_ || quote_went_wrong(false)) break;
    if (blank && dialect_.delimiter != '\t') return false;
  }
  const bool ended = record_ended_ || finish_last();
  if (fed_ == begin_ || (ended && ends_.empty() && fields_.empty())) return false;
  if (!ended || quote_went_wrong(true)) {
    had_open_quote_ = had_open_quote_ || !ended;
    take_first_line_only();
    return true;
  }
  settle_fields();
  return true;
}

/// Goes to the end of a line that is longer than any record, without keeping it.
void CsvReader::skip_long_line(std::string_view line) {
  long_start_ = line.substr(0, long_start_size);
  fed_ += line.size();
  if (line.back() != '\n' && line.back() != '\r') {
    std::size_t line_end = not_found;
    do {
      begin_ = fed_ = end_;
    } while (fill() && (line_end = find_line_end()) == not_found);
    fed_ = line_end == not_found ? end_ : line_end;
  }
  ++line_;
}

/// A record over several lines is doubted: is it one, or did a stray quote run on until the next?
bool CsvReader::quote_went_wrong(bool ended) const {
  const std::size_t length = fed_ - begin_;
  const long lines = line_ - record_line_;
  if (!ended) {
    return length > (had_open_quote_ ? longest_record_then : longest_record) ||
           (had_open_quote_ && lines > most_lines_then);
  }
  if (lines < 2) return false;
  return (expected_ > 0 && ends_.size() != expected_) ||
         has_stray_quote({buffer_.data() + begin_, length}, dialect_.delimiter);
}

void CsvReader::take_first_line_only() {
  reset_parser();
  open_quote_ = true;
  fed_ = first_line_end_;
  line_ = record_line_ + 1;
  next_cr_ = next_lf_ = 0;
  text_.clear();
  ends_.clear();
}

/// A line in which quotes, if any, stand around whole fields only is one record and needs no
/// parser: its fields are taken where they lie. Nearly all lines of a usual log are of this kind.
/// False, and nothing done, for any other line.
bool CsvReader::split_plain(std::string_view line) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  is_ascii_ = is_ascii(line);
  const bool has_quotes = line.find('"') != std::string_view::npos;
  for (bool more = true; more;) {
    const bool quoted = has_quotes && line.starts_with('"');
    if (quoted) line.remove_prefix(1);
    const std::size_t stop = std::min(line.find(quoted ? '"' : dialect_.delimiter), line.size());
    const std::string_view field = line.substr(0, stop);
    line.remove_prefix(stop);
    const bool closed = !quoted || line.starts_with('"');
    if (quoted && closed) line.remove_prefix(1);
    more = line.starts_with(dialect_.delimiter);
    const bool stray_quote = has_quotes && !quoted && field.find('"') != std::string_view::npos;
    if (!closed || stray_quote || (!more && !line.empty())) {
      fields_.clear();
      return false;
    }
    fields_.push_back(field);
    if (more) line.remove_prefix(1);
  }
  record_ended_ = true;
  return true;
}

void CsvReader::feed(std::string_view text) {
  if (csv_parse(&parser_, text.data(), text.size(), on_field, on_record, this) != text.size()) {
    throw Error(std::string("the record cannot be read: ") + csv_strerror(csv_error(&parser_)),
                {path_, record_line_});
  }
}

/// The last record may lack its line end. False where a quote is still open.
bool CsvReader::finish_last() {
  if (fed_ == begin_) return true;
  if (fed_ < end_ || !at_end_) return false;
  csv_set_opts(&parser_, CSV_STRICT | CSV_STRICT_FINI);
  const bool complete = csv_fini(&parser_, on_field, on_record, this) == 0;
  csv_set_opts(&parser_, 0);
  return complete;
}

void CsvReader::reset_parser() {
  csv_set_opts(&parser_, 0);
  csv_fini(&parser_, nullptr, nullptr, nullptr);
}

void CsvReader::on_field(void* text, std::size_t size, void* self) {
  auto& reader = *static_cast<CsvReader*>(self);
  if (size > 0) reader.text_.append(static_cast<const char*>(text), size);
  reader.ends_.push_back(reader.text_.size());
}

void CsvReader::on_record(int /*terminator*/, void* self) {
  static_cast<CsvReader*>(self)->record_ended_ = true;
}

void CsvReader::settle_fields() {
  std::size_t begin = 0;
  for (const std::size_t end : ends_) {
    fields_.push_back(std::string_view(text_).substr(begin, end - begin));
    begin = end;
  }
  if (!ends_.empty()) is_ascii_ = is_ascii(text_);
  if (!is_ascii_) decoder_.decode(fields_);
}

std::string_view CsvReader::raw() const {
  if (!long_start_.empty()) return long_start_;
  std::string_view text(buffer_.data() + begin_, fed_ - begin_);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

std::string CsvReader::fault() const {
  if (!long_start_.empty()) {
    return fmt::format("the line is longer than {} MiB: it was left out", longest_record >> 20);
  }
  if (!open_quote_) return "";
  return fmt::format(
      "a quote that opens on line {} is not closed as it should be: this line was left out, "
      "reading went on with the next",
      record_line_);
}

std::function<std::unique_ptr<RowSource>()> csv_opener(const std::string& path) {
  return [path, dialect = survey_file(path)] {
    return std::make_unique<CsvReader>(path, open_bytes(path), dialect);
  };
}

}  // namespace rastro
