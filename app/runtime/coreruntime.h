#pragma once

#include "core/adapters/config/config.h"
#include "core/base/result.h"
#include "core/engine/ports.h"

#include <QString>

#include <functional>
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

/// The decision core with its real adapters, as `penelope` and `penelopectl serve` both run it. Made, used and ended on
/// one thread with an event loop: the core thread. Members are declared in the order of construction.
class CoreRuntime
{
public:
    /// Takes the writer's lock and opens everything. Conflict names the process that writes the journal already.
    static Result<std::unique_ptr<CoreRuntime>> open(Options options);
    ~CoreRuntime();
    CoreRuntime(const CoreRuntime&) = delete;
    CoreRuntime& operator=(const CoreRuntime&) = delete;

    /// Folds the journal, registers the configured services, listens on the control socket and starts the clockwork.
    Status start();
    /// CoreStopped, a signed end, and the lock is free.
    void stop(const QString& reason);

    engine::DecisionCore& core();
    QString socketPath() const;
    /// Where HTTP is served; 0 where it is not.
    quint16 httpPort() const;
    /// Troubles of the start that do not stop it (a service file that cannot be read), each a sentence.
    QStringList troubles() const;

private:
    struct Parts;
    explicit CoreRuntime(std::unique_ptr<Parts> parts);
    void registerServices();
    Status serveHttp();

    std::unique_ptr<Parts> m_parts;
};

} // namespace penelope::runtime
