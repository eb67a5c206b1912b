#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rastro {

/// Counts what deviates while a log is read, and keeps the first examples of each sort: a million
/// relations to unknown objects are one sentence, and none of them is lost in silence.
class LogNotes {
 public:
  /// `sort`: what happened, as a phrase in the plural ("relations to unknown objects were left
  /// out"); `example`: where.
  void count(std::string_view sort, std::string_view example);
  /// A sentence of its own; there must be a bound on how many there are.
  void say(std::string sentence);

  /// The sentences first, then the counts with up to three examples each, in the order in which
  /// they first happened: "relations to unknown objects were left out (2): event 'e1' to 'o9'; …".
  std::vector<std::string> sentences() const;

 private:
  struct Counted {
    std::string sort;
    std::size_t count = 0;
    std::vector<std::string> examples{};
  };

  std::vector<std::string> said_;
  std::vector<Counted> counted_;
  std::map<std::string, std::size_t, std::less<>> places_;
};

}  // namespace rastro
