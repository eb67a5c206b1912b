#include "simulate/aftermath.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace rastro::simulation {

namespace {

constexpr double reported_twice_share = 0.12;
constexpr double late_delivery_reported_share = 0.35;
constexpr double late_installation_reported_share = 0.25;
constexpr double surveyed_share = 0.08;

std::string_view draw_source(Kind kind, Random& random) {
  static constexpr std::array<std::string_view, 6> sources = {
      "call", "delivery_note", "verification_call", "survey", "email", "public_post"};
  static const WeightedChoice item({44, 20, 12, 4, 16, 4});
  static const WeightedChoice other({48, 0, 12, 6, 27, 7});
  const bool on_the_slip = facts(kind).unit == UnitKind::order_line;
  return sources[static_cast<std::size_t>((on_the_slip ? item : other).draw(random))];
}

std::string_view draw_note(Kind kind, Random& random) {
  using Notes = std::array<std::string_view, 3>;
  static constexpr std::array<Notes, kind_count> notes = {{
      {"Recibió un producto distinto del pedido", "No es lo que pidió, quiere el cambio",
       "Llegó otro artículo en la caja"},
      {"Falta un artículo del pedido", "La caja vino incompleta",
       "No vino uno de los productos facturados"},
      {"El producto llegó golpeado", "Llegó roto, la caja estaba abierta",
       "Producto con rayones y abollado"},
      {"Se cargó mal la cantidad del pedido", "El pedido no coincide con lo que dictó",
       "Se cargó dos veces el mismo pedido"},
      {"La dirección de entrega estaba mal", "Lo llevaron a otro domicilio",
       "Falta un dato en la dirección"},
      {"El pedido no llegó en la fecha prometida", "Reclama demora en la entrega",
       "Sigue esperando el pedido, ya pasó la fecha"},
      {"La factura tiene un importe equivocado", "Le cobraron dos veces",
       "Pide corrección de la factura"},
      {"Se queja del trato recibido", "Dice que le contestaron mal",
       "Lo atendieron de mala manera"},
      {"Recibió un aviso que no le correspondía", "Le llegó el mensaje de otro cliente",
       "El aviso de entrega fue a otro teléfono"},
      {"No había nadie en el domicilio", "No encontraron la dirección",
       "No pudo recibir el pedido"},
      {"El equipo de instalación no llegó a horario", "Instalación demorada",
       "Esperó toda la tarde la instalación"},
  }};
  return random.pick(notes[static_cast<std::size_t>(kind)]);
}

/// The first report, or 0 where nobody complains.
Seconds first_report(const Book& book, const Failure& failure, Random& random) {
  if (facts(failure.kind).reported) return failure.reported_at;
  if (failure.kind == Kind::late_delivery && random.chance(late_delivery_reported_share)) {
    return start_of(book.orders[failure.order].promised + 1) + random.between(8 * 3600, 60 * 3600);
  }
  if (failure.kind == Kind::late_installation && random.chance(late_installation_reported_share)) {
    const Seconds due = book.installations[failure.part].scheduled_at + 4 * 3600;
    return due + random.between(600, 30 * 3600);
  }
  return 0;
}

std::vector<Incident> report(const Book& book, const History& history, Random& random) {
  const Seconds end = end_of(book.until);
  std::vector<Incident> incidents;
  const auto add = [&](std::size_t index, Seconds at, bool again) {
    const Kind kind = history.failures[index].kind;
    const std::string_view source = draw_source(kind, random);
    const std::string_view note = draw_note(kind, random);
    if (at <= end) incidents.push_back({"", index, at, source, std::string(note), false, again});
  };
  for (std::size_t index = 0; index < history.failures.size(); ++index) {
    const Seconds first = first_report(book, history.failures[index], random);
    if (first == 0) continue;
    add(index, first, false);
    if (random.chance(reported_twice_share)) {
      add(index, first + random.between(4 * 3600, 72 * 3600), true);
    }
  }
  std::stable_sort(incidents.begin(), incidents.end(), [](const auto& left, const auto& right) {
    return left.reported_at < right.reported_at;
  });
  for (std::size_t index = 0; index < incidents.size(); ++index) {
    incidents[index].id = fmt::format("I{:06}", index + 1);
  }
  return incidents;
}

/// The actions on one incident, each some time after the one before.
class Desk {
 public:
  Desk(const Book& book, const History& history, std::vector<RecoveryAction>& actions,
       Random& random)
      : book_(book), history_(history), actions_(actions), random_(random) {}

