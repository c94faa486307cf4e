#pragma once

#include "app/lab/scenario.h"

#include <QByteArray>
#include <QString>

namespace penelope::lab {

/// The diff of the service's remedy, as in remedies/NAME.diff, or what a person proposes in a canary's story; empty
/// where the scenario gives the service none.
QByteArray remedyDiff(Scenario scenario, const QString& service);
QString remedyIntent(Scenario scenario);

} // namespace penelope::lab
