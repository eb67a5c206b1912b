#include "report/write.h"

#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/error.h"
#include "report/csv.h"
#include "report/sample_review.h"
#include "report/ticket_markdown.h"
#include "report/written_review.h"

using namespace rastro;
namespace fs = std::filesystem;

namespace {

void write(const std::string& folder, const std::vector<Locale>& locales = {Language::es}) {
  write_review(sample_review(), sample_model(), locales, folder);
}

void put(const std::string& path) { std::ofstream(path) << "mine"; }

}  // namespace

TEST_CASE("a review folder holds every file and nothing half-written beside it") {
  const Scratch scratch;
  write(scratch.at("review/"));
  for (const char* name : {"review.json", "review.html", "review.xlsx", "failures.csv", "calls.csv",
                           "at_risk.csv", "tickets.csv", "tickets/T-00000001.md"}) {
    INFO(name);
    CHECK(fs::file_size(scratch.at("review") + "/" + name) > 0);
  }
  CHECK_FALSE(fs::exists(scratch.at("review.partial")));
}

TEST_CASE("an older review is replaced and files of others in it are kept") {
  const Scratch scratch;
  write(scratch.at("review"));
  put(scratch.at("review/tickets/T-old.md"));
  put(scratch.at("review/minutes.txt"));
  write(scratch.at("review"));
  CHECK(fs::exists(scratch.at("review/minutes.txt")));
  CHECK_FALSE(fs::exists(scratch.at("review/tickets/T-old.md")));
  CHECK_FALSE(fs::exists(scratch.at("review.old")));
}

TEST_CASE("each further language has a folder of its own, and the pages lead to each other") {
  const Scratch scratch;
  const Locale argentina(Language::es, Country::ar);
  write(scratch.at("review"), {argentina, Language::en, Language::es});
  const std::string first = bytes_of(scratch.at("review/review.html"));
  const std::string english = bytes_of(scratch.at("review/en/review.html"));
  CHECK(first.find("<html lang=\"es-AR\">") != std::string::npos);
  CHECK(first.find("<a href=\"en/review.html\" lang=\"en\" hreflang=\"en\">English</a>") !=
        std::string::npos);
  CHECK(first.find("<a href=\"es/review.html\"") != std::string::npos);
  CHECK(english.find("<html lang=\"en\">") != std::string::npos);
  CHECK(english.find("<a href=\"../review.html\" lang=\"es-AR\" hreflang=\"es-AR\">Español "
                     "(Argentina)</a>") != std::string::npos);
  CHECK(english.find("<a href=\"../es/review.html\"") != std::string::npos);
  for (const char* name :
       {"review.html", "review.xlsx", "calls.csv", "tickets.csv", "tickets/T-00000001.md"}) {
    INFO(name);
    CHECK(fs::file_size(scratch.at("review/en/") + name) > 0);
    CHECK(fs::file_size(scratch.at("review/es/") + name) > 0);
  }
  for (const char* name : {"review.json", "failures.csv"}) {
    CHECK(fs::exists(scratch.at("review/") + name));
    CHECK_FALSE(fs::exists(scratch.at("review/en/") + name));
  }
  CHECK(bytes_of(scratch.at("review/en/tickets/T-00000001.md")).find("## Containment") !=
        std::string::npos);
  CHECK(Workbook(scratch.at("review/en/review.xlsx")).sheet_names()[0] == "Causes");
}

TEST_CASE("one language alone leads to no other page") {
  const Scratch scratch;
  write(scratch.at("review"));
  CHECK(bytes_of(scratch.at("review/review.html")).find("hreflang") == std::string::npos);
}

TEST_CASE("a review in fewer languages leaves no older page behind, and files of others be") {
  const Scratch scratch;
  write(scratch.at("review"), {Language::es, Language::en});
  write(scratch.at("review"), {Language::es});
  CHECK_FALSE(fs::exists(scratch.at("review/en")));
  write(scratch.at("review"), {Language::es, Language::en});
  put(scratch.at("review/en/minutes.txt"));
  fs::create_directory(scratch.at("review/es-MX"));
  put(scratch.at("review/es-MX/mine.txt"));
  write(scratch.at("review"), {Language::es, Language::en});
  CHECK(fs::exists(scratch.at("review/en/minutes.txt")));
  write(scratch.at("review"), {Language::es});
  CHECK(fs::exists(scratch.at("review/en/minutes.txt")));
  CHECK(fs::exists(scratch.at("review/es-MX/mine.txt")));
  CHECK_FALSE(fs::exists(scratch.at("review/en/review.html")));
  CHECK_FALSE(fs::exists(scratch.at("review.old")));
}

