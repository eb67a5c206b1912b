#include "process/detection_reader.h"

#include <fmt/format.h>

namespace rastro {

namespace {

constexpr double hours_per_year = 24 * 365;

/// The keys that go with a way of detection; any other one would be without effect.
TomlSection detection_section(const TomlSection& failure) {
  const toml::table* table = failure.subtable("detected");
  if (table == nullptr) {
    failure.fail("detected", "'detected' is missing",
                 "say how it is noticed, as in detected = { how = \"reported\" }");
  }
  const TomlSection any(*table, failure.what(), failure.file(),
                        {"how", "event", "due", "grace_hours", "values", "of"});
  const std::size_t how = any.reference("how", {"way", {"reported", "late", "equals", "again"}});
  if (how == 0) return {*table, failure.what() + " (reported)", failure.file(), {"how"}};
  if (how == 2) {
    return {*table, failure.what() + " (equals)", failure.file(), {"how", "event", "values"}};
  }
  if (how == 3) return {*table, failure.what() + " (again)", failure.file(), {"how", "of"}};
  return {
      *table, failure.what() + " (late)", failure.file(), {"how", "event", "due", "grace_hours"}};
}

}  // namespace

Detection read_detection(const TomlSection& failure, const Vocabulary& failures,
                         const std::vector<TableSpec>& tables) {
  const TomlSection section = detection_section(failure);
  Detection detection;
  const std::string how = section.text("how");
  if (how == "late") {
    detection.how = Detection::How::late;
    detection.event = read_time_column(section, "event", tables);
    detection.due = read_time_column(section, "due", tables);
    detection.grace_hours = section.number_or("grace_hours", 0, 0, hours_per_year);
  } else if (how == "equals") {
    detection.how = Detection::How::equals;
    detection.event = read_column(section, "event", tables);
    for (const ModelWord& value : section.words("values")) detection.values.push_back(value.text);
    if (detection.values.empty()) section.fail("values", "no value means a failure");
  } else if (how == "again") {
    detection.how = Detection::How::again;
    detection.of = section.reference("of", failures);
  }
  return detection;
}

void check_again(const TomlSection& section, const FailureKind& kind,
                 const std::vector<FailureKind>& failures) {
  if (kind.detection.how != Detection::How::again) return;
  const FailureKind& first = failures[kind.detection.of];
  if (first.detection.how != Detection::How::reported) {
    section.fail("detected",
                 fmt::format("'{}' is not reported, so it is not reported again", first.id),
                 "name a failure kind with detected = { how = \"reported\" }");
  }
  if (first.unit == kind.unit) return;
  section.fail("unit", fmt::format("'{}' fails by {}", first.id, to_string(first.unit)),
               fmt::format("write unit = \"{}\"", to_string(first.unit)));
}

}  // namespace rastro
