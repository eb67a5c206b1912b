#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "simulate/events.h"
#include "simulate/vocabulary.h"

namespace rastro::simulation {

namespace {

/// Of a cause's failures, so many come about by its mechanism.
constexpr double shown_share = 0.88;

const Cause* first_fired(const std::vector<Cause>& causes, std::uint32_t fired) {
  for (std::size_t index = 0; index < causes.size(); ++index) {
    if ((fired >> index & 1) != 0) return &causes[index];
  }
  return nullptr;
}

/// What comes by the cause's mechanism; the product ordered where it does not say.
int received_by(const World& world, const Cause& cause, int ordered, Random& random) {
  if (cause.twin >= 0) return cause.twin;
  std::vector<int> possible;
  if (cause.mechanism == "code_typo") return world.products[ordered].code_neighbour;
  if (cause.mechanism == "neighbouring_bins") possible = bin_neighbours(world, ordered);
  if (cause.mechanism == "same_supplier") possible = supplier_mates(world, ordered);
  return possible.empty() ? ordered : random.pick(possible);
}

/// The step that led to the failure: a fired cause's, or one drawn for an everyday failure.
std::string mistaken_step(const std::vector<Cause>& causes, const Failure& failure,
                          Random& random) {
  if (const Cause* cause = first_fired(causes, failure.fired)) return cause->step;
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

/// Another town of the region, with its own postal code.
Address other_town(Address address, Random& random) {
  address.city = address.city / 5 * 5 + (address.city + 1 + random.below(4)) % 5;
  address.postal_code = 1000 + address.city * 150 + random.below(120);
  return address;
}

/// One digit is another one.
int other_number(int number, Random& random) {
  std::string digits = std::to_string(number);
  const auto place = static_cast<std::size_t>(random.below(static_cast<int>(digits.size())));
  const int digit = digits[place] - '0';
  digits[place] = static_cast<char>('0' + 1 + (digit + random.below(8)) % 9);
  return std::stoi(digits);
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
    if (!causes[index].mechanism.empty()) return delay_of(causes[index].mechanism);
    const std::string& step = causes[index].step;
    return step == "picking" ? Delay::picking : step == "packing" ? Delay::packing : Delay::transit;
  }
  if (!late.base) return Delay::none;
  const int roll = random.below(100);
  return roll < 60 ? Delay::transit : roll < 85 ? Delay::picking : Delay::packing;
}

int draw_received(const World& world, const std::vector<Cause>& causes, const Staging& staging,
                  const Failure& failure, int ordered, Random& random) {
  const Product& product = world.products[ordered];
  const Cause* cause = first_fired(causes, failure.fired);
  int received = ordered;
  if (cause != nullptr && !cause->mechanism.empty()) {
    if (random.chance(shown_share)) received = received_by(world, *cause, ordered, random);
  } else {
    const std::string step = mistaken_step(causes, failure, random);
    if (random.chance(0.9)) {
      if (step == "product_description") received = product.twin;
      if (step == "picking") received = product.bin_neighbour;
      if (step == "order_entry") received = product.code_neighbour;
    }
  }
  while (received == ordered || staging.never_comes(ordered, received)) {
    received = random.below(static_cast<int>(world.products.size()));
  }
  return received;
}

std::string_view mechanism_of(const std::vector<Cause>& causes, std::uint32_t fired) {
  const Cause* cause = first_fired(causes, fired);
  return cause == nullptr ? std::string_view() : cause->mechanism;
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
    wrong = other_town(right, random);
  }
  return wrong;
}

Address mistake_address(const Address& right, std::string_view mechanism, Random& random) {
  Address wrong = right;
  if (!random.chance(shown_share)) {
    return draw_wrong_address(right, random);
  }
  if (mechanism == "missing_unit") {
    // Mostly all of it, at times the flat only: "Piso 3" of "Piso 3 Dpto B".
    const std::size_t flat = right.flat.find(" Dpto");
    wrong.flat = random.chance(0.3) && flat != std::string::npos ? right.flat.substr(0, flat) : "";
  } else if (mechanism == "swapped_digits") {
    wrong = swap_digits(right);
  } else if (mechanism == "wrong_number") {
    wrong.number = other_number(right.number, random);
  } else if (mechanism == "old_address") {
    wrong = old_address(right, random);
  } else if (mechanism == "same_street_name") {
    wrong = other_kind_of_street(right);
  } else if (mechanism == "wrong_street") {
    wrong.street = old_address(right, random).street;
  } else if (mechanism == "wrong_locality") {
    wrong = other_town(right, random);
    if (random.chance(0.5)) wrong.postal_code = right.postal_code;
  } else if (mechanism == "wrong_postal_code") {
    while (wrong.postal_code == right.postal_code) wrong.postal_code += random.between(-60, 60);
  }
  return wrong;
}

}  // namespace rastro::simulation
