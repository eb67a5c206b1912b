#include "simulate/changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace rastro::simulation {

namespace {

constexpr int innocent_changes_a_month = 8;
constexpr int innocent_revisions_a_month = 12;

Description* newest(World& world, int product) {
  Description* found = nullptr;
  for (Description& description : world.descriptions) {
    if (description.product == product) found = &description;
  }
  return found;
}

/// Revisions of a product stay next to each other, oldest first.
void revise(World& world, int product, Seconds at, std::string text, const std::string& author) {
  const Description* last = newest(world, product);
  const Description revised{product, last->revision + 1, at, std::move(text), author};
  world.descriptions.insert(world.descriptions.begin() + (last - world.descriptions.data()) + 1,
                            revised);
}

/// Without features and code, nothing but the name is left to choose by.
std::string bare_description(const Product& product) {
  return product.name + ". Presentación por unidad. Línea de oficina.";
}

/// The two products' texts end up the same but for what tells their names apart.
void describe_alike(World& world, const Cause& cause, Seconds at) {
  const int product = value_in(cause.conditions, Factor::sku);
  newest(world, cause.twin)->text = bare_description(world.products[cause.twin]);
  std::string text = bare_description(world.products[product]);
  if (cause.course == Course::step) {
    revise(world, product, at, std::move(text), "catalogo.2");
  } else {
    newest(world, product)->text = std::move(text);
  }
}

std::string note_on_product(const Cause& cause, const std::string& sku) {
  if (cause.mechanism.empty() || cause.reads_alike()) {
    return fmt::format("Nueva revisión de la descripción de {}", sku);
  }
  if (cause.mechanism == "code_typo") return fmt::format("Alta de códigos nuevos junto a {}", sku);
  if (cause.mechanism == "neighbouring_bins") return fmt::format("Reubicación de {}", sku);
  if (cause.mechanism == "same_barcode") return fmt::format("Etiquetas nuevas para {}", sku);
  return fmt::format("Llega una partida nueva de {}", sku);
}

std::string note_for(const Cause& cause, const std::string& value) {
  switch (cause.conditions[0].factor) {
    case Factor::sku:
      return note_on_product(cause, value);
    case Factor::taken_by:
      return fmt::format("{} pasa a otro turno de toma de pedidos", value);
    case Factor::channel:
      return fmt::format("Nuevo formulario de carga en el canal {}", value);
    case Factor::supplier:
      return fmt::format("{} cambia el embalaje de origen", value);
    case Factor::bin:
      return fmt::format("Reubicación de productos en {}", value);
    case Factor::picker:
      return fmt::format("{} empieza a trabajar con lector portátil", value);
    case Factor::packer:
      return fmt::format("{} pasa a la mesa nueva de embalaje", value);
    case Factor::carrier:
      return fmt::format("{} cambia de depósito de tránsito", value);
    case Factor::route:
      return fmt::format("Nuevo recorrido de la ruta {}", value);
    case Factor::driver:
      return fmt::format("{} toma una unidad nueva", value);
    case Factor::team:
      return fmt::format("Cambio de integrantes del {}", value);
    default:
      return fmt::format("Nueva forma de trabajo para {}", value);
  }
}

Change change_behind(World& world, const Cause& cause) {
  const Condition& condition = cause.conditions[0];
  Change change;
  change.at = start_of(cause.from) + 6 * 3600;
  change.step = cause.mechanism.empty() ? cause.step : std::string(step_of(condition.factor));
  change.factor = name(condition.factor);
  change.value = value_name(world, condition.factor, condition.value);
  change.note = note_for(cause, change.value);
  return change;
}

/// What ended the cause on the morning after its last day.
void put_right(World& world, const Cause& cause, std::vector<Change>& changes, Random& random) {
  Change change = change_behind(world, cause);
  change.at = start_of(cause.until + 1) + 6 * 3600;
  change.note = fmt::format("Corregido: {}", change.note);
  if (cause.reads_alike()) {
    const int product = value_in(cause.conditions, Factor::sku);
    revise(world, product, change.at, make_description(world.products[product].name, random),
           "catalogo.2");
  }
  if (cause.end_logged) changes.push_back(std::move(change));
}

Change innocent_change(const World& world, Random& random) {
  Change change;
  switch (random.below(7)) {
    case 0:
      change = {0, "picking", "Capacitación en uso del lector", "picker",
                random.pick(world.pickers).id};
      break;
    case 1:
      change = {0, "packing", "Nueva caja reforzada", "packer", random.pick(world.packers).id};
      break;
    case 2:
      change = {0, "carrier", "Cambio de unidad de reparto", "route", random.pick(world.routes).id};
      break;
    case 3:
      change = {0, "order_entry", "Nuevo guion de atención", "taken_by",
                random.pick(world.takers).id};
      break;
    case 4:
      change = {0, "stock", "Recuento de inventario", "bin", random.pick(world.bins)};
      break;
    case 5:
      change = {0, "invoicing", "Actualización del sistema de facturación", "", ""};
      break;
    default:
      change = {0, "installation", "Herramientas nuevas para el equipo", "team",
                random.pick(world.teams)};
  }
  return change;
}

Seconds draw_time(const Book& book, Random& random) {
  return start_of(random.between(book.from, book.until)) + random.between(7 * 3600, 18 * 3600);
}

void revise_innocently(World& world, const Book& book, const std::set<int>& keep,
                       std::vector<Change>& changes, Random& random) {
  const int product = random.below(static_cast<int>(world.products.size()));
  const Seconds at = draw_time(book, random);
  if (keep.contains(product) || newest(world, product)->valid_from >= at) return;
  revise(world, product, at, make_description(world.products[product].name, random), "catalogo.1");
  const std::string& sku = world.products[product].sku;
  changes.push_back({at, "product_description",
                     fmt::format("Nueva revisión de la descripción de {}", sku), "sku", sku});
}

/// Products that are to read alike: their texts stay as they are.
std::set<int> described_alike(const std::vector<Cause>& causes, const Staging& staging) {
  std::set<int> products;
  const auto add = [&](int product, int twin) {
    products.insert(product);
    products.insert(twin);
  };
  for (const Cause& cause : causes) {
    if (cause.reads_alike()) add(value_in(cause.conditions, Factor::sku), cause.twin);
  }
  for (const auto& [product, twin] : staging.alike) add(product, twin);
  return products;
}

}  // namespace

