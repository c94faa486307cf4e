#include "app/coremodule/coremodule.h"

#include "app/runtime/coreruntime.h"
#include "core/adapters/prometheus/connectionprobe.h"

using namespace penelope;

Q_DECL_EXPORT void penelopeOpenCore(runtime::Options* options, Result<std::unique_ptr<runtime::RunningCore>>* opened)
{
    *opened = runtime::CoreRuntime::open(std::move(*options)).map([](auto core) {
        return std::unique_ptr<runtime::RunningCore>(std::move(core));
    });
}

Q_DECL_EXPORT void penelopeOpenProbe(
    prometheus::Endpoint* endpoint, QStringList* wanted, const Clock* clock, std::unique_ptr<ConnectionProbe>* opened)
{
    *opened = std::make_unique<prometheus::PrometheusProbe>(std::move(*endpoint), std::move(*wanted), *clock);
}

Q_DECL_EXPORT void penelopeReadKeyring(
    QObject* context, const QString* journalId, const QString* name, std::function<void(keyring::Answer)>* done)
{
    keyring::read(*context, *journalId, *name, std::move(*done));
}
