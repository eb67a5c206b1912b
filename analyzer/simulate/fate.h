#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "simulate/circumstances.h"

namespace rastro::simulation {

/// What befell one unit in one failure kind. Causes are bits by their index.
struct Draw {
  std::uint32_t exposed = 0;  ///< causes whose conditions the unit meets
  std::uint32_t fired = 0;    ///< of these, those by which it failed
  double base_risk = 0;       ///< everyday risk of this unit on its day
  bool base = false;          ///< it failed, or would have, without any cause
  int episode = -1;           ///< index of the episode that the unit was in
  bool by_episode = false;    ///< it failed by that
  int link = -1;              ///< index of the link from an upstream failure of the unit
  bool by_link = false;       ///< it failed by that

  bool failed() const { return base || fired != 0 || by_episode || by_link; }
  /// Whether anything but everyday mishap could have made it fail.
  bool touched() const { return exposed != 0 || episode >= 0 || link >= 0; }
};

/// One day's truth about a cause.
struct CauseDay {
  int exposed = 0;
  double expected_extra = 0;  ///< sum over exposed units of P(fail) minus P(fail without the cause)
  double expected_extra_seen = 0;  ///< of units whose failure is, or would be, in the logs
  int fired = 0;
  int fired_seen = 0;
};

/// The truth about an episode or a link, over its order days.
struct Effect {
  CauseDay sum;
  Day from = 0, until = 0;  ///< first and last order day of the units exposed
};

/// The truth about a protection.
struct Spared {
  int exposed = 0;
  double prevented = 0;  ///< everyday failures that were to be expected without it
};

/// Decides which units fail, by everyday rates, planted causes and circumstances as a noisy-OR, and
/// keeps the books.
class Fate {
 public:
  /// `upsets` is drawn from for episodes and links only, so that the rest stays as it is without.
  Fate(const World& world, const std::vector<Cause>& causes, const Circumstances& circumstances,
       const Book& book, Random& random, Random& upsets);

  void draw_base(Kind kind, const Unit& unit, Draw& draw);
  /// Causes that depend on the day of dispatch, or all others: a late order's day of dispatch is
  /// known only when it is known what kept it in the warehouse.
  void draw_causes(Kind kind, const Unit& unit, bool by_dispatch_day, Draw& draw);
  Draw draw(Kind kind, const Unit& unit);
  /// Whether an episode of that day of dispatch makes the order late.
  void draw_episode(const Unit& unit, Draw& draw);
  /// The unit had a failure of the kind `from`: whether that makes it fail in `kind`.
  void draw_link(Kind from, Kind kind, Draw& draw);
  /// Whether failures of one kind can bring about those of the other.
  bool linked(Kind from, Kind kind) const { return find_link(from, kind) >= 0; }

  /// `seen`: whether the logs show the failure, or would if the unit had failed.
  void book(Kind kind, Day day, const Draw& draw, bool seen);

  const std::vector<Cause>& causes() const { return causes_; }
  const Circumstances& circumstances() const { return circumstances_; }
  /// By cause, then by day from the period's first.
  const std::vector<std::vector<CauseDay>>& days() const { return days_; }
  const std::vector<Effect>& episodes() const { return episodes_; }
  const std::vector<Effect>& links() const { return links_; }
  const std::vector<Spared>& spared() const { return spared_; }

 private:
  int find_link(Kind from, Kind kind) const;
  double chance_without(const Draw& draw, Day day, std::uint32_t causes, bool episode,
                        bool link) const;

  const World& world_;
  const std::vector<Cause>& causes_;
  const Circumstances& circumstances_;
  Day from_;
  Random& random_;
  Random& upsets_;
  std::array<std::vector<std::uint32_t>, kind_count> causes_of_kind_;
  std::array<std::vector<std::uint32_t>, kind_count> protections_of_kind_;
  std::array<std::vector<double>, kind_count> everyday_;  ///< rate by day
  std::vector<bool> by_dispatch_day_;
  std::vector<std::vector<CauseDay>> days_;
  std::vector<Effect> episodes_, links_;
  std::vector<Spared> spared_;
};

}  // namespace rastro::simulation
