#include "report/trace_order.h"

#include <fmt/format.h>

#include "report/redact.h"
#include "report/trace_care.h"
#include "report/trace_failures.h"
#include "report/trace_history.h"
#include "report/trace_timeline.h"

namespace rastro {

namespace {

class OrderStory {
 public:
  OrderStory(const OrderCase& order, const Wording& wording)
      : order_(order), store_(order.source.store), wording_(wording), texts_(wording.texts()) {}

  std::string run() {
    out_ = texts_.fill("trace.order", order_.order_id) + "\n";
    add_order();
    add_lines();
    section("trace.timeline", timeline_lines(order_, wording_));
    section("trace.failures", failure_lines(order_, wording_));
    const auto done = done_lines(order_, wording_);
    if (!done.empty()) section("trace.done", done);
    section("trace.still_owed", owed_lines(order_, wording_));
    section("trace.history", history_lines(order_, wording_));
    return std::move(out_);
  }

 private:
  void section(const std::string& title, const std::vector<std::string>& lines) {
    out_ += "\n" + texts_.get(title) + "\n";
    for (const std::string& line : lines) out_ += "  " + line + "\n";
  }
  void entry(const std::string& key, const std::string& value) {
    if (!value.empty()) out_ += "  " + texts_.get(key) + ": " + value + "\n";
  }

  /// What names nobody, but may hold a telephone number.
  std::string plain(std::string_view text) const {
    return order_.source.settings.redact ? without_contacts(text) : std::string(text);
  }

  void add_order() {
    RowReader row =
        store_.read_where("orders", {"channel", "promised_at", "status", "address", "city"},
                          "order_id", order_.order_id);
    row.next();
    entry("trace.customer", customer());
    entry("trace.channel", plain(row.text(0)));
    if (!row.is_null(1)) entry("trace.promised", shown_time(row.integer(1)));
    entry("trace.status", plain(row.text(2)));
    if (order_.source.settings.redact) return;
    const std::string between = row.text(3).empty() || row.text(4).empty() ? "" : ", ";
    entry("trace.address", std::string(row.text(3)) + between + std::string(row.text(4)));
  }

  std::string customer() {
    const std::string& id = order_.customer_id;
    if (id.empty()) return texts_.get("trace.no_customer");
    if (order_.source.settings.redact) return shown_customer(id, true);
    RowReader row = store_.read_where("customers", {"name"}, "customer_id", id);
    return !row.next() || row.is_null(0) ? id : id + ", " + std::string(row.text(0));
  }

  void add_lines() {
    RowReader row =
        store_.read_where("order_lines", {"line", "sku", "quantity"}, "order_id", order_.order_id);
    while (row.next()) {
      const std::string sku(row.text(1));
      std::string shown = texts_.fill("trace.order_line", std::string(row.text(0))) + ": " + sku;
      RowReader product = store_.read_where("products", {"name"}, "sku", sku);
      if (product.next() && !product.is_null(0)) shown += " " + plain(product.text(0));
      if (!row.is_null(2)) shown += fmt::format(" × {}", row.number(2));
      out_ += "  " + shown + "\n";
    }
  }

  const OrderCase& order_;
  Store& store_;
  const Wording& wording_;
  const Texts& texts_;
  std::string out_;
};

}  // namespace

std::string order_story(const OrderCase& order, const Wording& wording) {
  return OrderStory(order, wording).run();
}

std::string trace_order(const TraceSource& source, std::string_view order_id, Locale locale) {
  const OrderCase order = find_order_case(source, order_id);
  return order_story(order, Wording(source.model, locale, source.review));
}

}  // namespace rastro
