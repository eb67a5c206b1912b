#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "simulate/simulate.h"

namespace rastro {

/// A CSV file of the simulation as text; fields may be quoted but hold no line breaks.
class SimulatedTable {
 public:
  explicit SimulatedTable(const std::string& path) {
    std::ifstream file(path);
    if (!file) throw std::runtime_error("no file " + path);
    std::string line;
    std::getline(file, line);
    columns = split(line);
    while (std::getline(file, line)) rows.push_back(split(line));
  }

  const std::string& at(std::size_t row, const std::string& column) const {
    for (std::size_t index = 0; index < columns.size(); ++index) {
      if (columns[index] == column) return rows[row].at(index);
    }
    throw std::runtime_error("no column " + column);
  }

  /// Row numbers by the column's value.
  std::map<std::string, std::size_t> index_by(const std::string& column) const {
    std::map<std::string, std::size_t> index;
    for (std::size_t row = 0; row < rows.size(); ++row) index[at(row, column)] = row;
    return index;
  }

  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;

 private:
  static std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (const char character : line) {
      if (character == '"') {
        quoted = !quoted;
      } else if (character == ',' && !quoted) {
        fields.emplace_back();
      } else {
        fields.back() += character;
      }
    }
    return fields;
  }
};

inline const std::vector<std::string>& log_tables() {
  static const std::vector<std::string> names = {
      "customers",     "products",  "descriptions", "orders",  "order_lines", "deliveries",
      "installations", "incidents", "recovery",     "surveys", "changes"};
  return names;
}

/// A simulated period in a folder of its own, removed at the end.
class Simulated {
 public:
  explicit Simulated(const SimulationSettings& settings) {
    static int count = 0;
    folder_ = std::filesystem::temp_directory_path() /
              ("rastro-simulated-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
    simulate(settings, folder_.string());
  }
  ~Simulated() { std::filesystem::remove_all(folder_); }
  Simulated(const Simulated&) = delete;
  Simulated& operator=(const Simulated&) = delete;

  SimulatedTable table(const std::string& name) const {
    return SimulatedTable((folder_ / (name + ".csv")).string());
  }
  SimulatedTable truth(const std::string& name) const { return table("truth/" + name); }

  std::string bytes(const std::string& name) const {
    std::ifstream file(folder_ / (name + ".csv"), std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
  }

 private:
  std::filesystem::path folder_;
};

inline SimulationSettings month(std::uint64_t seed, std::vector<std::string> plant) {
  SimulationSettings settings;
  settings.seed = seed;
  settings.until = *parse_day("2026-09-30");
  settings.plant = std::move(plant);
  return settings;
}

}  // namespace rastro
