#pragma once

#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "intake/loading.h"

namespace rastro {

/// "picker=P06 & warehouse=Sur"
inline std::string words_of(const nlohmann::json& conditions) {
  std::set<std::string> pairs;
  for (const auto& pair : conditions) {
    pairs.insert(pair["factor"].get<std::string>() + "=" + pair["value"].get<std::string>());
  }
  std::string words;
  for (const std::string& pair : pairs) words += (words.empty() ? "" : " & ") + pair;
  return words;
}

/// The fields of a CSV text without quoted fields, the heading's record first.
inline std::vector<std::vector<std::string>> plain_csv(const std::string& text) {
  std::vector<std::vector<std::string>> records{{""}};
  for (const char character : text) {
    if (character == '\n') {
      records.push_back({""});
    } else if (character == ',') {
      records.back().push_back("");
    } else if (character != '\r') {
      records.back().back() += character;
    }
  }
  records.pop_back();
  return records;
}

/// What was blamed on the causes, as failures.csv shares it out.
struct SharedOut {
  std::map<std::string, double> by_cause;  ///< of the cause's own kind
  /// By kind and cause, by way of earlier failures.
  std::map<std::pair<std::string, std::string>, double> by_consequence;
  std::map<std::string, std::int64_t> failed;  ///< by kind
  std::map<std::string, double> unexplained;   ///< by kind
};

inline SharedOut read_shares(const std::string& failures_csv) {
  SharedOut shared;
  const auto records = plain_csv(failures_csv);
  for (std::size_t row = 1; row < records.size(); ++row) {
    const auto& record = records[row];
    REQUIRE(record.size() == 8);
    double sum = std::stod(record[7]);
    ++shared.failed[record[0]];
    shared.unexplained[record[0]] += sum;
    std::size_t at = 0;
    while (at < record[6].size()) {
      const std::size_t colon = record[6].find(':', at);
      const std::size_t end = std::min(record[6].find(';', at), record[6].size());
      const double share = std::stod(record[6].substr(colon + 1, end - colon - 1));
      const std::string way = record[6].substr(at, colon - at);
      const auto last = way.rfind('<');
      if (last == std::string::npos) {
        shared.by_cause[way] += share;
      } else {
        shared.by_consequence[{record[0], way.substr(last + 1)}] += share;
      }
      sum += share;
      at = end + 1;
    }
    INFO(record[0] << " of " << record[1]);
    CHECK(sum == Approx(1).margin(0.021));
  }
  return shared;
}

/// Along one edge of the graph.
inline double flow(const nlohmann::json& review, const std::string& from, const std::string& to) {
  for (const auto& edge : review["graph"]["edges"]) {
    if (edge["from"] == from && edge["to"] == to) return edge["attributed"];
  }
  return 0;
}

/// What flows into a condition flows out of it; an episode has no step to flow from.
inline void check_conditions_balance(const nlohmann::json& review) {
  for (const auto& node : review["graph"]["nodes"]) {
    double in = 0, out = 0;
    for (const auto& edge : review["graph"]["edges"]) {
      if (edge["to"] == node["id"]) in += edge["attributed"].get<double>();
      if (edge["from"] == node["id"]) out += edge["attributed"].get<double>();
    }
    INFO(node["id"]);
    if (node["kind"] == "condition" && in > 0) CHECK(in == Approx(out).margin(0.001));
    if (node["kind"] == "step" || node["kind"] == "unexplained") CHECK(in == 0);
  }
}

/// All that is explained reaches a step, and nothing reaches two.
inline void check_steps(const nlohmann::json& review) {
  double explained = 0, reaching = 0;
  for (const auto& failure : review["failures"]) explained += failure["explained"].get<double>();
  for (const auto& step : review["steps"]) reaching += step["attributed"].get<double>();
  CHECK(reaching == Approx(explained).margin(0.05));
}

/// Blame adds up: per kind and per cause, in review.json, in its graph and in failures.csv.
inline void check_blame(const nlohmann::json& review, const std::string& failures_csv) {
  const SharedOut shared = read_shares(failures_csv);
  for (const auto& failure : review["failures"]) {
    const std::string kind = failure["kind"];
    const double failed = failure["failed"];
    INFO(kind);
    double attributed = 0;
    for (const auto& cause : review["causes"]) {
      for (const auto& consequence : cause["leads_to"]) {
        if (consequence["failure"] != kind) continue;
        const double further = consequence["attributed"];
        attributed += further;
        const auto found = shared.by_consequence.find({kind, cause["id"]});
        REQUIRE(found != shared.by_consequence.end());
        CHECK(found->second == Approx(further).margin(0.006 * failed));
      }
      if (cause["failure"] != kind) continue;
      attributed += cause["attributed"].get<double>();
      const auto found = shared.by_cause.find(cause["id"]);
      REQUIRE(found != shared.by_cause.end());
      // Shares are written with two digits.
      CHECK(found->second == Approx(cause["attributed"].get<double>()).margin(0.006 * failed));
    }
    const double unexplained = failure["unexplained"];
    CHECK(attributed + unexplained == Approx(failed).margin(0.01));
    const auto counted = shared.failed.find(kind);
    CHECK((counted == shared.failed.end() ? 0 : counted->second) == failure["failed"]);
    double flowing_in = 0;
    for (const auto& edge : review["graph"]["edges"]) {
      if (edge["to"] == "failure:" + kind) flowing_in += edge["attributed"].get<double>();
    }
    CHECK(flowing_in == Approx(failed).margin(0.01));
    for (const auto& chain : failure["chains"]) {
      CHECK(flow(review, "failure:" + chain["failure"].get<std::string>(), "failure:" + kind) ==
            Approx(chain["attributed"].get<double>()).margin(0.001));
    }
  }
  check_conditions_balance(review);
  check_steps(review);
}

/// What is blamed is not at the same time cleared.
inline void check_no_cause_is_cleared(const nlohmann::json& review) {
  std::set<std::string> causes;
  for (const auto& cause : review["causes"]) {
    const std::string kind = cause["failure"];
    CHECK(causes.insert(kind + ": " + words_of(cause["conditions"])).second);
    for (const auto& other : cause["same_as"]) causes.insert(kind + ": " + words_of(other));
  }
  for (const auto& cleared : review["cleared"]) {
    const std::string kind = cleared["failure"];
    INFO(words_of(cleared["conditions"]));
    CHECK(causes.count(kind + ": " + words_of(cleared["conditions"])) == 0);
  }
}

}  // namespace rastro
