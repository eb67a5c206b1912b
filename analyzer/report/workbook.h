#pragma once

#include <cstddef>
#include <string>

#include "report/review.h"
#include "report/wording.h"

namespace rastro {

/// Writes review.xlsx, where people go on working: a sheet each for causes, tickets, failed
/// units, calls and open orders at risk, in the reader's language. Numbers, shares, money and days
/// are real ones in the locale's formats; every text of the data is a text, never a formula nor a
/// link, made safe by shown_text(). What a file of this kind cannot take is never lost in silence:
/// a text of more than 32,767 characters is cut and says so, a table of more than 1,048,576 rows
/// goes on in a further sheet. The same review gives the same bytes. It is read back when written,
/// since the library does not notice a full disk. Returns what went wrong; "" where all went well.
std::string write_workbook(const Review& review, const Wording& wording, const std::string& path,
                           std::size_t most_rows = 1048576);

}  // namespace rastro
