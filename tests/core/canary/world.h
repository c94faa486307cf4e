#pragma once

#include "core/canary/machine.h"
#include "core/canary/thresholds.h"

#include <QTest>

namespace penelope::canary {

constexpr Milliseconds poll = std::chrono::seconds{15};

/// A canary with a journal of its own and a clock that moves by intervals.
struct World
{
    policy::State policy = policy::defaults();
    Canary canary;
    Instant now = instantFromMs(1'700'000'000'000);
    std::vector<journal::Event> log;

    void commit(const journal::Drafts& drafts, const QString& actor = QStringLiteral("core"))
    {
        for (const auto& draft : drafts) {
            journal::Event event;
            event.seq = static_cast<qint64>(log.size()) + 1;
            event.time = now;
            event.kind = draft.kind;
            event.stream = draft.stream;
            event.actor = draft.actor.isEmpty() ? actor : draft.actor;
            event.payload = draft.payload;
            apply(canary, event);
            log.push_back(event);
        }
    }
    void commit(const Result<journal::Drafts>& drafts, const QString& actor = QStringLiteral("core"))
    {
        QVERIFY2(drafts, drafts ? "" : qPrintable(drafts.error().message));
        commit(*drafts, actor);
    }

    static std::vector<patch::MetricSpec> metrics()
    {
        patch::MetricSpec errors;
        errors.name = QStringLiteral("error_rate");
        errors.total = QStringLiteral("total");
        errors.bad = QStringLiteral("bad");
        errors.limit = 0.02;
        errors.critical = true;
        patch::MetricSpec success;
        success.name = QStringLiteral("success_rate");
        success.kind = patch::MetricKind::Complement;
        success.of = QStringLiteral("error_rate");
        success.limit = 0.95;
        return {errors, success};
    }

    /// The plain rules: their stories must not depend on what the evidence says.
    World() { policy.settings[QStringLiteral("canary.judge")].value = QStringLiteral("thresholds"); }

    void start()
    {
        commit(create(
            {CanaryId{QStringLiteral("0000000a")}, PatchId{QStringLiteral("p")},
             ServiceName{QStringLiteral("payments")}, metrics()},
            policy));
        commit(canary::start(canary, QStringLiteral("c0ffee")));
        confirm();
    }
    void confirm() { commit(confirmTraffic(canary, canary.percent())); }

    Interval
    interval(std::optional<Counts> stable, std::optional<Counts> of, const QString& status = QStringLiteral("ok"))
    {
        const Instant from = now;
        now += poll;
        return {from, now, status, {}, {{QStringLiteral("error_rate"), {std::move(stable), std::move(of), {}}}}, false};
    }
    journal::Drafts look(const Interval& interval, Surroundings around = {})
    {
        auto drafts = analyse(canary, interval, around, policy);
        commit(drafts);
        return drafts;
    }
    /// One interval of 100 requests in each arm.
    journal::Drafts tick(double failures, Surroundings around = {})
    {
        return look(interval(Counts{100, 0, {}}, Counts{100, failures, {}}), around);
    }
    /// Until something other than an analysis happens, at most `most` intervals.
    int run(double failures, int most = 500)
    {
        for (int count = 1; count <= most; ++count) {
            if (tick(failures).size() > 1)
                return count;
        }
        return -1;
    }
    QString lastKind() const { return log.back().kind; }
};

} // namespace penelope::canary
