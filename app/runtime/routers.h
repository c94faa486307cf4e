#pragma once

#include "core/ports/clock.h"
#include "core/ports/commandrunner.h"
#include "core/ports/trafficrouter.h"

#include <QObject>

#include <map>
#include <memory>

namespace penelope::config {
struct Config;
}

namespace penelope::runtime {

/// One port for every kind of router: a registration's `kind` says whose. Core thread, with an event loop. Unsupported
/// where the kind is unknown, as in a journal of a newer version.
class RouterByKind final : public QObject, public TrafficRouter
{
    Q_OBJECT

public:
    explicit RouterByKind(std::map<QString, std::shared_ptr<TrafficRouter>> byKind);

    void read(const Json& target, Handler handler) override;
    void set(const Json& target, int canaryPercent, Handler handler) override;
    void check(const Json& target, CheckHandler handler) override;

private:
    template <typename Answer> void refuse(const Json& target, const Answer& handler);
    TrafficRouter* routerOf(const Json& target) const;

    std::map<QString, std::shared_ptr<TrafficRouter>> m_byKind;
};

/// All routers of this build, as configured. Runner and clock must outlive them.
std::unique_ptr<TrafficRouter> makeRouters(const config::Config& config, CommandRunner& runner, const Clock& clock);

} // namespace penelope::runtime
