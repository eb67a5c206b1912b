#pragma once

#include "report/review.h"
#include "report/template.h"
#include "report/wording.h"

namespace rastro::page {

/// How a cause's failures come about, as the failures themselves show it: the descriptions side by
/// side with the words that differ, the stage where time was lost, the addresses used and meant.
Data evidence(const ReviewCause& cause, const Wording& wording);

/// A text as pieces, those to be marked apart: {text, marked}.
Data pieces(const ReviewMarkedText& text);

/// The words that only one of two texts has, marked.
ReviewMarkedText marked_against(const std::string& text, const std::string& other);

}  // namespace rastro::page
