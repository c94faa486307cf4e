#pragma once

#include "app/lab/layout.h"
#include "app/lab/scenario.h"
#include "core/base/json.h"

namespace penelope::lab {

/// penelope-service.json of one service. `program` is this program's path: it is the supervisor's client too.
Json registrationOf(const QString& service, const Layout& layout, const PortPlan& ports, const QString& program);

/// Makes the git repository of each service with one commit. Blocking.
Status makeRepositories(const Layout& layout, const PortPlan& ports, Scenario scenario, const QString& program);

} // namespace penelope::lab
