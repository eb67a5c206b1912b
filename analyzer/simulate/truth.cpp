#include "simulate/csv_file.h"
#include "simulate/output.h"

namespace rastro::simulation {

namespace {

void write_causes(const Result& result, const std::string& folder) {
  CsvFile file(folder, "causes",
               {"cause_id", "failure", "step", "conditions", "from", "until", "added_risk",
                "exposed", "expected_extra", "fired"});
  for (std::size_t index = 0; index < result.fate.causes().size(); ++index) {
    const Cause& cause = result.fate.causes()[index];
    CauseDay sum;
    for (const CauseDay& day : result.fate.days()[index]) {
      sum.exposed += day.exposed;
      sum.expected_extra += day.expected_extra;
      sum.fired += day.fired;
    }
    file.text(cause.id).text(facts(cause.kind).name).text(cause.step);
    file.text(to_string(result.world, cause.conditions)).day(cause.from).day(cause.until);
    file.fraction(cause.added_risk).integer(sum.exposed).fraction(sum.expected_extra);
    file.integer(sum.fired).end_row();
  }
  file.close();
}

void write_daily(const Result& result, const std::string& folder) {
  CsvFile file(folder, "daily",
               {"cause_id", "day", "exposed", "expected_extra", "expected_extra_seen", "fired",
                "fired_seen"});
  for (std::size_t index = 0; index < result.fate.causes().size(); ++index) {
    const auto& days = result.fate.days()[index];
    for (std::size_t day = 0; day < days.size(); ++day) {
      if (days[day].exposed == 0) continue;
      file.text(result.fate.causes()[index].id).day(result.book.from + static_cast<Day>(day));
      file.integer(days[day].exposed).fraction(days[day].expected_extra);
      file.fraction(days[day].expected_extra_seen).integer(days[day].fired);
      file.integer(days[day].fired_seen).end_row();
    }
  }
  file.close();
}

std::string part_name(const Book& book, const Failure& failure) {
  switch (facts(failure.kind).unit) {
    case UnitKind::order:
      return {};
    case UnitKind::order_line:
      return std::to_string(book.lines[failure.part].number);
    case UnitKind::delivery:
      return delivery_id(failure.part);
    case UnitKind::installation:
      return installation_id(failure.part);
  }
  return {};
}

void write_failures(const Result& result, const std::string& folder) {
  CsvFile file(folder, "failures", {"failure", "order_id", "part", "day", "seen", "fired"});
  for (const Failure& failure : result.history.failures) {
    std::string fired;
    for (std::size_t index = 0; index < result.fate.causes().size(); ++index) {
      if ((failure.fired >> index & 1) == 0) continue;
      fired += (fired.empty() ? "" : ";") + result.fate.causes()[index].id;
    }
    file.text(facts(failure.kind).name).text(order_id(failure.order));
    file.text(part_name(result.book, failure)).day(result.book.orders[failure.order].day());
    file.integer(failure.seen ? 1 : 0).text(fired.empty() ? "base" : fired).end_row();
  }
  file.close();
}

void write_stand_ins(const Result& result, const std::string& folder) {
  CsvFile file(folder, "standins", {"failure", "conditions", "cause_id", "share"});
  for (const Cause& cause : result.fate.causes()) {
    for (const StandIn& stand_in : cause.stand_ins) {
      file.text(facts(cause.kind).name).text(to_string(result.world, {stand_in.condition}));
      file.text(cause.id).fraction(stand_in.share).end_row();
    }
  }
  file.close();
}

void write_rates(const std::string& folder) {
  CsvFile file(folder, "rates", {"failure", "base_rate"});
  for (int kind = 0; kind < kind_count; ++kind) {
    const KindFacts& kind_facts = facts(static_cast<Kind>(kind));
    file.text(kind_facts.name).fraction(kind_facts.base_rate).end_row();
  }
  file.close();
}

}  // namespace

void write_truth(const Result& result, const std::string& folder) {
  write_causes(result, folder);
  write_daily(result, folder);
  write_failures(result, folder);
  write_stand_ins(result, folder);
  write_rates(folder);
}

}  // namespace rastro::simulation
