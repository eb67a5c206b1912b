#include "causes/cause_graph.h"

#include <boost/graph/adjacency_list.hpp>
#include <map>

namespace rastro {

namespace {

// vecS for vertices: ids are stable numbers in the order of adding, and nothing is ever removed.
// vecS for out-edges: few a vertex, iterated in the order of adding, so that output is the same
// every time. bidirectionalS: trails go against the edges.
using Adjacency =
    boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, CauseGraph::Node,
                          boost::property<boost::edge_weight_t, double>>;
using Vertex = boost::graph_traits<Adjacency>::vertex_descriptor;

/// Marks what a breadth-first walk from `start` reaches.
std::vector<bool> reachable(const Adjacency& graph, Vertex start) {
  std::vector<bool> seen(boost::num_vertices(graph), false);
  std::vector<Vertex> waiting{start};
  seen[start] = true;
  while (!waiting.empty()) {
    const Vertex vertex = waiting.back();
    waiting.pop_back();
    for (const auto& edge : boost::make_iterator_range(boost::out_edges(vertex, graph))) {
      const Vertex next = boost::target(edge, graph);
      if (seen[next]) continue;
      seen[next] = true;
      waiting.push_back(next);
    }
  }
  return seen;
}

}  // namespace

struct CauseGraph::Graph {
  Adjacency adjacency;
  std::map<std::string, Vertex> vertices;
};

CauseGraph::CauseGraph() : graph_(std::make_unique<Graph>()) {}
CauseGraph::~CauseGraph() = default;
CauseGraph::CauseGraph(CauseGraph&&) noexcept = default;
CauseGraph& CauseGraph::operator=(CauseGraph&&) noexcept = default;

void CauseGraph::add_node(const Node& node) {
  if (graph_->vertices.contains(node.id)) return;
  graph_->vertices[node.id] = boost::add_vertex(node, graph_->adjacency);
}

bool CauseGraph::add_flow(const std::string& from, const std::string& to, double attributed) {
  Adjacency& graph = graph_->adjacency;
  const Vertex source = graph_->vertices.at(from);
  const Vertex target = graph_->vertices.at(to);
  if (const auto [edge, exists] = boost::edge(source, target, graph); exists) {
    boost::put(boost::edge_weight, graph, edge,
               boost::get(boost::edge_weight, graph, edge) + attributed);
    return true;
  }
  if (reachable(graph, target)[source]) return false;
  boost::add_edge(source, target, attributed, graph);
  return true;
}

std::vector<CauseGraph::Node> CauseGraph::nodes() const {
  std::vector<Node> nodes;
  for (const Vertex vertex : boost::make_iterator_range(boost::vertices(graph_->adjacency))) {
    nodes.push_back(graph_->adjacency[vertex]);
  }
  return nodes;
}

std::vector<CauseGraph::Edge> CauseGraph::edges() const {
  const Adjacency& graph = graph_->adjacency;
  std::vector<Edge> edges;
  for (const Vertex vertex : boost::make_iterator_range(boost::vertices(graph))) {
    for (const auto& edge : boost::make_iterator_range(boost::out_edges(vertex, graph))) {
      edges.push_back({graph[vertex].id, graph[boost::target(edge, graph)].id,
                       boost::get(boost::edge_weight, graph, edge)});
    }
  }
  return edges;
}

double CauseGraph::inflow(const std::string& id) const {
  const Adjacency& graph = graph_->adjacency;
  double sum = 0;
  for (const auto& edge :
       boost::make_iterator_range(boost::in_edges(graph_->vertices.at(id), graph))) {
    sum += boost::get(boost::edge_weight, graph, edge);
  }
  return sum;
}

double CauseGraph::outflow(const std::string& id) const {
  const Adjacency& graph = graph_->adjacency;
  double sum = 0;
  for (const auto& edge :
       boost::make_iterator_range(boost::out_edges(graph_->vertices.at(id), graph))) {
    sum += boost::get(boost::edge_weight, graph, edge);
  }
  return sum;
}

std::vector<std::string> CauseGraph::trail(const std::string& id) const {
  const Adjacency& graph = graph_->adjacency;
  Vertex vertex = graph_->vertices.at(id);
  std::vector<std::string> trail{id};
  while (true) {
    double strongest = 0;
    Vertex next = vertex;
    for (const auto& edge : boost::make_iterator_range(boost::in_edges(vertex, graph))) {
      const Vertex source = boost::source(edge, graph);
      const double attributed = boost::get(boost::edge_weight, graph, edge);
      if (graph[source].kind == Kind::unexplained || attributed <= strongest) continue;
      strongest = attributed;
      next = source;
    }
    if (next == vertex) return trail;
    vertex = next;
    trail.push_back(graph[vertex].id);
  }
}

}  // namespace rastro
