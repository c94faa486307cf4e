#pragma once

#include "core/base/binaryvalue.h"
#include "core/canary/judge/sequential.h"
#include "core/engine/consolestate.h"
#include "tests/support/ids.h"
#include "tests/support/shelf.h"

/// A long past in a state, in pieces that are read when somebody looks at them.
namespace penelope::test {

/// A story that came to its `end`: an anomaly, a patch of it, and the request for that.
inline void addEnded(engine::ConsoleState& state, int number, Instant end)
{
    sophia::Anomaly anomaly;
    anomaly.id = idOf<AnomalyId>(number);
    anomaly.patches = {idOf<PatchId>(number).value()};
    anomaly.resolvedAt = end;
    state.anomalies.insert(anomaly.id, anomaly);
    patch::Patch patch;
    patch.id = idOf<PatchId>(number);
    patch.anomaly = anomaly.id;
    patch.approval = idOf<ApprovalId>(number).value();
    patch.status = patch::Status::RolledBack;
    patch.proposedAt = patch.endedAt.emplace(end);
    state.patches.insert(patch.id, patch);
    approval::Approval approval;
    approval.id = idOf<ApprovalId>(number);
    approval.deadline = end + std::chrono::hours{1};
    approval.need = 1;
    approval.anomaly = anomaly.id;
    approval.patch = patch.id;
    approval.status = approval::Status::Approved;
    approval.requestedAt = approval.decidedAt.emplace(end);
    state.approvals.insert(approval.id, approval);
}

/// Of the state's tables of stories, the same in pieces.
inline void layDown(engine::ConsoleState& state, const std::shared_ptr<Shelf>& shelf)
{
    const auto again = [&shelf](auto& table) {
        binary::Writer out(*shelf);
        binary::put(out, table);
        const auto bytes = out.take();
        binary::Reader in(bytes, shelf);
        binary::take(in, table);
    };
    again(state.approvals);
    again(state.anomalies);
    again(state.patches);
    again(state.canaries);
}

} // namespace penelope::test
