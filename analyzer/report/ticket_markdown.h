#pragma once

#include <string>

#include "report/review.h"
#include "report/wording.h"

namespace rastro {

/// Text in which Markdown and HTML marks mean themselves; line breaks become spaces.
std::string markdown_escaped(const std::string& text);

/// One ticket as its owner reads it: what happens, the evidence, what was ruled out, what to do,
/// and the check that will close it (reports/tickets/ticket.md).
std::string ticket_markdown(const Review& review, const ReviewTicket& ticket,
                            const Wording& wording);

}  // namespace rastro
