#include "eventlog/whole_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

#include "base/error.h"

namespace rastro {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t buffer_size = 256 * 1024;
constexpr const char* part_mark = ".part-";
constexpr const char* descriptors = "/proc/self/fd/";

std::string folder_of(const std::string& path) {
  const std::string folder = fs::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

}  // namespace

WholeFile::WholeFile(std::string path)
    : path_(std::move(path)), part_(path_ + part_mark + std::to_string(::getpid())) {
  remove_leftovers();
  open_unnamed();
  if (file_ < 0) open_named();
}

WholeFile::~WholeFile() {
  if (file_ < 0) return;
  if (has_name_) ::unlink(part_.c_str());
  ::close(file_);
}

/// Whoever still writes one holds its lock. Where that cannot be found out it is left alone.
void WholeFile::remove_leftovers() const {
  const fs::path place(path_);
  const std::string start = place.filename().string() + part_mark;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder_of(path_), failed)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(start)) continue;
    const bool is_number = name.find_first_not_of("0123456789", start.size()) == std::string::npos;
    if (!is_number || !entry.is_regular_file(failed)) continue;
    const std::string part = entry.path().string();
    const int file = ::open(part.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) continue;
    if (::flock(file, LOCK_EX | LOCK_NB) == 0) ::unlink(part.c_str());
    ::close(file);
  }
}

void WholeFile::open_unnamed() {
  if (::access(descriptors, X_OK) != 0) return;  // it could not be given a name
  file_ = ::open(folder_of(path_).c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
}

void WholeFile::open_named() {
  while (!has_name_) {
    file_ = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (file_ < 0) fail("the file cannot be written: ");
    // Another process may have removed it before it was locked.
    struct stat status {};
    ::flock(file_, LOCK_EX | LOCK_NB);
    has_name_ = ::fstat(file_, &status) == 0 && status.st_nlink > 0;
    if (!has_name_) ::close(std::exchange(file_, -1));
  }
}

const std::string& WholeFile::temporary_path() {
  if (has_name_) return part_;
  ::flock(file_, LOCK_EX | LOCK_NB);
  const std::string self = descriptors + std::to_string(file_);
  if (::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, part_.c_str(), AT_SYMLINK_FOLLOW) != 0) {
    fail("the file cannot be put in place: ");
  }
  has_name_ = true;
  return part_;
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
  if (std::rename(temporary_path().c_str(), path_.c_str()) != 0) {
    fail("the file cannot be put in place: ");
  }
  ::close(file_);
  file_ = -1;
}

}  // namespace rastro
