#pragma once

#include <fmt/format.h>

#include "base/time.h"
#include "cli/few_orders.h"

namespace rastro {

/// Four weeks of thirty orders a day, in which one failure brings about the next:
/// - of the orders by telephone (every fifth) a third has a wrong address, which most often fails
///   the first attempt, which most often makes the delivery late and then the installation;
/// - product S5 comes wrong, and so does its replacement, twice.
/// Beside these, a few of each failure happen every day.
class ChainedLogs : public FewOrders {
 public:
  ChainedLogs() {
    remove("logs/deliveries.csv");
    for (int order = 0; order < 840; ++order) add_order(order);
    write("logs/orders.csv", orders_);
    write("logs/order_lines.csv", lines_);
    write("logs/deliveries.csv", deliveries_);
    write("logs/incidents.csv", incidents_);
    write("logs/installations.csv", installations_);
  }

 private:
  static std::string at(int day, int hour) {
    return format_time(start_of(*parse_day("2026-08-31") + day) + hour * 3600).substr(0, 16);
  }

  void add_order(int order) {
    const int day = order / 30;
    const bool phone = order % 5 == 0;
    const bool astray = (phone && order / 5 % 3 == 0) || order % 97 == 13;
    const bool failed = (astray && order / 5 % 9 != 0) || order % 41 == 7;
    const bool late = (failed && order % 4 != 1) || order % 59 == 11;
    orders_ += fmt::format("P{:03},C{},{},{},{},{}\n", order, order, at(day, 10),
                           at(day + 4, 0).substr(0, 10), phone ? "phone" : "web",
                           order / 2 % 2 == 0 ? "Norte" : "Sur");
    lines_ += fmt::format("P{:03},1,S{}\n", order, order % 12);
    if (failed) deliver(order, 1, "original", day + 2, false);
    const int arrival = day + (late ? 6 : 3);
    deliver(order, failed ? 2 : 1, "original", arrival, true);
    if (astray) report(order, day + 7, "wrong_address", "");
    install(order, day, late);
    if ((order % 12 == 5 && order / 12 % 3 != 0) || order % 83 == 3) replace(order, arrival);
  }

  void deliver(int order, int attempt, const char* reason, int day, bool arrives) {
    deliveries_ += fmt::format("D{},P{:03},{},{},Andes,{},{},{},{}\n", ++delivery_, order, attempt,
                               reason, at(day, 8), at(day, 15), arrives ? at(day, 15) : "",
                               arrives ? "delivered" : "failed");
  }

  void report(int order, int day, const char* failure, const char* line) {
    incidents_ +=
        fmt::format("R{},P{:03},{},{},call,{}\n", ++incident_, order, line, at(day, 9), failure);
  }

  /// Wrong, and of every second order wrong again and again.
  void replace(int order, int arrival) {
    report(order, arrival + 1, "wrong_item", "1");
    deliver(order, 1, "replacement", arrival + 3, true);
    if (order / 12 % 2 == 0) return;
    report(order, arrival + 4, "wrong_item", "1");
    deliver(order, 1, "replacement", arrival + 6, true);
    report(order, arrival + 7, "wrong_item", "1");
  }

  /// Agreed for the fifth day; not before the goods are there.
  void install(int order, int day, bool late) {
    if (order % 3 == 1) return;
    const bool delayed = late || order % 71 == 5;
    installations_ += fmt::format("I{},P{:03},T1,{},{},completed\n", order, order, at(day + 5, 9),
                                  at(day + (delayed ? 7 : 5), 11));
  }

  std::string orders_ = "order_id,customer_id,ordered_at,promised_at,channel,region\n";
  std::string lines_ = "order_id,line,sku\n";
  std::string deliveries_ =
      "delivery_id,order_id,attempt,reason,carrier,dispatched_at,attempted_at,delivered_at,"
      "outcome\n";
  std::string incidents_ = "incident_id,order_id,line,reported_at,source,failure\n";
  std::string installations_ = "installation_id,order_id,team,scheduled_at,completed_at,outcome\n";
  int delivery_ = 0, incident_ = 0;
};

}  // namespace rastro