std::vector<Change> change_process(World& world, const Book& book, const std::vector<Cause>& causes,
                                   const Staging& staging, Random& random) {
  std::vector<Change> changes;
  for (const auto& [product, twin] : staging.alike) {
    for (const int each : {product, twin}) {
      newest(world, each)->text = bare_description(world.products[each]);
    }
  }
  for (const Cause& cause : causes) {
    const Seconds at = start_of(cause.from) + 6 * 3600;
    if (cause.reads_alike()) describe_alike(world, cause, at);
    if (cause.course == Course::step) changes.push_back(change_behind(world, cause));
    if (cause.course == Course::ended) put_right(world, cause, changes, random);
  }
  const std::set<int> keep = described_alike(causes, staging);
  const int months = std::max(1, (book.until - book.from + 1) / 30);
  for (int count = months * innocent_revisions_a_month; count > 0; --count) {
    revise_innocently(world, book, keep, changes, random);
  }
  for (int count = months * innocent_changes_a_month; count > 0; --count) {
    Change change = innocent_change(world, random);
    change.at = draw_time(book, random);
    changes.push_back(std::move(change));
  }
  std::stable_sort(changes.begin(), changes.end(),
                   [](const Change& left, const Change& right) { return left.at < right.at; });
  return changes;
}

}  // namespace rastro::simulation
