#pragma once

#include "app/runtime/runningcore.h"
#include "core/adapters/keyring/keyring.h"
#include "core/adapters/prometheus/prometheusclient.h"
#include "core/ports/connectionprobe.h"

/// What the module gives. Found by these names, so they are of C, which has no other way to take and to give values of
/// C++ than through pointers; what they point to may be moved from.
extern "C" {
void penelopeOpenCore(
    penelope::runtime::Options* options, penelope::Result<std::unique_ptr<penelope::runtime::RunningCore>>* opened);
void penelopeOpenProbe(
    penelope::prometheus::Endpoint* endpoint, QStringList* wanted, const penelope::Clock* clock,
    std::unique_ptr<penelope::ConnectionProbe>* opened);
void penelopeReadKeyring(
    QObject* context, const QString* journalId, const QString* name,
    std::function<void(penelope::keyring::Answer)>* done);
}