TEST_CASE("what a killed run left of a review in two languages is cleared away") {
  const Scratch scratch;
  write(scratch.at("review.partial"), {Language::es, Language::en});
  fs::remove(scratch.at("review.partial/review.json"));
  write(scratch.at("review"), {Language::es, Language::en});
  CHECK_FALSE(fs::exists(scratch.at("review.partial")));
  CHECK(fs::exists(scratch.at("review/en/review.html")));
}

TEST_CASE("a folder that is not a review is left alone") {
  const Scratch scratch;
  fs::create_directory(scratch.at("letters"));
  put(scratch.at("letters/letter.txt"));
  CHECK_THROWS_WITH(write(scratch.at("letters")),
                    Catch::Contains("the folder is not a review") && Catch::Contains("--out"));
  CHECK(fs::exists(scratch.at("letters/letter.txt")));
  put(scratch.at("file"));
  CHECK_THROWS_WITH(write(scratch.at("file")), Catch::Contains("a file stands where"));
}

TEST_CASE("a review that cannot be written says where and what to do") {
  const Scratch scratch;
  put(scratch.at("file"));
  CHECK_THROWS_WITH(write(scratch.at("file/review")), Catch::Contains("file/review") &&
                                                          Catch::Contains("cannot write") &&
                                                          Catch::Contains("--out"));
}

TEST_CASE("a spreadsheet runs no cell of the data as a formula") {
  const ProcessModel model = sample_model();
  const Review review = sample_review();
  const Wording wording(model, Language::en, "EUR");
  CHECK(calls_csv(review, wording).find("\"'=HYPERLINK(\"\"http://x\"\")\"") != std::string::npos);
  CHECK(failures_csv(review).find(",'@SUM(A1),") != std::string::npos);
  CHECK(tickets_csv(review, wording).find("T-00000001,open,") != std::string::npos);
  CHECK(tickets_csv(review, wording).find(",2026-09-10,,\n") != std::string::npos);
}

TEST_CASE("failures.csv holds the shares of blame of every failed unit") {
  CHECK(failures_csv(sample_review())
            .find("wrong_item,P-260901,2,2026-09-04,3,1,C2:0.83;C5:0.10,0.07\n") !=
        std::string::npos);
}

TEST_CASE("calls.csv has the calls in the order of the review, with how long they wait") {
  const ProcessModel model = sample_model();
  const std::string csv = calls_csv(sample_review(), Wording(model, Language::en, "EUR"));
  CHECK(csv.find(",C1,I-9,2026-09-29T10:12:00,38.0\n") != std::string::npos);
  CHECK(csv.find(",C2,,,\n") != std::string::npos);
  CHECK(csv.find("P-261002") < csv.find("P-260977"));
  CHECK(csv.find("P-260977") < csv.find("P-260981"));
}

TEST_CASE("at_risk.csv has one row an order, with what to do") {
  const ProcessModel model = sample_model();
  const Review review = sample_review();
  const std::string csv = at_risk_csv(review, Wording(model, Language::es, "EUR"));
  CHECK(csv.find("\nP-262017,K-2001,0.223,Artículo equivocado,C2,Artículo = ARCH-A4-050,,"
                 "Redactar las descripciones para que no se confundan,Catálogo,T-00000002,"
                 "wrong_item<C2:0.223;late_delivery<C1:0.150\n") != std::string::npos);
  CHECK(csv.find("Enviar <estos> hoy por otro medio") != std::string::npos);
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 3);
}

TEST_CASE("failures.csv names the earlier failures that a share goes through") {
  Review review = sample_review();
  review.failed_units[0].shares = {{"C5", 0.25, {}},
                                   {"C3", 0.5, {"late_delivery", "wrong_address"}},
                                   {"", 0.2, {"late_delivery"}}};
  CHECK(failures_csv(review).find(
            "C5:0.25;late_delivery<wrong_address<C3:0.50;late_delivery:0.20,0.07\n") !=
        std::string::npos);
}

