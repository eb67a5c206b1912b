#pragma once

#include <kainjow/mustache.hpp>
#include <string>

#include "report/texts.h"

namespace rastro {

/// What a template of reports/ is filled with.
using Data = kainjow::mustache::data;

/// The language's texts, for {{t.group.name}} in a template.
Data texts_data(const Texts& texts);

/// A list of single values, for {{.}}.
Data list_of(const std::vector<std::string>& values);

/// The compiled-in template filled with `data`; `escape` makes text out of what stands in {{ }}.
/// Throws Error where the template is faulty.
std::string fill_template(const std::string& name, const Data& data,
                          std::string (*escape)(const std::string&));

}  // namespace rastro
