#include "simulate/csv_file.h"

#include <fmt/format.h>

#include <cassert>
#include <fstream>
#include <iterator>

#include "base/error.h"
#include "base/text.h"

namespace rastro::simulation {

CsvFile::CsvFile(const std::string& folder, std::string_view name,
                 const std::vector<std::string>& columns)
    : path_(fmt::format("{}/{}.csv", folder, name)), columns_(columns.size()) {
  content_ = csv_record(columns);
}

void CsvFile::begin_field() {
  if (field_++ > 0) content_ += ',';
}

CsvFile& CsvFile::text(std::string_view value) {
  begin_field();
  if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
    content_ += value;
  } else {
    content_ += csv_field(value);
  }
  return *this;
}

CsvFile& CsvFile::integer(std::int64_t value) {
  begin_field();
  content_ += fmt::format_int(value).str();
  return *this;
}

CsvFile& CsvFile::amount(double value) {
  begin_field();
  fmt::format_to(std::back_inserter(content_), "{:.2f}", value);
  return *this;
}

CsvFile& CsvFile::fraction(double value) {
  begin_field();
  fmt::format_to(std::back_inserter(content_), "{:.6g}", value);
  return *this;
}

CsvFile& CsvFile::day(Day day) {
  begin_field();
  if (day != written_day_) {
    written_day_ = day;
    written_date_ = format_day(day);
  }
  content_ += written_date_;
  return *this;
}

CsvFile& CsvFile::time(Seconds time) {
  const Day date = day_of(time);
  day(date);
  const auto second = static_cast<int>(time - start_of(date));
  const auto two_digits = [&](int value) {
    content_ += static_cast<char>('0' + value / 10);
    content_ += static_cast<char>('0' + value % 10);
  };
  content_ += 'T';
  two_digits(second / 3600);
  content_ += ':';
  two_digits(second / 60 % 60);
  content_ += ':';
  two_digits(second % 60);
  return *this;
}

void CsvFile::end_row() {
  assert(field_ == columns_);
  field_ = 0;
  content_ += '\n';
}

void CsvFile::close() {
  std::ofstream file(path_, std::ios::binary | std::ios::trunc);
  file.write(content_.data(), static_cast<std::streamsize>(content_.size()));
  file.close();
  if (!file) {
    throw Error("cannot write the file", {path_, 0, ""},
                "check that the folder may be written to and the disk has room");
  }
}

}  // namespace rastro::simulation
