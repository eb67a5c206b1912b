// The case that Rastro was made for: a customer's first order, the wrong product three times,
// because two descriptions read alike. Nothing else happens in the data, so no statistic can speak.
#include "cli/few_orders.h"

using namespace rastro;

namespace {

/// The logs of a shop with thirty orders in September, one of which goes wrong.
class ThreeWrongDeliveries : public Program {
 public:
  ThreeWrongDeliveries() {
    std::filesystem::create_directories(path() + "/logs");
    write("logs/customers.csv",
          "customer_id,name,address,city\n"
          "C-NEW,Marta Ruiz,San Martín 450 piso 2 B,Rosario\n");
    write_catalogue();
    write_orders();
    write_mistakes();
  }

  /// The escalations of the review as of a day; nothing later is seen.
  nlohmann::json escalations_on(const std::string& day) const {
    done({"review", "logs", "--db", day + ".db", "--as-of", day, "--out", day, "--lang", "es"});
    return review(day)["escalations"];
  }

 private:
  /// Two filters that read alike, and a dozen other goods that nothing can be taken for.
  void write_catalogue() const {
    std::string products =
        "sku,name,category,supplier,bin,barcode\n"
        "FIL-20,Filtro de agua 20 L/h,Filtros,Aquapur,A-03-2,7790001000012\n"
        "HID-77,Filtro de agua 25 L/h,Filtros,Hidromax,D-11-5,7790002000029\n"
        "GRI-01,Grifería monocomando,Grifería,Robinet,B-07-1,7790003000036\n";
    std::string texts =
        "sku,revision,valid_from,text,author\n"
        "FIL-20,1,2026-01-10,Filtro de agua bajo mesada con cartucho de carbón 20 L/h,Ana\n"
        "HID-77,1,2026-01-10,Filtro de agua bajo mesada con cartucho de carbón 25 L/h,Ana\n"
        "GRI-01,1,2026-01-10,Grifería monocomando para cocina cromada,Ana\n";
    const std::vector<std::string> others = {"Silla apilable", "Mesa plegable",  "Lámpara de pie",
                                             "Mochila urbana", "Termo de acero", "Paraguas corto",
                                             "Reloj de pared", "Pizarra blanca", "Taladro de mano",
                                             "Escalera corta", "Manguera verde", "Cinta métrica"};
    for (std::size_t index = 0; index < others.size(); ++index) {
      const std::string sku = "ART" + std::to_string(1000 + 337 * index);
      products += sku + "," + others[index] + ",Varios,Otros,Z-" + std::to_string(10 + 5 * index) +
                  "-1,77900090" + std::to_string(10000 + 111 * index) + "\n";
      texts += sku + ",1,2026-01-10," + others[index] + ",Ana\n";
    }
    write("logs/products.csv", products);
    write("logs/descriptions.csv", texts);
  }

  void write_orders() const {
    std::string orders = "order_id,customer_id,ordered_at,promised_at,channel,taken_by\n";
    std::string lines = "order_id,line,sku,quantity,unit_price\n";
    std::string deliveries =
        "delivery_id,order_id,attempt,reason,warehouse,picker,carrier,picked_at,dispatched_at,"
        "delivered_at,outcome\n";
    for (int day = 1; day <= 30; ++day) {
      const std::string number = std::to_string(100 + day);
      const auto date = [](int of) { return format_day(*day_of(2026, 9, 1) + of - 1); };
      const std::string customer = day == 3 ? "C-NEW" : "C-" + number;
      orders += "P" + number + "," + customer + "," + date(day) + "T10:00," + date(day + 3) +
                ",web,Vera\n";
      lines += "P" + number + ",1," + (day == 3 ? "FIL-20" : "GRI-01") + ",1,90\n";
      if (day > 28) continue;  // on their way, and in time
      deliveries += "D" + number + ",P" + number + ",1,original,Norte,Paz,Andes," + date(day) +
                    "T15:00," + date(day + 1) + "T08:00," + date(day + 2) + "T12:00,delivered\n";
    }
    deliveries +=
        "D201,P103,1,replacement,Norte,Gil,Andes,2026-09-08T15:00,2026-09-09T08:00,"
        "2026-09-10T12:00,delivered\n"
        "D202,P103,1,replacement,Norte,Sosa,Andes,2026-09-14T15:00,2026-09-15T08:00,"
        "2026-09-16T12:00,delivered\n";
    write("logs/orders.csv", orders);
    write("logs/order_lines.csv", lines);
    write("logs/deliveries.csv", deliveries);
  }

