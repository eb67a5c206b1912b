#include "report/graph_export.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/characters.h"
#include "report/shown_text.h"

namespace rastro {

namespace {

/// A quoted string of the DOT language. Graphviz reads entities in labels, so & is one.
std::string dot_quoted(const std::string& text) {
  std::string quoted;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (!quoted.empty()) quoted += "\\n";
    for (const char character : shown_text(line)) {
      if (character == '"' || character == '\\') quoted += '\\';
      quoted += character == '&' ? "&amp;" : std::string(1, character);
    }
  }
  return '"' + quoted + '"';
}

/// shown_text also leaves out the characters that XML has no place for.
std::string shown_xml(const std::string& text) { return xml_escaped(shown_text(text)); }

/// Points of line width: the widest edge that is not the everyday rate gets 7.
double pen_width(const ReviewGraphEdge& edge, double largest) {
  return largest > 0 ? 1 + 6 * std::clamp(edge.attributed / largest, 0.0, 1.0) : 1;
}

bool is_unexplained(const ReviewGraph& graph, const std::string& id) {
  return std::any_of(graph.nodes.begin(), graph.nodes.end(), [&](const ReviewGraphNode& node) {
    return node.id == id && node.kind == "unexplained";
  });
}

double largest_explained(const ReviewGraph& graph) {
  double largest = 0;
  for (const ReviewGraphEdge& edge : graph.edges) {
    if (!is_unexplained(graph, edge.from)) largest = std::max(largest, edge.attributed);
  }
  return largest;
}

}  // namespace

std::string graph_dot(const ReviewGraph& graph, char decimal_mark) {
  std::string dot =
      "digraph causes {\n"
      "  graph [rankdir=LR, charset=\"UTF-8\", bgcolor=transparent, nodesep=0.18, ranksep=1.1,"
      " margin=0, pad=0.1];\n"
      "  node [shape=box, style=rounded, fontname=\"Helvetica\", fontsize=12, "
      "margin=\"0.25,0.09\"];\n"
      "  edge [fontname=\"Helvetica\", fontsize=11, arrowsize=0.6];\n";
  for (std::size_t index = 0; index < graph.nodes.size(); ++index) {
    const ReviewGraphNode& node = graph.nodes[index];
    dot += fmt::format("  {} [id=n{}, label={}, class={}];\n", dot_quoted(node.id), index,
                       dot_quoted(node.label), dot_quoted(node.kind));
  }
  const double largest = largest_explained(graph);
  for (std::size_t index = 0; index < graph.edges.size(); ++index) {
    const ReviewGraphEdge& edge = graph.edges[index];
    // The same number on both sides of a condition says nothing twice.
    std::string label =
        edge.from.starts_with("step:") ? "" : fmt::format("label=\"{:.1f}\", ", edge.attributed);
    std::replace(label.begin(), label.end(), '.', decimal_mark);
    dot += fmt::format(
        "  {} -> {} [id=e{}, {}attributed=\"{:.3f}\", weight={:.0f}, penwidth={:.2f}{}];\n",
        dot_quoted(edge.from), dot_quoted(edge.to), index, label, edge.attributed,
        std::clamp(edge.attributed, 1.0, 1000.0), pen_width(edge, largest),
        is_unexplained(graph, edge.from) ? ", class=\"unexplained\"" : "");
  }
  return dot + "}\n";
}

std::string graph_graphml(const ReviewGraph& graph) {
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
      "  <key id=\"kind\" for=\"node\" attr.name=\"kind\" attr.type=\"string\"/>\n"
      "  <key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n"
      "  <key id=\"attributed\" for=\"edge\" attr.name=\"attributed\" attr.type=\"double\"/>\n"
      "  <graph id=\"causes\" edgedefault=\"directed\">\n";
  for (const ReviewGraphNode& node : graph.nodes) {
    xml += fmt::format(
        "    <node id=\"{}\"><data key=\"kind\">{}</data><data key=\"label\">{}</data></node>\n",
        shown_xml(node.id), shown_xml(node.kind), shown_xml(node.label));
  }
  for (const ReviewGraphEdge& edge : graph.edges) {
    xml += fmt::format(
        "    <edge source=\"{}\" target=\"{}\"><data key=\"attributed\">{:.3f}</data></edge>\n",
        shown_xml(edge.from), shown_xml(edge.to), edge.attributed);
  }
  return xml + "  </graph>\n</graphml>\n";
}

std::string graph_json(const ReviewGraph& graph) {
  nlohmann::ordered_json result = {{"nodes", nlohmann::ordered_json::array()},
                                   {"edges", nlohmann::ordered_json::array()}};
  for (const ReviewGraphNode& node : graph.nodes) {
    result["nodes"].push_back({{"id", node.id}, {"kind", node.kind}, {"label", node.label}});
  }
  for (const ReviewGraphEdge& edge : graph.edges) {
    result["edges"].push_back({{"from", edge.from},
                               {"to", edge.to},
                               {"attributed", std::round(edge.attributed * 1000) / 1000}});
  }
  return result.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace rastro
