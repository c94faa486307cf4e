#pragma once

#include "app/runtime/runningcore.h"

#include <QString>

#include <functional>
#include <memory>

namespace penelope::runtime {

/// The decision core with its real adapters, as `penelope` and `penelopectl serve` both run it. Made, used and ended on
/// one thread with an event loop: the core thread. Members are declared in the order of construction.
class CoreRuntime final : public RunningCore
{
public:
    /// Takes the writer's lock and opens everything. Conflict names the process that writes the journal already.
    static Result<std::unique_ptr<CoreRuntime>> open(Options options);
    ~CoreRuntime() override;
    CoreRuntime(const CoreRuntime&) = delete;
    CoreRuntime& operator=(const CoreRuntime&) = delete;

    Status start() override;
    void stop(const QString& reason) override;

    engine::DecisionCore& core() override;
    QString socketPath() const;
    /// Where HTTP is served; 0 where it is not.
    quint16 httpPort() const;
    QStringList troubles() const override;

private:
    struct Parts;
    explicit CoreRuntime(std::unique_ptr<Parts> parts);
    void registerServices();
    Status serveHttp();

    std::unique_ptr<Parts> m_parts;
};

} // namespace penelope::runtime
