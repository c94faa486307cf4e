#pragma once

#include "tests/support/ids.h"
#include "ui/approvals/queuerows.h"

#include <vector>

/// What tests of the queue's rows look with.
namespace penelope::test {

inline const ui::approvals::Viewer ana{OperatorName{QStringLiteral("ana")}, Role::Approver};

inline std::vector<ui::approvals::Row> valuesOf(const ui::approvals::QueueRows& rows)
{
    std::vector<ui::approvals::Row> all;
    for (const auto& line : rows.lines())
        all.push_back(*line.row);
    return all;
}

} // namespace penelope::test
