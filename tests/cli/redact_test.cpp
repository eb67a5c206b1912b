// A month whose every name, address, telephone number and e-mail address is known, so that what is
// written can be searched for all of them.
#include <set>

#include "base/text.h"
#include "cli/run_program.h"
#include "formats/csv_reader.h"
#include "places.h"
#include "report/written_review.h"

using namespace rastro;

namespace {

using Fields = std::vector<std::string>;

class KnownPeople : public Program {
 public:
  KnownPeople() {
    std::filesystem::create_directories(path() + "/logs");
    copy("customers", {{"name", "name"}, {"address", "address"}, {"customer_id", "customer"}});
    copy("orders", {{"address", "address"}, {"taken_by", "staff"}, {"customer_id", "customer"}});
    copy("deliveries", {{"picker", "staff"},
                        {"packer", "staff"},
                        {"driver", "staff"},
                        {"address_used", "address"},
                        {"carrier", "contact"}});
    copy("descriptions", {{"author", "staff"}});
    copy("incidents", {{"correct_address", "address"}, {"note", "note"}, {"failure", "kind"}});
    copy("recovery", {{"by", "staff"}});
    copy("surveys", {{"comment", "note"}});
    copy("changes", {{"note", "note"}, {"value", "value"}});
    copy("products", {{"name", "contact"}});
    copy("order_lines", {});
    copy("installations", {});
  }

  /// By sort: names, addresses, staff, telephone numbers, e-mail addresses …
  std::map<std::string, std::set<std::string>> secrets;

 private:
  using Changes = std::map<std::string, std::string>;  // column to what becomes of it

  void copy(const std::string& table, const Changes& changes) {
    CsvReader reader(in_source("data/sample/" + table + ".csv"));
    std::string text;
    Fields headings;
    while (reader.next()) {
      Fields row(reader.fields().begin(), reader.fields().end());
      if (headings.empty()) {
        headings = row;
      } else {
        for (std::size_t column = 0; column < row.size(); ++column) {
          const auto change = changes.find(headings[column]);
          if (change != changes.end()) row[column] = made_known(change->second, row[column], row);
        }
      }
      text += csv_record(row);
    }
    write("logs/" + table + ".csv", text);
  }

  /// One token for each text of a sort, such as no other text holds.
  std::string token(const std::string& sort, const std::string& text) {
    const auto [found, is_new] = tokens_.try_emplace({sort, text}, "");
    if (is_new) {
      found->second = "Qx" + sort + std::to_string(tokens_.size()) + "q";
      secrets[sort].insert(found->second);
    }
    return found->second;
  }

  /// A telephone number and an e-mail address, both new.
  std::string contacts() {
    const std::string digits = std::to_string(10000 + ++contacts_);
    const std::string phone = "11 4" + digits.substr(0, 3) + "-" + digits.substr(1) + "7";
    const std::string mail = "qxmail" + digits + "@correo.example";
    secrets["phone"].insert(phone);
    secrets["mail"].insert(mail);
    return "tel. " + phone + ", " + mail;
  }

  std::string made_known(const std::string& change, const std::string& text, const Fields& row) {
    if (change == "kind") {
      // A few reports name as their failure what nobody foresaw.
      return row[0] == "I000011" ? "queja de " + token("name", "kind") : text;
    }
    if (text.empty()) return text;
    if (change == "note") return text + " (" + token("name", text) + ", " + contacts() + ")";
    if (change == "contact") {
      std::string& known = with_contacts_[text];
      if (known.empty()) known = text + " " + contacts();
      return known;
    }
    if (change == "value") {
      if (row[3] == "packer") return token("staff", text);
      return row[3] == "carrier" ? with_contacts_[text] : text;
    }
    if (change == "address") return token("address", text) + " " + text;
    return token(change, text);
  }

  std::map<std::pair<std::string, std::string>, std::string> tokens_;
  std::map<std::string, std::string> with_contacts_;
  int contacts_ = 0;
};

/// Of a workbook what its sheets say.
std::string text_of(const std::string& file) {
  if (!file.ends_with(".xlsx")) return bytes_of(file);
  std::string text;
  for (const std::string& sheet : sheets_of(file)) text += sheet;
  return text;
}

std::map<std::string, std::string> texts_below(const std::string& folder) {
  std::map<std::string, std::string> texts;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) texts[entry.path()] = text_of(entry.path());
  }
  return texts;
}

