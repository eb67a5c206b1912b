#include "report/json.h"

#include "report/flat_review.h"
#include "report/json_sections.h"

namespace rastro {

using namespace in_json;

namespace {

Json input(const ReviewInput& item) {
  return {{"file", item.file},         {"table", item.table},       {"rows", item.rows},
          {"accepted", item.accepted}, {"rejected", item.rejected}, {"unchanged", item.unchanged}};
}

Json step(const ReviewStep& item) {
  return {{"step", item.step},
          {"owner", item.owner},
          {"attributed", figure(item.attributed)},
          {"cost", money(item.cost)}};
}

Json graph(const ReviewGraph& item) {
  Json result;
  result["nodes"] = array_of(item.nodes, [](const ReviewGraphNode& node) -> Json {
    return {{"id", node.id}, {"kind", node.kind}, {"label", node.label}};
  });
  result["edges"] = array_of(item.edges, [](const ReviewGraphEdge& edge) -> Json {
    return {{"from", edge.from}, {"to", edge.to}, {"attributed", figure(edge.attributed)}};
  });
  return result;
}

}  // namespace

std::string review_json(const Review& review) {
  Json result;
  result["schema"] = "rastro.review/1";
  result["as_of"] = format_day(review.as_of);
  result["window"] = {{"from", format_day(review.window_from)},
                      {"to", format_day(review.window_to)}};
  result["inputs"] = array_of(review.inputs, input);
  result["failures"] =
      array_of(review.failures, [&](const ReviewFailure& item) { return failure(review, item); });
  result["steps"] = array_of(review.steps, step);
  result["causes"] = array_of(review.causes, cause);
  result["episodes"] = array_of(review.episodes, episode);
  result["cleared"] = array_of(review.cleared, cleared);
  result["confusions"] = array_of(review.confusions, confusion);
  result["escalations"] = array_of(review.escalations, escalation);
  result["read_notes"] = array_of(review.read_notes, read_note);
  result["tickets"] = array_of(review.tickets, ticket);
  result["recovery"] = recovery(review.recovery);
  result["calls"] = array_of(review.calls, call);
  result["at_risk"] = array_of(review.at_risk, at_risk);
  result["graph"] = graph(review.graph);
  return result.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string flat_review_json(const FlatReview& review) {
  const ReviewFailure& failed = review.failure;
  Json result;
  result["schema"] = "rastro.causes/1";
  result["input"] = {{"file", review.input.file},
                     {"rows", review.input.rows},
                     {"accepted", review.input.accepted},
                     {"rejected", review.input.rejected}};
  result["factors"] = review.factors;
  result["depth"] = review.depth;
  result["left_out"] = array_of(review.left_out, [](const ColumnLeftOut& column) -> Json {
    static constexpr const char* why[] = {"empty", "constant", "unique"};
    return {{"column", column.name}, {"why", why[static_cast<std::size_t>(column.why)]}};
  });
  result["nested"] = array_of(review.nested, [](const auto& pair) -> Json {
    return {{"inner", pair.first}, {"outer", pair.second}};
  });
  const Json explained = figure(failed.explained);
  const Json kind = {
      {"kind", failed.kind},     {"exposed", failed.exposed},
      {"failed", failed.failed}, {"rate", share(failed.rate)},
      {"explained", explained},  {"unexplained", figure(unexplained(failed, explained))}};
  result["failures"] = Json::array({kind});
  result["causes"] = array_of(review.causes, cause);
  result["cleared"] = array_of(review.cleared, cleared);
  return result.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace rastro
