#include "bench/note_scores.h"

#include <stdlib.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

using namespace rastro::bench;

namespace {

/// A file that is gone with the object.
class SmallFile {
 public:
  explicit SmallFile(const std::string& text) {
    path_ = (std::filesystem::temp_directory_path() / "rastro-labels-XXXXXX").string();
    const int file = mkstemp(path_.data());
    REQUIRE(file >= 0);
    close(file);
    std::ofstream(path_) << text;
  }
  ~SmallFile() { std::filesystem::remove(path_); }
  SmallFile(const SmallFile&) = delete;
  SmallFile& operator=(const SmallFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace

TEST_CASE("labels are read by id, several to a comment or none", "[notes]") {
  const SmallFile file("id,labels\nr1/o1,late_delivery;wrong_item\nr2/o2,\nr3/o3,other_failure\n");
  const auto labels = read_labels(file.path());
  REQUIRE(labels.size() == 3);
  CHECK(labels[0].id == "r1/o1");
  CHECK(labels[0].told == std::set<std::string>{"late_delivery", "wrong_item"});
  CHECK(labels[1].told.empty());
  CHECK(labels[2].told == std::set<std::string>{"other_failure"});
}

TEST_CASE("comments are found by review and order, with the newlines in them", "[notes]") {
  const SmallFile file(
      "review_id,order_id,review_score,review_comment_message\n"
      "r1,o1,1,\"não chegou,\nainda\"\nr2,o2,5,\n");
  const auto comments = read_comments(file.path());
  CHECK(comments.at("r1/o1") == "não chegou,\nainda");
  CHECK(comments.at("r2/o2").empty());
}

TEST_CASE("a kind said of a comment that tells another failure is wrong", "[notes]") {
  std::vector<KindScore> scores;
  score_note({"late_delivery"}, {"late_delivery"}, scores);
  score_note({"late_delivery"}, {}, scores);
  score_note({"other_failure"}, {"late_delivery"}, scores);
  score_note({}, {}, scores);
  CHECK(scores[0].told == 2);
  CHECK(scores[0].said == 2);
  CHECK(scores[0].precision() == 0.5);
  CHECK(scores[0].recall() == 0.5);
  CHECK(scores[0].f1() == 0.5);
  CHECK(scores[1].said == 0);
}

TEST_CASE("keywords match parts of words, without regard to accents or negation", "[notes]") {
  CHECK(kinds_by_keyword("NÃO RECEBI") == std::set<std::string>{"late_delivery"});
  CHECK(kinds_by_keyword("sem nenhum defeito") == std::set<std::string>{"damaged_item"});
  CHECK(kinds_by_keyword("tudo certo").empty());
}
