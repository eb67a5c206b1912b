#include "simulate/world.h"

#include <fmt/format.h>

#include <algorithm>

#include "simulate/vocabulary.h"

namespace rastro::simulation {

namespace {

constexpr int regions = 8;
constexpr int routes_per_carrier = 6;
constexpr int drivers_per_carrier = 8;

std::vector<Worker> make_workers(Random& random, const std::string& prefix, int groups,
                                 int per_group) {
  std::vector<Worker> workers;
  for (int group = 0; group < groups; ++group) {
    for (int count = 0; count < per_group; ++count) {
      workers.push_back(
          {fmt::format("{}{:02}", prefix, workers.size() + 1), group, random.uniform(0.7, 1.3)});
    }
  }
  return workers;
}

/// Each region is served by two routes of every carrier; a route serves two or three regions, so
/// that neither a route nor a carrier's region stands for the other.
void make_routes(World& world, Random& random) {
  const std::vector<std::string> letters = {"C", "L", "R", "V"};
  for (int carrier = 0; carrier < static_cast<int>(world.carriers.size()); ++carrier) {
    const int first_route = static_cast<int>(world.routes.size());
    for (int count = 0; count < routes_per_carrier; ++count) {
      world.routes.push_back({fmt::format("R{}{}", letters[carrier], count + 1), carrier, {}, {}});
    }
    const int shift = random.below(regions);
    for (int slot = 0; slot < 2 * regions; ++slot) {
      const int region = (slot + shift) % regions;
      world.routes[first_route + slot % routes_per_carrier].regions.push_back(region);
    }
    for (int count = 0; count < drivers_per_carrier; ++count) {
      const int driver = carrier * drivers_per_carrier + count;
      world.routes[first_route + count % routes_per_carrier].drivers.push_back(driver);
    }
  }
}

void make_staff(World& world, Random& random) {
  world.channels = {"web", "phone", "store", "sales_rep"};
  world.segments = {"hogar", "profesional", "pyme", "empresa", "escuela"};
  world.warehouses = {"Norte", "Sur"};
  world.carriers = {"Fletes Cóndor", "Entregas Lince", "Rutalia", "Vía Ñandú"};
  world.national_carriers = static_cast<int>(world.carriers.size());
  world.pickers = make_workers(random, "P", 2, 9);
  world.packers = make_workers(random, "E", 2, 5);
  world.drivers = make_workers(random, "CH", 4, drivers_per_carrier);
  world.takers = make_workers(random, "T", 1, 12);
  const int home_channel[] = {channel_phone, channel_store, channel_sales_rep};
  for (int taker = 0; taker < 12; ++taker) world.takers[taker].group = home_channel[taker % 3];
  for (int team = 1; team <= 8; ++team) world.teams.push_back(fmt::format("Equipo {}", team));
  make_routes(world, random);
}

Address make_address(Random& random) {
  static const WeightedChoice region_choice({30, 14, 8, 12, 10, 7, 9, 10});
  static const WeightedChoice city_choice({40, 25, 15, 12, 8});
  Address address;
  const int kind = random.below(10);
  address.street = kind < 6 ? "Calle " : kind < 9 ? "Av. " : "Pasaje ";
  address.street += random.pick(street_names());
  address.number = random.between(12, 4980);
  if (random.chance(0.55)) {
    address.flat = fmt::format("Piso {} Dpto {}", random.between(1, 14),
                               static_cast<char>('A' + random.below(6)));
  }
  const int region = region_choice.draw(random);
  address.city = region * 5 + city_choice.draw(random);
  address.postal_code = 1000 + address.city * 150 + random.below(120);
  return address;
}

std::string make_customer_name(Random& random, bool person) {
  const std::string family(random.pick(family_names()));
  if (person) return fmt::format("{} {}", random.pick(first_names()), family);
  return fmt::format("{} {} {}", random.pick(company_words()), family,
                     random.chance(0.5) ? "e Hijos" : "S. A.");
}

void make_customers(World& world, Random& random, int count, Day from) {
  const WeightedChoice segment_choice({42, 14, 24, 12, 8});
  std::vector<double> weights;
  for (const Product& product : world.products) weights.push_back(product.weight);
  const WeightedChoice product_choice(weights);
  world.customers.reserve(count);
  for (int index = 0; index < count; ++index) {
    Customer customer;
    customer.id = fmt::format("C{:06}", index + 1);
    customer.segment = segment_choice.draw(random);
    customer.name = make_customer_name(random, customer.segment <= 1);
    customer.address = make_address(random);
    customer.address_updated_at =
        start_of(from - random.between(5, 1200)) + random.between(8 * 3600, 20 * 3600);
    for (int favourite = random.between(1, 3); favourite > 0; --favourite) {
      customer.favourites.push_back(product_choice.draw(random));
    }
    world.customers.push_back(std::move(customer));
  }
}

}  // namespace

World make_world(Random& random, int customers, Day from) {
  World world;
  make_staff(world, random);
  make_catalogue(world, random, from);
  make_customers(world, random, customers, from);
  return world;
}

std::string street_line(const Address& address) {
  std::string line = fmt::format("{} {}", address.street, address.number);
  if (!address.flat.empty()) line += ", " + address.flat;
  return line;
}

std::string full_address(const Address& address) {
  return fmt::format("{}, {} {}", street_line(address), address.postal_code,
                     city_names()[address.city]);
}

}  // namespace rastro::simulation
