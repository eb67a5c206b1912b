#pragma once

#include <string>
#include <vector>

#include "base/random.h"
#include "base/time.h"

namespace rastro::simulation {

/// Everything below names its kind by index: a picker is an index into World::pickers.

struct Product {
  std::string sku;
  std::string name;
  std::string barcode;
  int category = 0;
  int supplier = 0;
  int bin = 0;
  int home_warehouse = 0;
  int twin = 0;            ///< the product that reads most like it: same family and brand
  int bin_neighbour = 0;   ///< another product of the same bin, or of the next one
  int code_neighbour = 0;  ///< a product whose sku is one typing error away, or itself
  double price = 0;
  double weight = 0;  ///< popularity
  bool needs_installation = false;
};

struct Description {
  int product = 0;
  int revision = 1;
  Seconds valid_from = 0;
  std::string text;
  std::string author;
};

struct Address {
  std::string street;
  int number = 0;
  std::string flat;  ///< empty: a house
  int city = 0;
  int postal_code = 0;
};

struct Customer {
  std::string id;
  std::string name;
  int segment = 0;
  Address address;
  Seconds address_updated_at = 0;
  std::vector<int> favourites;  ///< products bought again and again
};

/// A packer, picker, driver or order-taker: works for one warehouse, carrier or channel.
struct Worker {
  std::string id;
  int group = 0;
  double weight = 1;  ///< share of the group's work
};

struct Route {
  std::string id;
  int carrier = 0;
  std::vector<int> regions;
  std::vector<int> drivers;  ///< who usually drives it
};

/// The retailer before the first order.
struct World {
  std::vector<std::string> channels, segments, warehouses, carriers, suppliers, bins, teams;
  int national_carriers = 0;  ///< the first so many carriers serve every region
  std::vector<Worker> takers, pickers, packers, drivers;
  std::vector<Route> routes;
  std::vector<Product> products;
  std::vector<Description> descriptions;
  std::vector<Customer> customers;

  int region_of_city(int city) const { return city / 5; }
  /// Working days from the order to the promise, 3 to 6.
  int promise_days(int region) const { return 3 + region * 4 / 8; }
};

inline constexpr int channel_web = 0, channel_phone = 1, channel_store = 2, channel_sales_rep = 3;

/// `from` is the first day of orders: what exists before it is dated earlier.
World make_world(Random& random, int customers, Day from);

/// Fills products and descriptions; the rest of the world is not needed.
void make_catalogue(World& world, Random& random, Day from);

/// What the web shop says of a product: its name, two features, the manufacturer's code.
std::string make_description(const std::string& name, Random& random);

/// "Calle Los Talas 1243, Piso 3 Dpto B"
std::string street_line(const Address& address);
/// "Calle Los Talas 1243, Piso 3 Dpto B, 1406 Villa Serena"
std::string full_address(const Address& address);

}  // namespace rastro::simulation
