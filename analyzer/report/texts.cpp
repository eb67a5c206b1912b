#include "report/texts.h"

#include <toml++/toml.h>

#include "base/error.h"
#include "base/resources.h"

namespace rastro {

namespace {

void collect(const toml::table& table, const std::string& prefix,
             std::map<std::string, std::string>& texts) {
  for (const auto& [key, node] : table) {
    const std::string name = prefix + std::string(key.str());
    if (const toml::table* inner = node.as_table()) {
      collect(*inner, name + ".", texts);
    } else if (const auto* text = node.as_string()) {
      texts.emplace(name, text->get());
    } else {
      throw Error("the text '" + name + "' is not a string");
    }
  }
}

}  // namespace

Texts::Texts(Locale locale) : locale_(locale) {
  const std::string file = "reports/texts/" + std::string(to_string(locale.language)) + ".toml";
  try {
    collect(toml::parse(resource(file), file), "", texts_);
  } catch (const toml::parse_error& fault) {
    throw Error(std::string(fault.description()),
                {file, static_cast<long>(fault.source().begin.line), ""});
  }
}

const std::string& Texts::get(const std::string& key) const {
  const auto found = texts_.find(key);
  if (found == texts_.end()) {
    throw Error("reports/texts/" + std::string(to_string(language())) + ".toml lacks '" + key +
                "'");
  }
  return found->second;
}

std::string Texts::fill_all(const std::string& key, const std::vector<std::string>& values) const {
  fmt::dynamic_format_arg_store<fmt::format_context> arguments;
  for (const std::string& value : values) arguments.push_back(value);
  try {
    return fmt::vformat(get(key), arguments);
  } catch (const fmt::format_error&) {
    return fmt::format("{}", fmt::join(values, ", "));
  }
}

}  // namespace rastro
