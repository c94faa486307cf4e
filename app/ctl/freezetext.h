#pragma once

#include "core/base/json.h"

#include <QStringList>

namespace penelope::ctl {

/// The freeze view as lines for people: what is frozen, by whom, until when, and what it holds back.
QStringList freezeLines(const Json& freeze);

} // namespace penelope::ctl
