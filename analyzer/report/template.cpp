#include "report/template.h"

#include "base/error.h"
#include "base/resources.h"

namespace rastro {

Data texts_data(const Texts& texts) {
  std::map<std::string, Data> groups;
  for (const auto& [key, text] : texts.all()) {
    const auto dot = key.find('.');
    if (dot != std::string::npos) groups[key.substr(0, dot)].set(key.substr(dot + 1), text);
  }
  Data data;
  for (const auto& [name, group] : groups) data.set(name, group);
  return data;
}

Data list_of(const std::vector<std::string>& values) {
  Data list{Data::type::list};
  for (const std::string& value : values) list.push_back(value);
  return list;
}

std::string fill_template(const std::string& name, const Data& data,
                          std::string (*escape)(const std::string&)) {
  kainjow::mustache::mustache page{std::string(resource(name))};
  page.set_custom_escape(escape);
  if (!page.is_valid()) throw Error(page.error_message(), {name, 0, ""});
  std::string filled = page.render(data);
  if (!page.error_message().empty()) throw Error(page.error_message(), {name, 0, ""});
  return filled;
}

}  // namespace rastro
