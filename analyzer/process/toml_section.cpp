#include "process/toml_section.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <utility>

#include "base/text.h"

namespace rastro {

namespace {

/// The name of a TOML type as an editor of the file would say it.
std::string_view type_name(toml::node_type type) {
  switch (type) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::string:
      return "a text";
    case toml::node_type::integer:
      return "a whole number";
    case toml::node_type::floating_point:
      return "a number";
    case toml::node_type::boolean:
      return "true or false";
    case toml::node_type::date:
      return "a date";
    case toml::node_type::time:
      return "a time";
    case toml::node_type::date_time:
      return "a date with a time";
    default:
      return "nothing";
  }
}

long line_of_node(const toml::node& node) { return static_cast<long>(node.source().begin.line); }

}  // namespace

std::string suggestion(std::string_view word, const Vocabulary& vocabulary) {
  std::string meant = did_you_mean(word, vocabulary.words);
  if (!meant.empty() || vocabulary.words.empty()) return meant;
  return fmt::format("known: {}", fmt::join(vocabulary.words, ", "));
}

TomlSection::TomlSection(const toml::table& table, std::string what, std::string file)
    : table_(&table), what_(std::move(what)), file_(std::move(file)) {}

TomlSection::TomlSection(const toml::table& table, std::string what, std::string file,
                         std::initializer_list<std::string_view> allowed)
    : TomlSection(table, std::move(what), std::move(file)) {
  const Vocabulary known{"key", {allowed.begin(), allowed.end()}};
  for (const ModelWord& key : keys()) look_up(key, key.text, known);
}

TomlSection TomlSection::open(const toml::table& table, std::string what, std::string file) {
  return {table, std::move(what), std::move(file)};
}

std::vector<ModelWord> TomlSection::keys() const {
  std::vector<ModelWord> keys;
  for (const auto& [key, value] : *table_) {
    keys.push_back({std::string(key.str()), static_cast<long>(key.source().begin.line)});
  }
  std::stable_sort(keys.begin(), keys.end(),
                   [](const ModelWord& a, const ModelWord& b) { return a.line < b.line; });
  return keys;
}

long TomlSection::line_of(std::string_view key) const {
  const auto found = table_->find(key);
  return found == table_->end() ? line() : static_cast<long>(found->first.source().begin.line);
}

void TomlSection::fail(std::string_view key, const std::string& message,
                       const std::string& help) const {
  fail_at(line_of(key), key, message, help);
}

void TomlSection::fail_at(long line, std::string_view key, const std::string& message,
                          const std::string& help) const {
  throw Error(what_.empty() ? message : what_ + ": " + message, {file_, line, std::string(key)},
              help);
}

std::size_t TomlSection::look_up(const ModelWord& word, std::string_view key,
                                 const Vocabulary& vocabulary) const {
  const auto found = std::find(vocabulary.words.begin(), vocabulary.words.end(), word.text);
  if (found == vocabulary.words.end()) {
    fail_at(word.line, key, fmt::format("unknown {} '{}'", vocabulary.what, word.text),
            suggestion(word.text, vocabulary));
  }
  return static_cast<std::size_t>(found - vocabulary.words.begin());
}

void TomlSection::wrong_type(std::string_view key, std::string_view wanted,
                             const toml::node& got) const {
  fail_at(line_of_node(got), key,
          fmt::format("'{}' must be {}, but is {}", key, wanted, type_name(got.type())));
}

const toml::node& TomlSection::required(std::string_view key) const {
  const toml::node* node = table_->get(key);
  if (node == nullptr) {
    fail(key, fmt::format("'{}' is missing", key), fmt::format("add a line '{} = …'", key));
  }
  return *node;
}

std::string TomlSection::text(std::string_view key) const {
  const toml::node& node = required(key);
  if (!node.is_string()) wrong_type(key, "a text in quotes", node);
  const std::string& value = node.as_string()->get();
  if (trim(value).empty()) fail(key, fmt::format("'{}' must not be empty", key));
  return value;
}

std::string TomlSection::text_or(std::string_view key, std::string fallback) const {
  return has(key) ? text(key) : std::move(fallback);
}

std::string TomlSection::scalar_text(std::string_view key) const {
  const toml::node& node = required(key);
  if (node.is_string()) return node.as_string()->get();
  if (node.is_table() || node.is_array()) wrong_type(key, "a text", node);
  std::ostringstream written;
  node.visit([&](const auto& value) {
    if constexpr (toml::is_value<decltype(value)>) written << value;
  });
  return written.str();
}

double TomlSection::number(std::string_view key, double low, double high) const {
  const toml::node& node = required(key);
  if (!node.is_number()) wrong_type(key, "a number", node);
  const double value = node.value<double>().value_or(0);
  if (!(value >= low && value <= high)) {
    fail(key, fmt::format("'{}' is {}, but must lie between {} and {}", key, value, low, high));
  }
  return value;
}

