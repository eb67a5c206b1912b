#pragma once

#include <string_view>

namespace rastro {

/// How a measure is written on labels.
struct Unit {
  std::string_view written;  ///< folded
  std::string_view base;     ///< what measures of its kind are compared in
  double factor;             ///< base units in one
};

/// The unit of a folded word, in Spanish, English or Portuguese; null where it is none.
const Unit* find_unit(std::string_view word);

/// "meses", "years": with a number, a guarantee rather than a measure of the goods.
bool is_span_of_time(std::string_view word);

}  // namespace rastro