  void write_mistakes() const {
    write("logs/incidents.csv",
          "incident_id,order_id,line,reported_at,source,failure,received_sku,note\n"
          "I1,P103,1,2026-09-05T18:00,call,wrong_item,HID-77,Llegó el de 25\n"
          "I2,P103,1,2026-09-06T09:00,email,wrong_item,HID-77,Sigo esperando el de 20\n"
          "I3,P103,1,2026-09-10T18:00,call,wrong_item,HID-77,Otra vez el de 25\n"
          "I4,P103,1,2026-09-16T18:00,call,wrong_item,HID-77,Es la tercera vez\n");
    write("logs/recovery.csv",
          "incident_id,at,action,by,amount\n"
          "I1,2026-09-05T18:05,acknowledged,Luz,\n"
          "I1,2026-09-07T10:00,replaced,Luz,\n"
          "I2,2026-09-06T09:30,acknowledged,Luz,\n"
          "I3,2026-09-10T18:05,acknowledged,Luz,\n"
          "I4,2026-09-16T18:05,acknowledged,Luz,\n");
  }
};

}  // namespace

TEST_CASE("Three wrong deliveries of one order are escalated the third time", "[cases]") {
  const ThreeWrongDeliveries logs;
  SECTION("the first, reported twice, is a mistake like any other") {
    CHECK(logs.escalations_on("2026-09-09").empty());
  }
  SECTION("the second is the same mistake again") {
    const auto found = logs.escalations_on("2026-09-15");
    REQUIRE(found.size() == 1);
    CHECK(found[0]["customer_id"] == "C-NEW");
    CHECK(found[0]["met"][0]["kinds"][0] == "wrong_item_again");
    for (const auto& met : found[0]["met"]) CHECK(met["rule"] != "three_wrong_deliveries");
  }
  SECTION("the third leads the page and the calls") {
    const auto found = logs.escalations_on("2026-09-17");
    REQUIRE(found.size() == 1);
    CHECK(found[0]["rule"] == "three_wrong_deliveries");
    CHECK(found[0]["customer_id"] == "C-NEW");
    CHECK(found[0]["orders"] == nlohmann::json{"P103"});
    CHECK(found[0]["incidents"] == nlohmann::json{"I1", "I2", "I3", "I4"});
    CHECK(found[0]["detail"] == "3 × wrong_item, 2026-09-05 to 2026-09-16");
    CHECK(logs.review("2026-09-17")["causes"].empty());
    const std::string page = logs.read("2026-09-17/review.html");
    CHECK(page.find("<th scope=\"row\">Tres entregas equivocadas de un pedido<") !=
          std::string::npos);
    CHECK(page.find("Producto equivocado: 3 veces, 05/09/2026 – 16/09/2026") != std::string::npos);
    CHECK(found[0]["step"] == "product_description");
    const auto& pair = found[0]["confusion"];
    CHECK(pair["ordered"] == "FIL-20");
    CHECK(pair["received"] == "HID-77");
    CHECK(pair["times"] == 3);  // though there are four reports
    CHECK(pair["mechanisms"] == nlohmann::json{"alike_descriptions"});
    CHECK(pair["only_ordered"].dump().find("20") != std::string::npos);
    CHECK(pair["only_received"].dump().find("25") != std::string::npos);
    const auto tickets = logs.review("2026-09-17")["tickets"];
    REQUIRE(tickets.size() == 1);
    CHECK(tickets[0]["step"] == "product_description");
    const std::string ticket =
        logs.read("2026-09-17/tickets/" + tickets[0]["id"].get<std::string>() + ".md");
    INFO(ticket);
    CHECK(ticket.find("Reescribir las dos descripciones") != std::string::npos);
    CHECK(ticket.find("20 L/h") != std::string::npos);
    CHECK(ticket.find("P103") != std::string::npos);
    const std::string calls = logs.read("2026-09-17/calls.csv");
    CHECK(calls.find("P103,C-NEW,Elevado: Tres entregas equivocadas de un pedido,") !=
          std::string::npos);
  }
}

