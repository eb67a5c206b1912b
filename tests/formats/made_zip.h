#pragma once

#include <zip.h>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace rastro {

using ZipEntries = std::vector<std::pair<std::string, std::string>>;

/// A zip file in memory.
inline std::string zip_of(const ZipEntries& entries, bool is_packed = true) {
  const auto require = [](bool done) {
    if (!done) throw std::runtime_error("the zip file cannot be made");
  };
  zip_source_t* const source = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  require(source != nullptr);
  zip_t* const archive = zip_open_from_source(source, ZIP_TRUNCATE, nullptr);
  require(archive != nullptr);
  zip_source_keep(source);
  for (const auto& [name, content] : entries) {
    zip_source_t* const part = zip_source_buffer(archive, content.data(), content.size(), 0);
    const zip_int64_t index = zip_file_add(archive, name.c_str(), part, ZIP_FL_ENC_UTF_8);
    require(index >= 0);
    const auto number = static_cast<zip_uint64_t>(index);
    zip_set_file_compression(archive, number, is_packed ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0);
  }
  require(zip_close(archive) == 0 && zip_source_open(source) == 0);
  zip_source_seek(source, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(source)), '\0');
  zip_source_seek(source, 0, SEEK_SET);
  require(zip_source_read(source, bytes.data(), bytes.size()) ==
          static_cast<zip_int64_t>(bytes.size()));
  zip_source_close(source);
  zip_source_free(source);
  return bytes;
}

}  // namespace rastro
