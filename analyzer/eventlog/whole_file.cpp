#include "eventlog/whole_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "base/error.h"

namespace rastro {

namespace {

constexpr std::size_t buffer_size = 256 * 1024;

}  // namespace

WholeFile::WholeFile(std::string path) : path_(std::move(path)) {
  temporary_ = path_ + ".part-" + std::to_string(::getpid());
  file_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
  if (file_ < 0) fail("the file cannot be written: ");
}

WholeFile::~WholeFile() {
  if (file_ < 0) return;
  ::close(file_);
  ::unlink(temporary_.c_str());
}

void WholeFile::fail(const char* what) const {
  throw Error(std::string(what) + std::strerror(errno), {path_},
              "check the folder, its permissions and the room on the disk");
}

void WholeFile::write(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() >= buffer_size) flush();
}

void WholeFile::flush() {
  std::size_t done = 0;
  while (done < buffer_.size()) {
    const ssize_t count = ::write(file_, buffer_.data() + done, buffer_.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail("the file cannot be written: ");
    done += static_cast<std::size_t>(count);
  }
  buffer_.clear();
}

void WholeFile::commit() {
  flush();
  if (::fsync(file_) != 0) fail("the file cannot be laid on the disk: ");
  if (std::rename(temporary_.c_str(), path_.c_str()) != 0)
    fail("the file cannot be put in place: ");
  ::close(file_);
  file_ = -1;
}

}  // namespace rastro
