// Any bytes as what was packed with gzip or zstd: they are expanded or refused.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/error.h"
#include "formats/packed_bytes.h"

using namespace rastro;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string_view packing = recognise_packing(bytes);
  try {
    const auto source = packing == "zstd" ? expand_zstd(bytes_in_memory(bytes), "input")
                                          : expand_gzip(bytes_in_memory(bytes), "input");
    std::string chunk(4096, '\0');
    std::size_t total = 0;
    while (const std::size_t got = source->read(chunk.data(), chunk.size())) {
      if (got > chunk.size() || source->position() > source->size()) std::abort();
      if ((total += got) > (1u << 20)) return 0;
    }
    if (source->position() != source->size()) std::abort();
  } catch (const Error&) {
  }
  return 0;
}
