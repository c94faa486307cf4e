#pragma once

#include "app/runtime/runningcore.h"
#include "core/adapters/keyring/keyring.h"
#include "core/adapters/prometheus/prometheusclient.h"
#include "core/ports/connectionprobe.h"

/// What the module holds that has the core's libraries; it and the program are of one build. Unavailable, or what each
/// says of itself: the module is not where it was installed, or of another build.
namespace penelope::console {

/// Core thread.
Result<std::unique_ptr<runtime::RunningCore>> openCore(runtime::Options options);
/// Without the module: a test that fails at its first step.
std::unique_ptr<ConnectionProbe> openProbe(prometheus::Endpoint endpoint, QStringList wanted, const Clock& clock);
/// As keyring::read. Without the module: there is no keyring.
void readKeyring(
    QObject& context, const QString& journalId, const QString& name, std::function<void(keyring::Answer)> done);

} // namespace penelope::console
