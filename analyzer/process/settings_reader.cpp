#include "process/settings_reader.h"

#include <fmt/format.h>

#include <algorithm>

namespace rastro {

namespace {

constexpr double hours_per_year = 24 * 365;
constexpr double days_per_year = 365;

std::vector<Day> read_holidays(const TomlSection& section) {
  std::vector<Day> holidays;
  for (std::size_t index = 0; index < section.size("holidays"); ++index) {
    const Day day = section.day_of_element("holidays", index);
    if (std::find(holidays.begin(), holidays.end(), day) != holidays.end()) {
      section.fail("holidays", fmt::format("{} is listed twice", format_day(day)),
                   "delete one of the two");
    }
    holidays.push_back(day);
  }
  std::sort(holidays.begin(), holidays.end());
  return holidays;
}

std::vector<int> read_weekdays(const TomlSection& section) {
  const Vocabulary names{"weekday", {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}};
  std::vector<int> weekdays;
  for (const std::size_t day : section.references("working_weekdays", names)) {
    weekdays.push_back(static_cast<int>(day));
  }
  if (weekdays.empty()) section.fail("working_weekdays", "no day is a working day");
  std::sort(weekdays.begin(), weekdays.end());
  return weekdays;
}

}  // namespace

RecoveryTargets read_recovery(const TomlSection& root) {
  RecoveryTargets targets;
  const toml::table* table = root.subtable("recovery");
  if (table == nullptr) return targets;
  const TomlSection section(*table, "recovery", root.file(),
                            {"acknowledge_hours", "contact_hours", "follow_up_days", "solve_days",
                             "repurchase_days", "service_level"});
  targets.acknowledge_hours =
      section.number_or("acknowledge_hours", targets.acknowledge_hours, 0, hours_per_year);
  targets.contact_hours =
      section.number_or("contact_hours", targets.contact_hours, 0, hours_per_year);
  targets.follow_up_days =
      section.number_or("follow_up_days", targets.follow_up_days, 0, days_per_year);
  if (section.has("solve_days")) targets.solve_days = section.integer("solve_days", 1, 366);
  if (section.has("repurchase_days")) {
    targets.repurchase_days = section.integer("repurchase_days", 1, 366);
  }
  targets.service_level = section.number_or("service_level", targets.service_level, 0, 1);
  return targets;
}

WorkingCalendar read_calendar(const TomlSection& root) {
  WorkingCalendar calendar;
  const toml::table* table = root.subtable("calendar");
  if (table == nullptr) return calendar;
  const TomlSection section(*table, "calendar", root.file(),
                            {"working_weekdays", "opens", "closes", "holidays"});
  if (section.has("working_weekdays")) calendar.working_weekdays = read_weekdays(section);
  calendar.opens_minute = section.minute_or("opens", calendar.opens_minute);
  calendar.closes_minute = section.minute_or("closes", calendar.closes_minute);
  if (calendar.opens_minute >= calendar.closes_minute) {
    section.fail("closes", "'closes' must be later than 'opens'");
  }
  calendar.holidays = read_holidays(section);
  return calendar;
}

std::string read_timezone(const TomlSection& root) {
  std::string zone = root.text_or("timezone", "UTC");
  const bool plain = zone.find_first_not_of(
                         "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                         "0123456789_/+-") == std::string::npos;
  const bool complete = zone == "UTC" || zone.find('/') != std::string::npos;
  if (!plain || !complete || zone.front() == '/' || zone.back() == '/') {
    root.fail("timezone", fmt::format("'{}' is not a time zone", zone),
              "write its IANA name, as in America/Argentina/Buenos_Aires, or UTC");
  }
  return zone;
}

}  // namespace rastro
