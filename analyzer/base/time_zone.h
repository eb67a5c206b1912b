#pragma once

#include <string>

#include "base/time.h"

namespace rastro {

/// Sets the zone of this process, by its name in the tz database ("Europe/Madrid"). Throws Error
/// where the machine does not know it.
void use_time_zone(const std::string& name);

/// Seconds by which a wall clock of the zone in use is ahead of UTC when it shows this. Of an hour
/// that comes twice the C library chooses one.
Seconds utc_offset_at(Seconds local);

}  // namespace rastro
