#include "tally/flat_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <optional>

#include "base/error.h"
#include "base/text.h"
#include "formats/table_reader.h"
#include "intake/log_file.h"
#include "tally/log_table.h"

namespace rastro {

namespace {

constexpr std::size_t most_rejections_told = 5;
constexpr std::size_t most_columns_named = 12;
constexpr std::size_t longest_told = 40;  ///< bytes of a value

/// Headings as factors are called: each has a name, and no two the same one.
std::vector<std::string> names_of(const std::vector<std::string>& headings) {
  std::vector<std::string> names;
  std::map<std::string, int> times;
  for (std::size_t column = 0; column < headings.size(); ++column) {
    std::string name = headings[column];
    if (name.empty()) name = fmt::format("column {}", column + 1);
    const int before = times[name]++;
    if (before > 0) name += fmt::format(" ({})", before + 1);
    names.push_back(std::move(name));
  }
  return names;
}

std::size_t find_column(const std::vector<std::string>& names, const std::string& wanted,
                        const std::string& option, const std::string& path) {
  std::vector<std::size_t> alike;
  for (std::size_t column = 0; column < names.size(); ++column) {
    if (names[column] == wanted) return column;
    if (fold(names[column]) == fold(wanted)) alike.push_back(column);
  }
  if (alike.size() == 1) return alike.front();
  std::string hint = did_you_mean(wanted, names);
  if (hint.empty()) {
    const auto named = std::min(names.size(), most_columns_named);
    hint = fmt::format("its columns are: {}{}",
                       fmt::join(names.begin(), names.begin() + static_cast<long>(named), ", "),
                       named < names.size() ? ", …" : "");
  }
  throw Error(fmt::format("there is no column '{}' ({})", one_line(wanted, longest_told), option),
              {path}, hint);
}

/// A count, or why it is none.
struct ReadCount {
  std::uint32_t count = 0;
  std::string fault;
};

ReadCount read_count(std::string_view text) {
  text = trim(text);
  if (text.empty()) return {0, "the count is missing"};
  // Spreadsheets and scripts write whole numbers as 12.0.
  std::string_view digits = text.substr(0, text.find_first_of(".,"));
  const std::string_view rest = text.substr(digits.size());
  const bool whole = rest.find_first_not_of('0', 1) == std::string_view::npos && rest.size() != 1;
  const bool negative = digits.starts_with('-');
  if (negative || digits.starts_with('+')) digits.remove_prefix(1);
  std::uint64_t number = 0;
  const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool all_read = !digits.empty() && end == digits.data() + digits.size();
  if (!all_read || !whole) {
    return {0, fmt::format("'{}' is not a whole number", one_line(text, longest_told))};
  }
  if (negative && number > 0)
    return {0, fmt::format("'{}' is negative", one_line(text, longest_told))};
  if (code != std::errc{} || number > std::numeric_limits<std::uint32_t>::max()) {
    return {0, fmt::format("'{}' is more than can be counted here", one_line(text, longest_told))};
  }
  return {static_cast<std::uint32_t>(number), ""};
}

/// Whether each text of the failure column, as it turns up, says that a unit failed.
class FailureWords {
 public:
  explicit FailureWords(const ValueReader& values) : values_(values), meanings_{meaning("")} {}

  ReadCount read(std::string_view text) {
    const Code code = dictionary_.add(text);
    if (code == meanings_.size()) meanings_.push_back(meaning(text));
    return meanings_[code];
  }

 private:
  ReadCount meaning(std::string_view written) const {
    const std::string_view text = trim(written);
    if (values_.is_empty(text)) return {0, "whether it failed is not recorded"};
    Cell cell;
    ColumnReading flag;
    flag.type = ColumnType::flag;
    if (ValueReader({}, "").read(text, flag, cell) == ValueReader::Outcome::ok) {
      return {cell.integer != 0 ? 1u : 0u, ""};
    }
    ReadCount count = read_count(text);
    if (count.fault.empty() && count.count < 2) return count;
    return {0, fmt::format("'{}' is neither 0 nor 1, nor yes or no{}", one_line(text, longest_told),
                           count.fault.empty() ? "; counts need --exposed" : "")};
  }

  const ValueReader& values_;
  Dictionary dictionary_;
  std::vector<ReadCount> meanings_;  ///< by code
};

/// The first table of a file of any format.
RowOpener opener(const std::string& path) {
  const auto file = std::make_shared<const LogFile>(path);
  return [file] { return file->open(file->tables().front()); };
}

/// Reads one file.
class FlatReader {
 public:
  FlatReader(const std::string& path, const FlatQuestion& question, const ValueReader& values)
      : path_(path), reader_(opener(path)), values_(values), words_(values) {
    if (!reader_.heading().fault.empty()) {
      throw Error("the heading cannot be read: " + reader_.heading().fault,
                  {path_, reader_.heading().line}, "check the export");
    }
    if (reader_.headings().empty()) throw Error("the file is empty", {path_}, "check the export");
    names_ = names_of(reader_.headings());
    failed_ = find_column(names_, question.failed, "--failed", path_);
    if (!question.exposed.empty()) {
      exposed_ = find_column(names_, question.exposed, "--exposed", path_);
    }
    if (exposed_ == failed_) {
      throw Error(fmt::format("'{}' is named both as failed and as exposed", question.failed),
                  {path_}, "without --exposed each row is one unit that failed or not");
    }
    choose_factors(question.factors);
    table_.failed_name = names_[failed_];
  }

