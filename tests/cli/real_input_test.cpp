#include <SQLiteCpp/SQLiteCpp.h>

#include "cli/review_checks.h"
#include "cli/run_program.h"
#include "places.h"

using namespace rastro;
using nlohmann::json;

namespace {

const std::string real_folder = in_source("../shared/real/");
const std::string examples = in_source("data/examples/");

/// rows, accepted and rejected of "file table"
using InputCounts = std::map<std::string, std::array<std::int64_t, 3>>;

InputCounts counts_of(const json& review) {
  InputCounts counts;
  for (const auto& input : review["inputs"]) {
    counts[input["file"].get<std::string>() + " " + input["table"].get<std::string>()] = {
        input["rows"], input["accepted"], input["rejected"]};
  }
  return counts;
}

void check_nothing_new(const json& review, const InputCounts& first) {
  CHECK(counts_of(review).size() == first.size());
  for (const auto& input : review["inputs"]) {
    INFO(input.dump());
    CHECK(input["accepted"] == 0);
    CHECK(input["unchanged"].get<std::int64_t>() + input["rejected"].get<std::int64_t>() ==
          input["rows"].get<std::int64_t>());
  }
}

json without_inputs(json review) {
  review.erase("inputs");
  return review;
}

/// Orders due by the last day seen, sixty days after the last order, each with the plain value of
/// every factor. The promise is a date and lasts to the end of that day. What the lines of an order
/// do not share is NULL. An order whose delivery was rejected is not judged.
const std::string olist_units = R"(
CREATE TEMP TABLE units AS
WITH
line_values AS (
  SELECT l.order_id,
         CASE WHEN count(DISTINCT ifnull(l.sku, '')) = 1 THEN max(l.sku) END AS sku,
         CASE WHEN count(DISTINCT ifnull(p.category, '')) = 1 THEN max(p.category) END AS category,
         CASE WHEN count(DISTINCT ifnull(l.seller_id, '')) = 1 THEN max(l.seller_id) END AS seller,
         CASE WHEN count(DISTINCT ifnull(s.seller_city, '')) = 1 THEN max(s.seller_city) END
           AS seller_city,
         CASE WHEN count(DISTINCT ifnull(s.seller_state, '')) = 1 THEN max(s.seller_state) END
           AS seller_state,
         CASE WHEN count(*) <= 2 THEN '' || count(*) WHEN count(*) <= 4 THEN '3-4' ELSE '5+' END
           AS order_size
  FROM order_lines l LEFT JOIN products p ON p.sku = l.sku
                     LEFT JOIN sellers s ON s.seller_id = l.seller_id
  GROUP BY l.order_id),
handed_over AS (
  SELECT order_id, min(delivered_at) AS at FROM deliveries
  WHERE delivered_at < unixepoch(:to, '+61 days') GROUP BY order_id)
SELECT o.order_id, v.*, c.region, c.city,
       substr('sunmontuewedthufrisat', 1 + 3 * strftime('%w', o.ordered_at, 'unixepoch'), 3)
         AS order_weekday,
       CASE WHEN time(o.ordered_at, 'unixepoch') < '06' THEN '00-06'
            WHEN time(o.ordered_at, 'unixepoch') < '09' THEN '06-09'
            WHEN time(o.ordered_at, 'unixepoch') < '12' THEN '09-12'
            WHEN time(o.ordered_at, 'unixepoch') < '15' THEN '12-15'
            WHEN time(o.ordered_at, 'unixepoch') < '18' THEN '15-18'
            WHEN time(o.ordered_at, 'unixepoch') < '21' THEN '18-21' ELSE '21-24' END AS order_hour,
       h.at IS NULL OR date(h.at, 'unixepoch') > date(o.promised_at, 'unixepoch') AS failed
FROM orders o LEFT JOIN customers c ON c.customer_id = o.customer_id
              LEFT JOIN line_values v ON v.order_id = o.order_id
              LEFT JOIN handed_over h ON h.order_id = o.order_id
WHERE date(o.ordered_at, 'unixepoch') BETWEEN :from AND :to
  AND date(o.promised_at, 'unixepoch') <= date(:to, '+60 days')
  AND EXISTS (SELECT 1 FROM deliveries d WHERE d.order_id = o.order_id)
  AND ifnull(o.status, '') NOT IN ('canceled', 'unavailable', 'created', 'approved', 'invoiced',
                                   'processing', 'shipped'))";

const std::string scms_units = R"(
CREATE TEMP TABLE units AS
WITH
line_values AS (
  SELECT l.order_id,
         CASE WHEN count(DISTINCT ifnull(l.vendor, '')) = 1 THEN max(l.vendor) END AS vendor,
         CASE WHEN count(DISTINCT ifnull(l.manufacturing_site, '')) = 1
              THEN max(l.manufacturing_site) END AS manufacturing_site,
         CASE WHEN count(DISTINCT ifnull(p.product_group, '')) = 1 THEN max(p.product_group) END
           AS product_group,
         CASE WHEN count(DISTINCT ifnull(p.category, '')) = 1 THEN max(p.category) END AS category,
         CASE WHEN count(DISTINCT ifnull(p.dosage_form, '')) = 1 THEN max(p.dosage_form) END
           AS dosage_form,
         CASE WHEN count(DISTINCT ifnull(p.brand, '')) = 1 THEN max(p.brand) END AS brand,
         CASE WHEN count(*) <= 2 THEN '' || count(*) WHEN count(*) <= 4 THEN '3-4' ELSE '5+' END
           AS order_size
  FROM order_lines l LEFT JOIN products p ON p.sku = l.sku
  GROUP BY l.order_id)
