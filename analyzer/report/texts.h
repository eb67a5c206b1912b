#pragma once

#include <fmt/args.h>
#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "report/locale.h"

namespace rastro {

/// The report's own words in one language (reports/texts/*.toml), by dotted key: "causes.title".
class Texts {
 public:
  explicit Texts(Locale locale);

  Language language() const { return locale_.language; }
  const Locale& locale() const { return locale_; }
  const std::map<std::string, std::string>& all() const { return texts_; }
  bool has(const std::string& key) const { return texts_.contains(key); }

  /// Throws Error for a key that the language lacks: a fault of the program, not of the user.
  const std::string& get(const std::string& key) const;

  /// The text with its {} filled in order.
  template <typename... Values>
  std::string fill(const std::string& key, const Values&... values) const {
    return fmt::vformat(get(key), fmt::make_format_args(values...));
  }
  /// The same for values whose number is not known; nothing but the values where they do not fit.
  std::string fill_all(const std::string& key, const std::vector<std::string>& values) const;

 private:
  Locale locale_;
  std::map<std::string, std::string> texts_;
};

}  // namespace rastro
