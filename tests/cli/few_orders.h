#pragma once

#include "cli/run_program.h"

namespace rastro {

inline constexpr const char* three_orders =
    "order_id,customer_id,ordered_at,promised_at,channel\n"
    "A1,C1,2026-09-01T10:00,2026-09-03,web\n"
    "A2,C2,2026-09-02T10:00,2026-09-04,phone\n"
    "A3,C1,2026-09-10T10:00,2026-09-12,web\n";

/// D2 is two days late.
inline constexpr const char* two_deliveries =
    "delivery_id,order_id,attempt,carrier,picked_at,dispatched_at,delivered_at,outcome\n"
    "D1,A1,1,Uno,2026-09-01T15:00,2026-09-02T08:00,2026-09-03T17:00,delivered\n"
    "D2,A2,1,Dos,2026-09-02T15:00,2026-09-03T08:00,2026-09-06T17:00,delivered\n";

/// The program beside a folder "logs" of a few orders.
class FewOrders : public Program {
 public:
  FewOrders() {
    folder("logs");
    write("logs/orders.csv", three_orders);
    write("logs/deliveries.csv", two_deliveries);
  }

  void folder(const std::string& name) const {
    std::filesystem::create_directories(path() + "/" + name);
  }
  /// Adds text to the end of a file.
  void add(const std::string& name, std::string_view text) const {
    write(name, read(name) + std::string(text));
  }
  void remove(const std::string& name) const { std::filesystem::remove(path() + "/" + name); }
};

/// A run that ended with this exit code and said these words, on standard error for a refusal.
inline void check_ended(const ProgramRun& run, int exit_code,
                        const std::vector<std::string>& words) {
  INFO("out: " << run.out << "\nerr: " << run.err);
  CHECK(run.exit_code == exit_code);
  for (const std::string& word : words) {
    INFO("missing: " << word);
    const std::string& said = exit_code == 1 || exit_code == 2 ? run.err : run.out;
    CHECK(said.find(word) != std::string::npos);
  }
}

}  // namespace rastro
