#pragma once

#include <string>

#include "report/review.h"

namespace rastro {

/// The cause graph for other programs. Ids and labels are escaped for each format; nodes and edges
/// keep the order of the review. `decimal_mark` is that of the numbers to be read beside the edges.
std::string graph_dot(const ReviewGraph& graph, char decimal_mark = '.');
std::string graph_graphml(const ReviewGraph& graph);
std::string graph_json(const ReviewGraph& graph);

/// The graph drawn by Graphviz, as an SVG element to stand inside an HTML page: no XML header, no
/// fixed size, CSS classes "step", "condition", "failure", "unexplained" on its nodes; an edge is
/// as wide as its failures. "" for a graph without nodes. Throws Error where Graphviz cannot draw.
std::string graph_svg(const ReviewGraph& graph, char decimal_mark = '.');

}  // namespace rastro
