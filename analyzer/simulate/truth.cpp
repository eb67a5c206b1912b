#include <array>

#include "simulate/csv_file.h"
#include "simulate/output.h"

namespace rastro::simulation {

namespace {

void write_causes(const Result& result, const std::string& folder) {
  CsvFile file(folder, "causes",
               {"cause_id", "failure", "step", "conditions", "from", "until", "added_risk",
                "exposed", "expected_extra", "fired", "course", "mechanism"});
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
    file.integer(sum.fired).text(name(cause.course));
    file.text(cause.mechanism == random_confusion ? "" : cause.mechanism).end_row();
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

/// "K1;E2": the causes, the episode and the link that made a unit fail.
std::string what_fired(const Fate& fate, const Failure& failure) {
  std::string fired;
  const auto add = [&](const std::string& id) { fired += (fired.empty() ? "" : ";") + id; };
  for (std::size_t index = 0; index < fate.causes().size(); ++index) {
    if ((failure.fired >> index & 1) != 0) add(fate.causes()[index].id);
  }
  const Circumstances& circumstances = fate.circumstances();
  if (failure.episode >= 0) {
    add(circumstances.episodes[static_cast<std::size_t>(failure.episode)].id);
  }
  if (failure.link >= 0) add(circumstances.links[static_cast<std::size_t>(failure.link)].id);
  return fired.empty() ? "base" : fired;
}

std::string_view upstream_kind(const Fate& fate, const Failure& failure) {
  if (failure.link < 0) return {};
  return facts(fate.circumstances().links[static_cast<std::size_t>(failure.link)].from).name;
}

void write_failures(const Result& result, const std::string& folder) {
  CsvFile file(folder, "failures",
               {"failure", "order_id", "part", "day", "seen", "fired", "upstream"});
  for (const Failure& failure : result.history.failures) {
    file.text(facts(failure.kind).name).text(order_id(failure.order));
    file.text(part_name(result.book, failure)).day(result.book.orders[failure.order].day());
    file.integer(failure.seen ? 1 : 0).text(what_fired(result.fate, failure));
    file.text(upstream_kind(result.fate, failure)).end_row();
  }
  file.close();
}

void write_stand_ins(const Result& result, const std::string& folder) {
  CsvFile file(folder, "standins", {"failure", "conditions", "cause_id", "share", "relation"});
  for (const Cause& cause : result.fate.causes()) {
    for (const StandIn& stand_in : cause.stand_ins) {
      file.text(facts(cause.kind).name).text(to_string(result.world, {stand_in.condition}));
      file.text(cause.id).fraction(stand_in.share).text(stand_in.relation).end_row();
    }
  }
  file.close();
}

void write_rates(const Circumstances& circumstances, const std::string& folder) {
  CsvFile file(folder, "rates", {"failure", "base_rate"});
  for (int kind = 0; kind < kind_count; ++kind) {
    const double rate = everyday_rate(static_cast<Kind>(kind), circumstances.rate_factor);
    file.text(facts(static_cast<Kind>(kind)).name).fraction(rate).end_row();
  }
  file.close();
}

void write_swings(const Circumstances& circumstances, const std::string& folder) {
  static constexpr std::array<std::string_view, 7> weekdays = {"mon", "tue", "wed", "thu",
                                                               "fri", "sat", "sun"};
  CsvFile file(folder, "swings",
               {"failure", "weekday_amplitude", "weekday_peak", "season_amplitude", "season_days",
                "season_peak"});
  for (int kind = 0; kind < kind_count; ++kind) {
    const Swing& swing = circumstances.swings[static_cast<std::size_t>(kind)];
    if (!swing.moves()) continue;
    const bool weekly = swing.weekday_amplitude > 0, seasonal = swing.season_amplitude > 0;
    file.text(facts(static_cast<Kind>(kind)).name).fraction(swing.weekday_amplitude);
    file.text(weekly ? weekdays[static_cast<std::size_t>(swing.weekday_peak)] : "");
    file.fraction(swing.season_amplitude);
    if (seasonal) {
      file.integer(swing.season_days).day(swing.season_peak).end_row();
    } else {
      file.empty().empty().end_row();
    }
  }
  file.close();
}

void write_protective(const Result& result, const std::string& folder) {
  CsvFile file(folder, "protective",
               {"failure", "conditions", "risk_ratio", "exposed", "prevented"});
  const Fate& fate = result.fate;
  for (std::size_t index = 0; index < fate.spared().size(); ++index) {
    const Protection& protection = fate.circumstances().protections[index];
    file.text(facts(protection.kind).name).text(to_string(result.world, {protection.condition}));
    file.fraction(protection.risk_ratio).integer(fate.spared()[index].exposed);
    file.fraction(fate.spared()[index].prevented).end_row();
  }
  file.close();
}

CsvFile& add_effect(CsvFile& file, const Effect& effect) {
  file.integer(effect.sum.exposed).fraction(effect.sum.expected_extra);
  file.fraction(effect.sum.expected_extra_seen).integer(effect.sum.fired);
  return file.integer(effect.sum.fired_seen);
}

void write_episodes(const Result& result, const std::string& folder) {
  CsvFile file(
      folder, "episodes",
      {"episode_id", "kind", "failure", "conditions", "from", "to", "dispatch_from", "dispatch_to",
       "added_risk", "exposed", "expected", "expected_seen", "fired", "fired_seen"});
  const Fate& fate = result.fate;
  for (std::size_t index = 0; index < fate.episodes().size(); ++index) {
    const Episode& episode = fate.circumstances().episodes[index];
    const Effect& happened = fate.episodes()[index];
    if (happened.sum.exposed == 0) continue;
    file.text(episode.id).text(episode.name).text(facts(Kind::late_delivery).name);
    file.text(to_string(result.world, episode.conditions)).day(happened.from).day(happened.until);
    file.day(episode.from).day(episode.until).fraction(episode.added_risk);
    add_effect(file, happened).end_row();
  }
  file.close();
}

void write_chains(const Result& result, const std::string& folder) {
  CsvFile file(folder, "chains",
               {"link_id", "from", "to", "added_risk", "exposed", "expected", "expected_seen",
                "fired", "fired_seen"});
  const Fate& fate = result.fate;
  for (std::size_t index = 0; index < fate.links().size(); ++index) {
    const Link& link = fate.circumstances().links[index];
    file.text(link.id).text(facts(link.from).name).text(facts(link.to).name);
    file.fraction(link.added_risk);
    add_effect(file, fate.links()[index]).end_row();
  }
  file.close();
}

void write_decoys(const Result& result, const std::string& folder) {
  CsvFile file(folder, "decoys", {"decoy", "mechanism", "cause_id", "conditions", "detail"});
  for (const Decoy& decoy : result.staging.decoys) {
    file.text(decoy.name).text(decoy.mechanism).text(decoy.cause_id);
    file.text(to_string(result.world, decoy.conditions)).text(decoy.detail).end_row();
  }
  file.close();
}

void write_repeats(const Result& result, const std::string& folder) {
  CsvFile file(folder, "repeats", {"customer_id", "order_id", "line", "sku", "received_sku"});
  const Repeat& repeat = result.staging.repeat;
  if (repeat.order >= 0) {
    const Line& line = result.book.lines[repeat.line];
    const Cause& cause = result.fate.causes()[static_cast<std::size_t>(repeat.cause)];
    file.text(result.world.customers[result.book.orders[repeat.order].customer].id);
    file.text(order_id(repeat.order)).integer(line.number);
    file.text(result.world.products[line.product].sku);
    file.text(result.world.products[cause.twin].sku).end_row();
  }
  file.close();
}

void write_notes(const Result& result, const std::string& folder) {
  CsvFile file(folder, "notes", {"incident_id", "failure"});
  for (const Incident& incident : result.aftermath.incidents) {
    if (!incident.in_note_only) continue;
    const Kind kind = result.history.failures[incident.failure].kind;
    file.text(incident.id).text(facts(kind).name).end_row();
  }
  file.close();
}

}  // namespace

void write_truth(const Result& result, const std::string& folder) {
  write_causes(result, folder);
  write_daily(result, folder);
  write_failures(result, folder);
  write_stand_ins(result, folder);
  write_rates(result.fate.circumstances(), folder);
  write_swings(result.fate.circumstances(), folder);
  write_protective(result, folder);
  write_episodes(result, folder);
  write_chains(result, folder);
  write_decoys(result, folder);
  write_repeats(result, folder);
  write_notes(result, folder);
}

}  // namespace rastro::simulation
