#include "report/workbook.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/error.h"
#include "formats/workbook.h"
#include "report/page_sections.h"
#include "report/workbook_sheet.h"

namespace rastro {

namespace {

using Kind = BookCell::Kind;
using Row = std::vector<BookCell>;

std::string lines_of(const std::vector<std::string>& sentences) {
  return fmt::format("{}", fmt::join(sentences, " "));
}

/// The five sheets of a review, each with its rows.
class ReviewBook {
 public:
  ReviewBook(lxw_workbook* book, const Review& review, const Wording& wording,
             std::size_t most_rows)
      : book_(book),
        review_(review),
        wording_(wording),
        texts_(wording.texts()),
        styles_(book, wording.figures()),
        most_rows_(most_rows) {}

  void write() {
    write_causes();
    write_tickets();
    write_failures();
    write_calls();
    write_at_risk();
  }
  const std::vector<BookTable::Written>& written() const { return written_; }
  const std::string& fault() const { return fault_; }

 private:
  /// The columns are named by texts of the group xlsx, each with its width.
  BookTable table(const std::string& name,
                  const std::vector<std::pair<const char*, double>>& columns) const {
    std::vector<BookColumn> headings;
    for (const auto& [key, width] : columns) headings.push_back({texts_.get(key), width});
    return {book_, styles_, texts_, texts_.get(name), headings, most_rows_};
  }

  void close(BookTable& table) {
    table.finish();
    written_.insert(written_.end(), table.written().begin(), table.written().end());
    if (fault_.empty()) fault_ = table.fault();
  }

  void write_causes() {
    BookTable sheet = table(
        "xlsx.causes", {{"xlsx.cause", 8},       {"xlsx.failure", 20},  {"xlsx.condition", 40},
                        {"xlsx.step", 20},       {"xlsx.owner", 16},    {"xlsx.failed", 9},
                        {"xlsx.exposed", 9},     {"xlsx.rate", 9},      {"xlsx.baseline", 9},
                        {"xlsx.ratio", 9},       {"xlsx.ratio_low", 9}, {"xlsx.ratio_high", 9},
                        {"xlsx.attributed", 10}, {"xlsx.cost", 13},     {"xlsx.since", 12},
                        {"xlsx.until", 12},      {"xlsx.course", 40},   {"xlsx.how", 50},
                        {"xlsx.leads_to", 28},   {"xlsx.alike", 28},    {"xlsx.inferred", 10},
                        {"xlsx.p", 9},           {"xlsx.ticket", 12},   {"xlsx.examples", 40}});
    for (const ReviewCause& cause : review_.causes) sheet.add(cause_row(cause));
    close(sheet);
  }

  Row cause_row(const ReviewCause& cause) const {
    std::vector<std::string> alike;
    for (const ReviewConditions& other : cause.same_as) alike.push_back(wording_.conditions(other));
    return {text_cell(cause.id),
            text_cell(wording_.failure(cause.failure)),
            text_cell(wording_.conditions(cause.conditions)),
            text_cell(wording_.step(cause.step)),
            text_cell(page::owner_of(cause.step, "", wording_)),
            count_cell(cause.failed),
            count_cell(cause.exposed),
            number_cell(Kind::rate, cause.rate),
            number_cell(Kind::rate, cause.baseline_rate),
            number_cell(Kind::amount, cause.risk_ratio),
            number_cell(Kind::amount, cause.risk_ratio_low),
            number_cell(Kind::amount, cause.risk_ratio_high),
            number_cell(Kind::amount, cause.attributed),
            number_cell(Kind::money, cause.cost_per_month),
            day_cell(cause.since),
            day_cell(cause.until),
            text_cell(wording_.course(cause)),
            text_cell(lines_of(wording_.how(cause))),
            text_cell(wording_.consequences(cause)),
            text_cell(fmt::format("{}", fmt::join(alike, "; "))),
            count_cell(cause.inferred),
            text_cell(wording_.figures().p_value(cause.p_adjusted)),
            text_cell(cause.ticket),
            text_cell(fmt::format("{}", fmt::join(cause.orders, ", ")))};
  }

