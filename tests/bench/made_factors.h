#pragma once

#include <array>
#include <vector>

#include "base/random.h"
#include "base/time.h"
#include "tally/condition.h"

namespace rastro::bench {

/// All factors that a made month can show.
enum Column {
  category,
  sku,
  revision,
  supplier,
  bin,
  brand,
  price_band,
  quantity_band,
  channel,
  taken_by,
  order_weekday,
  order_hour,
  order_size,
  segment,
  payment,
  promotion,
  device,
  region,
  city,
  postal_area,
  warehouse,
  picker,
  packer,
  pick_hour,
  box,
  dispatch_weekday,
  carrier,
  route,
  driver,
  vehicle,
  columns
};

struct ColumnTraits {
  const char* name;
  int parent = -1;  ///< the factor it is nested in
  int clock = 0;    ///< whose weekday or hour: 1 order, 2 picking, 3 dispatch
};
const ColumnTraits& traits(int column);
/// Whether the model would let two factors stand in one condition: none nested in the other, and
/// not the times of two milestones.
bool may_stand_together(int left, int right);

/// The factors that a month shows, ascending: product, region, carrier and route, and others drawn.
std::vector<int> choose_columns(Random& random, int count);

/// One value of each factor.
using Line = std::array<Code, columns>;

/// Who sells, picks and drives in a made month; draws its orders.
class MadeRetailer {
 public:
  MadeRetailer(Random& random, int products, int days);

  /// Lines of one order of that day (0 is the first), 1 to 4.
  std::vector<Line> draw_order(Random& random, int day, int weekday, int dispatch_weekday) const;

 private:
  struct Product {
    Code category, supplier, bin, brand, price_band;
    int from = 0, until = 0;   ///< days on which it is sold
    std::vector<int> revised;  ///< days on which its description changed
    Code first_revision = 0;
  };
  /// Numbered staff of each site; a person has two weekdays off.
  using Staff = std::vector<std::vector<Code>>;

  void make_products(Random& random, int products, int days);
  void make_places(Random& random);
  void make_staff(Random& random);
  Code draw_person(Random& random, const std::vector<Code>& people, int weekday) const;
  void fill_buyer(Random& random, Line& line) const;
  void fill_place(Random& random, Line& line) const;
  void fill_handling(Random& random, int dispatch_weekday, Line& line) const;
  void fill_product(Random& random, int day, Line& line) const;

  std::vector<Product> products_;
  WeightedChoice product_;
  std::vector<Code> city_of_area_, region_of_city_;
  WeightedChoice area_;
  std::vector<Code> warehouse_of_region_, carrier_of_region_;
  WeightedChoice warehouse_, carrier_;
  Staff pickers_, packers_, routes_, drivers_, vehicles_;
  std::array<WeightedChoice, columns> plain_;  ///< of factors that depend on nothing
};

}  // namespace rastro::bench
