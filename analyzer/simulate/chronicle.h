#pragma once

#include <limits>
#include <vector>

#include "simulate/events.h"

namespace rastro::simulation {

inline constexpr Day no_deadline = std::numeric_limits<Day>::max();

/// Lets one order after the other happen, in the order in which they were placed.
class Chronicle {
 public:
  Chronicle(const World& world, Book& book, Fate& fate, const Staging& staging, Random& random)
      : world_(world),
        book_(book),
        fate_(fate),
        staging_(staging),
        random_(random),
        end_(end_of(book.until)) {}

  History run();

 private:
  void deliver(int index, bool astray);
  /// How long the stages take wherever the order is handled.
  struct Pace {
    bool slow_packing = false;
    int dispatch_days = 1, transit_days = 0;  ///< at least
  };
  Pace pace_of(const Handling& handling) const;
  Delivery pick_and_pack(int index, const Pace& pace);
  Seconds draw_packing_time(const Pace& pace);
  Day first_attempt_day(const Order& order, const Pace& pace);
  bool is_far(const Handling& handling) const;
  void fail_by_return(const Draw& late, Day day, Draw& attempt);
  void hold_back(Order& order, Delay delay, Day attempt_day, const Pace& pace, Delivery& first);
  /// When an order must have arrived, and when it arrives if it becomes late on the way.
  struct Deadline {
    Day promised = no_deadline;
    Day late_day = 0;
  };
  Seconds attempt_until_delivered(Delivery delivery, Deadline deadline, bool astray, Draw& late);
  void put_off(Delivery& delivery, Deadline deadline);
  void fail_lines(int order);
  void fail_order(int order);
  void record_address(int order, const Draw& astray);
  void install();
  void misdirect(int order, std::uint32_t fired);
  bool repeats(Kind kind, int part) const;
  void record(Kind kind, const Unit& unit, int part, const Draw& draw, Seconds noticeable_at,
              int received_before = -1);
  Seconds replace(Failure& failure);

  const World& world_;
  Book& book_;
  Fate& fate_;
  const Staging& staging_;
  Random& random_;
  Seconds end_;
  History history_;
  std::vector<bool> late_;  ///< by order
  int repeated_ = 0;        ///< wrong deliveries of the line that repeats
};

/// A time of the day between the two hours.
Seconds hour_of(Day day, double from_hour, double to_hour, Random& random);

}  // namespace rastro::simulation
