#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"

namespace rastro {

/// The ids nearest to a wanted one: those that begin most like it, then those that differ least
/// from it.
class NearestIds {
 public:
  explicit NearestIds(std::string_view wanted);

  void offer(std::string_view id);
  /// "the nearest are A2, A21"; `none` where not even the first letter is the same.
  std::string help(const std::string& none) const;

 private:
  struct Hint {
    std::ptrdiff_t prefix = 0;  ///< less the bytes that are the same
    std::size_t distance = 0;
    std::string id;
    auto operator<=>(const Hint&) const = default;
  };

  std::string wanted_;      ///< folded
  std::vector<Hint> best_;  ///< ascending, the nearest first
};

/// Of all ids in a column of a table.
NearestIds nearest_ids(Store& store, std::string_view table, const std::string& column,
                       std::string_view wanted);

}  // namespace rastro
