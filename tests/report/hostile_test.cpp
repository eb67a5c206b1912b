// Whatever the data say, what is written says it as text: it runs, links, hides and turns nothing.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>

#include "base/text.h"
#include "formats/csv_reader.h"
#include "report/hostile_review.h"
#include "report/written_review.h"

using namespace rastro;
namespace fs = std::filesystem;

namespace {

std::string hostile;

void append(std::string& text) { text += hostile; }
void replace(std::string& text) { text = hostile; }

/// Of an order, what its own rows hold.
OrderStories story(const std::vector<std::string>& order_ids, const Wording& /*wording*/) {
  OrderStories stories;
  for (const std::string& order : order_ids) stories[order] = {{0, hostile}};
  return stories;
}

const std::string hostiles[] = {
    "\"'></td></script><script>alert(7)</script><img src=x onerror=alert(7)>"
    "{{t.common.title}}{{{style}}}<!-- ]]>",
    "[x](javascript:alert(7)) ![i](http://evil.example/i.png) <http://evil.example/a> "
    "http://evil.example/b www.evil.example mailto:a@evil.example | a | b | `c` **d**",
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    " \t\"=cmd|' /C calc'!A0",
    "＝1+1;=2+2",
    "+54 11 5555-1234",
    "gnp\u202Exe\u2066.\u200F\u061C\u200B\u2028\x1B[2J\x07\r\n\n# heading\n\n| a | b |\n|---|---|\n"
    "| c | d |\n\nsetext\n===\n\n---\n    code",
    "caf\xE9 \xC3\xED\xA0\x80\xFF",
    std::string("nul\0nul", 7),
    "- item",
    "1. item"};

/// What no reader may be shown: it turns round or hides what stands beside it.
void check_shown(const std::string& name, const std::string& text) {
  INFO(name);
  CHECK(is_utf8(text));
  for (const char* mark : {"\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067",
                           "\u2068", "\u2069", "\u200E", "\u200F", "\u061C", "\u200B", "\u2028"}) {
    CHECK(text.find(mark) == std::string::npos);
  }
  const auto is_control = [](char letter) {
    return static_cast<unsigned char>(letter) < 0x20 && letter != '\n' && letter != '\r';
  };
  CHECK(std::none_of(text.begin(), text.end(), is_control));
}

std::size_t count_of(const std::string& text, const std::string& word) {
  std::size_t count = 0;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++count;
  return count;
}

/// Without the style and the scripts that are Rastro's own, where no data stand.
std::string without_own_code(std::string page) {
  for (const auto& [open, close] : {std::pair<std::string, std::string>{"<style>", "</style>"},
                                    {"<script type=\"text/plain\" id=\"drawing\">", "</script>"},
                                    {"<script nonce=", "</script>"}}) {
    for (auto at = page.find(open); at != std::string::npos; at = page.find(open, at)) {
      const auto end = page.find(close, at);
      REQUIRE(end != std::string::npos);
      page.erase(at, end + close.size() - at);
    }
  }
  return page;
}

void check_page(const std::string& name, const std::string& page) {
  const std::string text = without_own_code(page);
  check_shown(name, text);
  CHECK(count_of(page, "<script nonce=") == 1);
  CHECK(count_of(text, "<script") == 1);  // the charts' data
  CHECK(count_of(text, "</script") == 1);
  CHECK(count_of(text, "<form") == 3);              // search, its answer, filters
  CHECK(text.find("--ink:") == std::string::npos);  // the style: no text is a template
  for (const char* tag : {"<img", "<iframe", "<object", "<!--", "<base"}) {
    INFO(tag);
    CHECK(text.find(tag) == std::string::npos);
  }
  static const std::regex values("=\"[^\"]*\""),
      events("<[a-zA-Z][^<>]*\\s(on[a-z]+|src|srcdoc)\\b");
  CHECK_FALSE(std::regex_search(std::regex_replace(text, values, ""), events));
  static const std::regex links("(?:href|action)=\"([^\"]*)\"");
  for (std::sregex_iterator at(text.begin(), text.end(), links), end; at != end; ++at) {
    const std::string target = (*at)[1];
    const bool inside = target.starts_with("#") || target == "data:," ||
                        target == "en/review.html" || target == "../review.html";
    INFO(target);
    CHECK(inside);
  }
}

void check_csv(const std::string& path) {
  check_shown(path, bytes_of(path));
  TextDialect comma;
  comma.has_mark = true;
  CsvReader reader(path, open_bytes(path), comma);
  while (reader.next()) {
    for (const std::string_view field : reader.fields()) {
      std::string_view cell = field;
      static const std::regex number("-?[0-9]+(\\.[0-9]+)?");
      if (std::regex_match(cell.begin(), cell.end(), number)) continue;
      while (!cell.empty() && (cell[0] == ' ' || cell[0] == '"')) cell.remove_prefix(1);
      INFO(field);
      CHECK((cell.empty() || std::string_view("=+-@").find(cell[0]) == std::string_view::npos));
      CHECK_FALSE(cell.starts_with("＝"));
      CHECK(cell.find(";=") == std::string_view::npos);
    }
  }
}

void check_workbook(const std::string& path) {
  int sheet = 0;
  for (const std::string& xml : sheets_of(path)) {
    check_shown(path, xml);
    CHECK(xml.find("<f>") == std::string::npos);
    CHECK(xml.find("<f ") == std::string::npos);
    CHECK(xml.find("<hyperlink") == std::string::npos);
    const std::string relations =
        "xl/worksheets/_rels/sheet" + std::to_string(++sheet) + ".xml.rels";
    CHECK_FALSE(ZipParts(path).has(relations));
  }
  CHECK(sheet > 0);
}

/// The marks of Markdown that no backslash takes the meaning of.
std::string marks_of(const std::string& ticket) {
  std::string marks;
  bool begins_line = true;
  for (std::size_t at = 0; at < ticket.size(); ++at) {
    const char letter = ticket[at];
    if (letter == '\\') {
      ++at;
    } else if (std::string_view("[]<>|`*_~&@").find(letter) != std::string_view::npos ||
               (begins_line && std::string_view("#-+=").find(letter) != std::string_view::npos) ||
               ticket.compare(at, 3, "://") == 0 || ticket.compare(at, 4, "www.") == 0) {
      marks += letter;
    }
    begins_line = letter == '\n' || (begins_line && letter == ' ');
  }
  return marks;
}

/// The ticket has the marks of its template: those that the same review has without hostile texts.
void check_ticket(const std::string& name, const std::string& ticket, const std::string& plain) {
  check_shown(name, ticket);
  INFO(ticket);
  CHECK(marks_of(ticket) == marks_of(plain));
  static const std::regex numbered("(^|\\n)(- )?[0-9]+[.)]");
  CHECK_FALSE(std::regex_search(ticket, numbered));
}

void check_files(const std::string& folder, const std::string& plain) {
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const std::string name = fs::relative(entry.path(), folder).string();
    const std::string bytes = bytes_of(entry.path());
    const std::string ending = entry.path().extension();
    if (ending == ".html") check_page(name, bytes);
    if (ending == ".csv") check_csv(entry.path());
    if (ending == ".md") check_ticket(name, bytes, bytes_of(plain + "/" + name));
    if (ending == ".xlsx") check_workbook(entry.path());
    if (ending == ".json") CHECK(nlohmann::json::parse(bytes)["schema"] == "rastro.review/1");
  }
}

}  // namespace

