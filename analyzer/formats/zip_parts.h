#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "formats/byte_source.h"

struct zip;

namespace rastro {

/// The parts of a zip container by name, as an office document keeps them. A name is only ever
/// looked up inside the container and touches no file, whatever it looks like.
class ZipParts {
 public:
  /// Throws Error where it cannot be read or is damaged.
  explicit ZipParts(const std::string& path);
  /// The same for bytes in memory, which are copied; `name` stands for them in messages.
  ZipParts(std::string_view bytes, const std::string& name);

  const std::string& file() const { return file_; }
  bool has(const std::string& part) const { return find(part) >= 0; }

  /// Expands the part chunk by chunk; sizes and positions are those of the expanded bytes, of which
  /// at most `largest` are read. Throws Error where there is no such part, or, while reading, where
  /// it is damaged or larger. The source may outlive this object.
  std::unique_ptr<ByteSource> open(const std::string& part, std::int64_t largest) const;

 private:
  /// Names differ in neither case nor the kind of slash; -1 where there is none.
  std::int64_t find(const std::string& part) const;

  std::string file_;
  std::shared_ptr<zip> zip_;
};

}  // namespace rastro
