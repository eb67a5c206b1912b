#include "formats/spooled_file.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "base/error.h"

namespace rastro {

TemporaryFile spooled(int descriptor, const std::string& name) {
  TemporaryFile file(name);
  std::vector<char> chunk(256u * 1024);
  while (true) {
    const ssize_t count = ::read(descriptor, chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      throw Error(std::string("it cannot be read: ") + std::strerror(errno), {name},
                  "name a file instead");
    }
    if (count == 0) return file;
    file.append(chunk.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace rastro
