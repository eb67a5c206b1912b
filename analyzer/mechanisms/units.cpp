#include "mechanisms/units.h"

#include <algorithm>
#include <iterator>

namespace rastro {

namespace {

/// Folded, ascending by how they are written.
constexpr Unit units[] = {{"ah", "mah", 1000},
                          {"amp", "amp", 1},
                          {"amperes", "amp", 1},
                          {"amperios", "amp", 1},
                          {"btu", "btu", 1},
                          {"cal", "cal", 1},
                          {"calorias", "cal", 1},
                          {"cc", "ml", 1},
                          {"centimetros", "mm", 10},
                          {"cl", "ml", 10},
                          {"cm", "mm", 10},
                          {"cm3", "ml", 1},
                          {"cms", "mm", 10},
                          {"dl", "ml", 100},
                          {"dpi", "dpi", 1},
                          {"frigorias", "frig", 1},
                          {"g", "g", 1},
                          {"gb", "gb", 1},
                          {"gr", "g", 1},
                          {"grama", "g", 1},
                          {"gramas", "g", 1},
                          {"gramo", "g", 1},
                          {"gramos", "g", 1},
                          {"grams", "g", 1},
                          {"grs", "g", 1},
                          {"gsm", "g", 1},
                          {"hp", "hp", 1},
                          {"hz", "hz", 1},
                          {"inch", "in", 1},
                          {"inches", "in", 1},
                          {"kcal", "cal", 1000},
                          {"kg", "g", 1000},
                          {"kgs", "g", 1000},
                          {"kilo", "g", 1000},
                          {"kilogramos", "g", 1000},
                          {"kilos", "g", 1000},
                          {"kw", "w", 1000},
                          {"l", "ml", 1000},
                          {"lb", "lb", 1},
                          {"lbs", "lb", 1},
                          {"libras", "lb", 1},
                          {"liter", "ml", 1000},
                          {"liters", "ml", 1000},
                          {"litre", "ml", 1000},
                          {"litres", "ml", 1000},
                          {"litro", "ml", 1000},
                          {"litros", "ml", 1000},
                          {"lm", "lm", 1},
                          {"lt", "ml", 1000},
                          {"lts", "ml", 1000},
                          {"lumens", "lm", 1},
                          {"m", "mm", 1000},
                          {"m2", "m2", 1},
                          {"m3", "m3", 1},
                          {"mah", "mah", 1},
                          {"mb", "mb", 1},
                          {"meter", "mm", 1000},
                          {"meters", "mm", 1000},
                          {"metre", "mm", 1000},
                          {"metres", "mm", 1000},
                          {"metro", "mm", 1000},
                          {"metros", "mm", 1000},
                          {"mg", "mg", 1},
                          {"ml", "ml", 1},
                          {"mm", "mm", 1},
                          {"mp", "mp", 1},
                          {"mt", "mm", 1000},
                          {"mts", "mm", 1000},
                          {"onzas", "oz", 1},
                          {"oz", "oz", 1},
                          {"pcs", "u", 1},
                          {"pieces", "u", 1},
                          {"piezas", "u", 1},
                          {"polegadas", "in", 1},
                          {"ppm", "ppm", 1},
                          {"pulg", "in", 1},
                          {"pulgada", "in", 1},
                          {"pulgadas", "in", 1},
                          {"pzas", "u", 1},
                          {"rpm", "rpm", 1},
                          {"tb", "tb", 1},
                          {"u", "u", 1},
                          {"ud", "u", 1},
                          {"uds", "u", 1},
                          {"un", "u", 1},
                          {"unid", "u", 1},
                          {"unidad", "u", 1},
                          {"unidade", "u", 1},
                          {"unidades", "u", 1},
                          {"units", "u", 1},
                          {"v", "v", 1},
                          {"vatios", "w", 1},
                          {"volt", "v", 1},
                          {"voltios", "v", 1},
                          {"volts", "v", 1},
                          {"w", "w", 1},
                          {"watt", "w", 1},
                          {"watts", "w", 1}};
static_assert(std::is_sorted(std::begin(units), std::end(units),
                             [](const Unit& left, const Unit& right) {
                               return left.written < right.written;
                             }));

constexpr std::string_view spans_of_time[] = {"ano", "anos",  "day",   "days",   "dia",  "dias",
                                              "mes", "meses", "month", "months", "year", "years"};
static_assert(std::is_sorted(std::begin(spans_of_time), std::end(spans_of_time)));

}  // namespace

const Unit* find_unit(std::string_view word) {
  const auto found = std::lower_bound(
      std::begin(units), std::end(units), word,
      [](const Unit& unit, std::string_view wanted) { return unit.written < wanted; });
  return found == std::end(units) || found->written != word ? nullptr : found;
}

bool is_span_of_time(std::string_view word) {
  return std::binary_search(std::begin(spans_of_time), std::end(spans_of_time), word);
}

}  // namespace rastro
