#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "mechanisms/promise_reference.h"
#include "mechanisms/signs.h"
#include "mechanisms/stage_course.h"
#include "mechanisms/stage_reference.h"

namespace rastro {

/// What a late unit's own times are compared with.
struct LateReferences {
  const StageReference* stages = nullptr;      ///< never null
  const PromiseReference* promises = nullptr;  ///< null: this kind promises nothing
};

/// How far each stage of the model, and last the promise, accounts for the lateness of a unit.
struct DelayShares {
  std::vector<double> share;   ///< 0 to 1; they sum to 1 - open
  std::vector<bool> possible;  ///< whether it can have held up the unit at all
  double open = 0;             ///< what is left over
};

/// A stage that took longer than it is allowed has an excess. The delay arose where the unit would
/// have been on time had the stage taken what it usually does, wherever it was noticed. An excess
/// counts by its square, by how far it makes up for the lateness, and by how far it lies beyond
/// what ordinary units take by accident: the larger of two that would each do alone comes first,
/// without being the only one. What stages took together between which a milestone is missing is
/// shared evenly among them.
///
/// What the stages leave open is the promise's fault as far as the lane's ordinary units break such
/// a promise.
///
/// `now`: until when a unit that is not finished has lasted.
DelayShares delay_shares(const StageCourse& course, const LateReferences& references,
                         const UnitTimes& unit, Seconds now);

/// In which stage the delay of a late unit arose: by stage of the model ("slow_" + its id), then
/// "short_promise". What delay_shares() leaves open is spread evenly over what is possible.
///
/// given[] sums to 1: it is what one unit's times say where every mechanism is as likely
/// beforehand. by_chance, accordingly, is what they say of a unit whose delay may have arisen
/// anywhere: 1 by the number of mechanisms. A unit that shows nothing has about that in all.
Signs stage_signs(const StageCourse& course, const LateReferences& references,
                  const UnitTimes& unit, Seconds now);

/// Which finished units are late for a slow stage in the main, by unit.
std::vector<bool> held_up_units(const StageCourse& course, std::span<const UnitTimes> units);

/// A stage of one unit, for people.
struct StageDetail {
  std::size_t first = 0, last = 0;  ///< the stages measured together; mostly the same one
  double hours = 0;                 ///< working hours it took, or has taken so far
  bool open = false;                ///< the unit is still in it
  std::optional<Allowance> allowance{};
};

/// What is known of a stage in a unit; nothing where its times are unknown or out of order.
std::optional<StageDetail> stage_detail(const StageCourse& course, const StageReference& reference,
                                        const UnitTimes& unit, std::size_t stage, Seconds now);

}  // namespace rastro
