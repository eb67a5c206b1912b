#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace rastro {

/// Passes items from one thread to another, in their order.
template <typename Item>
class Channel {
 public:
  void put(Item item) {
    {
      const std::lock_guard lock(mutex_);
      items_.push_back(std::move(item));
    }
    changed_.notify_one();
  }

  /// Waits for the next item; nothing once `stop` is asked for.
  std::optional<Item> take(const std::stop_token& stop = {}) {
    std::unique_lock lock(mutex_);
    const bool has_item = changed_.wait(lock, stop, [&] { return !items_.empty(); });
    if (!has_item || stop.stop_requested()) return std::nullopt;
    std::optional<Item> item(std::move(items_.front()));
    items_.pop_front();
    return item;
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<Item> items_;
};

}  // namespace rastro
