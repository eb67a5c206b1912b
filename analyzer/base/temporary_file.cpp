#include "base/temporary_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "base/error.h"

namespace rastro {

namespace {

std::string temporary_folder() {
  const char* const folder = std::getenv("TMPDIR");
  return folder == nullptr || *folder == '\0' ? "/tmp" : folder;
}

/// Negative, with errno set, where the folder cannot be written to.
int open_unnamed(const std::string& folder) {
  const int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file >= 0) return file;
  // Not every file system has files without a name.
  std::string path = folder + "/rastro-XXXXXX";
  const int named = ::mkostemp(path.data(), O_CLOEXEC);
  if (named >= 0) ::unlink(path.c_str());
  return named;
}

}  // namespace

TemporaryFile::TemporaryFile(std::string owner)
    : owner_(std::move(owner)), file_(open_unnamed(temporary_folder())) {
  if (file_ >= 0) return;
  throw Error(fmt::format("no temporary file can be made in {}: {}", temporary_folder(),
                          std::strerror(errno)),
              {owner_}, "set TMPDIR to a folder that you may write to");
}

TemporaryFile::~TemporaryFile() {
  if (file_ >= 0) ::close(file_);
}

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept
    : owner_(std::move(other.owner_)), file_(std::exchange(other.file_, -1)), size_(other.size_) {}

TemporaryFile& TemporaryFile::operator=(TemporaryFile&& other) noexcept {
  std::swap(owner_, other.owner_);
  std::swap(file_, other.file_);
  std::swap(size_, other.size_);
  return *this;
}

void TemporaryFile::append(const void* bytes, std::size_t size) {
  const char* next = static_cast<const char*>(bytes);
  while (size > 0) {
    const ssize_t count = ::pwrite(file_, next, size, size_);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      const bool full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
      throw Error(fmt::format("after {} bytes a temporary file in {} cannot be written: {}", size_,
                              temporary_folder(), std::strerror(errno)),
                  {owner_},
                  full ? "make room there, or set TMPDIR to a folder with more room"
                       : "check the disk, or set TMPDIR to another folder");
    }
    next += count;
    size -= static_cast<std::size_t>(count);
    size_ += count;
  }
}

std::size_t TemporaryFile::read(std::int64_t offset, void* bytes, std::size_t size) const {
  std::size_t got = 0;
  while (got < size) {
    const ssize_t count = ::pread(file_, static_cast<char*>(bytes) + got, size - got,
                                  offset + static_cast<std::int64_t>(got));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      throw Error(fmt::format("a temporary file in {} cannot be read: {}", temporary_folder(),
                              std::strerror(errno)),
                  {owner_}, "check the disk, or set TMPDIR to another folder");
    }
    if (count == 0) break;
    got += static_cast<std::size_t>(count);
  }
  return got;
}

std::string TemporaryFile::path() const { return fmt::format("/proc/self/fd/{}", file_); }

}  // namespace rastro
