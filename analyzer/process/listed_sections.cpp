#include "process/listed_sections.h"

#include <fmt/format.h>

#include <algorithm>

namespace rastro {

namespace {

std::string section_name(const std::string& what, const toml::table& table) {
  const std::optional<std::string> id = table["id"].value<std::string>();
  return id ? fmt::format("{} '{}'", what, *id) : what;
}

void add_id(Listed& list, const TomlSection& section) {
  const std::string id = section.text("id");
  if (id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != std::string::npos) {
    section.fail("id", fmt::format("'{}' cannot be an id", id),
                 "use lower-case letters, digits and _");
  }
  const auto same = std::find(list.ids.words.begin(), list.ids.words.end(), id);
  if (same != list.ids.words.end()) {
    const auto index = static_cast<std::size_t>(same - list.ids.words.begin());
    const char* article = list.ids.what == "escalation" ? "an" : "a";
    section.fail("id", fmt::format("there is {} {} '{}' already, in line {}", article,
                                   list.ids.what, id, list.sections[index].line_of("id")));
  }
  list.ids.words.push_back(id);
}

}  // namespace

Listed list_sections(const TomlSection& root, const std::string& what,
                     std::initializer_list<std::string_view> allowed) {
  Listed list{{}, {what, {}}};
  for (const toml::table* table : root.tables(what)) {
    TomlSection section(*table, section_name(what, *table), root.file(), allowed);
    add_id(list, section);
    list.sections.push_back(std::move(section));
  }
  if (list.sections.empty()) {
    root.fail("", fmt::format("the model has no {}", what), fmt::format("add a [[{}]]", what));
  }
  return list;
}

Title read_title(const TomlSection& section) {
  if (section.has("title")) return section.title("title");
  std::string plain = section.text("id");
  std::replace(plain.begin(), plain.end(), '_', ' ');
  return {plain, plain};
}

}  // namespace rastro
