#pragma once

#include <cstddef>
#include <vector>

namespace rastro {

/// A closed path through the graph, first and last vertex the same; empty where there is none.
/// `edges[v]` are the vertices that v points to.
std::vector<std::size_t> find_cycle(const std::vector<std::vector<std::size_t>>& edges);

}  // namespace rastro