TEST_CASE("A trace tells the three wrong deliveries of one order", "[cases]") {
  const ThreeWrongDeliveries logs;
  logs.done({"import", "logs", "--quiet"});
  const auto tells = [](const std::string& text, const std::string& words) {
    INFO(text);
    INFO("missing: " << words);
    CHECK(text.find(words) != std::string::npos);
  };
  const std::string order = logs.done({"trace", "order", "P103", "--as-of", "2026-09-17"});
  SECTION("which product came for which, and the words that tell them apart") {
    tells(order,
          "HID-77 (Filtro de agua 25 L/h) came for FIL-20 (Filtro de agua 20 L/h).\n"
          "    Alike in the two: Descriptions that read alike");
    tells(order, "The descriptions differ in “20 L” against “25 L”.");
  }
  SECTION("what was reported each time, and answered") {
    tells(order, "I3 reported · call, Wrong item, line 1, received HID-77, “Otra vez el de 25”");
    tells(order,
          "  I1, call, 2026-09-05 18:00: Wrong item\n"
          "      2026-09-05 18:05  acknowledged · by Luz, after 5 min\n"
          "      2026-09-07 10:00  replaced · by Luz, after 40 h\n");
  }
  SECTION("that it was the third time, and who must hear of it") {
    tells(order,
          "What went wrong for this customer\n"
          "  2026-09-05  P103  Wrong item (I1, I2)\n"
          "  2026-09-10  P103  Wrong item again, the second time (I3)\n"
          "  2026-09-16  P103  Wrong item again, the third time (I4)\n");
    tells(order,
          "attention to an escalated case, Three wrong deliveries of one order (goes to General "
          "management): waiting for 29 h\n"
          "      Wrong item: 3 times, 5 Sep 2026 – 16 Sep 2026");
  }
  SECTION("nothing of what came after the day asked for") {
    const std::string earlier = logs.done({"trace", "order", "P103", "--as-of", "2026-09-09"});
    tells(earlier, "P103  Wrong item (I1, I2)\n");
    CHECK(earlier.find("the second time") == std::string::npos);
    CHECK(earlier.find("escalated") == std::string::npos);
    CHECK(earlier.find("I3") == std::string::npos);
  }
  SECTION("and of one report, that report first") {
    const std::string report = logs.done({"trace", "incident", "I4", "--lang", "es", "--redact"});
    CHECK(report.starts_with("Aviso I4\n"));
    tells(report, "  trata de: Producto equivocado\n");
    tells(report, "la tercera vez (I4)");
    for (const std::string secret : {"tercera vez”", "Marta", "C-NEW", "San Martín"}) {
      CHECK(report.find(secret) == std::string::npos);
    }
  }
}

TEST_CASE("A cancelled order that never came is no late delivery to escalate", "[cases]") {
  FewOrders logs;
  logs.write("logs/orders.csv",
             "order_id,customer_id,ordered_at,promised_at,channel,status\n"
             "A1,C1,2026-09-01T10:00,2026-09-02,web,\n"
             "A2,C1,2026-09-02T10:00,2026-09-04,web,cancelled\n"
             "A3,C2,2026-09-10T10:00,2026-09-12,web,\n");
  logs.done({"review", "logs", "--out", "cancelled"});
  CHECK(logs.review("cancelled")["escalations"].empty());
  logs.write("logs/orders.csv",
             "order_id,customer_id,ordered_at,promised_at,channel,status\n"
             "A1,C1,2026-09-01T10:00,2026-09-02,web,\n"
             "A2,C1,2026-09-02T10:00,2026-09-04,web,\n"
             "A3,C2,2026-09-10T10:00,2026-09-12,web,\n");
  logs.done({"review", "logs", "--out", "late"});
  const auto found = logs.review("late")["escalations"];
  REQUIRE(found.size() == 1);
  CHECK(found[0]["rule"] == "repeated_failure");
  CHECK(found[0]["orders"] == nlohmann::json{"A1", "A2"});
}
