#pragma once

#include <cstdint>
#include <string>

#include "base/time.h"
#include "report/texts.h"

namespace rastro {

/// Numbers and dates as a language writes them: 1,234.5 and 10 Sep 2026; 1.234,5 and 10/09/2026; or
/// as a country does, by what the Unicode CLDR says of it: Sep 10, 2026 in the United States,
/// 1234,5 but 12.345,6 in Spain, 1,234.5 in Mexico. A figure that is not a number is a missing one
/// and reads "no data".
class Figures {
 public:
  Figures(const Texts& texts, std::string currency);

  std::string count(std::int64_t number) const;
  std::string decimal(double number, int digits) const;
  /// One digit after the point below a hundred, none above.
  std::string amount(double number) const;
  std::string percent(double share) const;        ///< of a share, 0 to 1
  std::string rough_percent(double share) const;  ///< whole percents
  std::string money(double amount) const;
  /// Estimates, to two digits that count and never below one: "≈ $900", "≈ 20".
  std::string rough_money(double amount) const;
  std::string rough_count(double number) const;
  std::string rough_ratio(double ratio) const;  ///< the same without the sign: "30", "3.8"
  std::string ratio(double ratio) const;        ///< "3.4", without a sign of multiplication
  std::string interval(double low, double high) const;
  std::string p_value(double p) const;
  std::string day(Day day) const;
  std::string short_day(Day day) const;  ///< without the year
  std::string days(Day from, Day to) const;
  std::string time(Seconds time) const;  ///< day, hour and minute
  const std::string& missing() const { return missing_; }

  char decimal_mark() const;
  std::string percent_sign() const;  ///< with the space before it, where one stands there
  // The same for the cells of a workbook, in the codes of its file format (ISO/IEC
  // 29500-1, 18.8.31): the reader's own program sets the marks.
  std::string money_code() const;  ///< "[$€]#,##0.00": two digits after the point
  std::string day_code() const;
  std::string time_code() const;  ///< day, hour and minute

 private:
  std::string grouped(std::string digits) const;
  std::string with_currency(const std::string& number) const;

  /// What stands before a number of money and behind it.
  struct MoneySigns {
    std::string before, behind;
  };
  MoneySigns money_signs() const;

  Locale locale_;
  std::string currency_;
  std::string missing_;
};

}  // namespace rastro
