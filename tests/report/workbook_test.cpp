#include "report/workbook.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <limits>

#include "report/hostile_review.h"
#include "report/written_review.h"

using namespace rastro;

namespace {

std::string write_book(const Scratch& scratch, const Review& review, const Locale& locale,
                       const std::string& name = "review.xlsx", std::size_t most_rows = 1048576) {
  const ProcessModel model = sample_model();
  const std::string path = scratch.at(name);
  REQUIRE(write_workbook(review, Wording(model, locale, review), path, most_rows).empty());
  return path;
}

}  // namespace

TEST_CASE("the workbook holds the review's figures as numbers, shares, money and days",
          "[workbook]") {
  const Scratch scratch;
  const Review review = full_review();
  const std::string book = write_book(scratch, review, Language::en);
  CHECK(Workbook(book).sheet_names() ==
        std::vector<std::string>{"Causes", "Tickets", "Failures", "Calls", "Orders at risk"});

  const SheetRows causes = rows_of(book, "Causes");
  REQUIRE(causes.size() == 1 + review.causes.size());
  for (std::size_t row = 1; row < causes.size(); ++row) {
    const ReviewCause& cause = review.causes[row - 1];
    CHECK(under(causes, "Cause", row) == cause.id);
    CHECK(under(causes, "Failed", row) == std::to_string(cause.failed));
    CHECK(std::stod(under(causes, "Rate", row)) == Approx(cause.rate));
    CHECK(std::stod(under(causes, "Times as often", row)) == Approx(cause.risk_ratio));
    CHECK(std::stod(under(causes, "Cost a month", row)) == Approx(cause.cost_per_month));
    CHECK(under(causes, "Ticket", row) == cause.ticket);
  }
  CHECK(under(causes, "Since", 2) == "2026-09-10");
  CHECK(under(causes, "Since", 1).empty());
  CHECK(under(causes, "Where", 2) == "Product = ARCH-A4-050 (Archivador A4 50 mm)");

  const SheetRows tickets = rows_of(book, "Tickets");
  REQUIRE(tickets.size() == 1 + review.tickets.size());
  CHECK(under(tickets, "Ticket", 1) == review.tickets[0].id);
  CHECK(under(tickets, "Opened", 1) == "2026-09-30");
  CHECK(under(tickets, "Fixed on", 6) == "2026-09-30");
  CHECK(under(tickets, "State", 1) == "open");
  CHECK(under(tickets, "Orders", 6) == "P-1, P-2");

  const SheetRows failures = rows_of(book, "Failures");
  REQUIRE(failures.size() == 1 + review.failed_units.size());
  CHECK(under(failures, "Failure", 1) == "Wrong item");
  CHECK(under(failures, "Ordered on", 1) == "2026-09-04");
  CHECK(under(failures, "Main cause", 1) == "C2");
  CHECK(std::stod(under(failures, "Its share of blame", 1)) == Approx(0.83));
  CHECK(under(failures, "Other shares of blame", 1) == "C5 10.0%; Late delivery < C1 2.0%");
  CHECK(std::stod(under(failures, "Everyday rate", 1)) == Approx(0.07));
  CHECK(under(failures, "Order", 2) == "@SUM(A1)");

  const SheetRows calls = rows_of(book, "Calls");
  REQUIRE(calls.size() == 1 + review.calls.size());
  CHECK(under(calls, "Customer", 1) == "=HYPERLINK(\"http://x\")");
  CHECK(under(calls, "Reported", 2) == "2026-09-29T10:12:00");

  const SheetRows at_risk = rows_of(book, "Orders at risk");
  REQUIRE_FALSE(review.at_risk.empty());
  REQUIRE(at_risk.size() == 1 + review.at_risk.size());
  CHECK(under(at_risk, "Order", 1) == review.at_risk[0].order_id);
  CHECK(under(at_risk, "Cause", 1) == review.at_risk[0].cause);
  CHECK(std::stod(under(at_risk, "Probability of failure", 1)) ==
        Approx(review.at_risk[0].probability));
  const ProcessModel model = sample_model();
  const Wording wording(model, Language::en, review);
  const ReviewCause& cause = *find_cause(review, review.at_risk[0].cause);
  CHECK(under(at_risk, "Where", 1) == wording.conditions(cause.conditions));
  CHECK(under(at_risk, "What to do today", 1) ==
        fmt::format("{}", fmt::join(wording.containment(cause), " / ")));
}

