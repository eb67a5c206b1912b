#pragma once

#include <string>
#include <string_view>

#include "formats/cell_formats.h"

namespace rastro {

/// A number as the file holds it, in digits: 1.2345678901E10 is 12345678901. As short as it can be
/// without becoming another number; an exponent is left to what has 21 digits or more before the
/// point, or 7 zeros behind it. What is no number stays as it is.
std::string plain_digits(std::string_view stored);

/// A whole number of more than 15 digits, of which Excel keeps the first 15 and makes zeros of the
/// others.
bool may_have_lost_digits(std::string_view digits);

/// A point of time as Excel holds it.
struct CellTime {
  std::string text;         ///< ISO 8601
  bool impossible = false;  ///< no day of the calendar: before 1900, after 9999, or Lotus' 29th of
                            ///< February 1900. The text is what Excel would show, else the number
};

/// `serial`: days since the eve of 1900, or since the beginning of 1904. A date alone comes out
/// where neither the number nor the format has a time of day; a time alone where the format has no
/// date and the number is less than a day; hours that go on beyond 24 for elapsed time.
CellTime time_of_serial(double serial, const CellFormat& format, bool since_1904);

/// A time that stands in the file as ISO 8601 (strict workbooks), cut to a date in the same way.
std::string time_of_text(std::string_view stored, const CellFormat& format);

}  // namespace rastro
