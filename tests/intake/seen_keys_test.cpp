#include "intake/seen_keys.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <map>

#include "base/random.h"
#include "intake/loading.h"

using namespace rastro;

TEST_CASE("the lines of keys are found again, however many there are") {
  SeenKeys seen("orders.csv");
  CHECK(seen.line_of(7) == 0);
  std::map<std::uint64_t, std::int64_t> wanted;
  std::vector<std::uint64_t> keys;
  Random random(11);
  // Every tenth is a key that was there before, just now or long ago, with another line.
  const auto most = static_cast<std::int64_t>(SeenKeys::most_recent * 9 / 2);
  for (std::int64_t line = 1; line <= most; ++line) {
    keys.push_back(line % 10 == 0 ? random.pick(keys) : random.bits() >> 1);
    const std::int64_t noted = line % 7 == 0 ? -line : line;
    seen.note(keys.back(), noted);
    wanted[keys.back()] = noted;
  }
  std::int64_t wrong = 0;
  for (const auto& [key, line] : wanted)
    wrong += static_cast<std::int64_t>(seen.line_of(key) != line);
  CHECK(wrong == 0);
  std::int64_t invented = 0;
  for (int key = 0; key < 100000; ++key) {
    invented +=
        static_cast<std::int64_t>(seen.line_of(random.bits() | std::uint64_t{1} << 63) != 0);
  }
  CHECK(invented == 0);
}

TEST_CASE("keys that find no room on the disk say so") {
  const char* const before = std::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("TMPDIR", "/nowhere", 1);
  SeenKeys seen("orders.csv");
  std::string message;
  try {
    for (std::uint64_t key = 1; key <= SeenKeys::most_recent + 1; ++key) {
      seen.note(key << 44, static_cast<std::int64_t>(key));
    }
  } catch (const Error& error) {
    message = error.what();
  }
  before == nullptr ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", kept.c_str(), 1);
  CHECK(message ==
        "orders.csv: no temporary file can be made in /nowhere: No such file or directory\n"
        "  set TMPDIR to a folder that you may write to");
}
