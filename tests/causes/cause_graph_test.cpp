#include "causes/cause_graph.h"

#include <catch2/catch.hpp>

using namespace rastro;

namespace {

CauseGraph two_kinds() {
  CauseGraph graph;
  using Kind = CauseGraph::Kind;
  graph.add_node({"step:address_capture", Kind::step, "Address"});
  graph.add_node({"step:carrier", Kind::step, "Carrier"});
  graph.add_node({"condition:a", Kind::condition, "channel = phone"});
  graph.add_node({"condition:b", Kind::condition, "carrier = Andes"});
  graph.add_node({"failure:wrong_address", Kind::failure, "Wrong address"});
  graph.add_node({"failure:late_delivery", Kind::failure, "Late"});
  graph.add_node({"unexplained:late_delivery", Kind::unexplained, "Unexplained"});
  graph.add_flow("step:address_capture", "condition:a", 30);
  graph.add_flow("condition:a", "failure:wrong_address", 30);
  graph.add_flow("failure:wrong_address", "failure:late_delivery", 30);
  graph.add_flow("step:carrier", "condition:b", 12);
  graph.add_flow("condition:b", "failure:late_delivery", 12);
  graph.add_flow("unexplained:late_delivery", "failure:late_delivery", 100);
  return graph;
}

}  // namespace

TEST_CASE("a trail is the strongest path back to a root step") {
  const auto graph = two_kinds();
  CHECK(graph.trail("failure:late_delivery") ==
        std::vector<std::string>{"failure:late_delivery", "failure:wrong_address", "condition:a",
                                 "step:address_capture"});
  CHECK(graph.trail("condition:b") == std::vector<std::string>{"condition:b", "step:carrier"});
}

TEST_CASE("what flows into a vertex flows out of it") {
  const auto graph = two_kinds();
  for (const auto& node : graph.nodes()) {
    if (graph.inflow(node.id) == 0 || graph.outflow(node.id) == 0) continue;
    CHECK(graph.inflow(node.id) == Approx(graph.outflow(node.id)));
  }
  CHECK(graph.inflow("failure:late_delivery") == Approx(142));
}

TEST_CASE("an edge that would close a cycle is refused") {
  auto graph = two_kinds();
  const auto before = graph.edges().size();
  CHECK_FALSE(graph.add_flow("failure:late_delivery", "failure:wrong_address", 1));
  CHECK_FALSE(graph.add_flow("failure:late_delivery", "failure:late_delivery", 1));
  CHECK(graph.edges().size() == before);
}

TEST_CASE("flows along one edge add up") {
  auto graph = two_kinds();
  const auto before = graph.edges().size();
  CHECK(graph.add_flow("step:carrier", "condition:b", 3));
  CHECK(graph.edges().size() == before);
  CHECK(graph.outflow("step:carrier") == Approx(15));
}
