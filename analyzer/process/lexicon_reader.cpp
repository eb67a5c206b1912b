#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/error.h"
#include "base/resources.h"
#include "base/text.h"
#include "process/phrase_reader.h"

namespace rastro {

namespace {

constexpr int longest_reach = 20;

std::vector<std::string> read_folded(const TomlSection& section, std::string_view key) {
  std::vector<std::string> words;
  for (const ModelWord& word : section.words(key)) words.push_back(fold(word.text));
  return words;
}

/// [language.group]: each a text of alternatives.
WordGroups read_groups(const TomlSection& language) {
  WordGroups groups;
  const toml::table* table = language.subtable("group");
  if (table == nullptr) return groups;
  const TomlSection section =
      TomlSection::open(*table, language.what() + " (group)", language.file());
  for (const ModelWord& name : section.keys()) {
    groups[name.text] = read_words(section, name.text, {section.text(name.text), name.line});
  }
  return groups;
}

/// The languages' groups, in their order.
using GroupsByLanguage = std::vector<WordGroups>;

void read_languages(const TomlSection& root, Lexicon& lexicon, GroupsByLanguage& groups) {
  for (const toml::table* table : root.tables("language")) {
    const TomlSection section(*table, "language", root.file(),
                              {"id", "marks", "negators", "negator_reach", "suppositions",
                               "supposition_reach", "reach_ends", "ordinary", "group"});
    NoteLanguage language;
    language.id = section.text("id");
    for (const NoteLanguage& other : lexicon.languages) {
      if (other.id == language.id) {
        section.fail("id", fmt::format("there is a language '{}' already", language.id));
      }
    }
    groups.push_back(read_groups(section));
    language.marks = read_folded(section, "marks");
    for (const ModelWord& word : section.words("negators")) {
      for (LexiconWord& each : read_words(section, "negators", word)) {
        language.negators.push_back(std::move(each));
      }
    }
    language.suppositions = read_phrases(section, "suppositions", groups.back());
    language.reach_ends = read_folded(section, "reach_ends");
    language.ordinary = read_folded(section, "ordinary");
    const auto reach = [&](const char* key, std::size_t fallback) {
      return section.has(key) ? static_cast<std::size_t>(section.integer(key, 0, longest_reach))
                              : fallback;
    };
    language.negator_reach = reach("negator_reach", language.negator_reach);
    language.supposition_reach = reach("supposition_reach", language.supposition_reach);
    lexicon.languages.push_back(std::move(language));
  }
}

std::vector<std::string> read_kinds(const TomlSection& section, std::string_view key) {
  std::vector<std::string> kinds;
  for (const ModelWord& kind : section.words(key)) kinds.push_back(kind.text);
  return kinds;
}

std::vector<Phrase> read_some_phrases(const TomlSection& section, const WordGroups& groups) {
  std::vector<Phrase> phrases = read_phrases(section, "phrases", groups);
  if (phrases.empty()) section.fail("phrases", "has no phrases");
  return phrases;
}

Lexicon read_lexicon(const toml::table& table, const std::string& file) {
  const TomlSection root(table, "", file, {"language", "told", "praise"});
  Lexicon lexicon;
  GroupsByLanguage groups;
  read_languages(root, lexicon, groups);
  Vocabulary languages{"language", {}};
  for (const NoteLanguage& language : lexicon.languages) languages.words.push_back(language.id);
  for (const toml::table* each : root.tables("told")) {
    const TomlSection section(
        *each, "told", file,
        {"kind", "language", "surety", "phrases", "unless", "instead_of", "stays"});
    LexiconEntry entry;
    entry.kind = section.text("kind");
    entry.language = section.reference("language", languages);
    entry.sure =
        !section.has("surety") || section.reference("surety", {"surety", {"sure", "likely"}}) == 0;
    entry.phrases = read_some_phrases(section, groups[entry.language]);
    entry.unless = read_phrases(section, "unless", groups[entry.language]);
    entry.instead_of = read_kinds(section, "instead_of");
    entry.stays = section.flag_or("stays", false);
    lexicon.entries.push_back(std::move(entry));
  }
  for (const toml::table* each : root.tables("praise")) {
    const TomlSection section(*each, "praise", file,
                              {"language", "phrases", "clears", "everywhere"});
    Praise praise;
    praise.language = section.reference("language", languages);
    praise.phrases = read_some_phrases(section, groups[praise.language]);
    praise.clears = read_kinds(section, "clears");
    praise.everywhere = section.flag_or("everywhere", false);
    lexicon.praises.push_back(std::move(praise));
  }
  return lexicon;
}

}  // namespace

Lexicon parse_lexicon(std::string_view toml, const std::string& file) {
  try {
    return read_lexicon(toml::parse(toml, file), file);
  } catch (const toml::parse_error& fault) {
    throw Error(std::string(fault.description()),
                {file, static_cast<long>(fault.source().begin.line), ""},
                "the file is not valid TOML there; see https://toml.io for how it is written");
  }
}

Lexicon load_lexicon(const std::string& file) {
  std::ifstream input(file, std::ios::binary);
  if (!input || std::filesystem::is_directory(file)) {
    throw Error("cannot read the lexicon", {file, 0, ""}, "'rastro init' writes one to start from");
  }
  const std::string text{std::istreambuf_iterator<char>(input), {}};
  return parse_lexicon(text, file);
}

const Lexicon& default_lexicon() {
  static const Lexicon lexicon = parse_lexicon(resource("data/lexicon.toml"), "data/lexicon.toml");
  return lexicon;
}

}  // namespace rastro