  /// Says whether the customer's trouble was solved within the period.
  bool handle(const Incident& incident, std::size_t index) {
    incident_ = index;
    by_ = fmt::format("AC{:02}", random_.between(1, 6));
    at_ = incident.reported_at;
    if (random_.chance(0.10)) return false;  // never even acknowledged
    act("acknowledged", 0.15 * std::exp(1.1 * random_.normal()) + 0.05);
    if (random_.chance(0.12)) return false;
    act("contacted", random_.exponential(9) + 0.2);
    if (random_.chance(0.7)) act("apologised", 0.05);
    if (incident.again) return act("resolved", random_.exponential(12) + 0.5);
    return solve(history_.failures[incident.failure]);
  }

 private:
  bool act(std::string_view action, double hours, double amount = 0) {
    at_ += static_cast<Seconds>(hours * 3600) + 1;
    if (at_ > end_of(book_.until)) return false;
    actions_.push_back({incident_, at_, action, by_, amount});
    return true;
  }

  bool solve(const Failure& failure) {
    act("solution_offered", 0.1 + random_.exponential(2));
    if (failure.replaced_at > at_) {
      at_ = failure.replaced_at;
      act("replaced", 0);
    } else if (facts(failure.kind).unit == UnitKind::order_line && random_.chance(0.8)) {
      const Line& line = book_.lines[failure.part];
      act("refunded", random_.exponential(20), line.unit_price * line.quantity);
    } else if (random_.chance(0.25)) {
      act("compensated", random_.exponential(20), 5.0 * random_.between(1, 6));
    }
    if (random_.chance(0.12) || !act("resolved", 2 + random_.exponential(20))) return false;
    if (random_.chance(0.5)) act("follow_up_call", random_.uniform(20, 150));
    return true;
  }

  const Book& book_;
  const History& history_;
  std::vector<RecoveryAction>& actions_;
  Random& random_;
  std::size_t incident_ = 0;
  std::string by_;
  Seconds at_ = 0;
};

std::string_view draw_comment(int score, Random& random) {
  static constexpr std::array<std::string_view, 3> good = {"Todo perfecto", "Muy buena atención",
                                                           "Llegó antes de lo esperado"};
  static constexpr std::array<std::string_view, 3> fair = {"Bien, pero puede mejorar", "Aceptable",
                                                           "Faltó información del envío"};
  static constexpr std::array<std::string_view, 3> bad = {"Mala experiencia", "No vuelvo a comprar",
                                                          "Nadie me daba una respuesta"};
  if (random.chance(0.6)) return {};
  return random.pick(score >= 4 ? good : score == 3 ? fair : bad);
}

std::vector<Survey> ask(const Book& book, const History& history, const std::vector<int>& failures,
                        const std::vector<bool>& solved, Random& random) {
  std::vector<Survey> surveys;
  for (std::size_t order = 0; order < book.orders.size(); ++order) {
    if (!random.chance(surveyed_share)) continue;
    const Seconds day = start_of(day_of(history.delivered_at[order]) + random.between(1, 5));
    const Seconds at = day + random.between(9 * 3600, 21 * 3600);
    double mood = 4.5 - 1.6 * std::min(2, failures[order]) + 0.8 * random.normal();
    if (solved[order]) mood += 1.1;
    const int score = std::clamp(static_cast<int>(std::lround(mood)), 1, 5);
    const std::string_view comment = draw_comment(score, random);
    if (at <= end_of(book.until)) surveys.push_back({static_cast<int>(order), at, score, comment});
  }
  return surveys;
}

}  // namespace

Aftermath follow_up(const Book& book, const History& history, Random& random) {
  Aftermath aftermath;
  aftermath.incidents = report(book, history, random);
  std::vector<int> failures(book.orders.size(), 0);
  std::vector<bool> solved(book.orders.size(), false);
  for (const Failure& failure : history.failures) {
    if (failure.kind != Kind::failed_attempt) ++failures[failure.order];
  }
  Desk desk(book, history, aftermath.recovery, random);
  for (std::size_t index = 0; index < aftermath.incidents.size(); ++index) {
    const Incident& incident = aftermath.incidents[index];
    if (desk.handle(incident, index)) solved[history.failures[incident.failure].order] = true;
  }
  aftermath.surveys = ask(book, history, failures, solved, random);
  return aftermath;
}

}  // namespace rastro::simulation