  void write_tickets() {
    BookTable sheet = table("xlsx.tickets", {{"xlsx.ticket", 12},
                                             {"xlsx.state", 14},
                                             {"xlsx.what", 50},
                                             {"xlsx.step", 20},
                                             {"xlsx.owner", 16},
                                             {"xlsx.correction", 60},
                                             {"xlsx.reduction", 12},
                                             {"xlsx.cost", 13},
                                             {"xlsx.priority", 10},
                                             {"xlsx.opened", 12},
                                             {"xlsx.fixed", 12},
                                             {"xlsx.verdict", 14},
                                             {"xlsx.mechanism", 28},
                                             {"xlsx.cause", 8},
                                             {"xlsx.orders", 40}});
    for (const ReviewTicket& ticket : review_.tickets) sheet.add(ticket_row(ticket));
    close(sheet);
  }

  Row ticket_row(const ReviewTicket& ticket) const {
    const ReviewCause* cause = find_cause(review_, ticket.cause);
    const auto& orders = cause == nullptr ? ticket.orders : cause->orders;
    return {text_cell(ticket.id),
            text_cell(wording_.word("states", ticket.state)),
            text_cell(wording_.title(review_, ticket)),
            text_cell(wording_.step(ticket.step)),
            text_cell(page::owner_of(ticket.step, ticket.owner, wording_)),
            text_cell(fmt::format("{}", fmt::join(wording_.corrections(ticket), " / "))),
            number_cell(Kind::amount, ticket.expected_reduction_per_month),
            cause == nullptr ? BookCell() : number_cell(Kind::money, cause->cost_per_month),
            number_cell(Kind::count, ticket.priority),
            day_cell(ticket.opened),
            day_cell(ticket.fixed_on),
            text_cell(wording_.word("states", ticket.verdict)),
            text_cell(ticket.mechanism.empty() ? "" : wording_.mechanism(ticket.mechanism)),
            text_cell(ticket.cause),
            text_cell(fmt::format("{}", fmt::join(orders, ", ")))};
  }

  void write_failures() {
    BookTable sheet = table("xlsx.failures", {{"xlsx.failure", 22},
                                              {"xlsx.order", 16},
                                              {"xlsx.part", 14},
                                              {"xlsx.ordered", 12},
                                              {"xlsx.reports", 10},
                                              {"xlsx.inferred", 10},
                                              {"xlsx.main_cause", 10},
                                              {"xlsx.main_share", 10},
                                              {"xlsx.other_shares", 40},
                                              {"xlsx.unexplained", 12}});
    for (const ReviewFailedUnit& unit : review_.failed_units) sheet.add(failure_row(unit));
    close(sheet);
  }

  /// "C2", or by way of earlier failures: "Failed attempt < Wrong address < C1".
  std::string way_of(const ReviewFailedUnit::Share& share) const {
    std::vector<std::string> way;
    for (const std::string& kind : share.via) way.push_back(wording_.failure(kind));
    if (!share.cause.empty()) way.push_back(share.cause);
    return fmt::format("{}", fmt::join(way, " < "));
  }

  Row failure_row(const ReviewFailedUnit& unit) const {
    const auto largest = std::max_element(
        unit.shares.begin(), unit.shares.end(),
        [](const auto& left, const auto& right) { return left.share < right.share; });
    std::vector<std::string> others;
    for (auto share = unit.shares.begin(); share != unit.shares.end(); ++share) {
      if (share == largest) continue;
      others.push_back(way_of(*share) + " " + wording_.figures().percent(share->share));
    }
    const bool any = largest != unit.shares.end();
    return {text_cell(wording_.failure(unit.kind)),
            text_cell(unit.order_id),
            text_cell(unit.part),
            day_cell(unit.ordered_on),
            count_cell(unit.incidents),
            count_cell(unit.inferred),
            text_cell(any ? way_of(*largest) : ""),
            any ? number_cell(Kind::share, largest->share) : BookCell(),
            text_cell(fmt::format("{}", fmt::join(others, "; "))),
            number_cell(Kind::share, unit.leak)};
  }

