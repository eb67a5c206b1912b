#include "simulate/vocabulary.h"

namespace rastro::simulation {

const std::vector<std::string>& category_names() {
  static const std::vector<std::string> names = {
      "Papel",  "Escritura",   "Archivo",  "Cuadernos", "Adhesivos", "Tintas", "Máquinas",
      "Sillas", "Escritorios", "Lámparas", "Limpieza",  "Lavado",    "Cocina", "Clima"};
  return names;
}

bool is_appliance_category(int category) { return category >= 11; }

// A table, not code: its length is that of the assortment.
// NOLINTNEXTLINE(readability-function-size)
const std::vector<ProductFamily>& product_families() {
  static const std::vector<ProductFamily> families = {
      {0, "Papel A4 {a} g resma {b} hojas", {"70", "75", "80", "90"}, {"250", "500"}, 6.5},
      {0, "Papel oficio {a} g resma {b} hojas", {"70", "75", "80"}, {"250", "500"}, 7.2},
      {0,
       "Cartulina {a} paquete {b} hojas",
       {"blanca", "marfil", "gris", "celeste"},
       {"20", "50"},
       5},
      {1, "Bolígrafo {a} punta {b} mm", {"azul", "negro", "rojo", "verde"}, {"0,7", "1,0"}, 0.9},
      {1, "Marcador permanente {a} punta {b}", {"azul", "negro", "rojo"}, {"fina", "media"}, 1.6},
      {1, "Lápiz grafito {a} caja {b} unidades", {"HB", "2B", "4B"}, {"6", "12"}, 3.1},
      {2, "Carpeta {a} anillos lomo {b} cm", {"2", "3", "4"}, {"4", "6", "8"}, 4.4},
      {2, "Caja de archivo {a} tamaño {b}", {"azul", "gris", "kraft"}, {"oficio", "A4"}, 2.7},
      {2, "Separadores {a} posiciones {b}", {"5", "10", "12"}, {"plásticos", "de cartón"}, 2.2},
      {3, "Cuaderno {a} hojas tapa {b}", {"48", "84", "98"}, {"dura", "blanda"}, 3.8},
      {3, "Agenda {a} tapa {b}", {"diaria", "semanal"}, {"azul", "negra", "bordó"}, 8.9},
      {4, "Cinta adhesiva {a} mm x {b} m", {"12", "18", "24", "48"}, {"30", "50"}, 1.4},
      {4, "Pegamento {a} {b} g", {"en barra", "líquido"}, {"20", "40", "90"}, 1.9},
      {4,
       "Notas adhesivas {a} bloque {b} hojas",
       {"amarillas", "rosas", "verdes"},
       {"80", "100"},
       1.7},
      {5,
       "Cartucho de tinta {a} {b} ml",
       {"negro", "cian", "magenta", "amarillo"},
       {"12", "18"},
       19},
      {5, "Tóner {a} rendimiento {b} páginas", {"negro", "cian", "magenta"}, {"1500", "3000"}, 48},
      {6, "Calculadora {a} dígitos {b}", {"8", "10", "12"}, {"de bolsillo", "de mesa"}, 12},
      {6, "Perforadora {a} hojas cuerpo {b}", {"10", "20", "40"}, {"metálico", "plástico"}, 9},
      {6, "Abrochadora {a} hojas {b}", {"15", "25", "50"}, {"de mesa", "tipo pinza"}, 8.5},
      {7,
       "Silla ergonómica respaldo {a} base {b}",
       {"red", "tela", "cuerina"},
       {"negra", "cromada"},
       118},
      {7, "Silla de visita {a} patas {b}", {"azul", "negra", "gris"}, {"fijas", "trineo"}, 64},
      {8, "Escritorio {a} cm color {b}", {"100", "120", "140"}, {"roble", "wengué", "blanco"}, 145},
      {8, "Cajonera {a} cajones color {b}", {"2", "3"}, {"roble", "wengué", "blanco"}, 92},
      {9, "Lámpara de escritorio {a} W luz {b}", {"6", "9", "12"}, {"cálida", "fría"}, 27},
      {9, "Tubo LED {a} W {b} cm", {"9", "18"}, {"60", "120"}, 6.9},
      {10,
       "Limpiador {a} bidón {b} litros",
       {"multiuso", "de vidrios", "de pisos"},
       {"1", "5"},
       5.8},
      {10, "Toallas de papel {a} rollo {b} m", {"blancas", "naturales"}, {"100", "200"}, 7.4},
      {10,
       "Bolsas de residuos {a} x {b} unidades",
       {"45x60", "60x90", "80x110"},
       {"10", "30"},
       3.3},
      {11, "Lavarropas {a} kg carga {b}", {"6", "7", "8", "9"}, {"frontal", "superior"}, 420},
      {11, "Secarropas {a} kg por {b}", {"6", "8"}, {"calor", "condensación"}, 380},
      {11, "Lavavajillas {a} cubiertos frente {b}", {"10", "12", "14"}, {"blanco", "inox"}, 460},
      {12, "Cocina {a} hornallas ancho {b} cm", {"4", "5"}, {"50", "56", "60"}, 350},
      {12, "Horno empotrable {a} litros {b}", {"60", "72"}, {"a gas", "eléctrico"}, 310},
      {12, "Campana {a} cm terminación {b}", {"60", "90"}, {"blanca", "inox"}, 160},
      {13,
       "Aire acondicionado {a} frigorías {b}",
       {"2300", "3000", "4500"},
       {"frío", "frío y calor"},
       540},
      {13, "Termotanque {a} litros {b}", {"50", "80", "110"}, {"a gas", "eléctrico"}, 270},
      {13,
       "Calefactor {a} calorías {b}",
       {"2500", "3800", "5000"},
       {"tiro balanceado", "sin salida"},
       210},
  };
  return families;
}

const std::vector<std::string_view>& brands() {
  static const std::vector<std::string_view> names = {
      "Lumen",   "Boreal",  "Tilo",    "Ceibalta",  "Nativo",   "Andarín",  "Faroluz",
      "Quillay", "Pampero", "Sauceda", "Tramontal", "Brisamar", "Calandra", "Zorzal"};
  return names;
}

const std::vector<std::string_view>& product_features() {
  static const std::vector<std::string_view> features = {
      "Uso diario en oficina", "Línea escolar",           "Apto para uso intensivo",
      "Embalaje individual",   "Presentación por unidad", "Materiales reciclados",
      "Origen nacional",       "Garantía de 12 meses",    "Garantía de 6 meses",
      "Diseño compacto",       "Terminación mate",        "Línea profesional",
      "Bajo consumo",          "Fácil de guardar",        "Con manual en español",
      "Edición limitada"};
  return features;
}

const std::vector<std::string_view>& first_names() {
  static const std::vector<std::string_view> names = {
      "Lucía",   "Martín",  "Sofía",   "Tomás",  "Valentina", "Joaquín", "Camila", "Nicolás",
      "Julieta", "Facundo", "Paula",   "Ramiro", "Elena",     "Gonzalo", "Inés",   "Ignacio",
      "Rocío",   "Esteban", "Carla",   "Hernán", "Noelia",    "Germán",  "Silvia", "Andrés",
      "Mónica",  "Raúl",    "Beatriz", "Óscar",  "Teresa",    "Iván"};
  return names;
}

const std::vector<std::string_view>& family_names() {
  static const std::vector<std::string_view> names = {
      "Almirón",   "Barrientos", "Cevallos", "Duarte",    "Escobedo", "Figueredo",
      "Galíndez",  "Herrán",     "Ibarrola", "Juárez",    "Ledesma",  "Maldini",
      "Navarrete", "Oviedo",     "Pereyra",  "Quintanar", "Rosales",  "Saldívar",
      "Tejeda",    "Urquiza",    "Valdés",   "Yáñez",     "Zambrano", "Arismendi",
      "Bustos",    "Cárdenas",   "Domecq",   "Espínola",  "Fontana",  "Gauna"};
  return names;
}

const std::vector<std::string_view>& company_words() {
  static const std::vector<std::string_view> words = {
      "Estudio",    "Librería", "Taller",       "Clínica",  "Escuela", "Instituto", "Distribuidora",
      "Consultora", "Imprenta", "Inmobiliaria", "Gestoría", "Colegio", "Farmacia",  "Hotel"};
  return words;
}

const std::vector<std::string_view>& street_names() {
  static const std::vector<std::string_view> names = {
      "Los Aromos",   "Las Retamas",  "El Ombú",        "Los Talas",      "Río Manso",
      "Cerro Alto",   "La Esperanza", "Las Calandrias", "Los Jacarandás", "Del Molino",
      "Puerto Viejo", "La Posta",     "El Resero",      "Los Ceibos",     "Las Violetas",
      "Arroyo Seco",  "Del Faro",     "La Cantera",     "Los Robles",     "Monte Verde",
      "Las Garzas",   "El Zorzal",    "La Noria",       "Los Algarrobos", "Paso Hondo",
      "Del Mercado",  "La Vertiente", "Los Nogales",    "Santa Lila",     "Colonia Nueva"};
  return names;
}

const std::vector<std::string>& region_names() {
  static const std::vector<std::string> names = {"Centro", "Costa",  "Delta",  "Litoral",
                                                 "Llano",  "Meseta", "Sierra", "Valle"};
  return names;
}

const std::vector<std::string>& city_names() {
  static const std::vector<std::string> names = {
      "Villa Serena",    "Puente Real",         "San Telmiro",   "Las Acacias",   "Colonia Luz",
      "Puerto Alba",     "Bahía Clara",         "Punta Gaviota", "Mar Sereno",    "Caleta Azul",
      "Isla Verde",      "Tres Brazos",         "El Camalote",   "Boca Chica",    "Paso del Junco",
      "Santa Irupé",     "Barranca Roja",       "Villa Timbó",   "Puerto Dorado", "El Surubí",
      "Pampa Larga",     "Los Cardales Nuevos", "La Tranquera",  "Campo Ancho",   "Villa Espiga",
      "Meseta Alta",     "Piedra Blanca",       "Cañadón Frío",  "El Mallín",     "Viento Sur",
      "Cumbre Mayor",    "Quebrada Honda",      "San Cóndor",    "La Vertiente",  "Peña Gris",
      "Valle Hermosura", "Río Calmo",           "Los Viñedos",   "Alameda",       "Huerta Grande"};
  return names;
}

std::string fill(std::string_view pattern, std::string_view a, std::string_view b) {
  std::string filled;
  for (std::size_t index = 0; index < pattern.size(); ++index) {
    const std::string_view mark = pattern.substr(index, 3);
    if (mark == "{a}" || mark == "{b}") {
      filled += mark == "{a}" ? a : b;
      index += 2;
    } else {
      filled += pattern[index];
    }
  }
  return filled;
}

}  // namespace rastro::simulation
