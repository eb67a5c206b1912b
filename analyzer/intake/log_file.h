#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "formats/other_documents.h"
#include "formats/row_source.h"
#include "formats/text_survey.h"

namespace rastro {

class Workbook;
class LogTables;
enum class LogFormat;

/// A file that was recognised by its content: a text, a workbook or an event log, packed or not.
/// It offers its tables as records, each from the beginning as often as is asked.
class LogFile {
 public:
  /// Throws Error for a file that cannot be read or is none of these.
  explicit LogFile(const std::string& path);
  ~LogFile();
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;

  const std::string& path() const { return path_; }
  /// Its name, without folders: what messages, the model's patterns and the import log call it.
  const std::string& name() const { return name_; }
  void set_name(std::string name) { name_ = std::move(name); }
  /// Bytes on the disk.
  std::int64_t size() const { return size_; }

  /// "CSV", "workbook", "OCEL 2.0 (SQLite)" …, and how it is packed.
  const std::string& format() const { return format_; }
  /// Sheets of a workbook, tables of an event log; one table without a name in a text.
  const std::vector<std::string>& tables() const { return tables_; }
  /// What a text is that could not be read as a table, where it is nothing like one.
  std::optional<OtherDocument> other_document() const;
  bool is_text() const { return tables_.size() == 1 && tables_.front().empty(); }
  const TextDialect& dialect() const { return dialect_; }
  /// What was read otherwise than it stands there, of the file as a whole.
  const std::vector<std::string>& notes() const { return notes_; }

  std::unique_ptr<RowSource> open(const std::string& table) const;
  /// Of all that it holds: equal to RowSource::content_hash() at the end. Reads the file.
  std::uint64_t content_hash() const;

 private:
  void recognise_text();
  void open_workbook();
  void open_log(LogFormat format);

  std::string path_, name_, format_;
  std::int64_t size_ = 0;
  TextDialect dialect_;
  std::vector<std::string> tables_;
  std::vector<std::string> notes_;
  std::unique_ptr<Workbook> workbook_;
  std::unique_ptr<LogTables> log_;
};

/// "2026/orders.csv" → "orders.csv"
std::string file_name(const std::string& path);

}  // namespace rastro
