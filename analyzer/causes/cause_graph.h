#pragma once

#include <memory>
#include <string>
#include <vector>

namespace rastro {

/// The causes of all failure kinds as one directed acyclic graph through which attributed failures
/// flow: step → condition → failure kind, and from failure kind to failure kind where one causes
/// the other. What is explained by nothing flows from a vertex of its own. Vertices are named by
/// ids such as "step:picking", "condition:wrong_item/sku=K92197", "failure:wrong_item",
/// "unexplained:wrong_item".
class CauseGraph {
 public:
  enum class Kind { step, condition, failure, unexplained };
  struct Node {
    std::string id;
    Kind kind = Kind::step;
    std::string label;
  };
  struct Edge {
    std::string from, to;
    double attributed = 0;
  };

  CauseGraph();
  ~CauseGraph();
  CauseGraph(CauseGraph&&) noexcept;
  CauseGraph& operator=(CauseGraph&&) noexcept;

  /// Adding a vertex twice keeps the first.
  void add_node(const Node& node);
  /// Failures that flow along an edge; several additions to one edge add up. Both ends must have
  /// been added, and the edge must not close a cycle: returns false, and adds nothing, where it
  /// would.
  bool add_flow(const std::string& from, const std::string& to, double attributed);

  std::vector<Node> nodes() const;  ///< in the order in which they were added
  std::vector<Edge> edges() const;  ///< by their ends' order
  double inflow(const std::string& id) const;
  double outflow(const std::string& id) const;
  /// From a vertex up the strongest edge, and so on to a root: the vertex first. Unexplained flows
  /// are no trail. Of equally strong edges the one added first counts.
  std::vector<std::string> trail(const std::string& id) const;

 private:
  struct Graph;
  std::unique_ptr<Graph> graph_;
};

}  // namespace rastro
