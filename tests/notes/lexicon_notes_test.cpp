// What the built-in lexicon reads in notes as customers and clerks write them.
#include "notes/made_reader.h"

using namespace rastro;
using test::check_notes;

TEST_CASE("Spanish notes tell what went wrong", "[notes]") {
  check_notes({
      {"El paquete nunca me llegó", "late_delivery (nunca me llegó)"},
      {"Lo trajeron cuatro días tarde", "late_delivery (trajeron cuatro días tarde)"},
      {"El envío lleva una semana de retraso", "late_delivery (retraso)"},
      {"Ya venció el plazo de entrega", "late_delivery (venció el plazo)"},
      {"Me mandaron el talle equivocado", "wrong_item (mandaron el talle equivocado)"},
      {"Pedí una mesa negra y me enviaron una blanca",
       "wrong_item (Pedí una mesa negra y me enviaron una blanca)"},
      {"Esto no es lo que compré", "wrong_item (no es lo que compré)"},
      {"Pedí cuatro sillas y llegaron solo tres",
       "missing_item (Pedí cuatro sillas y llegaron solo)"},
      {"Al mueble le faltan dos tornillos", "missing_item (faltan)"},
      {"El espejo llegó rajado", "damaged_item (rajado)"},
      {"La heladera no enfría", "damaged_item (no enfría)"},
      {"La calle que figura es incorrecta", "wrong_address (calle que figura es incorrecta)"},
      {"Anotaron mal mi domicilio", "wrong_address (mal mi domicilio)"},
      {"El chofer no encontró la casa", "failed_attempt (no encontró la casa)"},
      {"El chofer me gritó delante de los vecinos", "rude_treatment (gritó)"},
      {"Me facturaron dos veces lo mismo", "billing_error (facturaron dos veces)"},
      {"El importe de la factura no coincide", "billing_error (importe de la factura no coincide)"},
      {"Tomaron mal el pedido por teléfono", "order_entry_error (Tomaron mal)"},
      {"La instalación sigue pendiente", "late_installation (instalación sigue pendiente)"},
      {"El técnico quedó en venir y nunca apareció",
       "late_installation (técnico quedó en venir y nunca apareció)"},
      {"Me llegó un mensaje para otra persona", "misdirected_message (mensaje para otra persona)"},
      {"Llegó tarde y con la tapa rota", "late_delivery (Llegó tarde); damaged_item (rota)"},
  });
}

TEST_CASE("English notes tell what went wrong", "[notes]") {
  check_notes({
      {"The order hasn’t arrived yet", "late_delivery (hasn’t arrived)"},
      {"It came two days late", "late_delivery (came two days late)"},
      {"They sent the wrong size", "wrong_item (sent the wrong)"},
      {"That is not what I ordered", "wrong_item (not what I ordered)"},
      {"I ordered six glasses and only got five",
       "missing_item (ordered six glasses and only got)"},
      {"Two screws are missing", "missing_item (missing)"},
      {"The lamp arrived broken", "damaged_item (broken)"},
      {"The heater doesn't work", "damaged_item (doesn't work)"},
      {"Delivered to the wrong address", "wrong_address (wrong address)"},
      {"Nobody was home", "failed_attempt (Nobody was home)"},
      {"The driver was very rude", "rude_treatment (rude)"},
      {"I was charged twice", "billing_error (charged twice)"},
      {"The installer never showed up", "late_installation (installer never showed)"},
      {"I got an email meant for someone else",
       "misdirected_message (email meant for someone else)"},
  });
}

TEST_CASE("Portuguese notes tell what went wrong", "[notes]") {
  check_notes({
      {"Ainda não recebi minha encomenda", "late_delivery (Ainda não recebi)"},
      {"O produto chegou com muito atraso", "late_delivery (atraso)"},
      {"Já passou do prazo", "late_delivery (passou do prazo)"},
      {"Comprei preto e veio branco", "wrong_item (Comprei preto e veio branco)"},
      {"Mandaram o modelo errado", "wrong_item (Mandaram o modelo errado)"},
      {"Comprei duas cadeiras e só veio uma", "missing_item (Comprei duas cadeiras e só veio)"},
      {"Veio faltando uma peça", "missing_item (faltando)"},
      {"O vaso chegou quebrado", "damaged_item (quebrado)"},
      {"O rádio não funciona", "damaged_item (não funciona)"},
      {"Fui cobrada duas vezes", "billing_error (cobrada duas)"},
      {"O entregador foi grosseiro", "rude_treatment (grosseiro)"},
  });
}

TEST_CASE("a shop that does not answer puts the customer off", "[notes]") {
  check_notes({{"Escribí tres veces y no me contestaron", "rude_treatment (no me contestaron)"},
               {"Nadie responde los correos", "rude_treatment (Nadie responde)"},
               {"Reclamé y sigo sin respuesta", "rude_treatment (sin respuesta)"},
               {"El cliente no contesta el timbre", ""},
               {"I wrote twice and got no reply", "rude_treatment (no reply)"},
               {"They never answered my emails", "rude_treatment (never answered my emails)"},
               {"Não recebi resposta do vendedor", "rude_treatment (Não recebi resposta)"},
               {"Liguei e ninguém atende", "rude_treatment (ninguém atende)"},
               {"Não consigo contato com a loja", "rude_treatment (Não consigo contato)"},
               {"O produto não atende às expectativas", ""},
               {"Respondeu às minhas expectativas", ""},
               {"O quadro veio enrolado", ""}});
}