/// How often one of them stands in the texts, and the first few. Tens of thousands of secrets are
/// looked for at each place at once: by how they begin, then by each length that they have.
std::pair<std::size_t, Fields> told(const std::set<std::string>& secrets,
                                    const std::map<std::string, std::string>& texts) {
  constexpr std::size_t start = 4;
  std::set<std::string, std::less<>> starts;
  std::set<std::size_t> lengths;
  bool begins[256] = {};
  for (const std::string& secret : secrets) {
    starts.insert(secret.substr(0, start));
    lengths.insert(secret.size());
    begins[static_cast<unsigned char>(secret[0])] = true;
  }
  std::size_t count = 0;
  Fields first;
  for (const auto& [name, text] : texts) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (!begins[static_cast<unsigned char>(text[at])]) continue;
      if (!starts.contains(std::string_view(text).substr(at, start))) continue;
      for (const std::size_t length : lengths) {
        const std::string piece = text.substr(at, length);
        if (!secrets.contains(piece)) continue;
        if (++count <= 5) first.push_back(piece + " in " + name);
      }
    }
  }
  return {count, first};
}

}  // namespace

TEST_CASE("redacted, no file tells of anybody", "[redact]") {
  const KnownPeople program;
  program.run({"review", "logs", "--out", "open", "--lang", "es,en", "--quiet"});
  program.run({"review", "--out", "closed", "--lang", "es,en", "--redact", "--quiet"});
  auto open = texts_below(program.path() + "/open");
  auto closed = texts_below(program.path() + "/closed");
  CHECK(open.size() == closed.size());
  const nlohmann::json review = nlohmann::json::parse(program.read("closed/review.json"));
  REQUIRE(review["tickets"].size() > 3);
  for (const char* format : {"dot", "graphml", "json"}) {
    open[format] = program.done({"graph", "--format", format});
    closed[format] = program.done({"graph", "--format", format, "--redact"});
  }
  closed["summary"] = program.done({"review", "--out", "closed", "--redact"});
  std::set<std::string> steps, reasons;  // one of each: every trace analyses the month again
  for (const auto& ticket : review["tickets"]) {
    if (!steps.insert(ticket["step"]).second) continue;
    closed[ticket["id"]] = program.done({"trace", "ticket", ticket["id"], "--redact"});
  }
  for (const auto& call : review["calls"]) {
    if (!reasons.insert(call["why"]).second) continue;
    closed[call["order_id"]] = program.done({"trace", "order", call["order_id"], "--redact"});
  }
  REQUIRE(reasons.size() > 1);
  for (const auto& [sort, secrets] : program.secrets) {
    INFO(sort);
    // Of each sort something would be told, or the search would prove nothing.
    CHECK(told(secrets, open).first > 0);
    CHECK(told(secrets, closed).second == Fields{});
  }
}

TEST_CASE("redacted, the same tickets and figures are told, and people by made-up names",
          "[redact]") {
  const KnownPeople program;
  program.run({"review", "logs", "--out", "open", "--lang", "en", "--quiet"});
  program.run({"review", "--out", "closed", "--lang", "en", "--redact", "--quiet"});
  const nlohmann::json open = nlohmann::json::parse(program.read("open/review.json"));
  const nlohmann::json closed = nlohmann::json::parse(program.read("closed/review.json"));
  REQUIRE(open["causes"].size() == closed["causes"].size());
  std::size_t people = 0;
  for (std::size_t index = 0; index < open["causes"].size(); ++index) {
    const auto& before = open["causes"][index];
    const auto& now = closed["causes"][index];
    CHECK(before["ticket"] == now["ticket"]);
    CHECK(before["attributed"] == now["attributed"]);
    CHECK(before["change"].is_null() == now["change"].is_null());
    for (const auto& condition : now["conditions"]) {
      if (condition["value"].get<std::string>().starts_with("person-")) ++people;
    }
    // The trail still leads through the graph.
    std::set<std::string> nodes;
    for (const auto& node : closed["graph"]["nodes"]) nodes.insert(node["id"]);
    for (const auto& place : now["trail"]) CHECK(nodes.count(place) == 1);
  }
  CHECK(people > 0);
  CHECK(open["graph"]["nodes"].size() == closed["graph"]["nodes"].size());
}
