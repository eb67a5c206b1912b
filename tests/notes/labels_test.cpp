#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "formats/csv_reader.h"
#include "formats/table_reader.h"
#include "places.h"

using namespace rastro;

namespace {

const std::string labels_file = in_source("tests/notes/labels/olist.csv");
const std::string reviews_file =
    in_source("../shared/real/olist-2017/olist_order_reviews_dataset.csv");

const std::set<std::string> vocabulary = {"late_delivery", "wrong_item",    "missing_item",
                                          "damaged_item",  "billing_error", "rude_treatment",
                                          "other_failure"};

/// How many comments tests/notes/labels/draw.py draws, by review score.
const std::map<std::string, int> drawn = {{"1", 150}, {"2", 80}, {"3", 80}, {"4", 80}, {"5", 80}};

std::vector<std::string> labels_in(std::string_view field) {
  std::vector<std::string> labels;
  while (!field.empty()) {
    const auto end = field.find(';');
    labels.emplace_back(field.substr(0, end));
    field.remove_prefix(end == field.npos ? field.size() : end + 1);
  }
  return labels;
}

/// Labels by id; no id may come twice.
std::map<std::string, std::vector<std::string>> read_labels() {
  std::map<std::string, std::vector<std::string>> labels;
  TableReader reader(csv_opener(labels_file));
  REQUIRE(reader.headings() == std::vector<std::string>{"id", "labels"});
  while (reader.next()) {
    INFO("line " << reader.line());
    REQUIRE(reader.fields().size() == 2);
    const auto [place, is_new] = labels.emplace(reader.fields()[0], labels_in(reader.fields()[1]));
    CHECK(is_new);
  }
  return labels;
}

/// Scores of the reviews with a comment, by review_id/order_id.
std::map<std::string, std::string> read_commented_scores() {
  std::map<std::string, std::string> scores;
  TableReader reader(csv_opener(reviews_file));
  REQUIRE(reader.headings().size() >= 5);
  REQUIRE(reader.headings()[2] == "review_score");
  REQUIRE(reader.headings()[4] == "review_comment_message");
  while (reader.next()) {
    const auto& fields = reader.fields();
    if (fields.size() < 5 || trim(fields[4]).empty()) continue;
    scores[std::string(fields[0]) + "/" + std::string(fields[1])] = fields[2];
  }
  return scores;
}

}  // namespace

TEST_CASE("Labels by hand: ids are unique and every label is known", "[notes]") {
  const auto labelled = read_labels();
  CHECK(labelled.size() >= 400);
  std::set<std::string> used;
  for (const auto& [id, labels] : labelled) {
    INFO(id);
    CHECK(std::set<std::string>(labels.begin(), labels.end()).size() == labels.size());
    for (const auto& label : labels) {
      CHECK(vocabulary.count(label) == 1);
      used.insert(label);
    }
  }
  CHECK(used == vocabulary);
}

TEST_CASE("Labels by hand: every id is a comment of the data, as many of each score as drawn",
          "[notes]") {
  if (!std::filesystem::exists(reviews_file)) {
    WARN("skipped: no data in " << reviews_file);
    return;
  }
  const auto scores = read_commented_scores();
  std::map<std::string, int> found;
  for (const auto& [id, labels] : read_labels()) {
    INFO(id);
    const auto score = scores.find(id);
    REQUIRE(score != scores.end());
    ++found[score->second];
  }
  CHECK(found == drawn);
}
