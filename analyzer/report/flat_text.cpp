#include <fmt/format.h>

#include <algorithm>

#include "base/characters.h"
#include "base/text.h"
#include "report/flat_review.h"
#include "report/shown_text.h"
#include "report/wording.h"

namespace rastro {

namespace {

constexpr std::size_t longest_value = 60;  ///< bytes

/// Lines of cells under each other: all to the right, the last one to the left and as long as it
/// likes. A line of one cell stands under the last column.
class TextTable {
 public:
  void add(std::vector<std::string> cells) { lines_.push_back(std::move(cells)); }

  std::string text() const {
    std::vector<std::size_t> widths;
    for (const auto& line : lines_) {
      if (line.size() == 1) continue;
      widths.resize(line.size(), 0);
      for (std::size_t at = 0; at < line.size(); ++at) {
        widths[at] = std::max(widths[at], count_characters(line[at]));
      }
    }
    std::string all;
    for (const auto& line : lines_) {
      std::string text;
      for (std::size_t at = 0; at + 1 < widths.size(); ++at) {
        const std::string cell = line.size() == 1 ? "" : line[at];
        text += std::string(2 + widths[at] - count_characters(cell), ' ') + cell;
      }
      all += text + "  " + line.back() + "\n";
    }
    return all;
  }

 private:
  std::vector<std::vector<std::string>> lines_;
};

class FlatText {
 public:
  FlatText(const FlatReview& review, Locale locale)
      : review_(review), wording_(no_model(), locale, ""), texts_(wording_.texts()) {}

  std::string run() const {
    std::string text = what_was_read();
    text += "\n" + causes();
    if (!review_.cleared.empty()) text += "\n" + cleared();
    return text;
  }

 private:
  static const ProcessModel& no_model() {
    static const ProcessModel none;
    return none;
  }

  const Figures& figures() const { return wording_.figures(); }

  std::string words(const ReviewConditions& conditions) const {
    ReviewConditions shown;
    for (const ReviewCondition& each : conditions) {
      shown.push_back({one_line(each.factor, longest_value), one_line(each.value, longest_value)});
    }
    return wording_.conditions(shown);
  }

  std::string what_was_read() const {
    const ReviewFailure& failure = review_.failure;
    const std::string rows = figures().count(review_.input.accepted);
    const std::string units = figures().count(failure.exposed);
    const std::string failed = figures().count(failure.failed);
    const std::string rate = figures().percent(failure.rate);
    const std::string factors = figures().count(std::ssize(review_.factors));
    const std::string& file = review_.input.file;
    std::string text =
        review_.is_aggregated
            ? texts_.fill("table.read_counts", file, rows, units, failed, rate, factors)
            : texts_.fill("table.read", file, rows, failed, rate, factors);
    text += "\n";
    std::vector<std::string> items;
    for (const ColumnLeftOut& column : review_.left_out) {
      static constexpr const char* why[] = {"table.empty", "table.constant", "table.unique"};
      items.push_back(one_line(column.name, longest_value) + " (" +
                      texts_.get(why[static_cast<std::size_t>(column.why)]) + ")");
    }
    text += note("table.left_out", items);
    text += note("table.nested", nested());
    if (review_.depth < 3 && std::ssize(review_.factors) > review_.depth) {
      text += "  " + texts_.fill("table.depth", review_.depth) + "\n";
    }
    for (const auto& [column, numbers] : review_.many_numbers) {
      text += "  " +
              texts_.fill("table.many_numbers", one_line(column, longest_value),
                          figures().count(static_cast<std::int64_t>(numbers))) +
              "\n";
    }
    return text;
  }

  std::string note(const std::string& key, const std::vector<std::string>& items) const {
    if (items.empty()) return "";
    return "  " + texts_.fill(key, fmt::format("{}", fmt::join(items, ", "))) + "\n";
  }

  std::vector<std::string> nested() const {
    std::vector<std::string> items;
    for (const auto& [inner, outer] : review_.nested) {
      const bool both_ways = std::find(review_.nested.begin(), review_.nested.end(),
                                       std::pair(outer, inner)) != review_.nested.end();
      if (both_ways && outer < inner) continue;  // said once
      items.push_back(texts_.fill(both_ways ? "table.one_for_one" : "table.inside",
                                  one_line(inner, longest_value), one_line(outer, longest_value)));
    }
    return items;
  }

  std::string causes() const {
    if (review_.causes.empty()) return texts_.get("table.none") + "\n";
    TextTable lines;
    std::vector<std::string> heading{""};
    for (const char* key : {"failed", "exposed", "rate", "baseline", "ratio", "p", "attributed"}) {
      heading.push_back(texts_.get(std::string("table.") + key));
    }
    heading.push_back(texts_.get("table.condition"));
    lines.add(heading);
    for (const ReviewCause& cause : review_.causes) {
      lines.add({cause.id, figures().count(cause.failed), figures().count(cause.exposed),
                 figures().percent(cause.rate), figures().percent(cause.baseline_rate),
                 figures().ratio(cause.risk_ratio) + " (" +
                     figures().interval(cause.risk_ratio_low, cause.risk_ratio_high) + ")",
                 figures().p_value(cause.p_adjusted), figures().amount(cause.attributed),
                 words(cause.conditions)});
      for (const ReviewConditions& other : cause.same_as) {
        lines.add({texts_.fill("table.alike", words(other))});
      }
    }
    const ReviewFailure& failure = review_.failure;
    return texts_.get("table.causes") + "\n" + lines.text() +
           texts_.fill("table.sum", figures().amount(failure.explained),
                       figures().count(failure.failed), figures().amount(failure.unexplained)) +
           "\n" + tell_apart() + texts_.get("table.lead") + "\n";
  }

  std::string tell_apart() const {
    const auto has_twin = [](const ReviewCause& cause) { return !cause.same_as.empty(); };
    const bool any = std::any_of(review_.causes.begin(), review_.causes.end(), has_twin);
    return any ? texts_.get("table.tell_apart") + "\n" : "";
  }

  std::string cleared() const {
    TextTable lines;
    lines.add({texts_.get("table.before"), texts_.get("table.after"), texts_.get("table.by"),
               texts_.get("table.suspect")});
    for (const ReviewCleared& suspect : review_.cleared) {
      const bool several = suspect.explained_by.empty();
      lines.add({figures().ratio(suspect.risk_ratio), figures().ratio(suspect.adjusted_risk_ratio),
                 several ? texts_.get("table.several") : suspect.explained_by,
                 words(suspect.conditions)});
    }
    return texts_.get("table.cleared") + "\n" + lines.text();
  }

  const FlatReview& review_;
  Wording wording_;
  const Texts& texts_;
};

}  // namespace

std::string flat_review_text(const FlatReview& review, Locale locale) {
  return FlatText(review, locale).run();
}

}  // namespace rastro
