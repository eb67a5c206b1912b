#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "simulate/causes.h"

namespace rastro::simulation {

/// How a kind's everyday rate goes up and down by order day, for no reason that could be corrected.
/// An amplitude of 0.4 means 40 % above and below; 0: none.
struct Swing {
  double weekday_amplitude = 0;
  int weekday_peak = 0;  ///< 0: Monday
  double season_amplitude = 0;
  int season_days = 1;  ///< from one peak of the season to the next
  Day season_peak = 0;

  bool moves() const { return weekday_amplitude > 0 || season_amplitude > 0; }
  double factor(Day day) const;  ///< of the rate on that day; 1 on the average
};

/// A value under which the everyday rate is lower: a careful packer, a fast carrier.
struct Protection {
  Kind kind = Kind::late_delivery;
  Condition condition;
  double risk_ratio = 1;
};

/// Late deliveries of some days in a row that happened once and do not come back: what left the
/// warehouse on these days under these conditions (none: everything) came late with `added_risk`.
struct Episode {
  std::string id;
  std::string_view name;  ///< broken_lorry, flood or strike
  std::vector<Condition> conditions;
  Day from = 0, until = 0;  ///< days of dispatch; those of two episodes never meet
  double added_risk = 0;
};

/// A failure of one kind that brings about one of another, or, for a replacement, of the same kind.
struct Link {
  std::string id;
  Kind from = Kind::wrong_address, to = Kind::failed_attempt;
  double added_risk = 0;
};

/// What besides the causes decides how often units fail.
struct Circumstances {
  double rate_factor = 1;
  std::array<Swing, kind_count> swings{};
  std::vector<Protection> protections{};
  std::vector<Episode> episodes{};
  std::vector<Link> links{};  ///< at most one into each kind
};

/// As the settings ask. Protections are of values that have no part in any cause.
Circumstances draw_circumstances(const World& world, const SimulationSettings& settings,
                                 const Book& book, const std::vector<Cause>& causes,
                                 Random& random);

}  // namespace rastro::simulation
