#include <cmath>

#include "report/wording.h"

namespace rastro {

namespace {

/// The product that comes in at least half of the cause's failures; nullptr where none does.
const ReviewConfusion* usual_confusion(const ReviewMechanism& mechanism) {
  if (mechanism.confusions.empty()) return nullptr;
  const ReviewConfusion& first = mechanism.confusions.front();
  return 2 * first.times >= mechanism.shown && first.times > 1 ? &first : nullptr;
}

/// "1 of every 5 order lines"; where that would be a half or more, or one in hundreds, the share.
std::string how_often(const Texts& texts, const Figures& figures, double rate,
                      const std::string& units) {
  constexpr double most = 0.4, least = 0.01;
  if (!(rate > least && rate < most)) {
    return texts.fill("headline.share", figures.percent(rate), units);
  }
  return texts.fill("headline.one_in", figures.count(std::llround(1 / rate)), units);
}

}  // namespace

std::string Wording::headline(const ReviewCause& cause) const {
  std::string text = texts_.fill("headline.cause", failure(cause.failure),
                                 how_often(texts_, figures_, cause.rate, units_of(cause)),
                                 conditions(cause.conditions));
  if (cause.since) text += texts_.fill("headline.since", figures_.day(*cause.since));
  if (cause.until) text += texts_.fill("headline.until", figures_.day(*cause.until));
  return text + ".";
}

std::string Wording::headline_how(const ReviewCause& cause) const {
  if (!cause.mechanism) return "";
  std::string text = mechanism(cause.mechanism->kind);
  if (const auto& delay = cause.mechanism->delay) {
    text += ": " + texts_.fill("headline.delay", figures_.amount(delay->hours),
                               figures_.amount(delay->usual));
  }
  text += ".";
  if (const ReviewConfusion* usual = usual_confusion(*cause.mechanism)) {
    text += " " + texts_.fill("headline.instead", product(usual->received));
  }
  return text;
}

}  // namespace rastro
