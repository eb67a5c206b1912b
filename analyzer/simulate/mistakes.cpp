#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "simulate/events.h"
#include "simulate/vocabulary.h"

namespace rastro::simulation {

namespace {

/// The step that led to the failure: a fired cause's, or one drawn for an everyday failure.
std::string mistaken_step(const std::vector<Cause>& causes, const Failure& failure,
                          Random& random) {
  for (std::size_t index = 0; index < causes.size(); ++index) {
    if ((failure.fired >> index & 1) != 0) return causes[index].step;
  }
  const int roll = random.below(100);
  return roll < 35 ? "picking" : roll < 60 ? "product_description" : roll < 80 ? "order_entry" : "";
}

Address swap_digits(Address address) {
  std::string digits = std::to_string(address.number);
  for (std::size_t place = 0; place + 1 < digits.size(); ++place) {
    if (digits[place] != digits[place + 1] && digits[place + 1] != '0') {
      std::swap(digits[place], digits[place + 1]);
      address.number = std::stoi(digits);
      return address;
    }
  }
  address.number += 10;
  return address;
}

Address other_kind_of_street(Address address) {
  const std::string calle = "Calle ", avenida = "Av. ";
  if (address.street.starts_with(calle)) {
    address.street = avenida + address.street.substr(calle.size());
  } else {
    address.street = calle + address.street.substr(address.street.find(' ') + 1);
  }
  return address;
}

Address old_address(Address address, Random& random) {
  const std::string before = address.street;
  while (address.street == before) {
    address.street = "Calle " + std::string(random.pick(street_names()));
  }
  address.number = random.between(12, 4980);
  address.flat.clear();
  return address;
}

}  // namespace

Seconds draw_report_time(Seconds since, Random& random) {
  const double days =
      random.chance(0.8) ? std::min(4.0, 0.02 + random.exponential(0.9)) : random.uniform(1.0, 9.5);
  const Seconds at = since + static_cast<Seconds>(days * seconds_per_day);
  // Nobody calls at night: such a report comes the next morning.
  const Seconds of_day = at - start_of(day_of(at));
  if (of_day < 7 * 3600) return start_of(day_of(at)) + 7 * 3600 + of_day / 4;
  if (of_day > 22 * 3600) return start_of(day_of(at) + 1) + 7 * 3600 + (of_day - 22 * 3600);
  return at;
}

Delay draw_delay(const std::vector<Cause>& causes, const Draw& late, Random& random) {
  for (std::size_t index = 0; index < causes.size(); ++index) {
    if ((late.fired >> index & 1) == 0) continue;
    const std::string& step = causes[index].step;
    return step == "picking" ? Delay::picking : step == "packing" ? Delay::packing : Delay::transit;
  }
  if (!late.base) return Delay::none;
  const int roll = random.below(100);
  return roll < 60 ? Delay::transit : roll < 85 ? Delay::picking : Delay::packing;
}

int draw_received(const World& world, const std::vector<Cause>& causes, const Failure& failure,
                  int ordered, Random& random) {
  const Product& product = world.products[ordered];
  const std::string step = mistaken_step(causes, failure, random);
  int received = ordered;
  if (random.chance(0.9)) {
    if (step == "product_description") received = product.twin;
    if (step == "picking") received = product.bin_neighbour;
    if (step == "order_entry") received = product.code_neighbour;
  }
  while (received == ordered) received = random.below(static_cast<int>(world.products.size()));
  return received;
}

Address draw_wrong_address(const Address& right, Random& random) {
  const int roll = random.below(100);
  Address wrong = right;
  if (roll < 35 && !right.flat.empty()) {
    wrong.flat.clear();
  } else if (roll < 60) {
    wrong = swap_digits(right);
  } else if (roll < 75) {
    wrong = other_kind_of_street(right);
  } else if (roll < 88) {
    wrong = old_address(right, random);
  } else {
    // Another town of the region, with its own postal code.
    wrong.city = right.city / 5 * 5 + (right.city + 1 + random.below(4)) % 5;
    wrong.postal_code = 1000 + wrong.city * 150 + random.below(120);
  }
  return wrong;
}

}  // namespace rastro::simulation
