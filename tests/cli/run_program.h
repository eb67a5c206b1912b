#pragma once

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "intake/loading.h"
#include "places.h"

namespace rastro {

inline std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  INFO(path.string());
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Every file below a folder, by its path within it.
inline std::map<std::string, std::string> contents_of(const std::filesystem::path& folder) {
  std::map<std::string, std::string> contents;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    contents[std::filesystem::relative(entry.path(), folder).string()] = content_of(entry.path());
  }
  return contents;
}

/// How one run of the program ended. A run that a signal ended has 128 + the signal.
struct ProgramRun {
  int exit_code = -1;
  std::string out;
  std::string err;
};

/// The program itself, run in a folder of its own that is gone with the test.
class Program : public TestFolder {
 public:
  using Words = std::vector<std::string>;

  /// Starts it and does not wait. `input` stands for standard input.
  pid_t start(const Words& words, const std::string& input = "/dev/null") const {
    Words command = words;
    command.insert(command.begin(), program_file);
    std::vector<char*> argv;
    for (std::string& word : command) argv.push_back(word.data());
    argv.push_back(nullptr);
    const std::string out = path() + "/.out", err = path() + "/.err";
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child > 0) return child;
    const int files[] = {::open(input.c_str(), O_RDONLY),
                         ::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600),
                         ::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600)};
    for (int stream = 0; stream < 3; ++stream) ::dup2(files[stream], stream);
    ::setenv("LC_ALL", "C.UTF-8", 1);
    if (::chdir(path().c_str()) == 0) ::execv(program_file, argv.data());
    ::_exit(127);
  }

  ProgramRun run(const Words& words, const std::string& input = "/dev/null") const {
    int status = 0;
    const pid_t child = start(words, input);
    REQUIRE(::waitpid(child, &status, 0) == child);
    ProgramRun run;
    run.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    run.out = content_of(path() + "/.out");
    run.err = content_of(path() + "/.err");
    INFO(run.err);
    // A sanitizer's exit code may look like a refusal.
    CHECK(run.err.find("Sanitizer") == std::string::npos);
    CHECK(run.err.find("runtime error") == std::string::npos);
    CHECK(run.err.find("internal error") == std::string::npos);
    return run;
  }

  /// A run that must end well; returns what it printed.
  std::string done(const Words& words) const {
    const ProgramRun ended = run(words);
    INFO(ended.out << ended.err);
    REQUIRE(ended.exit_code == 0);
    CHECK(ended.err.empty());
    return ended.out;
  }

  bool holds(const std::string& name) const { return std::filesystem::exists(path() + "/" + name); }
  std::string read(const std::string& name) const { return content_of(path() + "/" + name); }
  nlohmann::json review(const std::string& folder) const {
    return nlohmann::json::parse(read(folder + "/review.json"));
  }
};

}  // namespace rastro
