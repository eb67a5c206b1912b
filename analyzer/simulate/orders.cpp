#include "simulate/orders.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "simulate/vocabulary.h"

namespace rastro::simulation {

namespace {

/// Everything that is drawn by weight while orders are placed.
struct Habits {
  WeightedChoice customer, product;
  std::array<WeightedChoice, 5> channel_of_segment{
      WeightedChoice({62, 16, 20, 2}), WeightedChoice({52, 26, 16, 6}),
      WeightedChoice({42, 30, 12, 16}), WeightedChoice({30, 28, 6, 36}),
      WeightedChoice({34, 34, 10, 22})};
  std::array<WeightedChoice, 4> hour_of_channel{
      WeightedChoice({2, 1, 1, 1, 1, 1, 2, 3, 4, 6, 7, 7, 7, 6, 6, 6, 6, 6, 7, 8, 9, 9, 7, 4}),
      WeightedChoice({0, 0, 0, 0, 0, 0, 0, 1, 6, 9, 10, 10, 7, 5, 8, 9, 8, 7, 5, 2, 0, 0, 0, 0}),
      WeightedChoice({0, 0, 0, 0, 0, 0, 0, 0, 1, 7, 9, 9, 7, 5, 5, 7, 9, 10, 9, 6, 1, 0, 0, 0}),
      WeightedChoice({0, 0, 0, 0, 0, 0, 0, 2, 7, 9, 10, 9, 5, 5, 9, 9, 7, 5, 3, 2, 1, 0, 0, 0})};
  WeightedChoice size{{38, 27, 15, 10, 6, 4}};
  WeightedChoice quantity{{60, 20, 8, 3, 5, 0, 0, 0, 0, 4}};
};

Habits make_habits(const World& world) {
  Habits habits;
  std::vector<double> customers, products;
  for (std::size_t index = 0; index < world.customers.size(); ++index) {
    customers.push_back(std::pow(static_cast<double>(index % 997) + 20, -0.5));
  }
  for (const Product& product : world.products) products.push_back(product.weight);
  habits.customer = WeightedChoice(customers);
  habits.product = WeightedChoice(products);
  return habits;
}

/// How many orders each day brings: the weekday's share with a little noise; the sum is exact.
std::vector<int> orders_by_day(Day from, Day until, int total, Random& random) {
  static constexpr double weekday_share[] = {1.15, 1.10, 1.05, 1.05, 1.10, 0.85, 0.55};
  std::vector<double> shares;
  double sum = 0;
  for (Day day = from; day <= until; ++day) {
    shares.push_back(weekday_share[weekday(day)] * std::max(0.5, 1 + 0.05 * random.normal()));
    sum += shares.back();
  }
  std::vector<int> counts;
  double reached = 0;
  int placed = 0;
  for (const double share : shares) {
    reached += share;
    const int upto = static_cast<int>(std::lround(total * reached / sum));
    counts.push_back(upto - placed);
    placed = upto;
  }
  return counts;
}

void add_lines(const World& world, const Habits& habits, Book& book, Order& order, Random& random) {
  order.first_line = static_cast<int>(book.lines.size());
  order.lines = habits.size.draw(random) + 1;
  const Customer& customer = world.customers[order.customer];
  for (int number = 1; number <= order.lines;) {
    Line line;
    line.order = static_cast<int>(book.orders.size());
    line.number = number;
    line.product =
        random.chance(0.2) ? random.pick(customer.favourites) : habits.product.draw(random);
    const auto first = book.lines.begin() + order.first_line;
    if (std::any_of(first, book.lines.end(),
                    [&](const Line& other) { return other.product == line.product; })) {
      continue;
    }
    const Product& product = world.products[line.product];
    line.quantity = product.needs_installation ? 1 : habits.quantity.draw(random) + 1;
    line.unit_price = product.price;
    book.lines.push_back(line);
    ++number;
  }
}

/// Where, when and by whom the order is to be handled if all goes well.
void plan_handling(const World& world, const Book& book, Order& order, Random& random) {
  const int region = world.region_of_city(world.customers[order.customer].address.city);
  const Day day = order.day();
  order.promised = working_days_after(day, world.promise_days(region));
  const bool early = weekday(day) != 6 && order.ordered_at - start_of(day) < 12 * 3600;
  order.pick_day = early && random.chance(0.7) ? day : working_days_after(day, 1);
  Handling& handling = order.handling;
  handling.dispatch_day = working_days_after(order.pick_day, 1);
  const int home = world.products[book.lines[order.first_line].product].home_warehouse;
  handling.warehouse = random.chance(0.85) ? home : 1 - home;
  handling.picker = draw_worker(world.pickers, handling.warehouse, random);
  handling.packer = draw_worker(world.packers, handling.warehouse, random);
  assign_transport(world, region, handling, random);
}

void plan_installations(const World& world, Book& book, const Order& order, Random& random) {
  for (int line = order.first_line; line < order.first_line + order.lines; ++line) {
    if (!world.products[book.lines[line].product].needs_installation) continue;
    const Day day = working_days_after(order.promised, random.between(1, 4));
    const Seconds hour = random.between(8, 17);
    book.installations.push_back({book.lines[line].order, line,
                                  random.below(static_cast<int>(world.teams.size())),
                                  start_of(day) + hour * 3600});
  }
}

Order draw_order(const World& world, Seconds ordered_at, int channel, int customer,
                 Random& random) {
  Order order;
  order.ordered_at = ordered_at;
  order.customer = customer;
  order.channel = channel;
  if (channel != channel_web) {
    // Order-takers help out in the other channels now and then.
    const int desk =
        random.chance(0.75) ? channel : random.between(channel_phone, channel_sales_rep);
    order.taken_by = draw_worker(world.takers, desk, random);
  }
  return order;
}

void place_day(const World& world, const Habits& habits, Day day, int count, Book& book,
               Random& random) {
  std::vector<Order> orders;
  for (int index = 0; index < count; ++index) {
    const int customer = habits.customer.draw(random);
    const int segment = world.customers[customer].segment;
    const int channel = habits.channel_of_segment[segment].draw(random);
    const Seconds hour = habits.hour_of_channel[channel].draw(random);
    const Seconds ordered_at = start_of(day) + hour * 3600 + random.below(3600);
    orders.push_back(draw_order(world, ordered_at, channel, customer, random));
  }
  std::stable_sort(orders.begin(), orders.end(), [](const Order& left, const Order& right) {
    return left.ordered_at < right.ordered_at;
  });
  for (Order& order : orders) {
    add_lines(world, habits, book, order, random);
    plan_handling(world, book, order, random);
    plan_installations(world, book, order, random);
    book.orders.push_back(order);
  }
}

}  // namespace

Day working_days_after(Day day, int count) {
  while (count > 0) {
    ++day;
    if (weekday(day) != 6) --count;
  }
  return day;
}

Day working_days_before(Day day, int count) {
  while (count > 0) {
    --day;
    if (weekday(day) != 6) --count;
  }
  return day;
}

int draw_worker(const std::vector<Worker>& workers, int group, Random& random) {
  double sum = 0;
  for (const Worker& worker : workers) sum += worker.group == group ? worker.weight : 0;
  double point = random.uniform() * sum;
  int last = -1;
  for (std::size_t index = 0; index < workers.size(); ++index) {
    if (workers[index].group != group) continue;
    last = static_cast<int>(index);
    point -= workers[index].weight;
    if (point < 0) break;
  }
  return last;
}

void assign_transport(const World& world, int region, Handling& handling, Random& random) {
  // Every region has a carrier it uses most.
  const int favourite = region % world.national_carriers;
  handling.carrier = random.chance(0.2) ? favourite : random.below(world.national_carriers);
  std::array<int, 8> serving{};
  int count = 0;
  for (std::size_t index = 0; index < world.routes.size(); ++index) {
    const Route& route = world.routes[index];
    if (route.carrier != handling.carrier) continue;
    if (std::find(route.regions.begin(), route.regions.end(), region) == route.regions.end()) {
      continue;
    }
    serving[count++] = static_cast<int>(index);
  }
  handling.route = serving[random.below(count)];
  handling.driver = random.chance(0.75) ? random.pick(world.routes[handling.route].drivers)
                                        : draw_worker(world.drivers, handling.carrier, random);
}

Book place_orders(const World& world, const SimulationSettings& settings, Random& random) {
  Book book;
  book.until = settings.until;
  book.from = settings.until - 30 * settings.months + 1;
  const int total = settings.orders_per_month * settings.months;
  book.orders.reserve(total);
  const Habits habits = make_habits(world);
  const std::vector<int> counts = orders_by_day(book.from, book.until, total, random);
  for (std::size_t index = 0; index < counts.size(); ++index) {
    place_day(world, habits, book.from + static_cast<Day>(index), counts[index], book, random);
  }
  return book;
}

}  // namespace rastro::simulation
