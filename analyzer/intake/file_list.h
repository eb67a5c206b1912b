#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/temporary_file.h"

namespace rastro {

struct FileLeftOut {
  std::string file;
  std::string why;
};

/// A file to load: where it lies, and what it is called.
struct ListedFile {
  std::string path;
  std::string name;
  std::shared_ptr<const TemporaryFile> spooled{};  ///< of standard input, which lives as long
};

/// Throws Error for a path that is neither a file nor a folder, and for a pattern that nothing
/// matches.
void check_paths(const std::vector<std::string>& paths);

/// The files meant, each once, in the order of the paths: files, folders of log files (not their
/// subfolders), patterns with * and ? in the last part, and "-" for standard input, which is then
/// called `input_name`. What lies in a folder and is no log file is left out and told.
std::vector<ListedFile> list_files(const std::vector<std::string>& paths,
                                   const std::string& input_name,
                                   std::vector<FileLeftOut>& left_out);

}  // namespace rastro
