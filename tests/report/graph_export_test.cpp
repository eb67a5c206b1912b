#include "report/graph_export.h"

#include <boost/property_tree/xml_parser.hpp>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "report/sample_review.h"

using namespace rastro;

namespace {

ReviewGraph hostile_graph() {
  ReviewGraph graph;
  graph.nodes = {{"step:a", "step", "\"quoted\" \\ & <b>\x01"},
                 {"condition:x=\"];b\\", "condition", "two\nlines\\"},
                 {"failure:f", "failure", hostile_value}};
  graph.edges = {{"step:a", "condition:x=\"];b\\", 12.5},
                 {"condition:x=\"];b\\", "failure:f", 12.5}};
  return graph;
}

}  // namespace

TEST_CASE("Graphviz reads and draws the graph whatever its labels are") {
  const std::string svg = graph_svg(hostile_graph());
  CHECK(svg.starts_with("<svg"));
  CHECK(svg.ends_with("</svg>"));
  CHECK(svg.find("<script") == std::string::npos);
  CHECK(svg.find("<img") == std::string::npos);
  std::size_t nodes = 0;
  for (auto at = svg.find("class=\"node"); at != std::string::npos;
       at = svg.find("class=\"node", at + 1)) {
    ++nodes;
  }
  CHECK(nodes == 3);
}

TEST_CASE("a wider line carries more failures") {
  const std::string dot = graph_dot(sample_review().graph);
  CHECK(dot.find("attributed=\"92.400\", weight=92, penwidth=7.00]") != std::string::npos);
  CHECK(dot.find("attributed=\"11.100\", weight=11, penwidth=1.72]") != std::string::npos);
}

TEST_CASE("GraphML is well-formed and its texts come back") {
  std::istringstream xml(graph_graphml(hostile_graph()));
  boost::property_tree::ptree tree;
  REQUIRE_NOTHROW(boost::property_tree::read_xml(xml, tree));
  const auto& graph = tree.get_child("graphml.graph");
  CHECK(graph.count("node") == 3);
  CHECK(graph.count("edge") == 2);
  CHECK(graph_graphml(hostile_graph()).find('\x01') == std::string::npos);
}

TEST_CASE("the graph as JSON parses back") {
  const auto json = nlohmann::json::parse(graph_json(hostile_graph()));
  CHECK(json["nodes"][2]["label"] == hostile_value);
  CHECK(json["edges"][0]["attributed"] == 12.5);
}

TEST_CASE("the same graph makes the same bytes, and an empty one no drawing") {
  CHECK(graph_svg(sample_review().graph) == graph_svg(sample_review().graph));
  CHECK(graph_svg({}).empty());
  CHECK(graph_dot({}).find("digraph") == 0);
}
