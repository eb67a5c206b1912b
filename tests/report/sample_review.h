#pragma once

#include "process/model.h"
#include "report/review.h"

namespace rastro {

/// A value that breaks out of every format that does not escape it.
inline const std::string hostile_value =
    "\"><img onerror=alert(1)></script><script>alert(1)</script>";

inline ProcessModel sample_model() {
  ProcessModel model;
  model.currency = "EUR";
  model.steps = {
      {"product_description",
       {"Product description", "Descripción del producto"},
       {"Catalogue", "Catálogo"}},
      {"order_entry", {"Order entry", "Entrada de pedidos"}, {"Sales", "Ventas"}},
      {"picking", {"Picking", "Preparación"}, {"Warehouse", "Depósito"}},
      {"carrier", {"Carrier", "Transportista"}, {"Logistics", "Logística"}},
      {"address_capture", {"Address capture", "Toma de la dirección"}, {"Sales", "Ventas"}}};
  const auto factor = [](std::string id, Title title, std::size_t step) {
    Factor made;
    made.id = std::move(id);
    made.title = std::move(title);
    made.step = step;
    return made;
  };
  model.factors = {factor("sku", {"Product", "Artículo"}, 0),
                   factor("taken_by", {"Taken by", "Tomado por"}, 1),
                   factor("picker", {"Picker", "Preparador"}, 2),
                   factor("carrier", {"Carrier", "Transportista"}, 3),
                   factor("region", {"Region", "Región"}, 4),
                   factor("weekday", {"Weekday", "Día de la semana"}, 3),
                   factor("channel", {"Channel", "Canal"}, 1)};
  const auto kind = [](std::string id, Title title, UnitKind unit) {
    FailureKind made;
    made.id = std::move(id);
    made.title = std::move(title);
    made.unit = unit;
    return made;
  };
  model.factors[5].derivation = Derivation::weekday;
  model.failures = {
      kind("wrong_item", {"Wrong item", "Artículo equivocado"}, UnitKind::order_line),
      kind("late_delivery", {"Late delivery", "Entrega tardía"}, UnitKind::delivery),
      kind("wrong_address", {"Wrong address", "Dirección errónea"}, UnitKind::order),
      kind("damaged_item", {"Damaged item", "Artículo dañado"}, UnitKind::order_line)};
  model.actions = {{0,
                    "",
                    {"Rewrite the descriptions so that they no longer read alike",
                     "Redactar las descripciones para que no se confundan"}},
                   {3,
                    "",
                    {"Agree on a later promise or another carrier for this route",
                     "Acordar otro plazo u otro transportista para esta ruta"}},
                   {4, "", {"Make the floor a required field", "Hacer obligatorio el piso"}},
                   {3,
                    "",
                    {"Send <these> by another carrier today", "Enviar <estos> hoy por otro medio"},
                    true}};
  EscalationRule again, silence;
  again.id = "again";
  again.title = {"The same mistake again", "El mismo error otra vez"};
  again.escalate_to = {"Quality", "Calidad"};
  silence.id = "silence";
  silence.title = {"Nobody answered", "Nadie respondió"};
  silence.when = EscalationRule::When::unacknowledged;
  model.escalations = {again, silence};
  return model;
}

inline ReviewFailure sample_failure(std::string kind, std::string unit, std::int64_t exposed,
                                    std::int64_t failed, double explained, std::string signal,
                                    Day until) {
  ReviewFailure failure;
  failure.kind = std::move(kind);
  failure.unit = std::move(unit);
  failure.exposed = exposed;
  failure.failed = failed;
  failure.rate = static_cast<double>(failed) / static_cast<double>(exposed);
  failure.expected = static_cast<double>(failed) * (signal == "high" ? 0.62 : 0.97);
  failure.signal = signal;
  failure.explained = explained;
  failure.unexplained = static_cast<double>(failed) - explained;
  constexpr int weeks = 12;
  constexpr std::int64_t wave[weeks] = {92, 108, 99, 85, 104, 112, 96, 101, 110, 94, 103, 60};
  for (int index = 0; index < weeks; ++index) {
    ReviewWeek week;
    week.week = format_day(until - 7 * (weeks - 1 - index));
    week.exposed = exposed / 4;
    const double usual = failure.rate * (signal == "high" ? 0.75 : 1.0);
    const bool outside = signal == "high" && index >= weeks - 3 && index < weeks - 1;
    week.failed =
        static_cast<std::int64_t>(usual * static_cast<double>(week.exposed) *
                                  static_cast<double>(wave[index]) / 100 * (outside ? 1.9 : 1.0));
    week.center = usual;
    week.lower = usual * 0.62;
    week.upper = usual * 1.38;
    week.signal = outside ? "high" : "";
    week.immature = index == weeks - 1;
    failure.weekly.push_back(week);
  }
  if (signal == "high") {
    const ReviewWeek& newest = failure.weekly[weeks - 2];
    ReviewSignal outside;
    outside.rule = "above_range";
    outside.direction = "high";
    outside.from = outside.to = *parse_day(newest.week);
    outside.value = static_cast<double>(newest.failed) / static_cast<double>(newest.exposed);
    outside.usual = newest.center;
    outside.limit = newest.upper;
    outside.now = outside.week_before = true;
    failure.signals.push_back(outside);
  }
  return failure;
}

inline ReviewCause sample_cause(std::string id, std::string failure, std::string step,
                                ReviewConditions conditions, std::int64_t exposed,
                                std::int64_t failed, double ratio, double attributed) {
  ReviewCause cause;
  cause.id = std::move(id);
  cause.failure = std::move(failure);
  cause.step = std::move(step);
  cause.conditions = std::move(conditions);
  cause.exposed = exposed;
  cause.failed = failed;
  cause.rate = static_cast<double>(failed) / static_cast<double>(exposed);
  cause.baseline_rate = cause.rate / ratio;
  cause.risk_ratio = ratio;
  cause.risk_ratio_low = ratio * 0.74;
  cause.risk_ratio_high = ratio * 1.36;
  cause.p_adjusted = 0.00000123 * static_cast<double>(exposed) / 100;
  cause.attributed = attributed;
  cause.cost_per_month = attributed * 38.5;
  std::string condition = "condition:" + cause.failure;
  for (const auto& [name, value] : cause.conditions) condition += "/" + name + "=" + value;
  cause.trail = {"failure:" + cause.failure, condition, "step:" + cause.step};
  for (int order = 0; order < 10; ++order) {
    cause.orders.push_back("P-" + std::to_string(260900 + order * 37 + exposed % 91));
  }
  cause.ticket = "T-0000000" + cause.id.substr(1);
  return cause;
}

inline void add_causes(Review& review) {
  review.causes = {
      sample_cause("C1", "late_delivery", "carrier",
                   {{"carrier", "Andes Express"}, {"region", "Sierra Norte"}}, 612, 118, 4.6, 92.4),
      sample_cause("C2", "wrong_item", "product_description", {{"sku", "ARCH-A4-050"}}, 184, 41,
                   11.2, 37.3),
      sample_cause("C3", "wrong_address", "address_capture",
                   {{"channel", "teléfono"}, {"region", "Costa Sur"}}, 840, 47, 3.1, 31.8),
      sample_cause("C4", "late_delivery", "carrier",
                   {{"carrier", "Rapid Sur"}, {"weekday", "fri"}, {"region", "Costa Sur"}}, 96, 21,
                   5.2, 17.0),
      sample_cause("C5", "wrong_item", "order_entry", {{"taken_by", hostile_value}}, 402, 19, 2.4,
                   11.1)};
  ReviewCause& product = review.causes[1];
  product.same_as = {{{"picker", "Iván Ñúñez"}, {"sku", "ARCH-A4-055"}}};
  product.tell_apart = {
      {product.same_as[0], 7, 2, 0, 0, ReviewCondition{"picker", "Iván Ñúñez"}, false}};
  product.course = "step";
  product.since = *day_of(2026, 9, 10);
  product.since_low = *day_of(2026, 9, 8);
  product.since_high = *day_of(2026, 9, 12);
  product.change = {start_of(*day_of(2026, 9, 8)) + 9 * 3600, "product_description",
                    "Revision 3 of the folders", true};
  for (const ReviewCause& cause : review.causes) {
    ReviewTicket ticket;
    ticket.id = cause.ticket;
    ticket.cause = cause.id;
    ticket.step = cause.step;
    ticket.owner = cause.step == "carrier" ? "Logistics" : "Sales";
    ticket.title = cause.failure + ": " + cause.conditions[0].value;
    ticket.priority = cause.cost_per_month * 5;
    ticket.expected_reduction_per_month = cause.attributed;
    ticket.opened = review.as_of;
    review.tickets.push_back(ticket);
  }
}

inline void add_graph(Review& review) {
  ReviewGraph& graph = review.graph;
  for (const ReviewStep& step : review.steps) {
    graph.nodes.push_back({"step:" + step.step, "step", step.step});
  }
  graph.nodes.push_back({"unexplained", "unexplained", "unexplained"});
  for (const ReviewCause& cause : review.causes) {
    graph.nodes.push_back({cause.trail[1], "condition", cause.conditions[0].value});
    graph.edges.push_back({cause.trail[2], cause.trail[1], cause.attributed});
    graph.edges.push_back({cause.trail[1], cause.trail[0], cause.attributed});
  }
  for (const ReviewFailure& failure : review.failures) {
    graph.nodes.push_back({"failure:" + failure.kind, "failure", failure.kind});
    graph.edges.push_back({"unexplained", "failure:" + failure.kind, failure.unexplained});
  }
}

/// Hours of `reports` reports, `done` of which got what they waited for, `in_time` in time.
inline Promptness sample_promptness(double target, std::int64_t reports, std::int64_t done,
                                    std::int64_t in_time, double median) {
  return {target, done, median, median * 4, share_of(in_time, reports)};
}

inline void add_figures(RecoveryFigures& figures) {
  figures.acknowledged = sample_promptness(2, 1250, 1180, 890, 1.4);
  figures.contacted = sample_promptness(24, 1100, 1010, 1000, 9.6);
  figures.by_source = {
      {"call", sample_promptness(2, 900, 880, 700, 1.1), sample_promptness(24, 870, 850, 840, 8)},
      {"verification_call", sample_promptness(2, 5, 5, 4, 0.5), {24}}};
  figures.by_person = {{"Luz <Ñandú>", sample_promptness(2, 600, 600, 480, 1.2),
                        sample_promptness(24, 500, 500, 470, 7)},
                       {"", sample_promptness(2, 580, 580, 410, 1.6), {24}}};
  figures.contacted_first = share_of(31, 1020);
  figures.follow_up = share_of(190, 520);
  figures.follow_up_days = 7;
  figures.compensation = 1840.75;
  figures.payments = 64;
  figures.payments_without_amount = 3;
  figures.repurchase = {share_of(41, 100), share_of(19, 60), share_of(1900, 5000)};
  figures.repurchase.gain =
      difference(figures.repurchase.recovered, figures.repurchase.not_recovered);
  figures.repurchase_from = *day_of(2026, 8, 13);
  figures.repurchase_to = *day_of(2026, 9, 9);
  figures.solve_days = 7;
  figures.repurchase_days = 14;
  figures.score.recovered = mean_of({4, 4, 5, 4, 5}, 1, 5);
  figures.score.not_recovered = mean_of({1, 2, 1, 2, 2}, 1, 5);
  figures.score.gain = difference(figures.score.recovered, figures.score.not_recovered);
}

inline void add_recovery(Review& review) {
  add_figures(review.recovery);
  const Seconds reported = start_of(*day_of(2026, 9, 29)) + 10 * 3600 + 12 * 60;
  const ReviewMetRule repeated{"again",
                               {"wrong_item"},
                               {"P-260101", "P-260412", "P-261002"},
                               {"I-1", "I-2", "I-3"},
                               3,
                               *day_of(2026, 9, 1),
                               *day_of(2026, 9, 12),
                               "3 × wrong_item, 2026-09-01 to 2026-09-12",
                               {{"I-3", "me mandaron <otro>"}}};
  const ReviewMetRule unanswered{"silence",
                                 {},
                                 {"P-260412"},
                                 {"I-4"},
                                 1,
                                 *day_of(2026, 9, 20),
                                 *day_of(2026, 9, 20),
                                 "1 without an answer, reported 2026-09-20"};
  review.escalations = {{"K-0777",
                         {"P-260101", "P-260412", "P-261002"},
                         {"I-1", "I-2", "I-3", "I-4"},
                         {repeated, unanswered}}};
  review.calls = {
      {"P-261002", "=HYPERLINK(\"http://x\")", "escalated", "", {{"wrong_item"}}},
      {"P-260977",
       "K-1001",
       "unacknowledged",
       "C1",
       {{"late_delivery", true, "tarde"}},
       "I-9",
       "email",
       reported},
      {"P-260981", "K-1044", "unreported_failure", "C2", {{"wrong_item"}}, "", "", {}, 0.93}};
  review.calls[0].met = review.escalations[0].met;
  review.calls[1].waited = 38 * 3600;
  review.at_risk = {{"P-262017",
                     "C2",
                     0.2228,
                     {{"wrong_item", {"C2"}, 0.2228}, {"late_delivery", {"C1"}, 0.15}},
                     "K-2001"},
                    {"P-262001", "C1", 0.192, {{"late_delivery", {"C1"}, 0.192}}, "K-2002"}};
}

/// A month as a team would see it: four failure kinds, five causes, and hostile texts in the data.
inline Review sample_review() {
  Review review;
  review.as_of = *day_of(2026, 9, 30);
  review.window_from = *day_of(2026, 9, 3);
  review.window_to = review.as_of;
  review.seen_from = *day_of(2026, 4, 2);
  review.currency = "EUR";
  review.inputs = {{"orders.csv", "orders", 18044, 18031, 13, 0},
                   {"entregas & más.csv", "deliveries", 18590, 18590, 0, 0}};
  const Day monday = *day_of(2026, 9, 28);
  review.failures = {sample_failure("wrong_item", "order_line", 41200, 231, 48.4, "high", monday),
                     sample_failure("late_delivery", "delivery", 18100, 742, 109.4, "high", monday),
                     sample_failure("wrong_address", "order", 18031, 164, 31.8, "", monday),
                     sample_failure("damaged_item", "order_line", 41200, 96, 0, "low", monday)};
  review.steps = {{"carrier", "Logistics", 109.4, 4211.9},
                  {"product_description", "Catalogue", 37.3, 1436.05},
                  {"address_capture", "Sales", 31.8, 1224.3},
                  {"order_entry", "", 11.1, 427.35}};
  add_causes(review);
  review.episodes = {{"late_delivery",
                      {{"carrier", "Andes Express"}},
                      *day_of(2026, 9, 10),
                      *day_of(2026, 9, 10),
                      44,
                      40}};
  review.cleared = {{"wrong_item", {{"picker", "Iván Ñúñez"}}, 3.41, 1.04, "C2"},
                    {"late_delivery", {{"region", "Sierra Norte"}}, 2.2, 0.98, "C1"},
                    {"late_delivery", {{"weekday", "fri"}}, 1.6, 1.1, ""}};
  add_graph(review);
  add_recovery(review);
  review.changes = {{start_of(*day_of(2026, 9, 8)) + 9 * 3600, "product_description",
                     "Revision 3 of the folders", "sku", "ARCH-A4-050"}};
  review.failed_units = {
      {"wrong_item", "P-260901", "2", *day_of(2026, 9, 4), 3, 1, {{"C2", 0.83}, {"C5", 0.1}}, 0.07},
      {"late_delivery", "@SUM(A1)", "", *day_of(2026, 9, 5), 0, 0, {}, 1}};
  review.value_names = {{{"sku", "ARCH-A4-050"}, "Archivador A4 50 mm"}};
  review.notes = {{"rows_rejected", {"13"}}, {"something_new", {"<b>", "2"}}};
  return review;
}

/// A quiet month: orders, failures as usual, no cause.
inline Review quiet_review() {
  Review review;
  review.as_of = *day_of(2026, 9, 30);
  review.window_from = *day_of(2026, 9, 3);
  review.window_to = review.as_of;
  review.currency = "EUR";
  review.failures = {
      sample_failure("wrong_item", "order_line", 41200, 88, 0, "", review.as_of - 2)};
  return review;
}

}  // namespace rastro