TEST_CASE("a ticket says what happens, what was ruled out and what will close it") {
  const ProcessModel model = sample_model();
  const Review review = sample_review();
  const std::string ticket =
      ticket_markdown(review, review.tickets[1], Wording(model, Language::en, "EUR"));
  for (const char* text :
       {"41 of 184 order lines failed (22.3%)", "11.2", "Picker = Iván Ñúñez: ratio 3.41 alone",
        "When it acts: since 10 Sep 2026 (8 Sep to 12 Sep), 2 days after this change",
        "What would tell them apart: 7 order lines", "Rewrite the descriptions", "P-262017",
        "comes down to about 2.0%", "≈\u00A0€1,400"}) {
    INFO(text << "\n" << ticket);
    CHECK(ticket.find(text) != std::string::npos);
  }
}

TEST_CASE("a ticket counts the failures that follow from its own") {
  const ProcessModel model = sample_model();
  Review review = sample_review();
  const Wording wording(model, Language::en, review);
  CHECK(ticket_markdown(review, review.tickets[2], wording).find("follow from these") ==
        std::string::npos);
  review.causes[2].leads_to = {{"late_delivery", 7.9}, {"wrong_item", 0.4}};
  CHECK(ticket_markdown(review, review.tickets[2], wording)
            .find("- Failures that follow from these: Late delivery (7.9), Wrong item (0.4)\n") !=
        std::string::npos);
}

TEST_CASE("a ticket is worded in the reader's language, with titles and names and no empty label") {
  const ProcessModel model = sample_model();
  const Review review = sample_review();
  const Wording wording(model, Language::es, review);
  const std::string ticket = ticket_markdown(review, review.tickets[3], wording);
  INFO(ticket);
  CHECK(ticket.find("# T-00000004: Entrega tardía: Transportista = Rapid Sur y Día de la semana = "
                    "viernes y Región = Costa Sur") == 0);
  CHECK(ticket.find("hoy no hay nada que retener") != std::string::npos);
  CHECK(ticket.find("No destacó ninguna otra sospecha") != std::string::npos);
  CHECK(ticket.find("distinguiría") == std::string::npos);
  CHECK(ticket.find("Actúa desde") == std::string::npos);
  CHECK(ticket.find(": \n") == std::string::npos);
  CHECK(ticket.find("\n\n\n") == std::string::npos);
  CHECK(ticket.find("Contención") < ticket.find("## Corrección"));
  CHECK(tickets_csv(review, wording)
            .find("Artículo equivocado: Artículo = ARCH-A4-050 (Archivador A4 50 mm)") !=
        std::string::npos);
  CHECK(calls_csv(review, wording).find("avisado el 29/09/2026 10:12 por correo") !=
        std::string::npos);
  CHECK(calls_csv(review, wording)
            .find(",Elevado: El mismo error otra vez,\"Artículo equivocado: 3 veces") !=
        std::string::npos);
}

TEST_CASE("a ticket with look-alikes and open orders tells them") {
  const ProcessModel model = sample_model();
  const Review review = sample_review();
  const std::string ticket =
      ticket_markdown(review, review.tickets[1], Wording(model, Language::en, review));
  INFO(ticket);
  CHECK(ticket.find("Check these open orders (1)") != std::string::npos);
  CHECK(ticket.find("cannot tell it apart from: Picker = Iván Ñúñez and") != std::string::npos);
  CHECK(ticket.find("What would tell them apart: ") != std::string::npos);
}

TEST_CASE("a value of the data never becomes a mark of Markdown or HTML") {
  CHECK(markdown_escaped("<b>*a*_b_[x](y)|`\n#") == "\\<b\\>\\*a\\*\\_b\\_\\[x\\](y)\\|\\` \\#");
  CHECK(markdown_escaped("http://x www.x a@b.c") == "http\\://x www\\.x a\\@b.c");
  CHECK(markdown_escaped("mailto:a javascript:b") == "mailto\\:a javascript\\:b");
  CHECK(markdown_escaped("1. a") == "1\\. a");
  CHECK(markdown_escaped("12) a") == "12\\) a");
  CHECK(markdown_escaped("--- a") == "\\--- a");
  CHECK(markdown_escaped("=== a") == "\\=== a");
  CHECK(markdown_escaped("    code") == "code");
  CHECK(markdown_escaped("Late: 10:12, 3.5 (a)") == "Late: 10:12, 3.5 (a)");
  const ProcessModel model = sample_model();
  const Review review = sample_review();
  const std::string ticket =
      ticket_markdown(review, review.tickets[4], Wording(model, Language::es, "EUR"));
  REQUIRE(ticket.find("<script") != std::string::npos);
  for (auto at = ticket.find('<'); at != std::string::npos; at = ticket.find('<', at + 1)) {
    CHECK(ticket[at - 1] == '\\');
  }
}
