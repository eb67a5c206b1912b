#include <fmt/format.h>

#include "report/wording.h"

namespace rastro {

std::string Wording::mechanism(const std::string& kind) const {
  for (const Stage& stage : model_.stages) {
    if (kind == "slow_" + stage.id) return texts_.fill("how.slow", this->stage(stage));
  }
  return word("mechanisms", kind);
}

std::string Wording::quoted(const std::vector<std::string>& words) const {
  return texts_.fill("how.quoted", fmt::format("{}", fmt::join(words, " ")));
}

std::string Wording::product(const std::string& sku) const {
  const auto name = value_names_.find({std::string(product_key), sku});
  return name == value_names_.end() ? sku : sku + " (" + name->second + ")";
}

std::string Wording::stage(const Stage& stage) const { return in_language(stage.title); }

std::string Wording::differing(const ReviewConfusion& pair) const {
  std::string text;
  if (!pair.only_ordered.empty() && !pair.only_received.empty()) {
    text = texts_.fill("how.differ", quoted(pair.only_ordered), quoted(pair.only_received));
  } else if (!pair.only_ordered.empty() || !pair.only_received.empty()) {
    const bool of_ordered = !pair.only_ordered.empty();
    text = texts_.fill("how.only_one", of_ordered ? pair.ordered : pair.received,
                       quoted(of_ordered ? pair.only_ordered : pair.only_received));
  }
  if (pair.bring_forward.empty()) return text;
  std::vector<std::string> words;
  for (const std::string& word : pair.bring_forward) words.push_back(quoted({word}));
  return text + (text.empty() ? "" : " ") +
         texts_.fill("how.forward", fmt::format("{}", fmt::join(words, ", ")));
}

std::string Wording::confusion(const ReviewConfusion& pair) const {
  std::string text = texts_.fill("how.confusion", product(pair.received), product(pair.ordered),
                                 figures_.count(pair.times));
  if (pair.times_back > 0) {
    text += " " + texts_.fill("how.confusion_back", figures_.count(pair.times_back));
  }
  const std::string words = differing(pair);
  return words.empty() ? text : text + " " + words;
}

std::string Wording::suggested(const ReviewConfusion& pair) const {
  std::string text;
  for (const std::string& each : pair.mechanisms) {
    text += (text.empty() ? "" : texts_.get("confusions.or")) + mechanism(each);
  }
  return text.empty() ? texts_.get("confusions.unknown") : text;
}

std::string Wording::delay(const ReviewDelay& delay) const {
  const std::string hours = figures_.amount(delay.hours);
  const std::string usual = figures_.amount(delay.usual);
  return texts_.fill(delay.stage.empty() ? "how.promise" : "how.delay", hours, usual);
}

std::string Wording::shown(const ReviewCause& cause) const {
  const ReviewMechanism& found = *cause.mechanism;
  std::string text = texts_.fill("how.shown", mechanism(found.kind), figures_.count(found.shown),
                                 figures_.count(found.seen));
  for (const std::string& other : found.also) {
    text += " " + texts_.fill("how.also", mechanism(other));
  }
  return text;
}

std::string Wording::pointed_to(const ReviewCause& cause) const {
  return cause.step == cause.factor_step
             ? texts_.fill("how.same_step", step(cause.step))
             : texts_.fill("how.step", step(cause.step), step(cause.factor_step));
}

std::vector<std::string> Wording::how(const ReviewCause& cause) const {
  if (!cause.mechanism) return {};
  const ReviewMechanism& found = *cause.mechanism;
  std::vector<std::string> sentences{shown(cause)};
  for (const ReviewConfusion& pair : found.confusions) sentences.push_back(confusion(pair));
  if (found.delay) sentences.push_back(delay(*found.delay));
  for (const ReviewWrongAddress& each : found.addresses) {
    if (each.used.empty()) continue;
    sentences.push_back(
        texts_.fill("how.address", quoted({each.used}), quoted({each.correct}), each.order_id));
  }
  sentences.push_back(pointed_to(cause));
  return sentences;
}

}  // namespace rastro
