// libFuzzer: any bytes read as a log are a log or an Error. Seeds in corpus/ocel_json/.
#include "eventlog/ocel_json_reader.h"
#include "fuzz/use_log.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return rastro::fuzz_reader(data, size, [](auto& bytes, const char* file, const auto& limits) {
    return rastro::read_ocel_json(bytes, file, limits);
  });
}
