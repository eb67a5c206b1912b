#include "bench/simulated_month.h"

#include <cmath>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <stdexcept>
#include <system_error>

#include "base/random.h"
#include "intake/importer.h"
#include "report/assemble.h"
#include "simulate/simulate.h"

namespace rastro::bench {

namespace {

/// A folder of its own, removed at the end come what may.
class ScratchFolder {
 public:
  ScratchFolder() {
    path_ = (std::filesystem::temp_directory_path() / "rastro-bench-XXXXXX").string();
    if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("cannot make " + path_);
  }
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

SimulationSettings settings_for(const MonthPlan& plan) {
  SimulationSettings settings;
  settings.seed = plan.seed;
  settings.until = *parse_day("2026-09-30");
  settings.months = 2;  // the window, and weeks before it as a weekly user has them
  settings.plant = plan.plant;
  if (plan.varied) {
    Random random(plan.seed, 1000);  // a stream that the simulation does not use
    settings.orders_per_month =
        static_cast<int>(std::exp(random.uniform(std::log(3000.0), std::log(40000.0))));
    settings.rate_factor = std::exp(random.uniform(std::log(0.3), std::log(3.0)));
  }
  return settings;
}

}  // namespace

SimulatedMonth analyse_month(const MonthPlan& plan) {
  const ScratchFolder folder;
  const SimulationSettings settings = settings_for(plan);
  simulate(settings, folder.path());
  const ProcessModel& model = default_model();
  Store store(":memory:", model.tables);
  import_files(store, model, {folder.path()});
  ReviewSettings review;
  review.as_of = review.seen_until = settings.until;
  SimulatedMonth month;
  month.units = load_review_units(store, model, review);
  const std::clock_t begin = std::clock();
  month.analysis = analyse(month.units, model, review_window(review));
  month.analysis_seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  month.truth =
      read_truth(folder.path() + "/truth", month.analysis.window.from, month.analysis.window.to);
  return month;
}

}  // namespace rastro::bench
