#include "base/time_zone.h"

#include <cstdlib>
#include <ctime>
#include <filesystem>

#include "base/error.h"

namespace rastro {

void use_time_zone(const std::string& name) {
  // glibc reads an unknown zone as UTC without a word.
  if (!std::filesystem::exists("/usr/share/zoneinfo/" + name)) {
    throw Error("the time zone '" + name + "' is not known on this machine", {},
                "name one like 'Europe/Madrid' in the model, or install tzdata");
  }
  ::setenv("TZ", name.c_str(), 1);
  ::tzset();
}

Seconds utc_offset_at(Seconds local) {
  const std::time_t shown = local;
  std::tm clock{};
  if (::gmtime_r(&shown, &clock) == nullptr) return 0;
  clock.tm_isdst = -1;
  ::mktime(&clock);
  return clock.tm_gmtoff;
}

}  // namespace rastro
