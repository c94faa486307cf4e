#pragma once

#include <string>

namespace CLI {
class App;
}

namespace penelope::ctl {

/// The command that only gathers others ("canary" of "canary list"): the one that is there, or a new one.
CLI::App* group(CLI::App& app, const std::string& name, const std::string& help);

} // namespace penelope::ctl
