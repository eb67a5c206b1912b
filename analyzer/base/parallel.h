#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <future>
#include <thread>
#include <vector>

namespace rastro {

/// Calls work(index) once for each index below `count`, on all processors, in any order. The result
/// is the same on any machine as long as each call writes to its own place only. What a call throws
/// comes out here, once all have stopped.
template <typename Work>
void in_parallel(std::size_t count, Work work) {
  std::atomic<std::size_t> next = 0;
  const auto take_turns = [&] {
    for (std::size_t index = next++; index < count; index = next++) work(index);
  };
  const std::size_t processors = std::max(1u, std::thread::hardware_concurrency());
  std::vector<std::future<void>> helpers;
  for (std::size_t helper = 1; helper < std::min(processors, count); ++helper) {
    // Where no thread is to be had, the helper's turn comes after all is done.
    helpers.push_back(std::async(std::launch::async | std::launch::deferred, take_turns));
  }
  take_turns();
  for (std::future<void>& helper : helpers) helper.get();
}

}  // namespace rastro
