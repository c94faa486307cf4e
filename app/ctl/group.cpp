#include "app/ctl/group.h"

#include <CLI/CLI.hpp>

namespace penelope::ctl {

CLI::App* group(CLI::App& app, const std::string& name, const std::string& help)
{
    const auto known = app.get_subcommands([&name](const CLI::App* command) { return command->get_name() == name; });
    if (!known.empty())
        return known.front();
    auto* made = app.add_subcommand(name, help);
    made->require_subcommand(1);
    return made;
}

} // namespace penelope::ctl
