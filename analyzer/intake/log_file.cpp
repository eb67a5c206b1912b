#include "intake/log_file.h"

#include <filesystem>

#include "base/error.h"
#include "formats/byte_source.h"
#include "formats/content_hash.h"
#include "formats/csv_reader.h"

namespace rastro {

namespace {

constexpr std::size_t chunk_size = 256 * 1024;

}  // namespace

std::string file_name(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

LogFile::LogFile(const std::string& path) : path_(path), name_(file_name(path)) {
  const auto bytes = open_bytes(path);
  size_ = bytes->size();
  format_ = "text";
  if (!bytes->compression().empty()) format_ += " packed with " + std::string(bytes->compression());
  dialect_ = survey_text(*bytes);
  tables_ = {""};
}

LogFile::~LogFile() = default;

std::unique_ptr<RowSource> LogFile::open(const std::string& /*table*/) const {
  return std::make_unique<CsvReader>(path_, open_bytes(path_), dialect_);
}

std::uint64_t LogFile::content_hash() const {
  ContentHash hash;
  const auto bytes = open_bytes(path_);
  std::vector<char> chunk(chunk_size);
  while (const std::size_t got = bytes->read(chunk.data(), chunk.size())) {
    hash.add(std::string_view(chunk.data(), got));
  }
  return hash.value();
}

}  // namespace rastro
