#pragma once

#include "app/lab/layout.h"
#include "app/lab/scenario.h"

#include <QByteArray>

namespace penelope::lab {

/// The configuration files of the world's programs. Pure.
QByteArray prometheusConfig(const PortPlan& ports);
/// The recording rules that ship, for the core's own metrics. Not its alerts: the lab's stories are about the services.
QByteArray recordingRules();
QByteArray alertRules(Scenario scenario);
QByteArray haproxyConfig(const Layout& layout, const PortPlan& ports);
QByteArray penelopeConfig(const Layout& layout, const PortPlan& ports);

} // namespace penelope::lab
