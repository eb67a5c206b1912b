#include "simulate/csv_file.h"

#include <fmt/format.h>

#include <cassert>
#include <iterator>

#include "base/error.h"
#include "base/text.h"

namespace rastro::simulation {

namespace {
constexpr std::size_t flush_size = 1 << 20;
}  // namespace

CsvFile::CsvFile(const std::string& folder, std::string_view name,
                 const std::vector<std::string>& columns)
    : path_(fmt::format("{}/{}.csv", folder, name)),
      file_(path_, std::ios::binary | std::ios::trunc),
      pending_(csv_record(columns)),
      columns_(columns.size()) {}

void CsvFile::begin_field() {
  if (field_++ > 0) pending_ += ',';
}

CsvFile& CsvFile::text(std::string_view value) {
  begin_field();
  if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
    pending_ += value;
  } else {
    pending_ += csv_field(value);
  }
  return *this;
}

CsvFile& CsvFile::integer(std::int64_t value) {
  begin_field();
  pending_ += fmt::format_int(value).str();
  return *this;
}

CsvFile& CsvFile::amount(double value) {
  begin_field();
  fmt::format_to(std::back_inserter(pending_), "{:.2f}", value);
  return *this;
}

CsvFile& CsvFile::fraction(double value) {
  begin_field();
  fmt::format_to(std::back_inserter(pending_), "{:.6g}", value);
  return *this;
}

CsvFile& CsvFile::day(Day day) {
  begin_field();
  if (day != written_day_) {
    written_day_ = day;
    written_date_ = format_day(day);
  }
  pending_ += written_date_;
  return *this;
}

CsvFile& CsvFile::time(Seconds time) {
  const Day date = day_of(time);
  day(date);
  const auto second = static_cast<int>(time - start_of(date));
  const auto two_digits = [&](int value) {
    pending_ += static_cast<char>('0' + value / 10);
    pending_ += static_cast<char>('0' + value % 10);
  };
  pending_ += 'T';
  two_digits(second / 3600);
  pending_ += ':';
  two_digits(second / 60 % 60);
  pending_ += ':';
  two_digits(second % 60);
  return *this;
}

void CsvFile::end_row() {
  assert(field_ == columns_);
  field_ = 0;
  pending_ += '\n';
  if (pending_.size() > flush_size) flush();
}

void CsvFile::flush() {
  file_.write(pending_.data(), static_cast<std::streamsize>(pending_.size()));
  pending_.clear();
}

void CsvFile::close() {
  flush();
  file_.close();
  if (!file_) {
    throw Error("cannot write the file", {path_, 0, ""},
                "check that the folder may be written to and the disk has room");
  }
}

}  // namespace rastro::simulation
