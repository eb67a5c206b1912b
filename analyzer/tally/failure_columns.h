#pragma once

#include "tally/logs.h"

namespace rastro {

/// Fills the failure columns of all unit tables, and the notes.
void add_failures(Store& store, const ProcessModel& model, const Logs& logs,
                  const LoadSettings& settings, Units& units);

}  // namespace rastro