TEST_CASE("a refund not made and an invoice not sent are billing errors", "[notes]") {
  check_notes({{"Todavía no me reembolsaron", "billing_error (no me reembolsaron)"},
               {"El paquete vino sin la factura", "billing_error (sin la factura)"},
               {"Quiero un reembolso", ""},
               {"No quiero el reembolso", ""},
               {"I was not refunded", "billing_error (not refunded)"},
               {"The invoice was never sent", "billing_error (invoice was never sent)"},
               {"I want a refund", ""},
               {"Até agora não estornaram o valor", "billing_error (não estornaram)"},
               {"A nota fiscal não foi emitida", "billing_error (nota fiscal não foi emitida)"},
               {"Não devolveram meu dinheiro", "billing_error (Não devolveram meu dinheiro)"},
               {"Quero meu dinheiro de volta", ""},
               {"Solicitei o estorno", ""},
               {"Nota 10 para a loja", ""}});
}

TEST_CASE("the rest of an order that is still awaited is missing and late", "[notes]") {
  check_notes({{"Pedí dos y llegó solo uno, el otro todavía no llegó",
                "missing_item (Pedí dos y llegó solo); late_delivery (otro todavía no)"},
               {"I ordered two and only got one, still waiting for the other",
                "missing_item (ordered two and only got); late_delivery (waiting for the other)"},
               {"Comprei dois e só veio um, aguardo o outro",
                "missing_item (Comprei dois e só veio); late_delivery (aguardo o outro)"},
               {"Não recebi a tampa, só a panela", "missing_item (Não recebi a tampa, só a)"}});
}

TEST_CASE("dirty, wet and used goods are damaged, a dirty box is not", "[notes]") {
  check_notes({{"La silla vino sucia", "damaged_item (sucia)"},
               {"El libro llegó usado", "damaged_item (llegó usado)"},
               {"La caja vino mojada", ""},
               {"The chair was dirty", "damaged_item (dirty)"},
               {"The box was wet", ""},
               {"A cadeira veio suja", "damaged_item (suja)"},
               {"O vaso veio com marcas de uso", "damaged_item (marcas de uso)"},
               {"Recebi as suas cadeiras", ""}});
}

TEST_CASE("another version than ordered is a wrong item, one unlike its picture is not",
          "[notes]") {
  check_notes({{"Compré un cartucho original y llegó uno genérico",
                "wrong_item (Compré un cartucho original y llegó uno genérico)"},
               {"I received a generic one", "wrong_item (received a generic)"},
               {"Veio um cartucho genérico", "wrong_item (Veio um cartucho genérico)"},
               {"A capa veio no tamanho incorreto", "wrong_item (veio no tamanho incorreto)"},
               {"O produto é diferente do anúncio", ""},
               {"Veio bem diferente do ilustrado", ""},
               {"Reclamei e mandaram outro novinho", ""}});
}

TEST_CASE("a lost or undated delivery is late", "[notes]") {
  check_notes({{"Quiero saber cuándo llega", "late_delivery (saber cuándo llega)"},
               {"Robaron el camión, el paquete fue robado", "late_delivery (paquete fue robado)"},
               {"The parcel was stolen", "late_delivery (parcel was stolen)"},
               {"A entrega não foi realizada", "late_delivery (entrega não foi realizada)"},
               {"Não posso avaliar se o produto não chegou", "late_delivery (não chegou)"},
               {"Se o produto não chegar eu cancelo", ""},
               {"Disseram que não seria entregue", ""}});
}

TEST_CASE("what is denied is not told", "[notes]") {
  check_notes({{"No llegó tarde", ""},
               {"Sin demora", ""},
               {"No hubo ningún problema", ""},
               {"No vino nada roto", ""},
               {"No llegó roto", ""},
               {"No faltó nada", ""},
               {"Llegó sin un rayón", ""},
               {"No tengo ninguna queja del trato", ""},
               {"No delay at all", ""},
               {"Arrived on time and not a scratch, nothing broken", ""},
               {"Nothing is missing", ""},
               {"Veio sem nenhum defeito", ""},
               {"Não demorou nada", ""},
               {"Entrega sem atraso", ""}});
}

TEST_CASE("praise is not told as a failure", "[notes]") {
  check_notes({{"Llegó antes de plazo", ""},
               {"Excelente, muy puntuales", ""},
               {"Nada que reclamar", ""},
               {"Se entregó a la tarde, todo bien", ""},
               {"Chegou antes do prazo", ""},
               {"Nada a reclamar", ""},
               {"Arrived ahead of schedule", ""}});
}

TEST_CASE("what is feared, hoped or asked is not told", "[notes]") {
  check_notes({{"Pensé que iba a llegar tarde pero llegó bien", ""},
               {"Espero que no llegue roto", ""},
               {"Si no llega mañana lo cancelo", ""},
               {"I was afraid it would be broken", ""},
               {"Achei que ia atrasar mas chegou no dia", ""},
               {"Tenho medo que venha quebrado", ""},
               {"Espero que não demore", ""}});
}

TEST_CASE("what only sounds like a failure is not told", "[notes]") {
  check_notes({{"El color no es el que esperaba", ""},
               {"Es muy frágil", ""},
               {"Pregunta si la factura se puede enviar por correo", ""},
               {"Still deciding on the colour", ""},
               {"A caixa veio amassada mas o produto está perfeito", ""},
               {"Faltou clareza na descrição", ""},
               {"O atendente falou bem", ""},
               {"O espelho é lindo", ""}});
}

TEST_CASE("typing errors are forgiven", "[notes]") {
  check_notes({{"El pedidoo no llgó", "late_delivery (no llgó)"},
               {"Llegó con el vidrio quebardo", "damaged_item (quebardo)"},
               {"produto chegou danifcado", "damaged_item (danifcado)"},
               {"ñ recebi o produdo", "late_delivery (ñ recebi)"},
               {"PRODUTO NÃAAAO CHEGOU", "late_delivery (NÃAAAO CHEGOU)"}});
}
