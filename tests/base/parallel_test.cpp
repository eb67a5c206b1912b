#include "base/parallel.h"

#include <catch2/catch.hpp>
#include <stdexcept>

namespace rastro {

TEST_CASE("in parallel every index has its turn exactly once") {
  for (const std::size_t count : {0, 1, 2, 1000}) {
    std::vector<int> turns(count, 0);
    in_parallel(count, [&](std::size_t index) { ++turns[index]; });
    INFO("of " << count << " indexes");
    CHECK(turns == std::vector<int>(count, 1));
  }
}

TEST_CASE("what one turn throws comes out of the parallel run") {
  const auto work = [](std::size_t index) {
    if (index == 7) throw std::runtime_error("seven");
  };
  CHECK_THROWS_WITH(in_parallel(100, work), "seven");
}

}  // namespace rastro
