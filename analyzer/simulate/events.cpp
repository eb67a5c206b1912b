#include "simulate/events.h"

#include <algorithm>

#include "simulate/chronicle.h"

namespace rastro::simulation {

namespace {

constexpr double replaced_share = 0.75;
/// A replacement that is wrong again is mostly wrong in the same way.
constexpr double same_mistake_share = 0.8;
/// How often the one customer gets the same wrong product.
constexpr int times_repeated = 3;
constexpr Seconds noon = 12 * 3600;

}  // namespace

History Chronicle::run() {
  history_.delivered_at.reserve(book_.orders.size());
  for (std::size_t order = 0; order < book_.orders.size(); ++order) {
    const auto index = static_cast<int>(order);
    // What an address brings about must be known first; else the order of draws is as ever.
    const bool address_first = fate_.linked(Kind::wrong_address, Kind::failed_attempt);
    Draw astray;
    if (address_first) astray = fate_.draw(Kind::wrong_address, order_unit(book_, index));
    deliver(index, astray.failed());
    fail_lines(index);
    fail_order(index);
    if (!address_first) astray = fate_.draw(Kind::wrong_address, order_unit(book_, index));
    record_address(index, astray);
  }
  install();
  return std::move(history_);
}

/// Whether it is the line that comes wrong three times.
bool Chronicle::repeats(Kind kind, int part) const {
  return kind == Kind::wrong_item && staging_.repeat.order >= 0 && part == staging_.repeat.line;
}

/// Books a draw and, where the unit failed, the failure. `noticeable_at`: for derived kinds, when
/// the logs show it; for reported ones, from when on somebody may report it.
void Chronicle::record(Kind kind, const Unit& unit, int part, const Draw& draw,
                       Seconds noticeable_at, int received_before) {
  if (!draw.failed() && !draw.touched()) return;
  Failure failure;
  failure.kind = kind;
  failure.order = static_cast<int>(unit.order - book_.orders.data());
  failure.part = part;
  failure.fired = draw.fired;
  if (draw.by_episode) failure.episode = draw.episode;
  if (draw.by_link) failure.link = draw.link;
  if (facts(kind).reported) {
    failure.reported_at = repeats(kind, part) ? start_of(day_of(noticeable_at) + 1) + noon
                                              : draw_report_time(noticeable_at, random_);
    noticeable_at = failure.reported_at;
  }
  failure.seen = noticeable_at <= end_;
  fate_.book(kind, unit.order->day(), draw, failure.seen);
  if (!draw.failed()) return;
  if (kind == Kind::wrong_item) {
    const bool same = received_before >= 0 && random_.chance(same_mistake_share);
    failure.received = same ? received_before
                            : draw_received(world_, fate_.causes(), staging_, failure,
                                            unit.product_index, random_);
    if (repeats(kind, part))
      failure.received = fate_.causes()[static_cast<std::size_t>(staging_.repeat.cause)].twin;
  }
  const bool replaceable = facts(kind).unit == UnitKind::order_line;
  Seconds replacement_delivered = 0;
  const bool insists = repeats(kind, part) && ++repeated_ < times_repeated;
  if (replaceable && (random_.chance(replaced_share) || insists)) {
    replacement_delivered = replace(failure);
  }
  history_.failures.push_back(failure);
  if (insists || (replacement_delivered > 0 && fate_.linked(kind, kind))) {
    Draw again;
    again.base = insists;
    if (!insists) fate_.draw_link(kind, kind, again);
    record(kind, unit, part, again, replacement_delivered, failure.received);
  }
}

void Chronicle::fail_lines(int order) {
  const Order& placed = book_.orders[order];
  const Seconds delivered = history_.delivered_at[order];
  for (int line = placed.first_line; line < placed.first_line + placed.lines; ++line) {
    const Unit unit = line_unit(world_, book_, line);
    for (const Kind kind : {Kind::wrong_item, Kind::missing_item, Kind::damaged_item}) {
      Draw draw = fate_.draw(kind, unit);
      if (repeats(kind, line)) draw.fired |= 1u << staging_.repeat.cause;
      record(kind, unit, line, draw, delivered);
    }
  }
}

void Chronicle::fail_order(int order) {
  const Unit unit = order_unit(book_, order);
  const Seconds ordered_at = unit.order->ordered_at;
  for (const Kind kind : {Kind::order_entry_error, Kind::billing_error, Kind::rude_treatment,
                          Kind::misdirected_message}) {
    record(kind, unit, -1, fate_.draw(kind, unit), ordered_at);
  }
}

void Chronicle::record_address(int order, const Draw& astray) {
  const Unit unit = order_unit(book_, order);
  record(Kind::wrong_address, unit, -1, astray, history_.delivered_at[order]);
  if (astray.failed()) {
    misdirect(order, astray.fired);
  }
}

/// Notes the address that the parcel is sent to instead of the customer's.
void Chronicle::misdirect(int order, std::uint32_t fired) {
  const Order& placed = book_.orders[order];
  const Address& on_file = world_.customers[placed.customer].address;
  const std::string_view mechanism = mechanism_of(fate_.causes(), fired);
  if (mechanism == "old_address" && random_.chance(0.5)) {
    // The customer has moved, and nobody has corrected the file yet.
    history_.new_addresses.emplace(order, mistake_address(on_file, mechanism, random_));
    history_.wrong_addresses.emplace(order, on_file);
    return;
  }
  const Address wrong = mechanism.empty() ? draw_wrong_address(on_file, random_)
                                          : mistake_address(on_file, mechanism, random_);
  history_.wrong_addresses.emplace(order, wrong);
  if (mechanism == "old_address") {
    const Seconds corrected = placed.ordered_at + random_.between(2 * 3600, 40 * 3600);
    history_.moved_at[placed.customer] = std::min(corrected, end_);
  }
}

void Chronicle::install() {
  for (std::size_t index = 0; index < book_.installations.size(); ++index) {
    Installation& installation = book_.installations[index];
    const Seconds delivered = history_.delivered_at[installation.order];
    if (delivered + 2 * 3600 > installation.scheduled_at) {
      const Seconds of_day =
          installation.scheduled_at - start_of(day_of(installation.scheduled_at));
      installation.scheduled_at = start_of(working_days_after(day_of(delivered), 1)) + of_day;
    }
    const Unit unit = installation_unit(world_, book_, static_cast<int>(index));
    Draw draw = fate_.draw(Kind::late_installation, unit);
    if (late_[installation.order]) {
      fate_.draw_link(Kind::late_delivery, Kind::late_installation, draw);
    }
    const Seconds due = installation.scheduled_at + 4 * 3600;
    record(Kind::late_installation, unit, static_cast<int>(index), draw, due);
    Seconds completed = installation.scheduled_at + random_.between(1800, 4 * 3600 - 600);
    if (draw.failed()) {
      const Day other_day = working_days_after(day_of(due), random_.between(1, 3));
      completed = random_.chance(0.6) ? due + random_.between(1200, 3 * 3600)
                                      : hour_of(other_day, 9, 18, random_);
    }
    history_.completed_at.push_back(completed);
  }
}

History let_happen(const World& world, Book& book, Fate& fate, const Staging& staging,
                   Random& random) {
  return Chronicle(world, book, fate, staging, random).run();
}

}  // namespace rastro::simulation
