#include "formats/cell_formats.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/error.h"
#include "base/text.h"
#include "formats/workbook_xml.h"

namespace rastro {

namespace {

constexpr std::size_t most_formats = 65536;

/// What is met while a format is read from left to right.
class FormatScan {
 public:
  explicit FormatScan(std::string_view code) : folded_(fold(code)) {}

  CellFormat run() {
    while (at_ < folded_.size() && folded_[at_] != ';') step();
    // An m stands for minutes beside hours or seconds, else for the month.
    format_.has_date = has_day_or_year_ || long_month_ || (has_m_ && !format_.has_time);
    if (format_.is_elapsed) format_.has_date = false;
    const std::string_view section = std::string_view(folded_).substr(0, at_);
    const bool only_zeros = section.find_first_not_of('0') == std::string_view::npos;
    if (only_zeros && section.size() > 1 && section.size() <= 30) {
      format_.zeros = static_cast<unsigned char>(section.size());
    }
    return format_;
  }

 private:
  void step() {
    switch (folded_[at_]) {
      case '"':
        at_ = std::min(folded_.find('"', at_ + 1), folded_.size() - 1) + 1;
        return;
      case '\\':
      case '_':
      case '*':
        at_ = std::min(at_ + 2, folded_.size());
        return;
      case '[':
        bracket();
        return;
      default:
        letter();
    }
  }

  /// [h] is a time that goes beyond a day; [Red], [$-409], [>=100] say nothing about the meaning.
  void bracket() {
    const std::size_t close = std::min(folded_.find(']', at_), folded_.size());
    const std::string_view inside = std::string_view(folded_).substr(at_ + 1, close - at_ - 1);
    const bool one_letter = !inside.empty() && std::string_view("hms").find(inside[0]) != npos &&
                            inside.find_first_not_of(inside[0]) == npos;
    if (one_letter) format_.is_elapsed = format_.has_time = true;
    at_ = std::min(close + 1, folded_.size());
  }

  void letter() {
    const std::string_view rest = std::string_view(folded_).substr(at_);
    for (const std::string_view word : {"general", "am/pm", "a/p", "e+", "e-"}) {
      if (!rest.starts_with(word)) continue;
      if (word[0] == 'a') format_.has_time = true;
      at_ += word.size();
      return;
    }
    const char letter = rest[0];
    const std::size_t run = std::min(rest.find_first_not_of(letter), rest.size());
    // e and g: years and eras of Japan.
    if (letter == 'y' || letter == 'd' || letter == 'e' || letter == 'g') has_day_or_year_ = true;
    if (letter == 'h' || letter == 's') format_.has_time = true;
    if (letter == 'm') has_m_ = true;
    if (letter == 'm' && run > 2) long_month_ = true;
    at_ += run;
  }

  static constexpr std::size_t npos = std::string_view::npos;

  std::string folded_;
  std::size_t at_ = 0;
  CellFormat format_;
  bool has_day_or_year_ = false, has_m_ = false, long_month_ = false;
};

int number_of(std::string_view text) {
  int value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? value : -1;
}

class StylesHandler : public WorkbookXmlHandler {
 public:
  explicit StylesHandler(const std::string& file) : file_(file) {}

  void on_start(std::string_view path, const WorkbookXmlAttributes& attributes) override {
    if (path == "/styleSheet/numFmts/numFmt") {
      const int id = number_of(attributes.get("numFmtId"));
      custom_.insert_or_assign(id, read_number_format(attributes.get("formatCode")));
    } else if (path == "/styleSheet/cellXfs/xf") {
      ids_.push_back(number_of(attributes.get("numFmtId")));
    }
    if (custom_.size() > most_formats || ids_.size() > most_formats) {
      throw Error("it has more than 65,536 cell styles, which Excel would not open", {file_},
                  "save it anew from Excel");
    }
  }
  void on_end(std::string_view) override {}
  void on_text(std::string_view, std::string_view) override {}

  std::vector<CellFormat> formats() const {
    std::vector<CellFormat> formats;
    formats.reserve(ids_.size());
    for (const int id : ids_) {
      const auto custom = custom_.find(id);
      formats.push_back(custom == custom_.end() ? built_in_format(id) : custom->second);
    }
    return formats;
  }

 private:
  std::string file_;
  std::map<int, CellFormat> custom_;
  std::vector<int> ids_;  ///< of the formats, by style
};

}  // namespace

CellFormat read_number_format(std::string_view code) { return FormatScan(code).run(); }

CellFormat built_in_format(int id) {
  const auto between = [id](int first, int last) { return id >= first && id <= last; };
  CellFormat format;
  format.is_elapsed = id == 46;
  // 32 and 33 are times and the others of 27 to 36 and 50 to 58 dates in every language of East
  // Asia that has them, but for 34, 35, 55 and 56: times in one, dates in another.
  format.has_time = between(18, 22) || between(32, 35) || between(45, 47) || between(55, 56);
  format.has_date =
      between(14, 17) || id == 22 || between(27, 31) || between(34, 36) || between(50, 58);
  return format;
}

std::vector<CellFormat> read_cell_formats(std::unique_ptr<ByteSource> styles,
                                          const std::string& file) {
  StylesHandler handler(file);
  read_workbook_xml(std::move(styles), file, handler);
  return handler.formats();
}

}  // namespace rastro
