#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace rastro {

/// The bytes of a file, one chunk after the other.
class ByteSource {
 public:
  ByteSource() = default;
  virtual ~ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  /// Reads up to `size` bytes; fewer only at the end, 0 behind it. Throws Error where the file
  /// cannot be read or its compression is damaged.
  virtual std::size_t read(char* bytes, std::size_t size) = 0;
  /// Bytes of the file on disk, and how many of them have been used up.
  virtual std::int64_t size() const = 0;
  virtual std::int64_t position() const = 0;
  /// "", "gzip" or "zstd"
  virtual std::string_view compression() const = 0;
};

/// Opens a file; gzip and zstd are recognised by their first bytes, not by the name, and expanded
/// chunk by chunk. Throws Error for what is missing, may not be read, or is no file.
std::unique_ptr<ByteSource> open_bytes(const std::string& path);

/// What lies in memory already, and stays there for as long as it is read.
std::unique_ptr<ByteSource> bytes_in_memory(std::string_view bytes);

/// ContentHash of all that is left to read.
std::uint64_t content_hash_of(ByteSource& bytes);

}  // namespace rastro
