#include "formats/byte_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/error.h"
#include "formats/content_hash.h"
#include "formats/packed_bytes.h"

namespace rastro {

namespace {

/// A file as it lies on the disk.
class PlainBytes : public ByteSource {
 public:
  explicit PlainBytes(const std::string& path) : path_(path) {
    file_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file_ < 0) {
      const bool denied = errno == EACCES || errno == EPERM;
      throw Error(std::string("the file cannot be opened: ") + std::strerror(errno), {path},
                  denied ? "ask for the permission to read it" : "check its name");
    }
    struct stat status {};
    if (::fstat(file_, &status) != 0 || !S_ISREG(status.st_mode)) {
      ::close(file_);
      throw Error("this is not a file", {path}, "name a log file or a folder of them");
    }
    size_ = status.st_size;
  }
  ~PlainBytes() override { ::close(file_); }

  std::size_t read(char* bytes, std::size_t size) override {
    std::size_t got = 0;
    while (got < size) {
      const ssize_t count = ::read(file_, bytes + got, size - got);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) {
        throw Error(std::string("the file cannot be read: ") + std::strerror(errno), {path_},
                    "check the disk or the network, then load it again");
      }
      if (count == 0) break;
      got += static_cast<std::size_t>(count);
    }
    position_ += static_cast<std::int64_t>(got);
    return got;
  }
  std::int64_t size() const override { return size_; }
  std::int64_t position() const override { return position_; }
  std::string_view compression() const override { return ""; }

  std::string first_bytes(std::size_t count) const {
    std::string bytes(count, '\0');
    const ssize_t got = ::pread(file_, bytes.data(), count, 0);
    bytes.resize(got < 0 ? 0 : static_cast<std::size_t>(got));  // reading on will say what is wrong
    return bytes;
  }

 private:
  std::string path_;
  int file_ = -1;
  std::int64_t size_ = 0, position_ = 0;
};

class MemoryBytes : public ByteSource {
 public:
  explicit MemoryBytes(std::string_view bytes) : bytes_(bytes) {}

  std::size_t read(char* bytes, std::size_t size) override {
    const std::size_t got = bytes_.copy(bytes, size, used_);
    used_ += got;
    return got;
  }
  std::int64_t size() const override { return static_cast<std::int64_t>(bytes_.size()); }
  std::int64_t position() const override { return static_cast<std::int64_t>(used_); }
  std::string_view compression() const override { return ""; }

 private:
  std::string_view bytes_;
  std::size_t used_ = 0;
};

}  // namespace

std::unique_ptr<ByteSource> open_bytes(const std::string& path) {
  auto bytes = std::make_unique<PlainBytes>(path);
  const std::string_view packing = recognise_packing(bytes->first_bytes(packing_mark_size));
  if (packing == "gzip") return expand_gzip(std::move(bytes), path);
  if (packing == "zstd") return expand_zstd(std::move(bytes), path);
  if (!packing.empty()) {
    throw Error("the file is packed with " + std::string(packing), {path},
                "unpack it first; only gzip and zstd are read as they are");
  }
  return bytes;
}

std::unique_ptr<ByteSource> bytes_in_memory(std::string_view bytes) {
  return std::make_unique<MemoryBytes>(bytes);
}

std::uint64_t content_hash_of(ByteSource& bytes) {
  ContentHash hash;
  std::string chunk(256u * 1024, '\0');
  while (const std::size_t got = bytes.read(chunk.data(), chunk.size())) {
    hash.add(std::string_view(chunk).substr(0, got));
  }
  return hash.value();
}

}  // namespace rastro
