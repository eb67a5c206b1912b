#include "eventlog/whole_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>

#include <csignal>
#include <set>

#include "intake/loading.h"

using namespace rastro;

namespace {

std::set<std::string> names_in(const TestFolder& folder) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    names.insert(entry.path().filename().string());
  }
  return names;
}

std::string content_of(const std::string& file) {
  std::ifstream input(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(input), {}};
}

/// A process that writes some of the file, by name or not, and is killed.
void write_and_die(const std::string& path, bool by_name) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    WholeFile file(path);
    if (by_name) {
      std::ofstream(file.temporary_path()) << "half";
    } else {
      file.write(std::string(1 << 20, 'x'));
    }
    ::raise(SIGKILL);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
}

}  // namespace

TEST_CASE("a file appears whole, in the place of the one before") {
  const TestFolder folder;
  const std::string path = folder.write("log.xml", "old");
  {
    WholeFile file(path);
    file.write("new");
    CHECK(content_of(path) == "old");
    file.commit();
  }
  CHECK(content_of(path) == "new");
  { WholeFile(path).write("never"); }
  { WholeFile(path).temporary_path(); }
  CHECK(content_of(path) == "new");
  CHECK(names_in(folder) == std::set<std::string>{"log.xml"});
}

TEST_CASE("of a writer that is killed nothing is left, or the next one removes it") {
  const TestFolder folder;
  const std::string path = folder.path() + "/log.xml";
  write_and_die(path, false);
  CHECK(names_in(folder).empty());
  write_and_die(path, true);
  REQUIRE(names_in(folder).size() == 1);
  WholeFile(path).commit();
  CHECK(names_in(folder) == std::set<std::string>{"log.xml"});
}

TEST_CASE("what others write, or only looks like a leftover, stays") {
  const TestFolder folder;
  folder.write("other.xml.part-17", "");
  folder.write("log.xml.part-two", "");
  std::filesystem::create_directory(folder.path() + "/log.xml.part-18");
  folder.write("log.xml.part-19", "left by a process that is dead");
  const std::string living = folder.write("log.xml.part-20", "");
  const int lock = ::open(living.c_str(), O_RDONLY | O_CLOEXEC);
  REQUIRE(::flock(lock, LOCK_EX | LOCK_NB) == 0);
  WholeFile(folder.path() + "/log.xml").commit();
  ::close(lock);
  CHECK(names_in(folder) == std::set<std::string>{"other.xml.part-17", "log.xml.part-two",
                                                  "log.xml.part-18", "log.xml.part-20", "log.xml"});
}

TEST_CASE("a file in a folder that is not there says so") {
  const TestFolder folder;
  CHECK_THROWS_WITH(WholeFile(folder.path() + "/none/log.xml"),
                    Catch::Contains("cannot be written: No such file or directory"));
}