TEST_CASE("the workbook speaks the reader's language and writes as the reader's country",
          "[workbook]") {
  const Scratch scratch;
  Review review = sample_review();
  review.currency = "ARS";
  const std::string spanish = write_book(scratch, review, {Language::es, Country::ar}, "es.xlsx");
  CHECK(Workbook(spanish).sheet_names() ==
        std::vector<std::string>{"Causas", "Tickets", "Fallos", "Llamadas", "Pedidos en riesgo"});
  CHECK(under(rows_of(spanish, "Causas"), "Fallo", 2) == "Artículo equivocado");
  const std::string styles = part_of(spanish, "xl/styles.xml");
  CHECK(styles.find("dd/mm/yyyy") != std::string::npos);
  CHECK(styles.find("&quot;$\u00A0&quot;#,##0.00") != std::string::npos);
  const std::string american =
      part_of(write_book(scratch, review, {Language::en, Country::us}), "xl/styles.xml");
  CHECK(american.find("mmm d, yyyy") != std::string::npos);
  CHECK(american.find("&quot;ARS\u00A0&quot;#,##0.00") != std::string::npos);
}

TEST_CASE("a row is as high as its wrapped texts, up to twelve lines", "[workbook]") {
  const Scratch scratch;
  Review review = sample_review();
  review.calls.clear();
  // The column of customers takes two words in a line, less the indent.
  for (const int words : {1, 5, 90}) {
    std::string text = "abcdefg";
    for (int word = 1; word < words; ++word) text += " abcdefg";
    review.calls.push_back({"P-1", text, "unreported_failure", "C1"});
  }
  const std::string sheet =
      part_of(write_book(scratch, review, Language::en), "xl/worksheets/sheet4.xml");
  INFO(sheet.substr(0, 2000));
  CHECK(sheet.find("<row r=\"2\">") != std::string::npos);
  CHECK(sheet.find("<row r=\"3\" ht=\"45\" customHeight=\"1\">") != std::string::npos);
  CHECK(sheet.find("<row r=\"4\" ht=\"180\" customHeight=\"1\">") != std::string::npos);
}

TEST_CASE("each sheet's headings stay in sight and filter all its rows", "[workbook]") {
  const Scratch scratch;
  const std::string book = write_book(scratch, sample_review(), Language::en);
  const std::vector<std::string> sheets = sheets_of(book);
  CHECK(sheets.size() == 5);
  for (const std::string& xml : sheets) {
    INFO(xml.substr(0, 600));
    CHECK(xml.find("<pane ySplit=\"1\" topLeftCell=\"A2\"") != std::string::npos);
    CHECK(xml.find("state=\"frozen\"") != std::string::npos);
    CHECK(xml.find("<autoFilter ref=\"A1:") != std::string::npos);
    CHECK(xml.find("<col min=\"1\" max=\"1\" width=") != std::string::npos);
  }
  CHECK(part_of(book, "xl/worksheets/sheet3.xml").find("<autoFilter ref=\"A1:J3\"/>") !=
        std::string::npos);
}

TEST_CASE("the same review gives the same workbook, whatever the clock says", "[workbook]") {
  const Scratch scratch;
  const std::string first = bytes_of(write_book(scratch, full_review(), Language::es));
  ::sleep(2);
  CHECK(bytes_of(write_book(scratch, full_review(), Language::es)) == first);
  CHECK(part_of(scratch.at("review.xlsx"), "docProps/core.xml").find("2026-09-30T00:00:00Z") !=
        std::string::npos);
}

TEST_CASE("a table longer than a sheet goes on in the next, and loses no row", "[workbook]") {
  const Scratch scratch;
  Review review = sample_review();
  review.failed_units.clear();
  for (int unit = 0; unit < 10; ++unit) {
    review.failed_units.push_back(
        {"wrong_item", "P-" + std::to_string(unit), "", 20700, 1, 0, {}, 1});
  }
  const std::string book = write_book(scratch, review, Language::en, "review.xlsx", 5);
  std::vector<std::string> orders;
  for (const char* sheet : {"Failures", "Failures 2", "Failures 3"}) {
    const SheetRows rows = rows_of(book, sheet);
    CHECK(rows.size() <= 5);
    CHECK(rows[0][1] == "Order");
    for (std::size_t row = 1; row < rows.size(); ++row) orders.push_back(rows[row][1]);
  }
  REQUIRE(orders.size() == 10);
  for (int unit = 0; unit < 10; ++unit) CHECK(orders[unit] == "P-" + std::to_string(unit));
}

