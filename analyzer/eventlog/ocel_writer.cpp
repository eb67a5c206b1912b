#include "eventlog/ocel_writer.h"

#include "base/error.h"
#include "eventlog/ocel_check.h"

namespace rastro {

void refuse_broken_structure(const ObjectLog& log, const std::string& path) {
  for (const OcelViolation& violation : check_ocel(log)) {
    if (!violation.breaks_structure) continue;
    throw Error("the log cannot be written: it does not hold that " + violation.rule + " (" +
                    violation.examples.front() + ")",
                {path}, "correct the log first");
  }
}

std::string written_change_time(const LogTime& set_at) {
  return set_at.known() ? format_log_time(set_at) : "1970-01-01T00:00:00Z";
}

}  // namespace rastro
