#include "mechanisms/address_words.h"

#include <algorithm>
#include <iterator>

namespace rastro {

namespace {

struct Pair {
  std::string_view word, meaning;
};

template <std::size_t size>
std::string_view meaning_of(std::string_view word, const Pair (&pairs)[size]) {
  const auto found = std::find_if(std::begin(pairs), std::end(pairs),
                                  [&](const Pair& pair) { return pair.word == word; });
  return found == std::end(pairs) ? std::string_view() : found->meaning;
}

template <std::size_t size>
bool holds(const std::string_view (&words)[size], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

constexpr Pair types_before[] = {{"calle", "calle"},
                                 {"c/", "calle"},
                                 {"c", "calle"},
                                 {"cll", "calle"},
                                 {"cl", "calle"},
                                 {"av", "avenida"},
                                 {"avda", "avenida"},
                                 {"avenida", "avenida"},
                                 {"ave", "avenida"},
                                 {"pje", "pasaje"},
                                 {"psje", "pasaje"},
                                 {"pasaje", "pasaje"},
                                 {"cra", "carrera"},
                                 {"carrera", "carrera"},
                                 {"kra", "carrera"},
                                 {"kr", "carrera"},
                                 {"cr", "carrera"},
                                 {"crr", "carrera"},
                                 {"diag", "diagonal"},
                                 {"dg", "diagonal"},
                                 {"diagonal", "diagonal"},
                                 {"tv", "transversal"},
                                 {"transv", "transversal"},
                                 {"transversal", "transversal"},
                                 {"trv", "transversal"},
                                 {"blvd", "bulevar"},
                                 {"boulevard", "bulevar"},
                                 {"bulevar", "bulevar"},
                                 {"bv", "bulevar"},
                                 {"bvd", "bulevar"},
                                 {"calz", "calzada"},
                                 {"calzada", "calzada"},
                                 {"paseo", "paseo"},
                                 {"pso", "paseo"},
                                 {"plaza", "plaza"},
                                 {"pza", "plaza"},
                                 {"plz", "plaza"},
                                 {"praca", "plaza"},
                                 {"camino", "camino"},
                                 {"cno", "camino"},
                                 {"ruta", "ruta"},
                                 {"rta", "ruta"},
                                 {"rn", "ruta"},
                                 {"rp", "ruta"},
                                 {"autopista", "autopista"},
                                 {"carretera", "carretera"},
                                 {"ctra", "carretera"},
                                 {"ronda", "ronda"},
                                 {"rda", "ronda"},
                                 {"via", "via"},
                                 {"travesia", "travesia"},
                                 {"travessa", "travesia"},
                                 {"trav", "travesia"},
                                 {"callejon", "callejon"},
                                 {"cjon", "callejon"},
                                 {"cerrada", "cerrada"},
                                 {"cda", "cerrada"},
                                 {"privada", "privada"},
                                 {"priv", "privada"},
                                 {"prolongacion", "prolongacion"},
                                 {"prol", "prolongacion"},
                                 {"circuito", "circuito"},
                                 {"andador", "andador"},
                                 {"r", "calle"},
                                 {"rua", "calle"},
                                 {"rodovia", "ruta"},
                                 {"alameda", "alameda"},
                                 {"estrada", "camino"}};

constexpr Pair types_behind[] = {
    {"st", "calle"},       {"street", "calle"},      {"ave", "avenida"},  {"av", "avenida"},
    {"avenue", "avenida"}, {"rd", "camino"},         {"road", "camino"},  {"blvd", "bulevar"},
    {"dr", "drive"},       {"boulevard", "bulevar"}, {"drive", "drive"},  {"ln", "lane"},
    {"lane", "lane"},      {"ct", "court"},          {"court", "court"},  {"sq", "plaza"},
    {"square", "plaza"},   {"pl", "place"},          {"place", "place"},  {"way", "way"},
    {"hwy", "autopista"},  {"highway", "autopista"}, {"pkwy", "parkway"}, {"parkway", "parkway"}};

constexpr Pair short_forms[] = {
    {"gral", "general"},    {"gen", "general"},     {"gdor", "gobernador"},  {"gob", "gobernador"},
    {"cnel", "coronel"},    {"cel", "coronel"},     {"tte", "teniente"},     {"cap", "capitan"},
    {"sgto", "sargento"},   {"sarg", "sargento"},   {"alte", "almirante"},   {"alm", "almirante"},
    {"cte", "comandante"},  {"cmte", "comandante"}, {"comte", "comandante"}, {"pte", "presidente"},
    {"pdte", "presidente"}, {"pres", "presidente"}, {"dr", "doctor"},        {"dra", "doctora"},
    {"ing", "ingeniero"},   {"prof", "profesor"},   {"lic", "licenciado"},   {"arq", "arquitecto"},
    {"mons", "monsenor"},   {"int", "intendente"},  {"intte", "intendente"}, {"min", "ministro"},
    {"brig", "brigadier"},  {"sta", "santa"},       {"sto", "santo"},        {"s", "san"},
    {"ntra", "nuestra"},    {"sra", "senora"},      {"hnos", "hermanos"},    {"pto", "puerto"},
    {"vlla", "villa"},      {"vla", "villa"},       {"cdad", "ciudad"},      {"cd", "ciudad"},
    {"fco", "francisco"},   {"ma", "maria"},        {"mtro", "maestro"},     {"sen", "senador"},
    {"dip", "diputado"},    {"nte", "norte"},       {"ote", "oriente"},      {"pcia", "provincia"},
    {"prov", "provincia"},  {"edo", "estado"},      {"mpio", "municipio"},   {"rep", "republica"},
    {"first", "1"},         {"second", "2"},        {"third", "3"},          {"fourth", "4"},
    {"fifth", "5"},         {"sixth", "6"},         {"seventh", "7"},        {"eighth", "8"}};

constexpr std::string_view ranks[] = {
    "general",  "coronel",    "teniente",   "capitan",   "sargento",  "almirante",  "comandante",
    "doctor",   "doctora",    "ingeniero",  "profesor",  "profesora", "licenciado", "arquitecto",
    "monsenor", "intendente", "ministro",   "brigadier", "don",       "dona",       "gobernador",
    "maestro",  "senador",    "presidente", "diputado",  "mayor",     "mariscal",   "padre"};

constexpr std::string_view articles[] = {"de", "del", "la", "las", "el", "los", "da", "das",
                                         "do", "dos", "y",  "e",   "of", "the", "al", "a"};

constexpr Pair directions[] = {
    {"n", "norte"},     {"norte", "norte"},       {"north", "norte"},  {"s", "sur"},
    {"sur", "sur"},     {"south", "sur"},         {"sul", "sur"},      {"o", "oeste"},
    {"w", "oeste"},     {"oeste", "oeste"},       {"west", "oeste"},   {"poniente", "oeste"},
    {"este", "este"},   {"east", "este"},         {"oriente", "este"}, {"leste", "este"},
    {"nw", "noroeste"}, {"noroeste", "noroeste"}, {"ne", "noreste"},   {"noreste", "noreste"},
    {"sw", "suroeste"}, {"se", "sureste"}};

constexpr std::string_view number_marks[] = {"#",      "n",      "no",  "nro", "num",
                                             "numero", "altura", "alt", "al",  "number"};

constexpr std::string_view floor_words[] = {"piso", "pso", "planta", "plta", "floor", "andar"};
constexpr std::string_view flat_words[] = {"dpto", "depto", "dto",         "departamento",
                                           "apto", "apt",   "apartamento", "apartment",
                                           "flat", "suite", "ste"};
constexpr std::string_view likely_flat_words[] = {
    "dep", "ap",   "of",     "ofic", "oficina", "local", "int",  "interior", "puerta",
    "pta", "unit", "unidad", "uf",   "casa",    "cs",    "sala", "room"};
constexpr std::string_view building_words[] = {"torre",  "bloque",   "blq",   "edificio",
                                               "edif",   "escalera", "esc",   "cuerpo",
                                               "modulo", "bloco",    "portal"};

constexpr Pair unit_values[] = {
    {"izq", "izq"},     {"izda", "izq"},       {"izqda", "izq"},     {"izquierda", "izq"},
    {"der", "dcha"},    {"dcha", "dcha"},      {"dch", "dcha"},      {"derecha", "dcha"},
    {"centro", "ctro"}, {"ctro", "ctro"},      {"pb", "pb"},         {"baja", "pb"},
    {"bajo", "pb"},     {"bajos", "pb"},       {"ground", "pb"},     {"atico", "atico"},
    {"alta", "alta"},   {"entresuelo", "ent"}, {"principal", "ppal"}};

constexpr std::string_view place_marks[] = {
    "col", "colonia", "barrio", "bo",           "bairro", "localidad",       "loc",    "ciudad",
    "urb", "poblado", "en",     "urbanizacion", "fracc",  "fraccionamiento", "partido"};

constexpr std::string_view remarks[] = {"frente", "casi",       "timbre",   "porton", "ref",
                                        "junto",  "referencia", "tocar",    "llamar", "rejas",
                                        "portal", "horario",    "entregar", "cerca",  "lado"};

constexpr Pair places[] = {{"capital federal", "caba"},
                           {"cap federal", "caba"},
                           {"capital fed", "caba"},
                           {"cap fed", "caba"},
                           {"capitan fed", "caba"},
                           {"capitan federal", "caba"},
                           {"ciudad autonoma buenos aires", "caba"},
                           {"autonoma buenos aires", "caba"},
                           {"bs as", "buenos aires"},
                           {"bsas", "buenos aires"},
                           {"df", "cdmx"},
                           {"mexico df", "cdmx"},
                           {"distrito federal", "cdmx"},
                           {"ciudad mexico", "cdmx"},
                           {"mexico city", "cdmx"},
                           {"bogota dc", "bogota"},
                           {"santafe bogota", "bogota"},
                           {"santafe bogota dc", "bogota"},
                           {"new york city", "new york"},
                           {"nyc", "new york"}};

constexpr std::string_view countries[] = {"argentina", "mexico",   "espana", "spain",
                                          "colombia",  "uruguay",  "chile",  "brasil",
                                          "brazil",    "paraguay", "peru",   "republica argentina",
                                          "usa",       "portugal"};

}  // namespace

std::string_view street_type(std::string_view word) { return meaning_of(word, types_before); }

std::string_view street_type_behind(std::string_view word) {
  return meaning_of(word, types_behind);
}

std::string_view expanded(std::string_view word) {
  const std::string_view meaning = meaning_of(word, short_forms);
  return meaning.empty() ? word : meaning;
}

bool is_rank(std::string_view word) { return holds(ranks, word); }

bool is_article(std::string_view word) { return holds(articles, word); }

std::string_view direction(std::string_view word) { return meaning_of(word, directions); }

bool is_number_mark(std::string_view word) { return holds(number_marks, word); }

UnitWordKind unit_word(std::string_view word) {
  if (holds(floor_words, word)) return {UnitWord::floor, true};
  if (holds(flat_words, word)) return {UnitWord::flat, true};
  if (holds(likely_flat_words, word)) return {UnitWord::flat, false};
  if (holds(building_words, word)) return {UnitWord::building, false};
  return {};
}

std::string_view unit_value(std::string_view word) { return meaning_of(word, unit_values); }

bool is_place_mark(std::string_view word) { return holds(place_marks, word); }

bool is_remark(std::string_view word) { return holds(remarks, word); }

std::string place_name(const std::vector<std::string>& words) {
  std::string name;
  for (const std::string& word : words) {
    const std::string_view whole = expanded(word);
    if (is_article(whole) || whole == "provincia" || whole == "estado" || whole == "en") continue;
    if (!name.empty()) name += ' ';
    name += whole;
  }
  const std::string_view known = meaning_of(name, places);
  if (!known.empty()) return std::string(known);
  return holds(countries, name) ? "" : name;
}

}  // namespace rastro
