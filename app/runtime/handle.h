#pragma once

#include <QString>

namespace penelope::runtime {

/// A login name as the handle of an operator (contracts.md 3): lower case, other characters become "-".
QString handleOf(const QString& login);

} // namespace penelope::runtime
