#include "process/lexicon.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "base/error.h"
#include "process/model_text.h"

using namespace rastro;

namespace {

/// Lines: 1-5 the language, 6-10 the entry, 11-13 the praise.
const std::string small_lexicon = R"([[language]]
id = "es"
negators = ["no", "sin"]
negator_reach = 2
group.came = "llegó|vino*"
[[told]]
kind = "late_delivery"
language = "es"
surety = "likely"
phrases = ["<came>|trajeron [3] tarde", "pedí [2,] Atraso*"]
[[praise]]
language = "es"
phrases = ["todo bien"]
)";

std::string with_lexicon(const std::string& from, const std::string& to) {
  std::string text = small_lexicon;
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

/// The Error with which a lexicon is refused, as "line: message (help)".
std::string fault(const std::string& toml) {
  try {
    parse_lexicon(toml, "words.toml");
  } catch (const Error& error) {
    CHECK(error.place().file == "words.toml");
    return std::to_string(error.place().line) + ": " + error.message() + " (" + error.help() + ")";
  }
  return "accepted";
}

std::string fault_of_phrase(const std::string& phrase) {
  return fault(with_lexicon("pedí [2,] Atraso*", phrase));
}

}  // namespace

TEST_CASE("a phrase is read as words, stems, alternatives, groups and gaps", "[lexicon]") {
  const Lexicon lexicon = parse_lexicon(small_lexicon, "words.toml");
  REQUIRE(lexicon.entries.size() == 1);
  const LexiconEntry& entry = lexicon.entries[0];
  CHECK(entry.kind == "late_delivery");
  CHECK_FALSE(entry.sure);
  REQUIRE(entry.phrases.size() == 2);
  const auto& first = entry.phrases[0].parts;
  REQUIRE(first.size() == 2);
  REQUIRE(first[0].any_of.size() == 3);
  CHECK(first[0].any_of[0].letters == "llego");
  CHECK(first[0].any_of[1].letters == "vino");
  CHECK(first[0].any_of[1].is_stem);
  CHECK(first[0].any_of[2].letters == "trajeron");
  CHECK(first[1].gap == 3);
  CHECK_FALSE(first[1].across_clauses);
  const auto& second = entry.phrases[1].parts;
  CHECK(second[1].gap == 2);
  CHECK(second[1].across_clauses);
  CHECK(second[1].any_of[0].letters == "atraso");
  CHECK(lexicon.languages[0].negator_reach == 2);
  CHECK(lexicon.praises.size() == 1);
}

TEST_CASE("what is not said of an entry or praise has a default", "[lexicon]") {
  const Lexicon lexicon = parse_lexicon(with_lexicon("surety = \"likely\"\n", ""), "words.toml");
  CHECK(lexicon.entries[0].sure);
  CHECK(lexicon.entries[0].unless.empty());
  CHECK_FALSE(lexicon.entries[0].stays);
  CHECK(lexicon.praises[0].clears.empty());
  CHECK_FALSE(lexicon.praises[0].everywhere);
}

TEST_CASE("the built-in lexicon tells only kinds of the built-in model", "[lexicon]") {
  const ProcessModel& model = default_model();
  CHECK(model.lexicon.languages.size() == 3);
  for (const LexiconEntry& entry : model.lexicon.entries) {
    INFO(entry.kind);
    CHECK(model.find_failure(entry.kind));
    for (const std::string& other : entry.instead_of) CHECK(model.find_failure(other));
  }
  for (const Praise& praise : model.lexicon.praises) {
    for (const std::string& kind : praise.clears) CHECK(model.find_failure(kind));
  }
}

TEST_CASE("lexicon mistake: unknown key", "[lexicon]") {
  CHECK(fault(with_lexicon("surety", "suerty")) ==
        "9: told: unknown key 'suerty' (did you mean 'surety'?)");
  CHECK(fault(with_lexicon("[[told]]", "[[tolds]]")).find("unknown key 'tolds'") !=
        std::string::npos);
}

TEST_CASE("lexicon mistake: unknown language, surety or group", "[lexicon]") {
  CHECK(fault(with_lexicon("language = \"es\"", "language = \"ex\"")) ==
        "8: told: unknown language 'ex' (did you mean 'es'?)");
  CHECK(fault(with_lexicon("likely", "likly")) ==
        "9: told: unknown surety 'likly' (did you mean 'likely'?)");
  CHECK(fault_of_phrase("<cane> tarde") == "10: told: unknown group 'cane' (did you mean 'came'?)");
}

TEST_CASE("lexicon mistake: a phrase that cannot be read", "[lexicon]") {
  const std::string help = " (write [3], or [3,] across punctuation; at most 20)";
  CHECK(fault_of_phrase("[3] tarde") == "10: told: '[3]' is not a gap between two words" + help);
  CHECK(fault_of_phrase("muy [x] tarde") ==
        "10: told: '[x]' is not a gap between two words" + help);
  CHECK(fault_of_phrase("muy [21] tarde") ==
        "10: told: '[21]' is not a gap between two words" + help);
  CHECK(fault_of_phrase("muy [,] tarde") ==
        "10: told: '[,]' is not a gap between two words" + help);
  CHECK(fault_of_phrase("muy [3]") == "10: told: the phrase 'muy [3]' lacks a word ()");
  CHECK(fault_of_phrase(" ") == "10: told: the phrase ' ' lacks a word ()");
  CHECK(fault_of_phrase("a||b").find("'' is not a word") != std::string::npos);
  CHECK(fault_of_phrase("*").find("'*' is not a word") != std::string::npos);
  CHECK(fault_of_phrase("no, tarde").find("'no,' is not a word") != std::string::npos);
}

TEST_CASE("lexicon mistake: an entry without phrases, a language twice, not TOML", "[lexicon]") {
  CHECK(fault(with_lexicon("phrases = [\"todo bien\"]", "")) == "11: praise: has no phrases ()");
  CHECK(fault(small_lexicon + "[[language]]\nid = \"es\"\n") ==
        "15: language: there is a language 'es' already ()");
  CHECK(fault("[[told").find("not valid TOML") != std::string::npos);
}

TEST_CASE("a model names a lexicon beside its own file, else it has the built-in one",
          "[lexicon][model]") {
  const auto folder = std::filesystem::temp_directory_path() / "rastro-lexicon-test";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "words.toml") << small_lexicon;
  std::ofstream(folder / "model.toml") << "lexicon = \"words.toml\"\n" + small_model;
  std::ofstream(folder / "other.toml") << "lexicon = \"missing.toml\"\n" + small_model;
  CHECK(load_model((folder / "model.toml").string()).lexicon.entries.size() == 1);
  CHECK_THROWS_WITH(load_model((folder / "other.toml").string()),
                    Catch::Contains("missing.toml: cannot read the lexicon"));
  CHECK(parse_model(small_model, "model.toml").lexicon.entries.size() ==
        default_lexicon().entries.size());
  std::filesystem::remove_all(folder);
}
