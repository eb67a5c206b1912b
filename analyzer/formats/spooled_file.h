#pragma once

#include <cstdint>
#include <string>

namespace rastro {

/// What can be read only once (standard input, a pipe), copied to a temporary file so that it can
/// be opened by name, looked at and read again. The file lies in TMPDIR, else in /tmp, may be read
/// by its owner only, and goes away with this object.
class SpooledFile {
 public:
  /// Copies all that is left to read, in chunks; the descriptor stays open. `name` stands for it in
  /// messages. Throws Error where it cannot be read, or the disk is full.
  explicit SpooledFile(int descriptor, const std::string& name = "standard input");
  ~SpooledFile();
  SpooledFile(const SpooledFile&) = delete;
  SpooledFile& operator=(const SpooledFile&) = delete;

  const std::string& path() const { return path_; }
  std::int64_t size() const { return size_; }

 private:
  void create(const std::string& name);
  void copy(int from, const std::string& name);
  void write(const char* bytes, std::size_t size, const std::string& name);

  std::string path_;
  int file_ = -1;
  std::int64_t size_ = 0;
};

}  // namespace rastro
