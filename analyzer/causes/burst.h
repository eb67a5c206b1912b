#pragma once

#include <optional>
#include <vector>

#include "causes/onset.h"
#include "tally/condition.h"

namespace rastro {

/// A burst: the few days in a row that hold a condition's whole excess, up to three, or up to nine
/// where it is seen to have begun and to be over.
/// days: of the condition's units, ascending, with what all else expects of them; those before
/// `tellable` only say what was before, so a burst reaches it at least, and has most of its days
/// before its end. Nothing where the excess recurs outside the worst days; unless `may_recur`, as
/// what is left there may be other bursts that are still to be found.
std::optional<DayRange> find_burst(const std::vector<CourseDay>& days, DayRange tellable,
                                   bool may_recur = false);

/// The last days where a condition's excess began on `from` or later: from the day that fits best
/// (as a change point: Hinkley 1970), where that fits clearly better than an excess all through.
/// Nothing otherwise.
std::optional<DayRange> find_beginning(const std::vector<CourseDay>& days, Day from);

}  // namespace rastro
