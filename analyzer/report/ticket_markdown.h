#pragma once

#include <string>
#include <vector>

#include "report/review.h"
#include "report/wording.h"

namespace rastro {

/// Text in which Markdown and HTML marks mean themselves; line breaks become spaces.
std::string markdown_escaped(const std::string& text);

// What a ticket says of its cause, for all who tell it.

std::string what_happens(const ReviewCause& cause, const Wording& wording);
/// The counts behind it.
std::string how_often(const Review& review, const ReviewCause& cause, const Wording& wording);
std::vector<std::string> evidence(const ReviewCause& cause, const Wording& wording);
/// The suspects that this cause explains; mostly none.
std::vector<std::string> ruled_out(const Review& review, const ReviewCause& cause,
                                   const Wording& wording);

/// One ticket as its owner reads it: what happens, the evidence, what was ruled out, what to do,
/// and the check that will close it (reports/tickets/ticket.md).
std::string ticket_markdown(const Review& review, const ReviewTicket& ticket,
                            const Wording& wording);

}  // namespace rastro
