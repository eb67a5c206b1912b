#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include "base/text.h"
#include "simulate/aftermath.h"

namespace rastro::simulation {

namespace {

constexpr double told_in_note_share = 0.33, vague_share = 0.05;

using Wordings = std::vector<std::string_view>;

// A table, not code: its length is that of what people say.
// NOLINTNEXTLINE(readability-function-size)
const std::array<Wordings, kind_count>& wordings() {
  static const std::array<Wordings, kind_count> all = {{
      // wrong_item
      {"Pidió una cosa y le mandaron otra", "Me llegó un artículo que no es el que compré",
       "El cliente avisa que recibió otro modelo, lo quiere cambiar",
       "No es lo que pedí, me mandaron otra medida", "Vino cambiado, pidió uno y llegó otro",
       "Abrió la caja y era otro producto", "Le entregaron un producto equivocado",
       "Se equivocaron de artículo, hay que retirar y mandar el correcto",
       "El producto recibido no corresponde al pedido", "mandaron el que no era"},
      // missing_item
      {"Faltó un producto en la entrega", "Llegó la caja pero falta una de las cosas que compré",
       "Vinieron menos unidades de las que pagó", "No estaba todo, falta uno",
       "El pedido llegó incompleto", "De los tres artículos sólo recibió dos",
       "En el paquete no venía una parte del pedido", "Reclama el faltante de un artículo",
       "Le facturaron todo pero no vino todo"},
      // damaged_item
      {"El producto llegó roto", "Vino golpeado de un costado",
       ("Se recibió con la caja aplastada "
        "y el producto abollado"),
       "Está rayado, no lo acepta así", "Llegó mojado y manchado",
       "Lo abrimos y estaba partido al medio", "Tiene una pata quebrada, se rompió en el viaje",
       "Llegó en mal estado, el envoltorio abierto y todo dañado", "El vidrio vino astillado"},
      // order_entry_error
      {"Pidió dos y le cargaron veinte", "El vendedor tomó mal el pedido",
       "Cargaron el pedido dos veces",
       ("La cantidad del pedido está mal, no es lo que dijo por "
        "teléfono"),
       "En el sistema figura otra cantidad que la que pidió",
       "Anotaron mal el pedido, no coincide con lo que dictó",
       "Le tomaron el pedido con un error en las cantidades",
       "Pedido duplicado por error de carga"},
      // wrong_address
      {"Fueron a otra dirección", "Lo llevaron a la dirección anterior, se mudó",
       "La calle está bien pero el número está mal",
       "Falta el piso y el departamento en la dirección", "La dirección que figura está equivocada",
       "Entregaron en un domicilio que no es el suyo", "Mandaron el pedido a otra localidad",
       "Tiene mal cargado el domicilio, corregir", "El chofer avisa que la dirección no existe"},
      // late_delivery
      {"Todavía no le llegó, tenía que estar el martes",
       "Llegó tarde, después de la fecha prometida", "Hace una semana que espera el pedido",
       "El envío está demorado",
       ("Sigue sin recibir la compra "
        "y ya venció el plazo"),
       "No cumplieron con la fecha de entrega",
       ("Pasó el día y no vino nadie, "
        "sigue esperando la entrega"),
       "Pregunta por qué tarda tanto el envío", "Lo recibió tres días después de lo prometido"},
      // billing_error
      {"Le cobraron de más", "La factura salió con otro importe", "Cobro duplicado en la tarjeta",
       "Pide nota de crédito, le facturaron mal",
       ("En la factura figura un precio distinto al que se "
        "acordó"),
       "No le hicieron el descuento en la factura", "La factura vino a nombre de otra empresa",
       "Le debitaron dos veces la misma compra"},
      // rude_treatment
      {"Lo trataron mal por teléfono", "El repartidor fue muy maleducado",
       "Se queja de la mala atención del vendedor", "Le gritaron cuando llamó",
       "El chofer le contestó de mal modo", "La persona que atendió fue grosera",
       "Le cortaron el teléfono de mala manera", "El técnico le faltó el respeto"},
      // misdirected_message
      {"Le llegó un aviso de un pedido que no es suyo", "Recibe mensajes que son para otra persona",
       "El mail de confirmación era de otro cliente",
       ("Le mandaron el mensaje a un número equivocado, "
        "no es cliente"),
       "Recibió el aviso de entrega de otra compra que no hizo",
       "Los avisos le llegan a un teléfono que no es el de ella"},
      // failed_attempt
      {"Pasaron y no había nadie", "El chofer no pudo entregar, timbre sin respuesta",
       "Dice que estuvo en casa y nadie tocó timbre", "Visita fallida, no atendió nadie",
       "No pudieron entregar, el local estaba cerrado",
       "Fueron cuando no estaba, pide otra visita"},
      // late_installation
      {"El instalador no vino a la hora acordada", "Esperó toda la mañana al equipo de instalación",
       "La instalación se hizo dos días después del turno", "Todavía no le instalaron el equipo",
       "Tenían que instalar a las diez y llegaron a la tarde", "Los instaladores no aparecieron",
       "Sigue sin la instalación, ya pasó el turno"},
  }};
  return all;
}

const Wordings& vague_wordings() {
  static const Wordings all = {"Cliente molesto, llamar",
                               "Pide que lo llamen",
                               "Reclamo por el pedido",
                               "Ver con el depósito",
                               "Hablar con el cliente por este tema",
                               "Segundo llamado, urgente",
                               "No está conforme",
                               "ver mail adjunto"};
  return all;
}

/// As people write in a hurry: without accents or capitals, a letter lost or swapped.
std::string write_sloppily(std::string_view wording, Random& random) {
  std::string note(wording);
  if (random.chance(0.5)) note = fold(note);
  if (random.chance(0.25)) {
    const auto place =
        static_cast<std::size_t>(random.below(static_cast<int>(note.size()) - 2)) + 1;
    const auto plain = [&](std::size_t at) {
      return std::isalpha(static_cast<unsigned char>(note[at])) != 0;
    };
    const bool within_word = plain(place - 1) && plain(place) && plain(place + 1);
    if (within_word && random.chance(0.5)) {
      note.erase(place, 1);
    } else if (within_word) {
      std::swap(note[place], note[place + 1]);
    }
  }
  if (random.chance(0.3)) note += random.chance(0.5) ? "." : "!!";
  return note;
}

}  // namespace

void tell_in_notes(const History& history, const Repeat& repeat, Aftermath& aftermath,
                   Random& random) {
  for (Incident& incident : aftermath.incidents) {
    const Failure& failure = history.failures[incident.failure];
    if (failure.order == repeat.order || !random.chance(told_in_note_share)) continue;
    const auto kind = static_cast<std::size_t>(failure.kind);
    const Wordings& possible = random.chance(vague_share) ? vague_wordings() : wordings()[kind];
    incident.in_note_only = true;
    incident.note = write_sloppily(random.pick(possible), random);
  }
}

}  // namespace rastro::simulation