  FlatTable run(const std::function<void(int)>& progress) {
    while (reader_.next()) {
      ++table_.records;
      take_record();
      if (progress && table_.records % 65536 == 0) {
        progress(static_cast<int>(100 * reader_.position() / std::max<long>(1, reader_.size())));
      }
    }
    table_.notes = reader_.notes();
    check_rows();
    for (std::size_t index = 0; index < columns_.size(); ++index) settle(index);
    return std::move(table_);
  }

 private:
  void choose_factors(const std::vector<std::string>& wanted) {
    std::vector<bool> chosen(names_.size(), wanted.empty());
    for (const std::string& name : wanted) {
      const std::size_t column = find_column(names_, name, "--factors", path_);
      if (column == failed_ || column == exposed_) {
        throw Error(fmt::format("'{}' is what is counted and cannot be a factor", names_[column]),
                    {path_}, "leave it out of --factors");
      }
      chosen[column] = true;
    }
    for (std::size_t column = 0; column < names_.size(); ++column) {
      if (!chosen[column] || column == failed_ || column == exposed_) continue;
      columns_.push_back(column);
      table_.factors.push_back({names_[column], {}, {}});
    }
    dictionaries_.resize(columns_.size());
  }

  void take_record() {
    if (!reader_.fault().empty()) return reject("", reader_.fault());
    const auto& fields = reader_.fields();
    const ReadCount failed = exposed_ ? read_count(fields[failed_]) : words_.read(fields[failed_]);
    if (!failed.fault.empty()) return reject(names_[failed_], failed.fault);
    if (exposed_) {
      const ReadCount exposed = read_count(fields[*exposed_]);
      if (!exposed.fault.empty()) return reject(names_[*exposed_], exposed.fault);
      if (failed.count > exposed.count) {
        return reject(names_[failed_],
                      fmt::format("{} failed of {} exposed", failed.count, exposed.count));
      }
      table_.exposed.push_back(exposed.count);
      table_.units += exposed.count;
    } else {
      ++table_.units;
    }
    table_.failed.push_back(failed.count);
    table_.units_failed += failed.count;
    for (std::size_t index = 0; index < columns_.size(); ++index) {
      table_.factors[index].codes.push_back(dictionaries_[index].add(fields[columns_[index]]));
    }
  }

  void reject(const std::string& field, const std::string& reason) {
    ++table_.rejected;
    if (table_.first_rejections.size() == most_rejections_told) return;
    table_.first_rejections.push_back({path_, reader_.line(), "", field, reason, ""});
  }

  void check_rows() const {
    if (table_.records == 0) {
      throw Error("the file holds a heading but no rows", {path_}, "check the export");
    }
    if (table_.rows() == 0) {
      const Rejection& first = table_.first_rejections.front();
      throw Error(fmt::format("none of the {} rows can be used; the first: {}", table_.records,
                              first.reason),
                  {path_, first.line, first.field}, "check the column and the file");
    }
    if (table_.units_failed == 0) {
      throw Error(
          fmt::format("nothing failed: '{}' is 0 in all {} rows", names_[failed_], table_.rows()),
          {path_}, "without failures there is nothing to explain");
    }
    if (table_.units_failed == table_.units) {
      throw Error(fmt::format("everything failed: all {} units", table_.units), {path_},
                  "causes show only against units that did not fail; add them to the table");
    }
  }

  /// Texts that differ in blanks at their ends only are one value, and empty ones none.
  void settle(std::size_t index) {
    FlatFactor& factor = table_.factors[index];
    const auto& texts = dictionaries_[index].texts();
    Dictionary settled;
    std::vector<Code> code_of;
    for (const std::string& written : texts) {
      const std::string_view text = trim(written);
      code_of.push_back(values_.is_empty(text) ? 0 : settled.add(text));
    }
    if (settled.texts().size() < texts.size()) {
      for (Code& code : factor.codes) code = code_of[code];
    }
    factor.values = settled.texts();
    dictionaries_[index] = Dictionary();
  }

  std::string path_;
  TableReader reader_;
  const ValueReader& values_;
  FailureWords words_;
  std::vector<std::string> names_;
  std::size_t failed_ = 0;
  std::optional<std::size_t> exposed_;
  std::vector<std::size_t> columns_;  ///< of the factors
  std::vector<Dictionary> dictionaries_;
  FlatTable table_;
};

}  // namespace

FlatTable read_flat_table(const std::string& path, const FlatQuestion& question,
                          const ValueReader& values,
                          const std::function<void(int percent)>& progress) {
  return FlatReader(path, question, values).run(progress);
}

}  // namespace rastro
