#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rastro {

/// Text of the data as a reader may be shown it: what stands there is what is seen, in that order.
/// Bidirectional marks and all other characters that are invisible or control something are named
/// instead, as ⟨U+202E⟩, so that two values that differ in them only still look different. Line
/// breaks and tabs become blanks, what is no UTF-8 becomes U+FFFD. A joiner or variation selector
/// after a symbol or a letter beyond the Hebrew ones belongs to it and stays. Every writer of what
/// people read (page, tickets, CSV, workbook) passes the data's texts through here; review.json
/// keeps them as they are, for machines.
std::string shown_text(std::string_view text);

/// The same of text in lines of our own, for a terminal, which obeys control characters as well.
std::string shown_lines(std::string_view text);

/// The same as a cell of a CSV file, which a spreadsheet reads as it likes: an apostrophe goes
/// before text that would be run as a formula (= + - @ and their full-width forms, also behind
/// blanks, quotes and where a spreadsheet that separates by ; would begin a cell).
std::string shown_cell(std::string_view text);

/// At most `most` characters as Excel counts them, UTF-16 units; never cut within a character.
std::string_view cut_text(std::string_view text, std::size_t most);

}  // namespace rastro
