#include <algorithm>
#include <cstddef>

#include "simulate/chronicle.h"

namespace rastro::simulation {

namespace {

/// Working days that an order takes at least to a far place, and those promised where the promise
/// is too short.
constexpr int far_days = 3, short_promise_days = 1;

bool in_warehouse(Delay delay) {
  return delay == Delay::picking || delay == Delay::packing || delay == Delay::dispatch;
}

}  // namespace

Seconds hour_of(Day day, double from_hour, double to_hour, Random& random) {
  return start_of(day) + static_cast<Seconds>(3600 * random.uniform(from_hour, to_hour));
}

Chronicle::Pace Chronicle::pace_of(const Handling& handling) const {
  Pace pace;
  for (const SlowStage& slow : staging_.slow_stages) {
    const int here = slow.where.factor == Factor::carrier ? handling.carrier : handling.warehouse;
    if (here != slow.where.value) continue;
    if (slow.stage == Delay::packing) pace.slow_packing = true;
    if (slow.stage == Delay::dispatch) pace.dispatch_days = 2;
    if (slow.stage == Delay::transit) pace.transit_days = 1;
  }
  return pace;
}

Seconds Chronicle::draw_packing_time(const Pace& pace) {
  const Seconds usual = random_.between(900, 7200);
  return pace.slow_packing ? usual + random_.between(3 * 3600, 5 * 3600) : usual;
}

/// Puts off the stage that causes the delay, and all after it, towards the day of the late attempt;
/// the stages before it stay as they were.
void Chronicle::hold_back(Order& order, Delay delay, Day attempt_day, const Pace& pace,
                          Delivery& first) {
  if (!in_warehouse(delay)) return;
  const Day dispatch = working_days_before(attempt_day, pace.transit_days + random_.below(2));
  order.handling.dispatch_day = dispatch;
  if (delay == Delay::dispatch) return;
  const Day packing_day = working_days_before(dispatch, pace.dispatch_days);
  first.packed_at = hour_of(packing_day, 16, 20, random_);
  if (delay == Delay::picking) first.picked_at = first.packed_at - draw_packing_time(pace);
}

/// The first parcel up to the packing table, as it goes when nothing holds it back.
Delivery Chronicle::pick_and_pack(int index, const Pace& pace) {
  const Order& order = book_.orders[index];
  double earliest_hour = 7;
  if (order.pick_day == order.day()) {
    const auto since_midnight = static_cast<double>(order.ordered_at - start_of(order.day()));
    earliest_hour = std::max(earliest_hour, since_midnight / 3600 + 0.4);
  }
  Delivery parcel;
  parcel.order = index;
  parcel.picked_at = hour_of(order.pick_day, earliest_hour, 18.5, random_);
  parcel.packed_at = parcel.picked_at + draw_packing_time(pace);
  return parcel;
}

/// Whether it lies on a route of which some promises are short: nothing gets there any sooner.
bool Chronicle::is_far(const Handling& handling) const {
  const auto& causes = fate_.causes();
  return std::any_of(causes.begin(), causes.end(), [&](const Cause& cause) {
    return cause.mechanism == "short_promise" &&
           value_in(cause.conditions, Factor::route) == handling.route;
  });
}

/// The day of the first attempt when nothing holds up the parcel on its way. A day is left for a
/// second attempt, where the stages allow it.
Day Chronicle::first_attempt_day(const Order& order, const Pace& pace) {
  Day day = working_days_after(order.handling.dispatch_day, pace.transit_days);
  const Day last = working_days_before(order.promised, 1);
  while (day < last && random_.chance(0.5)) day = working_days_after(day, 1);
  return is_far(order.handling) ? std::max(day, working_days_after(order.day(), far_days)) : day;
}

void Chronicle::deliver(int index, bool astray) {
  Order& order = book_.orders[index];
  const Pace pace = pace_of(order.handling);
  if (pace.dispatch_days > 1) {
    order.handling.dispatch_day = working_days_after(order.pick_day, pace.dispatch_days);
  }
  Delivery first = pick_and_pack(index, pace);
  Draw late;
  fate_.draw_base(Kind::late_delivery, order_unit(book_, index), late);
  fate_.draw_causes(Kind::late_delivery, order_unit(book_, index), false, late);
  const Delay delay = draw_delay(fate_.causes(), late, random_);
  int days_late = 1;
  while (days_late < 5 && random_.chance(0.45)) ++days_late;
  Day late_day = working_days_after(order.promised, days_late);
  hold_back(order, delay, late_day, pace, first);
  fate_.draw_causes(Kind::late_delivery, order_unit(book_, index), true, late);
  // What was held back in the warehouse is late already, and left on some later day.
  if (!in_warehouse(delay)) fate_.draw_episode(order_unit(book_, index), late);

  first.handling = order.handling;
  first.dispatched_at = hour_of(order.handling.dispatch_day, 5.5, 8.5, random_);
  const bool on_the_way = delay != Delay::redelivery && delay != Delay::promise;
  const Day attempt_day = late.failed() && on_the_way
                              ? std::max(order.handling.dispatch_day, late_day)
                              : first_attempt_day(order, pace);
  if (delay == Delay::promise) {
    order.promised = working_days_after(order.day(), short_promise_days);
    late_day = 0;
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

/// Of the first attempts that fail anyway, those are chosen after which an order comes back late:
/// where it does, the attempt failed; elsewhere fewer fail, so that in all as many do as ever.
void Chronicle::fail_by_return(const Draw& late, Day day, Draw& attempt) {
  const auto& causes = fate_.causes();
  for (std::size_t index = 0; index < causes.size(); ++index) {
    if ((late.exposed >> index & 1) == 0 || causes[index].mechanism != "slow_redelivery") continue;
    const double returned = causes[index].risk_on(day), usual = attempt.base_risk;
    const double left = std::max(0.0, usual - returned) / (usual * (1 - returned));
    const bool came_back = (late.fired >> index & 1) != 0;
    attempt.base = came_back || (attempt.base && random_.chance(left));
  }
}

/// Adds attempts until one succeeds and returns its time. An order that is not late stays so,
/// unless a failed attempt makes it late.
Seconds Chronicle::attempt_until_delivered(Delivery delivery, Deadline deadline, bool astray,
                                           Draw& late) {
  for (;;) {
    Unit unit = order_unit(book_, delivery.order);
    unit.handling = &delivery.handling;
    Draw draw = fate_.draw(Kind::failed_attempt, unit);
    if (delivery.attempt == 1) fail_by_return(late, unit.order->day(), draw);
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
  const Pace pace = pace_of(handling);
  handling.dispatch_day = working_days_after(pick_day, pace.dispatch_days);
  delivery.picked_at = hour_of(pick_day, 7, 18, random_);
  delivery.packed_at = delivery.picked_at + draw_packing_time(pace);
  delivery.dispatched_at = hour_of(handling.dispatch_day, 5.5, 8.5, random_);
  const Day attempt_day =
      working_days_after(handling.dispatch_day, pace.transit_days + random_.below(3));
  delivery.attempted_at = hour_of(attempt_day, 9, 20, random_);
  failure.replaced_at = delivery.dispatched_at;
  Draw never_late;  // nothing was promised
  return attempt_until_delivered(delivery, {}, false, never_late);
}

}  // namespace rastro::simulation
