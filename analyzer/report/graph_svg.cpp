#include <gvc.h>

#include <cstdlib>
#include <memory>
#include <string_view>

#include "base/error.h"
#include "report/graph_export.h"

extern "C" {
extern gvplugin_library_t gvplugin_dot_layout_LTX_library;
extern gvplugin_library_t gvplugin_core_LTX_library;
}

namespace rastro {

namespace {

/// The layout and the SVG writer only, and none loaded beside them: without the text plugin the
/// letters are measured by tables of Graphviz's own, so that a drawing is the same everywhere.
lt_symlist_t plugins[] = {{"gvplugin_dot_layout_LTX_library", &gvplugin_dot_layout_LTX_library},
                          {"gvplugin_core_LTX_library", &gvplugin_core_LTX_library},
                          {nullptr, nullptr}};
constexpr int load_no_others = 0;

struct FreeContext {
  void operator()(GVC_t* context) const { gvFreeContext(context); }
};
struct CloseGraph {
  void operator()(Agraph_t* graph) const { agclose(graph); }
};

/// Owns one layout and what it was rendered to.
std::string drawn(const std::string& dot) {
  const std::unique_ptr<GVC_t, FreeContext> context(gvContextPlugins(plugins, load_no_others));
  const std::unique_ptr<Agraph_t, CloseGraph> graph(agmemread(dot.c_str()));
  if (!graph) throw Error("the cause graph cannot be read by Graphviz");
  if (gvLayout(context.get(), graph.get(), "dot") != 0) {
    throw Error("Graphviz cannot lay out the cause graph");
  }
  char* data = nullptr;
  unsigned int length = 0;
  const int failed = gvRenderData(context.get(), graph.get(), "svg", &data, &length);
  std::string svg = failed == 0 && data != nullptr ? std::string(data, length) : std::string();
  if (data != nullptr) gvFreeRenderData(data);
  gvFreeLayout(context.get(), graph.get());
  if (svg.empty()) throw Error("Graphviz cannot draw the cause graph");
  return svg;
}

/// Cuts every piece from `open` to `close`, both included.
void cut_all(std::string& text, std::string_view open, std::string_view close) {
  for (auto from = text.find(open); from != std::string::npos; from = text.find(open, from)) {
    const auto to = text.find(close, from + open.size());
    if (to == std::string::npos) return;
    text.erase(from, to + close.size() - from);
  }
}

/// The page sizes the drawing: it keeps its view box only, and its width to be scaled from.
std::string for_page(std::string svg) {
  svg.erase(0, svg.find("<svg"));
  cut_all(svg, "<!--", "-->");
  cut_all(svg, "<title>", "</title>\n");
  while (!svg.empty() && svg.back() == '\n') svg.pop_back();
  return svg;
}

}  // namespace

std::string graph_svg(const ReviewGraph& graph, char decimal_mark) {
  if (graph.nodes.empty()) return "";
  return for_page(drawn(graph_dot(graph, decimal_mark)));
}

}  // namespace rastro
