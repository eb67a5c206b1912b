#pragma once

#include <cstdint>
#include <string>

namespace rastro {

/// A file without a name, in TMPDIR, else in /tmp: nobody else sees it, and it is gone with this
/// object, and with the process however that ends. Its methods throw Error with what to do where
/// the folder cannot be written to or the disk is full.
class TemporaryFile {
 public:
  /// `owner`: what it is for, named in messages.
  explicit TemporaryFile(std::string owner);
  ~TemporaryFile();
  TemporaryFile(TemporaryFile&& other) noexcept;
  TemporaryFile& operator=(TemporaryFile&& other) noexcept;
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  void append(const void* bytes, std::size_t size);
  /// Reads up to `size` bytes from `offset` on; fewer only at the end.
  std::size_t read(std::int64_t offset, void* bytes, std::size_t size) const;
  std::int64_t size() const { return size_; }

  /// By this name this process can open it, any number of times.
  std::string path() const;

 private:
  std::string owner_;
  int file_ = -1;
  std::int64_t size_ = 0;
};

}  // namespace rastro
