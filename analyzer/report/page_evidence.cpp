#include "report/page_evidence.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "base/text.h"

namespace rastro::page {

namespace {

Data piece(std::string_view text, bool marked) {
  Data data;
  data.set("text", std::string(text));
  data.set("marked", marked);
  return data;
}

Data described(const std::string& sku, const ReviewMarkedText& text, const std::string& role,
               const Wording& wording) {
  Data row;
  row.set("role", role);
  row.set("product", wording.product(sku));
  row.set("pieces", pieces(text));
  return row;
}

Data confused_pair(const ReviewConfusion& pair, const Wording& wording) {
  const Texts& texts = wording.texts();
  Data data;
  data.set("told", wording.confusion(pair));
  const bool any = !pair.ordered_text.text.empty() && !pair.received_text.text.empty();
  Data rows{Data::type::list};
  if (any) {
    rows.push_back(
        described(pair.ordered, pair.ordered_text, texts.get("confusions.ordered"), wording));
    rows.push_back(
        described(pair.received, pair.received_text, texts.get("confusions.received"), wording));
  }
  data.set("has_texts", any);
  data.set("texts", rows);
  return data;
}

/// Two bars of one scale: what it took, and what is allowed or usual.
Data delay_bars(const ReviewDelay& delay, const Wording& wording) {
  const Texts& texts = wording.texts();
  const double longest = std::max({delay.hours, delay.usual, 1e-9});
  Data bars{Data::type::list};
  const auto add = [&](const std::string& key, double hours, const char* look) {
    Data bar;
    bar.set("label", texts.get(key));
    bar.set("hours", texts.fill("recovery.hours", wording.figures().amount(hours)));
    bar.set("width", std::to_string(static_cast<int>(100 * hours / longest)));
    bar.set("look", std::string(look));
    bars.push_back(bar);
  };
  const bool promise = delay.stage.empty();
  add(promise ? "evidence.promised" : "evidence.took", delay.hours, "took");
  add(promise ? "evidence.takes" : "evidence.usual", delay.usual, "usual");
  return bars;
}

Data address_row(const ReviewWrongAddress& address) {
  Data row;
  row.set("order", address.order_id);
  row.set("used", pieces(marked_against(address.used, address.correct)));
  row.set("correct", pieces(marked_against(address.correct, address.used)));
  return row;
}

struct Word {
  std::size_t begin, end;
  std::string folded;
};

/// What spaces and commas part, as people compare it.
std::vector<Word> words_of(const std::string& text) {
  const auto parts = [](char each) { return each == ' ' || each == ',' || each == ';'; };
  std::vector<Word> words;
  for (std::size_t at = 0; at < text.size();) {
    if (parts(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && !parts(text[end])) ++end;
    words.push_back({at, end, fold(std::string_view(text).substr(at, end - at))});
    at = end;
  }
  return words;
}

}  // namespace

Data pieces(const ReviewMarkedText& text) {
  Data list{Data::type::list};
  const std::string_view all = text.text;
  std::size_t at = 0;
  for (const auto& [begin, end] : text.marks) {
    if (begin > at) list.push_back(piece(all.substr(at, begin - at), false));
    list.push_back(piece(all.substr(begin, end - begin), true));
    at = end;
  }
  if (at < all.size()) list.push_back(piece(all.substr(at), false));
  return list;
}

ReviewMarkedText marked_against(const std::string& text, const std::string& other) {
  std::multiset<std::string> known;
  for (const Word& word : words_of(other)) known.insert(word.folded);
  ReviewMarkedText marked{text, {}};
  for (const Word& word : words_of(text)) {
    const auto same = known.find(word.folded);
    if (same != known.end()) {
      known.erase(same);
    } else {
      marked.marks.emplace_back(word.begin, word.end);
    }
  }
  return marked;
}

Data evidence(const ReviewCause& cause, const Wording& wording) {
  Data pairs{Data::type::list}, addresses{Data::type::list}, bars{Data::type::list};
  if (cause.mechanism) {
    for (const ReviewConfusion& pair : cause.mechanism->confusions) {
      pairs.push_back(confused_pair(pair, wording));
    }
    for (const ReviewWrongAddress& each : cause.mechanism->addresses) {
      if (!each.used.empty()) addresses.push_back(address_row(each));
    }
    if (cause.mechanism->delay) bars = delay_bars(*cause.mechanism->delay, wording);
  }
  Data data;
  data.set("pairs", pairs);
  data.set("has_addresses", !addresses.is_empty_list());
  data.set("addresses", addresses);
  data.set("has_delay", !bars.is_empty_list());
  data.set("delay", bars);
  return data;
}

}  // namespace rastro::page
