#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "process/toml_section.h"

namespace rastro {

/// The tables of one array ([[factor]]) and their ids, in the order of the file.
struct Listed {
  std::vector<TomlSection> sections;
  Vocabulary ids;
};

/// Reads and names all of [[what]]; there must be one.
Listed list_sections(const TomlSection& root, const std::string& what,
                     std::initializer_list<std::string_view> allowed);

/// The title, or the id in plain words where none is stated.
Title read_title(const TomlSection& section);

}  // namespace rastro
