#pragma once

#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace rastro::simulation {

/// A CSV file written field by field. Rows must have as many fields as the header.
class CsvFile {
 public:
  /// Creates folder/name.csv with its header; `folder` must exist.
  CsvFile(const std::string& folder, std::string_view name,
          const std::vector<std::string>& columns);

  CsvFile& text(std::string_view value);
  CsvFile& integer(std::int64_t value);
  CsvFile& amount(double value);    ///< two decimals
  CsvFile& fraction(double value);  ///< six significant digits
  CsvFile& time(Seconds time);
  CsvFile& day(Day day);
  CsvFile& empty() { return text({}); }
  void end_row();

  /// Throws Error where the file could not be created or written.
  void close();

 private:
  void begin_field();
  void flush();

  std::string path_;
  std::ofstream file_;
  std::string pending_;  ///< not yet handed to the file
  std::size_t columns_;
  std::size_t field_ = 0;
  Day written_day_ = -1;  ///< the day in written_date_: times come in runs of the same day
  std::string written_date_;
};

}  // namespace rastro::simulation
