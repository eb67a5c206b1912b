#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace rastro::bench {

/// A comment and what a person read in it.
struct LabelledNote {
  std::string id;              ///< review_id/order_id
  std::set<std::string> told;  ///< failure kinds, or other_failure; empty: tells no failure
};

/// Reads a CSV file with the columns id (the first one) and labels (the second one, split by ;).
std::vector<LabelledNote> read_labels(const std::string& file);

/// The comments of the Olist reviews by id, review_id/order_id.
std::map<std::string, std::string> read_comments(const std::string& reviews_file);

/// The kinds that were labelled by hand, in the order of the table. Others are not counted.
const std::vector<std::string>& labelled_kinds();

/// Plain keyword matching, the yardstick: the kinds of which the folded note holds a keyword.
std::set<std::string> kinds_by_keyword(std::string_view note);

/// How often a kind was said, rightly and wrongly, and how often it was told.
struct KindScore {
  double told = 0, said = 0, right = 0;
  void add(bool is_told, bool is_said);
  KindScore& operator+=(const KindScore& other);
  double precision() const { return said > 0 ? right / said : 0; }
  double recall() const { return told > 0 ? right / told : 0; }
  double f1() const { return told + said > 0 ? 2 * right / (told + said) : 0; }
};

/// Of the labelled kinds, in their order, what one reading of a note adds.
void score_note(const std::set<std::string>& told, const std::set<std::string>& said,
                std::vector<KindScore>& scores);

}  // namespace rastro::bench
