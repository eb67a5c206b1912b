#pragma once

#include <string>
#include <string_view>

namespace rastro {

/// A file that appears whole or not at all: it is written beside its place under another name and
/// put there by commit(). A process that is killed leaves that other file behind at most.
class WholeFile {
 public:
  /// Throws Error where the folder cannot be written to.
  explicit WholeFile(std::string path);
  /// What was not committed is removed.
  ~WholeFile();
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;

  /// For those who write by name; not to be mixed with write().
  const std::string& temporary_path() const { return temporary_; }
  void write(std::string_view text);
  void commit();

 private:
  void flush();
  [[noreturn]] void fail(const char* what) const;

  std::string path_, temporary_;
  int file_ = -1;
  std::string buffer_;
};

}  // namespace rastro
