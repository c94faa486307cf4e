#pragma once

#include "core/adapters/config/config.h"
#include "core/base/result.h"
#include "core/engine/ports.h"

#include <QString>

#include <memory>

namespace penelope::engine {
class DecisionCore;
}

namespace penelope::runtime {

/// What a running core is given: the journal it writes, the configuration after all its layers, and who runs it.
struct Options
{
    QString journal; ///< absolute path
    config::Config config;
    QString mode; ///< console, serve
    QString version;
    engine::Folding folding = {}; ///< who watches the first fold
};

/// A decision core as those see it who run it, wherever its code is. Made, used and ended on one thread with an event
/// loop: the core thread.
class RunningCore
{
public:
    virtual ~RunningCore() = default;

    /// Folds the journal, registers the configured services, listens on the control socket and starts the clockwork.
    virtual Status start() = 0;
    /// CoreStopped, a signed end, and the lock is free.
    virtual void stop(const QString& reason) = 0;
    virtual engine::DecisionCore& core() = 0;
    /// Troubles of the start that do not stop it (a service file that cannot be read), each a sentence.
    virtual QStringList troubles() const = 0;
};

/// Takes the writer's lock and opens everything. Conflict names the process that writes the journal already.
using OpenCore = Result<std::unique_ptr<RunningCore>> (*)(Options options);

} // namespace penelope::runtime
