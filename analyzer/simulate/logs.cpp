#include <fmt/format.h>

#include "records/tables.h"
#include "simulate/csv_file.h"
#include "simulate/output.h"
#include "simulate/vocabulary.h"

namespace rastro::simulation {

namespace {

CsvFile open_table(const std::string& folder, std::string_view table) {
  std::vector<std::string> columns;
  for (const ColumnSpec& column : find_table(standard_tables(), table)->columns) {
    columns.push_back(column.name);
  }
  return CsvFile(folder, table, columns);
}

void write_customers(const World& world, const std::map<int, Seconds>& moved_at,
                     const std::string& folder) {
  CsvFile file = open_table(folder, "customers");
  for (const Customer& customer : world.customers) {
    const Address& address = customer.address;
    file.text(customer.id).text(customer.name).text(world.segments[customer.segment]);
    file.text(street_line(address)).text(city_names()[address.city]).integer(address.postal_code);
    file.text(region_names()[world.region_of_city(address.city)]);
    const auto moved = moved_at.find(static_cast<int>(&customer - world.customers.data()));
    file.time(moved == moved_at.end() ? customer.address_updated_at : moved->second).end_row();
  }
  file.close();
}

void write_products(const World& world, const std::string& folder) {
  CsvFile file = open_table(folder, "products");
  for (const Product& product : world.products) {
    file.text(product.sku).text(product.name).text(category_names()[product.category]);
    file.text(world.suppliers[product.supplier]).text(world.bins[product.bin]);
    file.text(product.barcode).integer(product.needs_installation ? 1 : 0).end_row();
  }
  file.close();
}

void write_descriptions(const World& world, const std::string& folder) {
  CsvFile file = open_table(folder, "descriptions");
  for (const Description& description : world.descriptions) {
    file.text(world.products[description.product].sku).integer(description.revision);
    file.time(description.valid_from).text(description.text).text(description.author).end_row();
  }
  file.close();
}

void write_orders(const Result& result, const std::string& folder) {
  const World& world = result.world;
  const Seconds end = end_of(result.book.until);
  CsvFile file = open_table(folder, "orders");
  for (std::size_t index = 0; index < result.book.orders.size(); ++index) {
    const Order& order = result.book.orders[index];
    const Customer& customer = world.customers[order.customer];
    const auto wrong = result.history.wrong_addresses.find(static_cast<int>(index));
    const bool captured_wrong = wrong != result.history.wrong_addresses.end();
    const Address& address = captured_wrong ? wrong->second : customer.address;
    file.text(order_id(static_cast<int>(index))).text(customer.id).time(order.ordered_at);
    file.day(order.promised).text(world.channels[order.channel]);
    file.text(order.taken_by < 0 ? std::string_view() : world.takers[order.taken_by].id);
    file.text(street_line(address)).text(city_names()[address.city]).integer(address.postal_code);
    file.text(region_names()[world.region_of_city(address.city)]);
    file.text(result.history.delivered_at[index] <= end ? "delivered" : "open").end_row();
  }
  file.close();
}

void write_order_lines(const Result& result, const std::string& folder) {
  CsvFile file = open_table(folder, "order_lines");
  for (const Line& line : result.book.lines) {
    file.text(order_id(line.order)).integer(line.number);
    file.text(result.world.products[line.product].sku).integer(line.quantity);
    file.amount(line.unit_price).end_row();
  }
  file.close();
}

void time_if_passed(CsvFile& file, Seconds time, Seconds end) {
  if (time <= end) {
    file.time(time);
  } else {
    file.empty();
  }
}

void write_deliveries(const Result& result, const std::string& folder) {
  const World& world = result.world;
  const Seconds end = end_of(result.book.until);
  CsvFile file = open_table(folder, "deliveries");
  for (std::size_t index = 0; index < result.history.deliveries.size(); ++index) {
    const Delivery& delivery = result.history.deliveries[index];
    // The first parcel is planned with the order; later ones appear when work on them begins.
    const bool first = delivery.attempt == 1 && !delivery.replacement;
    const Seconds begun = delivery.attempt == 1 ? delivery.picked_at : delivery.dispatched_at;
    if (!first && begun > end) continue;
    const Handling& handling = delivery.handling;
    file.text(delivery_id(static_cast<int>(index))).text(order_id(delivery.order));
    file.integer(delivery.attempt).text(delivery.replacement ? "replacement" : "original");
    file.text(world.warehouses[handling.warehouse]).text(world.pickers[handling.picker].id);
    file.text(world.packers[handling.packer].id).text(world.carriers[handling.carrier]);
    file.text(world.routes[handling.route].id).text(world.drivers[handling.driver].id);
    time_if_passed(file, delivery.picked_at, end);
    time_if_passed(file, delivery.packed_at, end);
    time_if_passed(file, delivery.dispatched_at, end);
    time_if_passed(file, delivery.attempted_at, end);
    const bool attempted = delivery.attempted_at <= end;
    time_if_passed(file, delivery.failed ? end + 1 : delivery.attempted_at, end);
    file.text(!attempted ? "" : delivery.failed ? "failed" : "delivered");
    const auto wrong = result.history.wrong_addresses.find(delivery.order);
    const bool astray = !delivery.replacement && wrong != result.history.wrong_addresses.end();
    const int customer = result.book.orders[delivery.order].customer;
    file.text(full_address(astray ? wrong->second : world.customers[customer].address)).end_row();
  }
  file.close();
}

void write_installations(const Result& result, const std::string& folder) {
  const Seconds end = end_of(result.book.until);
  CsvFile file = open_table(folder, "installations");
  for (std::size_t index = 0; index < result.book.installations.size(); ++index) {
    const Installation& installation = result.book.installations[index];
    const Seconds completed = result.history.completed_at[index];
    const int product = result.book.lines[installation.line].product;
    file.text(installation_id(static_cast<int>(index))).text(order_id(installation.order));
    file.text(result.world.products[product].sku).text(result.world.teams[installation.team]);
    file.time(installation.scheduled_at);
    time_if_passed(file, completed, end);
    file.text(completed <= end ? "completed" : "").end_row();
  }
  file.close();
}

/// The order's line that the failure is about; 0: the order as a whole.
int line_number(const Book& book, const Failure& failure) {
  if (facts(failure.kind).unit == UnitKind::order_line) return book.lines[failure.part].number;
  if (facts(failure.kind).unit != UnitKind::installation) return 0;
  return book.lines[book.installations[failure.part].line].number;
}

void write_incidents(const Result& result, const std::string& folder) {
  const World& world = result.world;
  CsvFile file = open_table(folder, "incidents");
  for (const Incident& incident : result.aftermath.incidents) {
    const Failure& failure = result.history.failures[incident.failure];
    file.text(incident.id).text(order_id(failure.order));
    if (const int line = line_number(result.book, failure); line > 0) {
      file.integer(line);
    } else {
      file.empty();
    }
    file.time(incident.reported_at).text(incident.source);
    file.text(incident.in_note_only ? std::string_view() : facts(failure.kind).name);
    file.text(failure.received < 0 ? std::string_view() : world.products[failure.received].sku);
    const Customer& customer = world.customers[result.book.orders[failure.order].customer];
    const auto moved = result.history.new_addresses.find(failure.order);
    const bool astray = failure.kind == Kind::wrong_address;
    const Address& right =
        moved == result.history.new_addresses.end() ? customer.address : moved->second;
    file.text(astray ? full_address(right) : "").text(incident.note).end_row();
  }
  file.close();
}

void write_recovery(const Result& result, const std::string& folder) {
  CsvFile file = open_table(folder, "recovery");
  for (const RecoveryAction& action : result.aftermath.recovery) {
    file.text(result.aftermath.incidents[action.incident].id).time(action.at);
    file.text(action.action).text(action.by);
    if (action.amount > 0) {
      file.amount(action.amount);
    } else {
      file.empty();
    }
    file.end_row();
  }
  file.close();
}

void write_surveys(const Result& result, const std::string& folder) {
  CsvFile file = open_table(folder, "surveys");
  for (const Survey& survey : result.aftermath.surveys) {
    file.text(order_id(survey.order)).time(survey.at).integer(survey.score);
    file.text(survey.comment).end_row();
  }
  file.close();
}

void write_changes(const Result& result, const std::string& folder) {
  CsvFile file = open_table(folder, "changes");
  for (const Change& change : result.changes) {
    file.time(change.at).text(change.step).text(change.note);
    file.text(change.factor).text(change.value).end_row();
  }
  file.close();
}

}  // namespace

std::string order_id(int order) { return fmt::format("N{:06}", order + 1); }
std::string delivery_id(int delivery) { return fmt::format("D{:07}", delivery + 1); }
std::string installation_id(int installation) { return fmt::format("S{:06}", installation + 1); }

void write_logs(const Result& result, const std::string& folder) {
  write_customers(result.world, result.history.moved_at, folder);
  write_products(result.world, folder);
  write_descriptions(result.world, folder);
  write_orders(result, folder);
  write_order_lines(result, folder);
  write_deliveries(result, folder);
  write_installations(result, folder);
  write_incidents(result, folder);
  write_recovery(result, folder);
  write_surveys(result, folder);
  write_changes(result, folder);
}

}  // namespace rastro::simulation
