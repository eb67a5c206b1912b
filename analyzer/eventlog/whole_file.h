#pragma once

#include <string>
#include <string_view>

namespace rastro {

/// A file that appears whole or not at all: it is written in the folder of its place and put there
/// by commit(). It has no name until then, so that nothing is left of it where the process is
/// killed; but where the file system has no such files, and for those who write by name, it is
/// called PATH.part-NUMBER. What a killed process left under such a name, the next one removes.
class WholeFile {
 public:
  /// Throws Error where the folder cannot be written to.
  explicit WholeFile(std::string path);
  /// What was not committed is removed.
  ~WholeFile();
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;

  /// For those who write by name; not to be mixed with write().
  const std::string& temporary_path();
  void write(std::string_view text);
  void commit();

 private:
  void remove_leftovers() const;
  void open_unnamed();
  void open_named();
  void flush();
  [[noreturn]] void fail(const char* what) const;

  std::string path_, part_;
  int file_ = -1;
  bool has_name_ = false;
  std::string buffer_;
};

}  // namespace rastro
