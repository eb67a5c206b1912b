#pragma once

#include <stdexcept>
#include <string>

namespace rastro {

/// Where something in the user's input stands. Line 0: the file as a whole; empty field: the line.
struct Place {
  std::string file;
  long line = 0;
  std::string field{};
};

/// "orders.csv:12: field 'promised_at'" — only the parts that are known.
std::string to_string(const Place& place);

/// A fault that ends the command: what is wrong, where, and what to do about it.
/// Thrown by the layers that read and write; the analysis itself never throws.
class Error : public std::runtime_error {
 public:
  explicit Error(std::string message, Place place = {}, std::string help = {});

  const std::string& message() const { return message_; }
  const Place& place() const { return place_; }
  const std::string& help() const { return help_; }

 private:
  std::string message_;
  Place place_;
  std::string help_;
};

}  // namespace rastro
