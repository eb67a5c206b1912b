#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "report/graph_export.h"
#include "report/page_data.h"
#include "report/page_sections.h"
#include "report/shown_text.h"

namespace rastro::page {

namespace {

/// The cards have the whole text.
std::string shortened(const std::string& text) { return one_line(text, 44); }

std::string lines(const ReviewConditions& conditions, const Wording& wording) {
  std::string label;
  for (const ReviewCondition& each : conditions) {
    label += (label.empty() ? "" : "\n") + shortened(shown_text(wording.condition(each)));
  }
  return label;
}

/// The condition nodes of causes and episodes, in the reader's words.
std::map<std::string, std::string> condition_labels(const Review& review, const Wording& wording) {
  std::map<std::string, std::string> labels;
  for (const ReviewCause& cause : review.causes) {
    const std::string label = lines(cause.conditions, wording);
    for (const std::string& place : cause.trail) {
      if (place.starts_with("condition:")) labels.emplace(place, label);
    }
  }
  for (const ReviewEpisode& episode : review.episodes) {
    const bool everything = episode.conditions.empty();
    labels.emplace(episode.node,
                   (everything ? wording.conditions({}) : lines(episode.conditions, wording)) +
                       "\n" + wording.figures().days(episode.from, episode.to));
  }
  return labels;
}

/// The nodes of the failure kinds that a condition or an earlier failure reaches: what only happens
/// every day is left to the charts.
ReviewGraph explained_part(const ReviewGraph& graph) {
  std::set<std::string> shown;
  for (const ReviewGraphEdge& edge : graph.edges) {
    if (edge.from.starts_with("condition:") || edge.from.starts_with("failure:")) {
      shown.insert({edge.from, edge.to});
    }
  }
  ReviewGraph part;
  std::set<std::string> kept;
  for (const ReviewGraphEdge& edge : graph.edges) {
    if (!shown.contains(edge.to)) continue;
    part.edges.push_back(edge);
    kept.insert({edge.from, edge.to});
  }
  for (const ReviewGraphNode& node : graph.nodes) {
    if (kept.contains(node.id)) part.nodes.push_back(node);
  }
  return part;
}

std::string text_of(const ReviewGraphNode& node, const std::map<std::string, std::string>& labels,
                    const Wording& wording) {
  const auto colon = node.id.find(':');
  const std::string id = colon == std::string::npos ? "" : node.id.substr(colon + 1);
  if (node.kind == "step") return wording.step(id);
  if (node.kind == "failure") return wording.failure(id);
  if (node.kind == "unexplained") return wording.texts().get("steps.unexplained");
  const auto label = labels.find(node.id);
  return label == labels.end() ? node.label : label->second;
}

std::string on_one_line(const std::string& label) {
  std::string line;
  for (const char each : label) line += each == '\n' ? std::string(" · ") : std::string(1, each);
  return line;
}

using Places = std::map<std::string, std::size_t>;

Places places_of(const ReviewGraph& graph) {
  Places places;
  for (std::size_t index = 0; index < graph.nodes.size(); ++index) {
    places[graph.nodes[index].id] = index;
  }
  return places;
}

/// Those of the trail's places that are drawn.
Json drawn(const std::vector<std::string>& trail, const Places& places) {
  Json nodes = Json::array();
  for (const std::string& place : trail) {
    if (const auto found = places.find(place); found != places.end()) {
      nodes.push_back(found->second);
    }
  }
  return nodes;
}

}  // namespace

ReviewGraph shown_graph(const Review& review, const Wording& wording) {
  if (review.causes.empty()) return {};
  const auto labels = condition_labels(review, wording);
  ReviewGraph shown = explained_part(review.graph);
  for (ReviewGraphNode& node : shown.nodes) node.label = text_of(node, labels, wording);
  return shown;
}

std::string cause_graph(const ReviewGraph& shown, const Wording& wording) {
  return graph_svg(shown, wording.figures().decimal_mark());
}

Data graph_rows(const ReviewGraph& shown, const Wording& wording) {
  const Places places = places_of(shown);
  Data rows{Data::type::list};
  for (const ReviewGraphEdge& edge : shown.edges) {
    Data row;
    row.set("from", on_one_line(shown.nodes[places.at(edge.from)].label));
    row.set("to", on_one_line(shown.nodes[places.at(edge.to)].label));
    row.set("attributed", wording.figures().amount(edge.attributed));
    rows.push_back(row);
  }
  return rows;
}

Json graph_data(const ReviewGraph& shown, const Review& review, const Wording& wording) {
  const Places places = places_of(shown);
  Json nodes = Json::array(), edges = Json::array(), trails = Json::object();
  for (const ReviewGraphNode& node : shown.nodes) {
    nodes.push_back({{"label", on_one_line(node.label)}, {"kind", node.kind}});
  }
  for (const ReviewGraphEdge& edge : shown.edges) {
    edges.push_back(
        {places.at(edge.from), places.at(edge.to), wording.figures().amount(edge.attributed)});
  }
  const auto add_trail = [&](const std::string& node, const std::vector<std::string>& trail) {
    const auto found = places.find(node);
    if (found != places.end()) trails[std::to_string(found->second)] = drawn(trail, places);
  };
  for (const ReviewFailure& failure : review.failures) {
    add_trail("failure:" + failure.kind, failure.trail);
  }
  for (const ReviewCause& cause : review.causes) {
    for (const std::string& place : cause.trail) {
      if (place.starts_with("condition:")) add_trail(place, cause.trail);
    }
  }
  return {{"nodes", nodes}, {"edges", edges}, {"trails", trails}};
}

}  // namespace rastro::page
