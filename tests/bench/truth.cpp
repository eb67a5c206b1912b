#include "bench/truth.h"

#include <algorithm>
#include <functional>

#include "formats/csv_reader.h"
#include "formats/table_reader.h"

namespace rastro::bench {

namespace {

using Row = std::function<std::string(const char*)>;

void for_each_row(const std::string& file, const std::function<void(const Row&)>& visit) {
  TableReader reader(csv_opener(file));
  while (reader.next()) {
    visit([&](const char* column) {
      const auto& headings = reader.headings();
      const auto place = std::find(headings.begin(), headings.end(), column) - headings.begin();
      return std::string(reader.fields().at(static_cast<std::size_t>(place)));
    });
  }
}

/// "sku=K92197;warehouse=Norte"
Words parse_words(const std::string& text) {
  Words words;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const auto end = std::min(text.find(';', begin), text.size());
    const auto equals = text.find('=', begin);
    words[text.substr(begin, equals - begin)] = text.substr(equals + 1, end - equals - 1);
    begin = end + 1;
  }
  return words;
}

void read_causes(const std::string& folder, Day from, Day to, Truth& truth) {
  std::map<std::string, double> everyday;
  for_each_row(folder + "/rates.csv",
               [&](const Row& row) { everyday[row("failure")] = std::stod(row("base_rate")); });
  for_each_row(folder + "/causes.csv", [&](const Row& row) {
    PlantedCause cause;
    cause.id = row("cause_id");
    cause.failure = row("failure");
    cause.step = row("step");
    cause.conditions = parse_words(row("conditions"));
    cause.from = *parse_day(row("from"));
    cause.until = *parse_day(row("until"));
    cause.course = row("course");
    cause.mechanism = row("mechanism");
    cause.planted_ratio = 1 + std::stod(row("added_risk")) / everyday.at(cause.failure);
    truth.causes.push_back(std::move(cause));
  });
  for_each_row(folder + "/daily.csv", [&](const Row& row) {
    const Day day = *parse_day(row("day"));
    if (day < from || day > to) return;
    for (PlantedCause& cause : truth.causes) {
      if (cause.id != row("cause_id")) continue;
      cause.expected_extra += std::stod(row("expected_extra_seen"));
      cause.fired += std::stod(row("fired_seen"));
    }
  });
}

void read_decoys(const std::string& folder, Truth& truth) {
  for_each_row(folder + "/decoys.csv", [&](const Row& row) {
    truth.decoys.push_back({row("decoy"), row("mechanism"), row("cause_id")});
  });
}

void read_innocents(const std::string& folder, Truth& truth) {
  for_each_row(folder + "/standins.csv", [&](const Row& row) {
    truth.innocents.push_back({row("failure"), parse_words(row("conditions")), row("relation")});
  });
  for_each_row(folder + "/protective.csv", [&](const Row& row) {
    truth.innocents.push_back({row("failure"), parse_words(row("conditions")), "protective"});
  });
}

/// What happened once, and which failures follow from which.
void read_upsets(const std::string& folder, Day from, Day to, Truth& truth) {
  for_each_row(folder + "/episodes.csv", [&](const Row& row) {
    truth.episodes.push_back({row("episode_id"), row("kind"), row("failure"), {}});
  });
  for_each_row(folder + "/chains.csv", [&](const Row& row) {
    truth.links.push_back({row("link_id"), row("from"), row("to")});
  });
  if (truth.episodes.empty() && truth.links.empty()) return;
  for_each_row(folder + "/failures.csv", [&](const Row& row) {
    const Day day = *parse_day(row("day"));
    if (row("seen") != "1" || day < from || day > to) return;
    const std::string fired = ";" + row("fired") + ";";
    const auto by = [&](const std::string& id) {
      return fired.find(";" + id + ";") != std::string::npos;
    };
    for (PlantedEpisode& episode : truth.episodes) {
      if (by(episode.id)) episode.orders.insert(row("order_id"));
    }
    for (PlantedLink& link : truth.links) link.fired += by(link.id) ? 1 : 0;
  });
}

}  // namespace

Truth read_truth(const std::string& folder, Day from, Day to) {
  Truth truth;
  read_causes(folder, from, to, truth);
  read_decoys(folder, truth);
  read_innocents(folder, truth);
  read_upsets(folder, from, to, truth);
  return truth;
}

}  // namespace rastro::bench
