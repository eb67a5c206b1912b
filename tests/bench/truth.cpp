#include "bench/truth.h"

#include <algorithm>
#include <functional>

#include "intake/csv_reader.h"

namespace rastro::bench {

namespace {

using Row = std::function<std::string(const char*)>;

void for_each_row(const std::string& file, const std::function<void(const Row&)>& visit) {
  CsvReader reader(file);
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

}  // namespace

Truth read_truth(const std::string& folder, Day from, Day to) {
  Truth truth;
  for_each_row(folder + "/causes.csv", [&](const Row& row) {
    truth.causes.push_back({row("cause_id"), row("failure"), row("step"),
                            parse_words(row("conditions")), *parse_day(row("from")),
                            *parse_day(row("until")), 0, 0});
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
  for_each_row(folder + "/standins.csv", [&](const Row& row) {
    truth.stand_ins.push_back({row("failure"), parse_words(row("conditions"))});
  });
  return truth;
}

}  // namespace rastro::bench
