#include "formats/spooled_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "base/error.h"

namespace rastro {

namespace {

std::string temporary_folder() {
  const char* const folder = std::getenv("TMPDIR");
  return folder == nullptr || *folder == '\0' ? "/tmp" : folder;
}

}  // namespace

SpooledFile::SpooledFile(int descriptor, const std::string& name) {
  create(name);
  try {
    copy(descriptor, name);
  } catch (...) {
    ::close(file_);
    ::unlink(path_.c_str());
    throw;
  }
  ::close(file_);
}

SpooledFile::~SpooledFile() { ::unlink(path_.c_str()); }

void SpooledFile::create(const std::string& name) {
  path_ = temporary_folder() + "/rastro-XXXXXX";
  file_ = ::mkostemp(path_.data(), O_CLOEXEC);
  if (file_ < 0) {
    throw Error(fmt::format("no temporary file can be made in {}: {}", temporary_folder(),
                            std::strerror(errno)),
                {name}, "set TMPDIR to a folder that you may write to");
  }
}

void SpooledFile::copy(int from, const std::string& name) {
  std::vector<char> chunk(256u * 1024);
  while (true) {
    const ssize_t count = ::read(from, chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      throw Error(std::string("it cannot be read: ") + std::strerror(errno), {name},
                  "name a file instead");
    }
    if (count == 0) return;
    write(chunk.data(), static_cast<std::size_t>(count), name);
    size_ += count;
  }
}

void SpooledFile::write(const char* bytes, std::size_t size, const std::string& name) {
  while (size > 0) {
    const ssize_t count = ::write(file_, bytes, size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      const bool full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
      throw Error(fmt::format("after {} bytes it cannot be copied to {}: {}", size_,
                              temporary_folder(), std::strerror(errno)),
                  {name},
                  full ? "make room there, or set TMPDIR to a folder with more room"
                       : "check the disk, or set TMPDIR to another folder");
    }
    bytes += count;
    size -= static_cast<std::size_t>(count);
  }
}

}  // namespace rastro
