#pragma once

#include <cstdint>
#include <string>

#include "base/time.h"
#include "report/texts.h"

namespace rastro {

/// Numbers and dates as a language writes them: 1,234.5 and 10 Sep 2026; 1.234,5 and 10/09/2026.
/// A figure that is not a number is a missing one and reads "no data".
class Figures {
 public:
  Figures(const Texts& texts, std::string currency);

  std::string count(std::int64_t number) const;
  std::string decimal(double number, int digits) const;
  /// One digit after the point below a hundred, none above.
  std::string amount(double number) const;
  std::string percent(double share) const;  ///< of a share, 0 to 1
  std::string money(double amount) const;
  std::string ratio(double ratio) const;  ///< "3.4", without a sign of multiplication
  std::string interval(double low, double high) const;
  std::string p_value(double p) const;
  std::string day(Day day) const;
  std::string short_day(Day day) const;  ///< without the year
  std::string days(Day from, Day to) const;
  std::string time(Seconds time) const;  ///< day, hour and minute
  const std::string& missing() const { return missing_; }

 private:
  std::string grouped(std::string digits) const;

  Language language_;
  std::string currency_;
  std::string missing_;
};

}  // namespace rastro
