#include "report/summary.h"

#include <algorithm>
#include <cmath>

#include "report/page_sections.h"

namespace rastro {

namespace {

constexpr std::size_t causes_told = 3;

std::string failures_line(const Review& review, const Wording& wording) {
  if (review.failures.empty()) return wording.texts().get("failures.unmeasurable");
  std::int64_t failed = 0;
  double explained = 0;
  for (const ReviewFailure& failure : review.failures) {
    failed += failure.failed;
    explained += page::shown_explained(failure);
  }
  if (failed == 0) return wording.texts().get("failures.no_failures");
  const Figures& figures = wording.figures();
  return page::high_failures(review, wording) + "\n" +
         wording.texts().fill("terminal.failures", figures.count(failed),
                              figures.percent(explained / static_cast<double>(failed)));
}

std::string causes_lines(const Review& review, const Wording& wording) {
  const Texts& texts = wording.texts();
  if (review.failures.empty()) return "";
  if (review.causes.empty()) return page::no_cause(review, wording) + "\n";
  std::string lines = texts.get("causes.title") + ":\n";
  const std::size_t told = std::min(review.causes.size(), causes_told);
  for (std::size_t index = 0; index < told; ++index) {
    const ReviewCause& cause = review.causes[index];
    lines += texts.fill("terminal.cause", cause.id, wording.cause(cause)) + "\n";
    lines += texts.fill("terminal.cause_detail", wording.step(cause.step),
                        page::owner_of(cause.step, "", wording),
                        wording.figures().rough_money(cause.cost_per_month)) +
             "\n";
    if (cause.mechanism) {
      lines += texts.fill("terminal.cause_how", wording.mechanism(cause.mechanism->kind)) + "\n";
    }
    const std::string course = wording.course(cause);
    if (!course.empty()) lines += texts.fill("terminal.cause_course", course) + "\n";
  }
  if (told == review.causes.size()) return lines;
  const auto more = static_cast<std::int64_t>(review.causes.size() - told);
  return lines + texts.fill("terminal.more", wording.figures().count(more)) + "\n";
}

/// How many cases each rule leads, the strongest rule first.
std::string escalations_line(const Review& review, const Wording& wording) {
  std::vector<std::pair<std::string, std::int64_t>> counts;
  for (const ReviewEscalation& escalation : review.escalations) {
    const std::string& rule = escalation.met.front().rule;
    if (counts.empty() || counts.back().first != rule) counts.emplace_back(rule, 0);
    ++counts.back().second;
  }
  std::string rules;
  for (const auto& [rule, count] : counts) {
    rules += (rules.empty() ? "" : "; ") + wording.texts().fill("terminal.escalated_rule",
                                                                wording.rule(rule),
                                                                wording.figures().count(count));
  }
  return rules.empty() ? "" : wording.texts().fill("terminal.escalated", rules) + "\n";
}

}  // namespace

std::string review_summary(const Review& review, const Wording& wording,
                           const std::string& folder) {
  return wording.texts().fill("common.window",
                              wording.figures().days(review.window_from, review.window_to)) +
         "\n" + failures_line(review, wording) + "\n" + causes_lines(review, wording) +
         escalations_line(review, wording) + page::calls_owed(review, wording) + "\n" +
         wording.texts().fill("terminal.page", folder + "/review.html") + "\n";
}

}  // namespace rastro
