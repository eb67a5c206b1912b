#include "process/model_check.h"

#include <algorithm>

namespace rastro {

namespace {

enum class Visit { unseen, on_path, done };

/// Depth first from `vertex`; true when `path` was closed to a cycle.
bool closes_cycle(const std::vector<std::vector<std::size_t>>& edges, std::size_t vertex,
                  std::vector<Visit>& visits, std::vector<std::size_t>& path) {
  path.push_back(vertex);
  if (visits[vertex] == Visit::on_path) return true;
  visits[vertex] = Visit::on_path;
  for (const std::size_t next : edges[vertex]) {
    if (visits[next] != Visit::done && closes_cycle(edges, next, visits, path)) return true;
  }
  visits[vertex] = Visit::done;
  path.pop_back();
  return false;
}

}  // namespace

std::vector<std::size_t> find_cycle(const std::vector<std::vector<std::size_t>>& edges) {
  std::vector<Visit> visits(edges.size(), Visit::unseen);
  for (std::size_t vertex = 0; vertex < edges.size(); ++vertex) {
    std::vector<std::size_t> path;
    if (visits[vertex] != Visit::unseen || !closes_cycle(edges, vertex, visits, path)) continue;
    // What led into the cycle is not part of it.
    path.erase(path.begin(), std::find(path.begin(), path.end(), path.back()));
    return path;
  }
  return {};
}

}  // namespace rastro