TEST_CASE("hostile texts in every field of a review stay texts in every file", "[hostile]") {
  const Scratch scratch;
  const ProcessModel model = sample_model();
  const std::vector<Locale> locales = {Language::es, Language::en};
  for (const FillTexts::Fill fill : {append, replace}) {
    // As many texts in the same places, of which none can mean anything.
    hostile = "word";
    Review harmless = full_review();
    FillTexts{fill}(harmless);
    write_review(harmless, model, locales, scratch.at("plain"), story);
    for (const std::string& text : hostiles) {
      hostile = text;
      Review review = full_review();
      FillTexts{fill}(review);
      INFO(text << (fill == append ? " appended" : " alone"));
      write_review(review, model, locales, scratch.at("review"), story);
      check_files(scratch.at("review"), scratch.at("plain"));
    }
  }
}

TEST_CASE("hostile texts come out whole, where they can be seen", "[hostile]") {
  const Scratch scratch;
  hostile = "<b>x</b>\u202E";
  Review review = full_review();
  FillTexts{append}(review);
  write_review(review, sample_model(), {Language::en}, scratch.at("review"));
  const std::string page = bytes_of(scratch.at("review/review.html"));
  CHECK(count_of(page, "&lt;b&gt;x&lt;/b&gt;⟨U+202E⟩") > 50);
  CHECK(count_of(bytes_of(scratch.at("review/calls.csv")), "<b>x</b>⟨U+202E⟩") > 5);
  CHECK(bytes_of(scratch.at("review/review.json")).find("<b>x</b>\u202E") != std::string::npos);
}
