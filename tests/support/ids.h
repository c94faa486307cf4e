#pragma once

#include <QString>

namespace penelope::test {

/// As those that the core makes: 8 hexadecimal digits.
template <typename Id> Id idOf(int number)
{
    return Id{QStringLiteral("%1").arg(number, 8, 16, QLatin1Char('0'))};
}

} // namespace penelope::test
