#pragma once

#include "cli/options.h"

namespace rastro {

// One function a command; each returns an ExitCode and throws Error.

int run_init(const Options& options);
int run_import(const Options& options);
int run_review(const Options& options);
int run_causes(const Options& options);
int run_trace(const Options& options);
int run_graph(const Options& options);
int run_export(const Options& options);
int run_check(const Options& options);
int run_simulate(const Options& options);

}  // namespace rastro