double TomlSection::number_or(std::string_view key, double fallback, double low,
                              double high) const {
  return has(key) ? number(key, low, high) : fallback;
}

int TomlSection::integer(std::string_view key, int low, int high) const {
  const toml::node& node = required(key);
  if (!node.is_integer()) wrong_type(key, "a whole number", node);
  return static_cast<int>(number(key, low, high));
}

bool TomlSection::flag_or(std::string_view key, bool fallback) const {
  if (!has(key)) return fallback;
  const toml::node& node = required(key);
  if (!node.is_boolean()) wrong_type(key, "true or false", node);
  return node.as_boolean()->get();
}

int TomlSection::minute_or(std::string_view key, int fallback) const {
  if (!has(key)) return fallback;
  if (const auto* time = table_->get(key)->as_time()) {
    return time->get().hour * 60 + time->get().minute;
  }
  const std::string written = text(key);
  if (written == "24:00") return 24 * 60;
  const auto time = parse_time(written, "%H:%M");
  if (!time) fail(key, fmt::format("'{}' is not a time of day", written), "write it as 09:30");
  return static_cast<int>(time->local / 60);
}

Title TomlSection::title(std::string_view key) const {
  const toml::node& node = required(key);
  if (node.is_string()) return {text(key), text(key)};
  if (!node.is_table()) wrong_type(key, "{ en = \"…\", es = \"…\" }", node);
  const TomlSection both(*node.as_table(), what_, file_, {"en", "es"});
  return {both.text("en"), both.text("es")};
}

const toml::array* TomlSection::array(std::string_view key) const {
  const toml::node* node = table_->get(key);
  if (node == nullptr) return nullptr;
  if (!node->is_array()) wrong_type(key, "a list in [ ]", *node);
  return node->as_array();
}

std::size_t TomlSection::size(std::string_view key) const {
  const toml::array* list = array(key);
  return list == nullptr ? 0 : list->size();
}

Day TomlSection::day_of_element(std::string_view key, std::size_t index) const {
  const toml::node& node = *array(key)->get(index);
  std::optional<Day> day;
  std::string written;
  if (const auto* date = node.as_date()) {
    day = day_of(date->get().year, date->get().month, date->get().day);
  } else if (node.is_string()) {
    written = node.as_string()->get();
    day = parse_day(written);
  } else {
    wrong_type(key, "a list of dates", node);
  }
  if (!day) {
    fail_at(line_of_node(node), key, fmt::format("'{}' is not a date", written),
            "write it as 2026-12-25");
  }
  return *day;
}

std::vector<ModelWord> TomlSection::words(std::string_view key) const {
  std::vector<ModelWord> words;
  const toml::array* list = array(key);
  if (list == nullptr) return words;
  for (const toml::node& node : *list) {
    if (!node.is_string()) wrong_type(key, "a list of texts", node);
    const std::string& word = node.as_string()->get();
    const auto same = [&](const ModelWord& other) { return other.text == word; };
    if (std::any_of(words.begin(), words.end(), same)) {
      fail_at(line_of_node(node), key, fmt::format("'{}' is listed twice", word),
              "delete one of the two");
    }
    words.push_back({word, line_of_node(node)});
  }
  return words;
}

std::size_t TomlSection::reference(std::string_view key, const Vocabulary& vocabulary) const {
  return look_up({text(key), line_of(key)}, key, vocabulary);
}

std::vector<std::size_t> TomlSection::references(std::string_view key,
                                                 const Vocabulary& vocabulary) const {
  std::vector<std::size_t> indexes;
  for (const ModelWord& word : words(key)) indexes.push_back(look_up(word, key, vocabulary));
  return indexes;
}

bool TomlSection::holds_table(std::string_view key) const {
  const toml::node* node = table_->get(key);
  return node != nullptr && node->is_table();
}

const toml::table* TomlSection::subtable(std::string_view key) const {
  const toml::node* node = table_->get(key);
  if (node == nullptr) return nullptr;
  if (!node->is_table()) wrong_type(key, "a table", *node);
  return node->as_table();
}

std::vector<const toml::table*> TomlSection::tables(std::string_view key) const {
  std::vector<const toml::table*> tables;
  const toml::node* node = table_->get(key);
  if (node == nullptr) return tables;
  if (!node->is_array()) wrong_type(key, fmt::format("a list of tables ([[{}]])", key), *node);
  for (const toml::node& element : *node->as_array()) {
    if (!element.is_table())
      wrong_type(key, fmt::format("a list of tables ([[{}]])", key), element);
    tables.push_back(element.as_table());
  }
  return tables;
}

}  // namespace rastro
