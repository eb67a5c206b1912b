#pragma once

#include <map>
#include <vector>

#include "simulate/fate.h"
#include "simulate/staging.h"

namespace rastro::simulation {

struct Delivery {
  int order = 0;
  int attempt = 1;
  bool replacement = false;
  Handling handling;
  Seconds picked_at = 0, packed_at = 0, dispatched_at = 0, attempted_at = 0;
  bool failed = false;  ///< nobody there, no access …: another attempt follows
};

struct Failure {
  Kind kind = Kind::wrong_item;
  int order = 0;
  int part = -1;  ///< index of the line, delivery or installation; -1: the order itself
  std::uint32_t fired = 0;
  int episode = -1;  ///< index of the episode by which it failed
  int link = -1;     ///< index of the link by which an upstream failure brought it about
  bool seen = false;
  Seconds reported_at = 0;  ///< reported kinds only
  Seconds replaced_at = 0;  ///< when a replacement left; 0: none
  int received = -1;        ///< product that came instead
};

/// All that happened, also after the period's last day: the writers leave that out.
struct History {
  std::vector<Delivery> deliveries;
  std::vector<Seconds> completed_at;  ///< of each installation
  std::vector<Seconds> delivered_at;  ///< of each order's first parcel
  std::vector<Failure> failures;
  std::map<int, Address> wrong_addresses;  ///< address used, by order
  std::map<int, Address> new_addresses;  ///< right one, by order, where the customer's file is old
  std::map<int, Seconds> moved_at;       ///< when a customer's file was corrected after an order
};

/// Lets every order happen. Installations that would precede their delivery are put off in `book`.
History let_happen(const World& world, Book& book, Fate& fate, const Staging& staging,
                   Random& random);

/// How long it takes until somebody reports a failure: about a day, at times up to ten.
Seconds draw_report_time(Seconds since, Random& random);

/// Where an order loses its time, by the first cause that made it late, or as usual.
Delay draw_delay(const std::vector<Cause>& causes, const Draw& late, Random& random);

/// The product in the parcel instead of the one ordered. How it came about follows from the cause's
/// mechanism, or from the step.
int draw_received(const World& world, const std::vector<Cause>& causes, const Staging& staging,
                  const Failure& failure, int ordered, Random& random);

/// The mechanism of the first cause by which a unit failed; empty: of none, or left open.
std::string_view mechanism_of(const std::vector<Cause>& causes, std::uint32_t fired);

/// A mistaken version of the address, never the same one.
Address draw_wrong_address(const Address& right, Random& random);
/// The address mistaken in one way, by the mechanism's id, where it can be; mostly: some failures
/// of a cause come about in another way.
Address mistake_address(const Address& right, std::string_view mechanism, Random& random);

}  // namespace rastro::simulation
