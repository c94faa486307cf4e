#pragma once

#include "app/lab/facts.h"
#include "app/lab/layout.h"
#include "app/lab/programs.h"

#include <vector>

namespace penelope::lab {

/// One thing that has to hold at the end, as it was read back.
struct Check
{
    QString sentence; ///< with the value read
    bool holds = false;
};

/// The commit that each service started with.
QString headOf(const Programs& programs, const QString& repository);

/// Reads the outcome back from HAProxy, git, Prometheus and the journal's own verification. Blocking.
std::vector<Check> readOutcome(
    Scenario scenario, const Layout& layout, const PortPlan& ports, const Programs& programs, const Facts& facts,
    const QString& firstCommit);

} // namespace penelope::lab