TEST_CASE("a text that a cell cannot take is cut and says so", "[workbook]") {
  const Scratch scratch;
  Review review = sample_review();
  std::string clef, codes;
  for (int index = 0; index < 20000; ++index) clef += "𝄞";  // two units each
  for (int index = 0; index < 4000; ++index) codes += "_x0041_";
  review.calls[0].customer_id = std::string(32767, 'a');
  review.calls[1].customer_id = clef;
  review.calls[2].customer_id = codes;
  const std::string book = write_book(scratch, review, Language::en);
  const SheetRows calls = rows_of(book, "Calls");
  CHECK(under(calls, "Customer", 1) == std::string(32767, 'a'));
  const std::string cut = under(calls, "Customer", 2);
  CHECK(cut.starts_with("𝄞𝄞"));
  CHECK(cut.find("[cut here") != std::string::npos);
  CHECK(cut.size() < 2 * 32767);
  CHECK(under(calls, "Customer", 3).find("[cut here") != std::string::npos);
}

TEST_CASE("no text is a formula, a link or a character code of the file format", "[workbook]") {
  const Scratch scratch;
  Review review = sample_review();
  review.calls[0].customer_id = "=1+1";
  review.calls[1].customer_id = "http://evil.example/";
  review.calls[2].customer_id = "_x0041_ \x07 \u202E";
  const std::string book = write_book(scratch, review, Language::en);
  const std::string xml = part_of(book, "xl/worksheets/sheet4.xml");
  CHECK(xml.find("<f>") == std::string::npos);
  CHECK(xml.find("hyperlink") == std::string::npos);
  CHECK(xml.find("t=\"inlineStr\"") != std::string::npos);
  CHECK(xml.find("_x005F_x0041_ ⟨U+0007⟩ ⟨U+202E⟩") != std::string::npos);
  CHECK_FALSE(ZipParts(book).has("xl/worksheets/_rels/sheet4.xml.rels"));
}

TEST_CASE("figures that are none are blank, endless ones are told, odd days stay texts",
          "[workbook]") {
  const Scratch scratch;
  Review review = sample_review();
  review.causes[0].risk_ratio = std::numeric_limits<double>::infinity();
  review.causes[0].risk_ratio_high = std::nan("");
  review.causes[0].since = *day_of(1850, 1, 1);
  const SheetRows causes = rows_of(write_book(scratch, review, Language::en), "Causes");
  CHECK(under(causes, "Times as often", 1) == "∞");
  CHECK(under(causes, "At most (95 %)", 1).empty());
  CHECK(under(causes, "Since", 1) == "1850-01-01");
}

TEST_CASE("an empty review still has all sheets, with headings", "[workbook]") {
  const Scratch scratch;
  const std::string book = write_book(scratch, Review(), Language::es);
  CHECK(sheets_of(book).size() == 5);
  for (const std::string& sheet : Workbook(book).sheet_names()) {
    CHECK(rows_of(book, sheet).size() == 1);
  }
}

TEST_CASE("names of sheets keep to what Excel takes", "[workbook]") {
  for (const Language language : {Language::en, Language::es}) {
    const Texts texts(language);
    for (const char* key : {"xlsx.causes", "xlsx.tickets", "xlsx.failures", "xlsx.calls"}) {
      CHECK(texts.get(key).size() <= 26);  // " 9999" may follow; 31 in all
      CHECK(texts.get(key).find_first_of("[]:*?/\\'") == std::string::npos);
    }
  }
}

TEST_CASE("a workbook that cannot be written says so and is never taken for whole", "[workbook]") {
  const Scratch scratch;
  const ProcessModel model = sample_model();
  Review review = sample_review();
  review.failed_units.resize(4000, review.failed_units[0]);
  const Wording wording(model, Language::en, review);
  CHECK_FALSE(write_workbook(review, wording, scratch.at("nowhere/review.xlsx")).empty());

  // As on a full disk, whatever is being written when it fills.
  rlimit usual{};
  ::getrlimit(RLIMIT_FSIZE, &usual);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  std::vector<std::string> faults;
  for (const rlim_t room : {100, 2000, 20000, 60000}) {
    const rlimit small{room, usual.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
    faults.push_back(write_workbook(review, wording, scratch.at("review.xlsx")));
  }
  ::setrlimit(RLIMIT_FSIZE, &usual);
  std::signal(SIGXFSZ, handler);
  for (const std::string& fault : faults) CHECK_FALSE(fault.empty());
  CHECK(write_workbook(review, wording, scratch.at("review.xlsx")).empty());
}
