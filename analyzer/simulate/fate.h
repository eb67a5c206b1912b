#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "simulate/causes.h"

namespace rastro::simulation {

/// What befell one unit in one failure kind. Causes are bits by their index.
struct Draw {
  std::uint32_t exposed = 0;  ///< causes whose conditions the unit meets
  std::uint32_t fired = 0;    ///< of these, those by which it failed
  bool base = false;          ///< it failed, or would have, without any cause

  bool failed() const { return base || fired != 0; }
};

/// One day's truth about a cause.
struct CauseDay {
  int exposed = 0;
  double expected_extra = 0;  ///< sum over exposed units of P(fail) minus P(fail without the cause)
  double expected_extra_seen = 0;  ///< of units whose failure is, or would be, in the logs
  int fired = 0;
  int fired_seen = 0;
};

/// Decides which units fail, by base rates and planted causes as a noisy-OR, and keeps the books.
class Fate {
 public:
  Fate(const World& world, const std::vector<Cause>& causes, Day from, Day until, Random& random);

  void draw_base(Kind kind, Draw& draw);
  /// Causes that depend on the day of dispatch, or all others: a late order's day of dispatch is
  /// known only when it is known what kept it in the warehouse.
  void draw_causes(Kind kind, const Unit& unit, bool by_dispatch_day, Draw& draw);
  Draw draw(Kind kind, const Unit& unit);

  /// `seen`: whether the logs show the failure, or would if the unit had failed.
  void book(Kind kind, Day day, const Draw& draw, bool seen);

  const std::vector<Cause>& causes() const { return causes_; }
  /// By cause, then by day from the period's first.
  const std::vector<std::vector<CauseDay>>& days() const { return days_; }

 private:
  const World& world_;
  const std::vector<Cause>& causes_;
  Day from_;
  Random& random_;
  std::array<std::vector<std::uint32_t>, kind_count> causes_of_kind_;
  std::vector<bool> by_dispatch_day_;
  std::vector<std::vector<CauseDay>> days_;
};

}  // namespace rastro::simulation
