#include "report/html.h"

#include <fmt/format.h>

#include "base/resources.h"
#include "report/page_sections.h"
#include "report/shown_text.h"

namespace rastro {

namespace {

/// Scripts run only with this mark. It hangs on the whole content, so no text in the data can know
/// it.
std::string nonce_of(const std::string& content) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;  // FNV-1a
  for (const char character : content) {
    hash = (hash ^ static_cast<unsigned char>(character)) * 0x100000001b3ULL;
  }
  return fmt::format("{:016x}", hash);
}

std::string html_escaped(const std::string& text) {
  return kainjow::mustache::html_escape(shown_text(text));
}

Data links_to(const std::vector<OtherPage>& others) {
  Data links{Data::type::list};
  for (const OtherPage& other : others) {
    Data link;
    link.set("tag", tag_of(other.locale));
    link.set("name", name_of(other.locale));
    link.set("address", other.address);
    links.push_back(link);
  }
  return links;
}

}  // namespace

std::string review_html(const Review& review, const Wording& wording, const OrderStories& stories,
                        const std::vector<OtherPage>& others) {
  const ReviewGraph shown = page::shown_graph(review, wording);
  const std::string charts = page::chart_data(review, shown, wording);
  const std::string graph = page::cause_graph(shown, wording);
  Data data;
  data.set("t", texts_data(wording.texts()));
  data.set("language", tag_of(wording.texts().locale()));
  data.set("others", links_to(others));
  data.set("window",
           wording.texts().fill("common.window",
                                wording.figures().days(review.window_from, review.window_to)));
  data.set("summary", page::summary(review, wording));
  data.set("week", page::week(review, wording));
  data.set("failures", page::failures(review, wording));
  data.set("steps", page::steps(review, wording));
  data.set("causes", page::causes(review, wording, stories));
  data.set("confusions", page::confusions(review, wording));
  data.set("cleared", page::cleared(review, wording));
  data.set("tickets", page::tickets(review, wording));
  data.set("effects", page::effects(review, wording));
  data.set("recovery", page::recovery(review, wording));
  data.set("foot", page::foot(review, wording));
  data.set("graph", graph);
  data.set("graph_rows", page::graph_rows(shown, wording));
  data.set("charts", charts);
  data.set("nonce", nonce_of(charts + graph));
  data.set("style", std::string(resource("reports/page.css")));
  data.set("drawing", std::string(resource("reports/drawing.js")));
  data.set("script", std::string(resource("reports/page.js")));
  return fill_template("reports/page.html", data, html_escaped);
}

}  // namespace rastro
