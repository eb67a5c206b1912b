#include "intake/log_file.h"

#include <fmt/format.h>

#include <filesystem>

#include "eventlog/log_tables.h"
#include "eventlog/recognise_log.h"
#include "formats/byte_source.h"
#include "formats/csv_reader.h"
#include "formats/workbook.h"

namespace rastro {

std::string file_name(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

LogFile::LogFile(const std::string& path) : path_(path), name_(file_name(path)) {
  if (is_workbook(path)) {
    open_workbook();
  } else if (const auto log_format = recognise_log(path)) {
    open_log(*log_format);
  } else {
    recognise_text();
  }
}

LogFile::~LogFile() = default;

void LogFile::recognise_text() {
  const auto bytes = open_bytes(path_);
  size_ = bytes->size();
  format_ = "text";
  if (!bytes->compression().empty()) format_ += " packed with " + std::string(bytes->compression());
  dialect_ = survey_text(*bytes);
  tables_ = {""};
}

void LogFile::open_workbook() {
  workbook_ = std::make_unique<Workbook>(path_);
  size_ = static_cast<std::int64_t>(std::filesystem::file_size(path_));
  format_ = "an Excel workbook";
  tables_ = workbook_->sheet_names();
}

void LogFile::open_log(LogFormat format) {
  const auto log = std::make_shared<const ObjectLog>(read_log(path_, format));
  size_ = log->size;
  format_ = fmt::format("an event log, {}", to_string(log->format));
  notes_ = log->notes;
  log_ = std::make_unique<LogTables>(log);
  tables_ = log_->table_names();
}

std::unique_ptr<RowSource> LogFile::open(const std::string& table) const {
  if (workbook_) return workbook_->open(table);
  if (log_) return log_->open(table);
  return std::make_unique<CsvReader>(path_, open_bytes(path_), dialect_);
}

std::optional<OtherDocument> LogFile::other_document() const {
  if (!is_text()) return {};
  return recognise_other_document(*open_bytes(path_));
}

std::uint64_t LogFile::content_hash() const {
  if (log_) return log_->log().content_hash;
  if (workbook_) return workbook_->content_hash();
  return content_hash_of(*open_bytes(path_));
}

}  // namespace rastro
