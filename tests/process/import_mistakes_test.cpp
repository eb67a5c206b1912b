// One test a mistake that can be made in the tables and file mappings of a model.
#include "process/model_text.h"

using namespace rastro;

namespace {

/// Refused with a mapping of orders.csv into orders. The first line of `table` is line 39.
void check_mapping_refused(const std::string& table, const std::string& message, long line,
                           const std::string& help) {
  check_refused(
      small_model + "[[import.file]]\nmatch = \"orders.csv\"\n[[import.file.table]]\n" + table,
      message, line, help);
}

}  // namespace

TEST_CASE("import mistake: a mapping without the key column", "[model]") {
  check_mapping_refused("into = \"orders\"\ncolumns = { ordered_at = \"Date\" }\n",
                        "import.file 'orders.csv': key column 'order_id' of orders is not mapped",
                        40, "add 'order_id = \"its heading\"', or a constant");
}

TEST_CASE("import mistake: a mapping without a required column", "[model]") {
  check_mapping_refused(
      "into = \"orders\"\ncolumns = { order_id = \"No\" }\n",
      "import.file 'orders.csv': required column 'ordered_at' of orders is not mapped", 40,
      "add 'ordered_at = \"its heading\"', or a constant");
}

TEST_CASE("import mistake: a mapping into an unknown table", "[model]") {
  check_mapping_refused("into = \"order\"\ncolumns = { order_id = \"No\" }\n",
                        "import.file 'orders.csv': unknown table 'order'", 39,
                        "did you mean 'orders'?");
}

TEST_CASE("import mistake: a mapping to an unknown column", "[model]") {
  check_mapping_refused(
      "into = \"orders\"\ncolumns = { oder_id = \"No\", ordered_at = \"Date\" }\n",
      "import.file 'orders.csv' into orders: 'oder_id' is not a column of orders", 40,
      "did you mean 'order_id'?\n  a column of your own is declared under [extra_columns]: "
      "orders = [\"oder_id\"]");
}

TEST_CASE("import mistake: a mapping without columns", "[model]") {
  check_mapping_refused("into = \"orders\"\n", "import.file 'orders.csv': 'columns' is missing", 38,
                        "");
}

TEST_CASE("import mistake: neither heading nor constant", "[model]") {
  check_mapping_refused(
      "into = \"orders\"\ncolumns = { order_id = \"No\", ordered_at = { format = \"date\" } }\n",
      "import.file 'orders.csv' into orders ordered_at: needs either 'heading' or 'constant'", 40,
      "");
}

TEST_CASE("import mistake: a pattern with an unknown letter", "[model]") {
  check_mapping_refused(
      "into = \"orders\"\ncolumns = { order_id = \"No\", ordered_at = { heading = \"Date\", "
      "format = \"%d/%q\" } }\n",
      "import.file 'orders.csv' into orders ordered_at: '%d/%q' is not a pattern for times", 40,
      "its parts are %d %m %Y %y %b %H %M %S, or write \"date\" or \"excel\"");
}

TEST_CASE("import mistake: a pattern for a column without times", "[model]") {
  check_mapping_refused(
      "into = \"orders\"\ncolumns = { order_id = { heading = \"No\", format = \"date\" }, "
      "ordered_at = \"Date\" }\n",
      "import.file 'orders.csv' into orders order_id: 'order_id' holds no times", 40,
      "only columns of times take a format");
}

TEST_CASE("import mistake: an unknown choice for repeated keys", "[model]") {
  check_mapping_refused(
      "into = \"orders\"\ncolumns = { order_id = \"No\", ordered_at = \"Date\" }\n"
      "on_repeat = \"lst\"\n",
      "import.file 'orders.csv': unknown choice 'lst'", 41, "did you mean 'last'?");
}

TEST_CASE("import mistake: a file that feeds no table", "[model]") {
  check_refused(small_model + "[[import.file]]\nmatch = \"orders.csv\"\n",
                "import.file 'orders.csv': feeds no table", 36,
                "add an [[import.file.table]] below it");
}

TEST_CASE("import mistake: aliases of an unknown table", "[model]") {
  check_refused(small_model + "[import.aliases.oders]\norder_id = [\"No\"]\n",
                "import.aliases: unknown table 'oders'", 36, "did you mean 'orders'?");
}

TEST_CASE("import mistake: aliases of an unknown column", "[model]") {
  check_refused(small_model + "[import.aliases.orders]\norder_idd = [\"No\"]\n",
                "import.aliases.orders: 'order_idd' is not a column of orders", 37,
                "did you mean 'order_id'?\n  a column of your own is declared under "
                "[extra_columns]: orders = [\"order_idd\"]");
}

TEST_CASE("import mistake: one heading for two columns", "[model]") {
  check_refused(
      small_model +
          "[import.aliases.orders]\nordered_at = [\"Fecha\"]\npromised_at = [\"FECHA\"]\n",
      "import.aliases.orders: heading 'FECHA' already means orders.ordered_at", 38,
      "a heading can mean one column of a table only");
}

TEST_CASE("import mistake: an alias that is another column's name", "[model]") {
  check_refused(small_model + "[import.aliases.orders]\nchannel = [\"Status\"]\n",
                "import.aliases.orders: heading 'Status' already means orders.status", 37,
                "a heading can mean one column of a table only");
}

TEST_CASE("import mistake: an extra column that is a standard one", "[model]") {
  check_refused(small_model + "[extra_columns]\norders = [\"channel\"]\n",
                "extra_columns: 'channel' is a column of orders already", 37, "delete it here");
}

TEST_CASE("import mistake: an extra column that is no name", "[model]") {
  check_refused(small_model + "[extra_columns]\norders = [\"Fulfill Via\"]\n",
                "extra_columns: 'Fulfill Via' cannot be a name", 37,
                "use lower-case letters, digits and _");
}

TEST_CASE("import mistake: extra columns of an unknown table", "[model]") {
  check_refused(small_model + "[extra_columns]\nordrs = [\"x\"]\n",
                "extra_columns: unknown table 'ordrs'", 37, "did you mean 'orders'?");
}

TEST_CASE("import mistake: a lookup named like a standard table", "[model]") {
  check_refused(
      small_model +
          "[[lookup]]\ntable = \"products\"\nkey = \"id\"\njoined_by = \"orders.status\"\n",
      "lookup: there is a table 'products' already", 37,
      "give the lookup another name, or list its columns in [extra_columns]");
}

TEST_CASE("import mistake: a lookup joined by an undeclared column", "[model]") {
  check_refused(small_model + R"([[lookup]]
table = "sellers"
key = "seller_id"
columns = ["seller_state"]
joined_by = "order_lines.seller_id"
)",
                "lookup: 'seller_id' is not a column of order_lines", 40,
                "known: order_id, line, sku, quantity, unit_price\n  a column of your own is "
                "declared under [extra_columns]: order_lines = [\"seller_id\"]");
}