SELECT o.order_id, o.managed_by, o.fulfill_via, o.region, d.inco_term, d.carrier, v.*,
       d.delivered_at IS NULL OR date(d.delivered_at, 'unixepoch') > :to
         OR date(d.delivered_at, 'unixepoch') > date(o.promised_at, 'unixepoch') AS failed
FROM orders o LEFT JOIN deliveries d ON d.order_id = o.order_id
              LEFT JOIN line_values v ON v.order_id = o.order_id
WHERE date(o.ordered_at, 'unixepoch') BETWEEN :from AND :to
  AND date(o.promised_at, 'unixepoch') <= :to)";

void make_units(SQLite::Database& database, const std::string& sql, const json& review) {
  SQLite::Statement make(database, sql);
  make.bind(":from", review["window"]["from"].get<std::string>());
  make.bind(":to", review["window"]["to"].get<std::string>());
  make.exec();
}

std::pair<std::int64_t, std::int64_t> count(SQLite::Database& database, const json& conditions) {
  std::string sql = "SELECT count(*), ifnull(sum(failed), 0) FROM units WHERE 1";
  for (const auto& pair : conditions) {
    sql += " AND \"" + pair["factor"].get<std::string>() + "\" = ?";
  }
  SQLite::Statement counted(database, sql);
  int place = 0;
  for (const auto& pair : conditions) counted.bind(++place, pair["value"].get<std::string>());
  REQUIRE(counted.executeStep());
  return {counted.getColumn(0).getInt64(), counted.getColumn(1).getInt64()};
}

void check_counts(const std::string& database_file, const std::string& units, const json& review) {
  SQLite::Database database(database_file);
  make_units(database, units, review);
  const auto all = count(database, json::array());
  REQUIRE(review["failures"][0]["kind"] == "late_delivery");
  CHECK(review["failures"][0]["exposed"] == all.first);
  CHECK(review["failures"][0]["failed"] == all.second);
  for (const auto& cause : review["causes"]) {
    if (cause["failure"] != "late_delivery") continue;
    INFO(words_of(cause["conditions"]));
    const auto [exposed, failed] = count(database, cause["conditions"]);
    CHECK(cause["exposed"] == exposed);
    CHECK(cause["failed"] == failed);
    CHECK(cause["rate"].get<double>() ==
          Approx(static_cast<double>(failed) / static_cast<double>(exposed)).margin(1e-5));
    for (const auto& order : cause["orders"]) {
      SQLite::Statement found(database, "SELECT failed FROM units WHERE order_id = ?");
      found.bind(1, order.get<std::string>());
      INFO(order.dump());
      REQUIRE(found.executeStep());
      CHECK(found.getColumn(0).getInt() == 1);
    }
  }
}

struct RealSet {
  std::string folder, model, weeks, units;
  InputCounts inputs;
};

/// What no column tells is known from comments only, and every such failure says so.
void check_inferred(const json& review) {
  for (const auto& failure : review["failures"]) {
    INFO(failure["kind"]);
    const bool by_date = failure["kind"] == "late_delivery";
    CHECK(failure["failed"] > 0);
    if (!by_date) CHECK(failure["inferred"] == failure["failed"]);
  }
}

void check_review_of(const RealSet& set) {
  if (!std::filesystem::exists(real_folder + set.folder)) {
    WARN("skipped: no data in " << real_folder << set.folder);
    return;
  }
  const Program program;
  const Program::Words review_it = {
      "review", real_folder + set.folder, "--model", examples + set.model, "--weeks", set.weeks,
      "--out"};
  const auto into = [&](const std::string& out) {
    Program::Words words = review_it;
    words.push_back(out);
    return words;
  };
  program.done(into("first"));
  const json review = program.review("first");
  CHECK(counts_of(review) == set.inputs);
  CHECK(review["causes"].size() >= 3);
  check_counts(program.path() + "/rastro.db", set.units, review);
  check_blame(review, program.read("first/failures.csv"));
  check_no_cause_is_cleared(review);
  check_inferred(review);

  program.done(into("second"));
  const json again = program.review("second");
  check_nothing_new(again, set.inputs);
  CHECK(without_inputs(again) == without_inputs(review));
  CHECK(program.read("second/failures.csv") == program.read("first/failures.csv"));
}

}  // namespace

TEST_CASE("real input: a year of a marketplace in six files (Olist)") {
  check_review_of({"olist-2017",
                   "olist.toml",
                   "52",
                   olist_units,
                   {{"olist_customers_dataset.csv customers", {17428, 17428, 0}},
                    {"olist_products_dataset.csv products", {9198, 9198, 0}},
                    {"olist_orders_dataset.csv orders", {17428, 17428, 0}},
                    {"olist_orders_dataset.csv deliveries", {17428, 17423, 5}},
                    {"olist_order_items_dataset.csv order_lines", {19325, 19325, 0}},
                    {"olist_order_reviews_dataset.csv incidents", {5600, 5579, 21}},
                    {"olist_order_reviews_dataset.csv surveys", {12715, 12715, 0}},
                    {"olist_sellers_dataset.csv sellers", {1454, 1454, 0}}}});
}

TEST_CASE("real input: ten years of shipments in one flat file (SCMS)") {
  check_review_of({"scms",
                   "scms.toml",
                   "520",
                   scms_units,
                   {{"SCMS_Delivery_History_Dataset.csv products", {184, 184, 0}},
                    {"SCMS_Delivery_History_Dataset.csv orders", {7040, 7030, 10}},
                    {"SCMS_Delivery_History_Dataset.csv order_lines", {10324, 10324, 0}},
                    {"SCMS_Delivery_History_Dataset.csv deliveries", {7030, 7030, 0}}}});
}
