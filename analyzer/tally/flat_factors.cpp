#include "tally/flat_factors.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/parallel.h"

namespace rastro {

namespace {

/// Different numbers from which a column is taken for a measurement.
constexpr std::size_t many = 100;
/// Conditions that take about four gigabytes in a search; a set of factors takes as much as ten.
constexpr double most_conditions = 15e6;
constexpr std::size_t most_factors = 0xFFFE;  ///< what a Pair can name, and one that is none
/// Values per row from which a column is taken for an identifier.
constexpr double nearly_unique = 0.9;

std::optional<ColumnLeftOut::Why> why_left_out(const FlatFactor& factor, bool is_aggregated) {
  const auto& codes = factor.codes;
  const std::size_t values = factor.values.size() - 1;
  if (values == 0) return ColumnLeftOut::Why::empty;
  const auto blank = static_cast<std::size_t>(std::count(codes.begin(), codes.end(), Code{0}));
  if (values == 1 && blank == 0) return ColumnLeftOut::Why::constant;
  // A row of counts may well be the only one of its value.
  const auto recorded = static_cast<double>(codes.size() - blank);
  const bool unique =
      !is_aggregated && values > 1 && static_cast<double>(values) >= nearly_unique * recorded;
  if (unique) return ColumnLeftOut::Why::unique;
  return std::nullopt;
}

bool is_number(const std::string& text) { return take_apart_number(text).has_value(); }

bool holds_many_numbers(const FlatFactor& factor) {
  return factor.values.size() > many &&
         std::all_of(factor.values.begin() + 1, factor.values.end(), is_number);
}

/// Whether each value of `inner` occurs with one value of `outer` only.
bool determines(const FlatFactor& inner, const FlatFactor& outer) {
  if (inner.values.size() < outer.values.size()) return false;
  std::vector<Code> outer_of(inner.values.size(), 0);
  for (std::size_t row = 0; row < inner.codes.size(); ++row) {
    const Code value = inner.codes[row], belongs = outer.codes[row];
    if (value == 0 || belongs == 0) continue;
    if (outer_of[value] == 0) outer_of[value] = belongs;
    if (outer_of[value] != belongs) return false;
  }
  return true;
}

}  // namespace

bool FlatStructure::are_nested(std::size_t left, std::size_t right) const {
  return std::any_of(nested.begin(), nested.end(), [&](const auto& pair) {
    return pair == std::pair(left, right) || pair == std::pair(right, left);
  });
}

FlatStructure settle_factors(FlatTable& table) {
  FlatStructure structure;
  std::erase_if(table.factors, [&](const FlatFactor& factor) {
    const auto why = why_left_out(factor, table.is_aggregated());
    if (why) structure.left_out.push_back({factor.name, *why});
    return why.has_value();
  });
  const auto& factors = table.factors;
  std::vector<std::vector<std::size_t>> outer_of(factors.size());
  in_parallel(factors.size(), [&](std::size_t inner) {
    for (std::size_t outer = 0; outer < factors.size(); ++outer) {
      if (outer != inner && determines(factors[inner], factors[outer])) {
        outer_of[inner].push_back(outer);
      }
    }
  });
  for (std::size_t inner = 0; inner < factors.size(); ++inner) {
    for (const std::size_t outer : outer_of[inner]) structure.nested.emplace_back(inner, outer);
    if (holds_many_numbers(factors[inner])) structure.many_numbers.push_back(inner);
  }
  return structure;
}

bool are_too_many(const FlatTable& table, int depth) {
  if (table.factors.size() > most_factors) return true;
  const auto failed = static_cast<double>(table.units_failed);
  double sum = 0;
  // Every set of factors that begins with those multiplied already.
  const auto add = [&](const auto& self, std::size_t first, double values, int left) -> void {
    for (std::size_t factor = first; factor < table.factors.size(); ++factor) {
      if (sum > most_conditions) return;
      const double more = values * static_cast<double>(table.factors[factor].values.size() - 1);
      const double mean = failed / more;
      const double three = 1 - std::exp(-mean) * (1 + mean + mean * mean / 2);
      sum += 10 + more * three;
      if (left > 1) self(self, factor + 1, more, left - 1);
    }
  };
  add(add, 0, 1, depth);
  return sum > most_conditions;
}

}  // namespace rastro
