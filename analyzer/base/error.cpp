#include "base/error.h"

#include <utility>

namespace rastro {

namespace {

std::string full_text(const std::string& message, const Place& place, const std::string& help) {
  std::string text = to_string(place);
  if (!text.empty()) text += ": ";
  text += message;
  if (!help.empty()) text += "\n  " + help;
  return text;
}

}  // namespace

std::string to_string(const Place& place) {
  std::string text = place.file;
  if (place.line > 0) text += ":" + std::to_string(place.line);
  if (!place.field.empty()) text += (text.empty() ? "field '" : ": field '") + place.field + "'";
  return text;
}

Error::Error(std::string message, Place place, std::string help)
    : std::runtime_error(full_text(message, place, help)),
      message_(std::move(message)),
      place_(std::move(place)),
      help_(std::move(help)) {}

}  // namespace rastro
