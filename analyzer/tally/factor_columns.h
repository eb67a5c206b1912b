#pragma once

#include "tally/logs.h"

namespace rastro {

/// Fills the factor columns of all unit tables.
void add_factors(Store& store, const ProcessModel& model, const Logs& logs, Units& units);

}  // namespace rastro
