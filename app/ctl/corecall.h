#pragma once

#include "app/ctl/context.h"
#include "core/base/json.h"

#include <QString>

namespace penelope::ctl {

/// What a command or a view answers.
struct CoreAnswer
{
    qint64 seq = 0;
    Json result;
};

/// A view (engine/views.h): from the running core by its control socket, else folded from the file.
Result<CoreAnswer> readView(const Context& context, const QString& name, const Json& args = {});

/// A command of the table: through the control socket where a core runs; else the lock is taken, the command decided,
/// its events appended and the lock released. Effects then run when a core next starts (contracts.md 1).
Result<CoreAnswer> sendCommand(const Context& context, const QString& name, Json args);

/// The exit code of an answer to a command; prints it.
int report(const Context& context, const Result<CoreAnswer>& answer);

} // namespace penelope::ctl
