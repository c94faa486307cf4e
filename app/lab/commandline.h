#pragma once

namespace penelope::lab {

/// Reads the command line and does what it says. Answers the exit code; 2 for a wrong command line.
int runCommandLine(int argc, char** argv);

} // namespace penelope::lab