  void write_calls() {
    BookTable sheet = table("xlsx.calls", {{"xlsx.order", 16},
                                           {"xlsx.customer", 20},
                                           {"xlsx.why", 30},
                                           {"xlsx.detail", 70},
                                           {"xlsx.reported_at", 18},
                                           {"xlsx.cause", 8}});
    for (const ReviewCall& call : review_.calls) {
      sheet.add({text_cell(call.order_id), text_cell(call.customer_id),
                 text_cell(wording_.reason(call)), text_cell(wording_.call(call)),
                 time_cell(call.reported_at), text_cell(call.cause)});
    }
    close(sheet);
  }

  void write_at_risk() {
    BookTable sheet = table("xlsx.at_risk", {{"xlsx.order", 16},
                                             {"xlsx.customer", 20},
                                             {"xlsx.probability", 14},
                                             {"xlsx.failure", 22},
                                             {"xlsx.cause", 8},
                                             {"xlsx.condition", 40},
                                             {"xlsx.today", 60},
                                             {"xlsx.owner", 16},
                                             {"xlsx.ticket", 12}});
    for (const ReviewAtRisk& order : review_.at_risk) {
      const ReviewCause* cause = find_cause(review_, order.cause);
      if (cause == nullptr) continue;
      sheet.add({text_cell(order.order_id), text_cell(order.customer_id),
                 number_cell(Kind::share, order.probability),
                 text_cell(wording_.failure(cause->failure)), text_cell(order.cause),
                 text_cell(wording_.conditions(cause->conditions)),
                 text_cell(fmt::format("{}", fmt::join(wording_.containment(*cause), " / "))),
                 text_cell(page::owner_of(cause->step, "", wording_)), text_cell(cause->ticket)});
    }
    close(sheet);
  }

  lxw_workbook* book_;
  const Review& review_;
  const Wording& wording_;
  const Texts& texts_;
  BookStyles styles_;
  std::size_t most_rows_;
  std::vector<BookTable::Written> written_;
  std::string fault_;
};

/// Title and day for the file's own properties: the library would take the clock for the latter.
void set_properties(lxw_workbook* book, const Review& review, const Wording& wording) {
  std::string title =
      wording.texts().get("common.title") + " · " +
      wording.texts().fill("common.window",
                           wording.figures().days(review.window_from, review.window_to));
  std::string author = "Rastro";
  lxw_doc_properties properties{};
  properties.title = title.data();
  properties.author = author.data();
  properties.created = std::max<std::time_t>(start_of(review.as_of), 1);
  workbook_set_properties(book, &properties);
}

/// Whether every sheet can be read and has all its rows.
std::string read_back(const std::string& path, const std::vector<BookTable::Written>& written) {
  try {
    const Workbook book(path);
    for (const auto& [name, expected] : written) {
      const auto sheet = book.open(name);
      std::size_t rows = 0;
      while (sheet->next()) ++rows;
      if (rows != expected) return fmt::format("the sheet '{}' is not whole", name);
    }
  } catch (const Error& error) {
    return "the workbook is not whole";
  }
  return "";
}

}  // namespace

std::string write_workbook(const Review& review, const Wording& wording, const std::string& path,
                           std::size_t most_rows) {
  // Parts are kept beside the file while it is made, not where /tmp may be small.
  std::string folder = std::filesystem::path(path).parent_path().string();
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  options.tmpdir = folder.empty() ? nullptr : folder.data();
  lxw_workbook* const book = workbook_new_opt(path.c_str(), &options);
  if (book == nullptr) return "the workbook cannot be begun";
  set_properties(book, review, wording);
  std::vector<BookTable::Written> written;
  std::string fault;
  {
    ReviewBook sheets(book, review, wording, most_rows);
    sheets.write();
    written = sheets.written();
    fault = sheets.fault();
  }
  const lxw_error closed = workbook_close(book);
  if (closed != LXW_NO_ERROR) return lxw_strerror(closed);
  return fault.empty() ? read_back(path, written) : fault;
}

}  // namespace rastro
