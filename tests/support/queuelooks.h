#pragma once

#include "ui/approvals/queuerows.h"

#include <vector>

/// What tests of the queue's rows look with.
namespace penelope::test {

inline const ui::approvals::Viewer ana{OperatorName{QStringLiteral("ana")}, Role::Approver};

/// As those that the core makes: 8 hexadecimal digits.
template <typename Id> Id idOf(int number)
{
    return Id{QStringLiteral("%1").arg(number, 8, 16, QLatin1Char('0'))};
}

inline std::vector<ui::approvals::Row> valuesOf(const ui::approvals::QueueRows& rows)
{
    std::vector<ui::approvals::Row> all;
    for (const auto& line : rows.lines())
        all.push_back(*line.row);
    return all;
}

} // namespace penelope::test
