#pragma once

namespace CLI {
class App;
}

namespace penelope::ctl {

struct Context;

/// `journal generate`, in the group of the journal's commands.
void addGenerateCommand(CLI::App& group, Context& context);

} // namespace penelope::ctl
