#include <algorithm>
#include <cstddef>

#include "simulate/chronicle.h"

namespace rastro::simulation {

Seconds hour_of(Day day, double from_hour, double to_hour, Random& random) {
  return start_of(day) + static_cast<Seconds>(3600 * random.uniform(from_hour, to_hour));
}

/// Puts off the stage that causes the delay, and all after it, towards the day of the late attempt;
/// the stages before it stay as they were.
void Chronicle::hold_back(Order& order, Delay delay, Day attempt_day, Delivery& first) {
  if (delay != Delay::picking && delay != Delay::packing) return;
  const Day dispatch = working_days_before(attempt_day, random_.below(2));
  order.handling.dispatch_day = dispatch;
  const Day packing_day = working_days_before(dispatch, 1);
  first.packed_at = hour_of(packing_day, 16, 20, random_);
  if (delay == Delay::picking) first.picked_at = first.packed_at - random_.between(900, 7200);
}

/// The first parcel up to the packing table, as it goes when nothing holds it back.
Delivery Chronicle::pick_and_pack(int index) {
  const Order& order = book_.orders[index];
  double earliest_hour = 7;
  if (order.pick_day == order.day()) {
    const auto since_midnight = static_cast<double>(order.ordered_at - start_of(order.day()));
    earliest_hour = std::max(earliest_hour, since_midnight / 3600 + 0.4);
  }
  Delivery parcel;
  parcel.order = index;
  parcel.picked_at = hour_of(order.pick_day, earliest_hour, 18.5, random_);
  parcel.packed_at = parcel.picked_at + random_.between(900, 7200);
  return parcel;
}

void Chronicle::deliver(int index, bool astray) {
  Order& order = book_.orders[index];
  Delivery first = pick_and_pack(index);
  Draw late;
  fate_.draw_base(Kind::late_delivery, order_unit(book_, index), late);
  fate_.draw_causes(Kind::late_delivery, order_unit(book_, index), false, late);
  const Delay delay = draw_delay(fate_.causes(), late, random_);
  int days_late = 1;
  while (days_late < 5 && random_.chance(0.45)) ++days_late;
  const Day late_day = working_days_after(order.promised, days_late);
  hold_back(order, delay, late_day, first);
  fate_.draw_causes(Kind::late_delivery, order_unit(book_, index), true, late);
  // What was held back in the warehouse is late already, and left on some later day.
  if (delay == Delay::none || delay == Delay::transit) {
    fate_.draw_episode(order_unit(book_, index), late);
  }

  first.handling = order.handling;
  first.dispatched_at = hour_of(order.handling.dispatch_day, 5.5, 8.5, random_);
  Day attempt_day = order.handling.dispatch_day;
  if (late.failed()) {
    attempt_day = std::max(attempt_day, late_day);
  } else {
    // A day is left for a second attempt.
    const Day last = working_days_before(order.promised, 1);
    while (attempt_day < last && random_.chance(0.5)) {
      attempt_day = working_days_after(attempt_day, 1);
    }
  }
  first.attempted_at = hour_of(attempt_day, 9, 20, random_);
  const auto place = static_cast<std::ptrdiff_t>(history_.failures.size());
  const Deadline deadline{late.failed() ? no_deadline : order.promised, late_day};
  history_.delivered_at.push_back(attempt_until_delivered(first, deadline, astray, late));
  late_.push_back(late.failed());
  // The failures of an order begin with its being late.
  record(Kind::late_delivery, order_unit(book_, index), -1, late, end_of(order.promised));
  auto& failures = history_.failures;
  if (late.failed()) std::rotate(failures.begin() + place, failures.end() - 1, failures.end());
}

/// Adds attempts until one succeeds and returns its time. An order that is not late stays so,
/// unless a failed attempt makes it late.
Seconds Chronicle::attempt_until_delivered(Delivery delivery, Deadline deadline, bool astray,
                                           Draw& late) {
  for (;;) {
    Unit unit = order_unit(book_, delivery.order);
    unit.handling = &delivery.handling;
    Draw draw = fate_.draw(Kind::failed_attempt, unit);
    if (astray) fate_.draw_link(Kind::wrong_address, Kind::failed_attempt, draw);
    delivery.failed = draw.failed();
    record(Kind::failed_attempt, unit, static_cast<int>(history_.deliveries.size()), draw,
           delivery.attempted_at);
    history_.deliveries.push_back(delivery);
    if (!delivery.failed) return delivery.attempted_at;
    // The first failed attempt decides, of an order that is not late yet.
    if (late.link < 0 && deadline.promised != no_deadline) {
      fate_.draw_link(Kind::failed_attempt, Kind::late_delivery, late);
      if (late.by_link) deadline.promised = no_deadline;
    }
    put_off(delivery, deadline);
  }
}

/// The next attempt: on the next working day, of an order that is late not before the late day;
/// where no day is left until the promise, the driver comes back on the same one.
void Chronicle::put_off(Delivery& delivery, Deadline deadline) {
  ++delivery.attempt;
  const Seconds before = delivery.attempted_at;
  Day next = working_days_after(day_of(before), 1);
  if (deadline.promised == no_deadline) next = std::max(next, deadline.late_day);
  if (next <= deadline.promised) {
    delivery.dispatched_at = hour_of(next, 5.5, 8.5, random_);
    delivery.attempted_at = hour_of(next, 9, 20, random_);
  } else {
    delivery.attempted_at += (end_of(deadline.promised) - before) / 2;
    delivery.dispatched_at = before + (delivery.attempted_at - before) / 3;
  }
  delivery.handling.dispatch_day = day_of(delivery.dispatched_at);
}

/// Sends the item again, notes when it left, and returns when it arrived.
Seconds Chronicle::replace(Failure& failure) {
  const Order& order = book_.orders[failure.order];
  const int region = world_.region_of_city(world_.customers[order.customer].address.city);
  Delivery delivery;
  delivery.order = failure.order;
  delivery.replacement = true;
  delivery.handling = order.handling;
  Handling& handling = delivery.handling;
  handling.picker = draw_worker(world_.pickers, handling.warehouse, random_);
  handling.packer = draw_worker(world_.packers, handling.warehouse, random_);
  assign_transport(world_, region, handling, random_);
  const Day pick_day = working_days_after(day_of(failure.reported_at), 1);
  handling.dispatch_day = working_days_after(pick_day, 1);
  delivery.picked_at = hour_of(pick_day, 7, 18, random_);
  delivery.packed_at = delivery.picked_at + random_.between(900, 7200);
  delivery.dispatched_at = hour_of(handling.dispatch_day, 5.5, 8.5, random_);
  const Day attempt_day = working_days_after(handling.dispatch_day, random_.below(3));
  delivery.attempted_at = hour_of(attempt_day, 9, 20, random_);
  failure.replaced_at = delivery.dispatched_at;
  Draw never_late;  // nothing was promised
  return attempt_until_delivered(delivery, {}, false, never_late);
}

}  // namespace rastro::simulation
