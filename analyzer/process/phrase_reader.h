#pragma once

#include <map>
#include <string>

#include "process/lexicon.h"
#include "process/toml_section.h"

namespace rastro {

/// Groups of words that phrases name as <group>.
using WordGroups = std::map<std::string, std::vector<LexiconWord>>;

/// "chegou|cheg*": words and stems, without groups.
std::vector<LexiconWord> read_words(const TomlSection& section, std::string_view key,
                                    const ModelWord& written);

/// "nao [2] receb*|<came>": see data/lexicon.toml. Any mistake in it is an Error.
Phrase read_phrase(const TomlSection& section, std::string_view key, const ModelWord& written,
                   const WordGroups& groups);
std::vector<Phrase> read_phrases(const TomlSection& section, std::string_view key,
                                 const WordGroups& groups);

}  // namespace rastro
