#include "report/trace_failures.h"

#include <set>

#include "report/trace_blame.h"
#include "report/trace_mechanism.h"

namespace rastro {

namespace {

class FailureLines {
 public:
  FailureLines(const OrderCase& order, const Wording& wording)
      : order_(order), model_(order.source.model), wording_(wording), texts_(wording.texts()) {}

  std::vector<std::string> run() {
    for (std::size_t kind = 0; kind < model_.failures.size(); ++kind) {
      for (const std::size_t row : order_.units.rows(model_.failures[kind].unit)) {
        if (order_.units.failed(kind, row)) add_failure(kind, row);
      }
    }
    add_uncounted();
    if (found_.empty()) lines_.push_back(texts_.get("trace.no_failure"));
    if (order_.units.before_window()) {
      const DayRange window = order_.source.analysis.window;
      lines_.push_back(
          texts_.fill("trace.before_window", format_day(window.from), format_day(window.to)));
    }
    return std::move(lines_);
  }

 private:
  void add_failure(std::size_t kind, std::size_t row) {
    found_.insert(kind);
    const UnitTable& table = order_.units.table(kind);
    lines_.push_back(
        named_failure(table, kind, row, wording_) + ", " +
        texts_.fill("trace.reports", std::to_string(table.failures[kind].incidents[row])));
    for (const std::string& each : how_it_failed(order_.units.all(), order_.stories, kind, row,
                                                 order_.source.settings.redact, wording_)) {
      lines_.push_back("  " + each);
    }
    const KindFindings* findings = order_.units.findings(kind);
    if (findings == nullptr) return;
    for (const FailedUnit& failed : findings->failed) {
      if (failed.unit != row) continue;
      for (const std::string& each : blame_lines(order_.source, *findings, failed, wording_)) {
        lines_.push_back(each);
      }
    }
  }

  /// Kinds that were reported but are no counted failure: too young an order, or no such unit.
  void add_uncounted() {
    std::set<std::string> uncounted;
    for (const CareIncident* incident : order_.incidents()) {
      for (const ToldKind& told : incident->told) {
        const auto kind = model_.find_failure(told.failure);
        if ((kind && found_.contains(*kind)) || !uncounted.insert(told.failure).second) continue;
        lines_.push_back(texts_.fill("trace.uncounted", wording_.told({told})));
      }
    }
  }

  const OrderCase& order_;
  const ProcessModel& model_;
  const Wording& wording_;
  const Texts& texts_;
  std::set<std::size_t> found_;  ///< kinds
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> failure_lines(const OrderCase& order, const Wording& wording) {
  return FailureLines(order, wording).run();
}

}  // namespace rastro
