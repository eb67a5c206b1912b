#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "process/lexicon.h"
#include "records/tables.h"

namespace rastro {

/// A text in both languages of the team.
struct Title {
  std::string en;
  std::string es;
};

/// What can fail.
enum class UnitKind { order, order_line, delivery, installation };
inline constexpr UnitKind all_unit_kinds[] = {UnitKind::order, UnitKind::order_line,
                                              UnitKind::delivery, UnitKind::installation};
std::string_view to_string(UnitKind kind);

/// Where work is done. Steps stand in the order of the process.
struct Step {
  std::string id;
  Title title;
  Title owner;                ///< who corrects the step
  double standard_hours = 0;  ///< working hours the step should take; 0: not stated
};

/// "deliveries.carrier"
struct ColumnRef {
  std::string table;
  std::string column;
  bool operator==(const ColumnRef&) const = default;
};

/// How a factor is computed where it is not simply a column.
enum class Derivation {
  none,
  weekday,               ///< of a time column: mon … sun
  hour_band,             ///< of a time column: 00-06, 06-09, 09-12, 12-15, 15-18, 18-21, 21-24
  order_size_band,       ///< number of lines of the order: 1, 2, 3-4, 5+
  description_revision,  ///< the sku's revision in force when the order was placed, as sku/revision
};

/// A recorded attribute of a unit that belongs to one step.
struct Factor {
  std::string id;
  Title title;
  std::size_t step = 0;  ///< index into ProcessModel::steps
  ColumnRef source;      ///< the column read; for a derivation, the column it is derived from
  Derivation derivation = Derivation::none;
  std::optional<std::size_t>
      parent{};               ///< the factor this one is nested in: picker under warehouse
  bool exchangeable = false;  ///< a unit can be given another value at will: another picker
  bool personal = false;      ///< its values name people: redacted, they get made-up names
};

/// What lies between two milestones of a unit: work of one or more steps.
struct Stage {
  std::string id;
  Title title;
  ColumnRef from, to;              ///< time columns of orders, deliveries and installations
  std::vector<std::size_t> steps;  ///< in the order of the process
  double standard_hours = 0;       ///< working hours it should take; 0: not stated
};

/// What in a failed unit tells how it failed.
enum class EvidenceKind {
  none,
  received_item,  ///< the product that came instead of the one ordered
  address,        ///< the address used, against the correct one
  stages,         ///< the times of its milestones
};

/// A way in which a failure comes about that the failed unit itself shows. Beside those of
/// all_mechanisms(), a model has one "slow_" + id for each of its stages.
struct MechanismKind {
  std::string_view id;
  EvidenceKind evidence = EvidenceKind::none;
  std::string_view step;  ///< id of the step that lets it happen; a model may lack it
};
const std::vector<MechanismKind>& all_mechanisms();

/// How a failure kind is noticed.
struct Detection {
  enum class How {
    reported,  ///< an incident names it
    late,      ///< `event` lies after `due` + grace, or has not happened by then
    equals,    ///< `event` holds one of `values`
    again,     ///< the kind `of` is reported once more after a replacement was delivered
  };
  How how = How::reported;
  ColumnRef event{};
  ColumnRef due{};
  double grace_hours = 0;
  std::vector<std::string> values{};
  std::size_t of = 0;  ///< again: index into ProcessModel::failures
};

/// Units that cannot fail: cancelled orders are never late.
struct Exclusion {
  ColumnRef column;
  std::vector<std::string> values;
};

/// A way in which a unit fails.
struct FailureKind {
  std::string id;
  Title title;
  UnitKind unit = UnitKind::order;
  Detection detection;
  std::vector<Exclusion> excluded{};
  int severity = 1;                ///< 1 to 10
  double cost = 0;                 ///< of one failure, in the model's currency
  std::vector<std::size_t> steps;  ///< which steps can cause it
  /// The time at which it happens, by which bursts are told and dated; no table: the order's.
  ColumnRef dated_by{};
  /// Which earlier failure kinds can cause it; with Detection::How::again, `of` is one of them.
  std::vector<std::size_t> caused_by;
  EvidenceKind evidence = EvidenceKind::none;
  /// Late kinds: who promises, and the factor within which promises are compared with what is
  /// usual.
  std::optional<std::size_t> promise_step{}, promise_lane{};
};

/// What to do about a cause at a step, perhaps only where one mechanism was seen.
struct CorrectiveAction {
  std::size_t step = 0;
  std::string mechanism;  ///< empty: any
  Title text;
  bool containment = false;  ///< today, with the open orders that meet the cause; else for good
};

struct RecoveryTargets {
  double acknowledge_hours = 2;
  double contact_hours = 24;
  double follow_up_days = 7;    ///< a call after solving, within so many days
  int solve_days = 7;           ///< whoever is not helped by then counts as not recovered
  int repurchase_days = 14;     ///< after these, in which it is seen who orders again
  double service_level = 0.95;  ///< share that must keep the targets
};

/// Which cases go to the management one by one, where no statistic could speak.
struct EscalationRule {
  enum class When {
    repeated,        ///< the same mistake `count` times within the days
    several_kinds,   ///< mistakes of `count` kinds within the days, none a consequence of another
    grave,           ///< one failure of a kind of this severity
    unacknowledged,  ///< a report that nobody has answered for so many hours
  };
  enum class Same { customer, order };
  std::string id;
  Title title;
  When when = When::repeated;
  Same same = Same::customer;  ///< whose mistakes are counted together
  int count = 2;               ///< 2 or more
  int within_days = 90;        ///< 1 to 365, back from the newest mistake or from the last day
  /// The kinds that count, all as one mistake where `when` is repeated; empty: any, each alone.
  std::vector<std::size_t> failures{};
  int severity = 10;    ///< grave: this one or higher
  double hours = 24;    ///< unacknowledged: wall-clock, not less than the recovery target
  Title escalate_to{};  ///< who is told; empty: not stated
};

struct WorkingCalendar {
  std::vector<int> working_weekdays{0, 1, 2, 3, 4};  ///< 0 Monday to 6 Sunday
  int opens_minute = 9 * 60;                         ///< minutes after midnight
  int closes_minute = 18 * 60;
  std::vector<Day> holidays;  ///< ascending
};

/// How one column of a table is filled from a file.
struct ColumnMapping {
  std::string target;   ///< column of the table
  std::string heading;  ///< heading in the file; empty where `constant` is used
  std::optional<std::string> constant{};
  /// Pinned time pattern (strptime letters), "date", "excel" or "excel1904" (days as a spreadsheet
  /// counts them), or empty.
  std::string format{};
};

enum class OnRepeat { reject, first, last };

/// One table fed by a file.
struct TableMapping {
  std::string table;
  std::vector<ColumnMapping> columns;
  OnRepeat on_repeat = OnRepeat::reject;     ///< same key, other content, within one file
  std::vector<std::string> only_if_present;  ///< headings that must not be empty for a row to count
};

/// A file and the tables it feeds.
struct FileMapping {
  std::string match;  ///< glob on the file's name
  std::string sheet;  ///< of a workbook, or table of an event log; empty: the first
  std::vector<TableMapping> tables;
};

/// What stands for a code in the logs: code_key() of each text → the model's word.
using CodeList = std::map<std::string, std::string>;

/// Texts that mean the same code have one key: small letters, no accents, no blanks, no _ - .
/// marks.
std::string code_key(std::string_view text);

/// The same for headings: beside that, Nº, Nro. and Número are one word, Cód. and Código too, and
/// the small words between nouns (de, del, do, da, of) say nothing.
std::string heading_key(std::string_view heading);

struct ImportSpec {
  double rejection_threshold =
      0.01;  ///< share of rejected rows above which the command exits with 3
  std::vector<std::string> empty_values;  ///< read as empty, beside ""
  /// Heading aliases: table → heading_key() → column.
  std::map<std::string, std::map<std::string, std::string>> aliases;
  /// Table → column → what stands for its codes.
  std::map<std::string, std::map<std::string, CodeList>> codes;
  std::vector<FileMapping> files;
};

/// A table beside the eleven, joined to them by one key: sellers by order_lines.seller_id.
struct LookupTable {
  TableSpec spec;  ///< text columns only, one key column
  ColumnRef joined_by;
};

/// The process that is analysed. It is data: see data/process.toml.
struct ProcessModel {
  std::string name;  ///< file it was read from
  /// Whose process it is. A database belongs to the model that made it; edits leave the id alone.
  std::string identity;
  std::string currency;
  std::string timezone;  ///< IANA name; times with an offset are turned into its wall clock
  std::vector<Step> steps;
  std::vector<Factor> factors;
  std::vector<FailureKind> failures;
  std::vector<Stage> stages;  ///< in the order of the process
  std::vector<CorrectiveAction> actions;
  RecoveryTargets recovery;
  std::vector<EscalationRule> escalations;  ///< the strongest first
  WorkingCalendar calendar;
  ImportSpec import;
  std::vector<LookupTable> lookups;
  Lexicon lexicon;  ///< by which notes are classified
  /// The eleven tables, with the extra columns that factors and mappings name, then the lookups.
  std::vector<TableSpec> tables;

  std::optional<std::size_t> find_step(std::string_view id) const;
  std::optional<std::size_t> find_factor(std::string_view id) const;
  std::optional<std::size_t> find_failure(std::string_view id) const;
  /// The kind that a kind repeats, wrong_item of "wrong item again"; else the kind itself.
  std::size_t first_of(std::size_t kind) const;
  /// The step that a mechanism of a failure kind points to; nothing where the model lacks it. A
  /// stage of several steps points to the one to which the cause's factors belong, else to its
  /// last.
  std::optional<std::size_t> step_of_mechanism(std::size_t kind, std::string_view mechanism,
                                               std::size_t factor_step) const;
  /// Whether one of the two factors is nested in the other, over any number of levels.
  bool nested(std::size_t factor, std::size_t other) const;
};

/// Reads and checks a model. Throws Error with file, line and, for an unknown name, a "did you
/// mean".
ProcessModel parse_model(std::string_view toml, const std::string& file);
ProcessModel load_model(const std::string& file);
/// The model compiled into the program (data/process.toml).
const ProcessModel& default_model();

}  // namespace rastro
