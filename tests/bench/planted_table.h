#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace rastro::bench {

/// column = value, by number.
struct PlantedPair {
  std::size_t column = 0;
  std::uint16_t value = 0;
};
using PlantedCondition = std::vector<PlantedPair>;

/// A flat table of ten columns and a failure column, with causes planted in it: products with their
/// category, bin and supplier, pickers of a warehouse, routes of a carrier. One picker handles most
/// of a bad product, and regions have routes and warehouses of their own: much looks guilty that is
/// not.
struct PlantedTable {
  std::vector<std::string> names;
  std::vector<std::vector<std::uint16_t>> columns;
  std::vector<std::uint8_t> failed;
  std::vector<PlantedCondition> causes;

  std::size_t rows() const { return failed.size(); }
  std::string text(std::size_t column, std::uint16_t value) const;
  /// "picker=P017 & region=R03"
  std::string words(const PlantedCondition& condition) const;
  bool meets(std::size_t row, const PlantedCondition& condition) const;
  void write(const std::string& file) const;
};

/// The same table for the same seed, anywhere. `causes`: of five, how many are planted.
PlantedTable plant_table(std::size_t rows, std::uint64_t seed, std::size_t causes = 5);

}  // namespace rastro::bench
