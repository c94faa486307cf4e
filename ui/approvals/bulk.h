#pragma once

#include "ui/approvals/gates.h"
#include "ui/shell/helddecision.h"

#include <QString>

namespace penelope::ui::approvals {

/// Above this risk, or above this level, every patch is decided by itself (ux.md, Decided).
constexpr int bulkRiskHundredths = 30;
constexpr Level bulkLevel = Level::Surgical;

/// A request that was marked, as it was when it was looked at.
struct BulkMark
{
    int version = 0;
    QString diffSha256;
    Seen seen;
    bool operator==(const BulkMark&) const = default;
};

/// Why a request cannot be marked, as a sentence; empty where it can. Its diff must have been looked at to its end.
QString
bulkTrouble(const approval::Approval& approval, const engine::ConsoleState& state, const Seen& seen, Instant now);
/// Whether what was marked is still what is asked.
bool isStillMarked(
    const BulkMark& mark, const approval::Approval& approval, const engine::ConsoleState& state, Instant now);
/// One line of the sheet: patch, service, intent, size, risk.
QString bulkFact(const approval::Approval& approval, const engine::ConsoleState& state);
HeldDecision::Request bulkRequest(const approval::Approval& approval, const BulkMark& mark);

} // namespace penelope::ui::approvals
