#include "tests/support/demostate.h"

#include <cmath>

namespace penelope::test {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

std::vector<patch::MetricSpec> demoMetrics()
{
    patch::MetricSpec success{
        u"success_rate"_s, patch::MetricKind::Complement, {}, {}, u"error_rate"_s, {}, 0.99, 1, 0.95, false,
        std::nullopt};
    patch::MetricSpec errors{
        u"error_rate"_s,
        patch::MetricKind::Ratio,
        u"http_requests_total{{arm}}"_s,
        u"http_requests_total{{arm}}"_s,
        {},
        {},
        0.99,
        1,
        0.02,
        true,
        std::nullopt};
    patch::MetricSpec p99{u"p99_latency"_s,
                          patch::MetricKind::Quantile,
                          {},
                          {},
                          {},
                          u"http_seconds_bucket{{arm}}"_s,
                          0.99,
                          1000,
                          500,
                          true,
                          std::nullopt};
    return {success, errors, p99};
}

canary::MetricResult result(const QString& metric, double canaryValue, double control, double limit, bool breached)
{
    return {metric, canaryValue, control, limit, breached ? canary::MetricStatus::Warning : canary::MetricStatus::Ok};
}

/// One interval of a canary whose p99 crosses its limit after two thirds of the time.
std::shared_ptr<const canary::Analysis> analysisAt(int number, int count, Instant start, bool bad)
{
    canary::Analysis analysis;
    analysis.seq = 10'000'100 + number;
    analysis.step = number < count / 3 ? 1 : 2;
    analysis.percent = analysis.step == 1 ? 10 : 25;
    analysis.from = start + number * 20s;
    analysis.to = analysis.from + 20s;
    analysis.sourceStatus = u"ok"_s;
    const double wave = std::sin(number * 0.7) * 6 + std::cos(number * 1.9) * 4;
    const bool over = bad && number > 2 * count / 3;
    const double p99 = over ? 520 + wave * 2 : 452 + wave * 2;
    const double errors = 0.006 + 0.0004 * std::sin(number * 1.3);
    analysis.interval = {
        result(u"success_rate"_s, 1 - errors, 0.9935, 0.95, false),
        result(u"error_rate"_s, errors, 0.0065, 0.02, false), result(u"p99_latency"_s, p99, 448 + wave, 500, over)};
    analysis.results = analysis.interval;
    canary::MetricCounts counts;
    counts.stable = canary::Counts{3611.0 / count, 20.0 / count, {}};
    counts.canary = canary::Counts{1204.0 / count, 7.0 / count, {}};
    for (const auto& metric : {u"success_rate"_s, u"error_rate"_s, u"p99_latency"_s})
        analysis.counts[metric] = counts;
    analysis.verdict = over ? canary::Verdict::Hold : canary::Verdict::Observe;
    analysis.rule = over ? u"p99_latency over limit"_s : u"within thresholds"_s;
    return std::make_shared<const canary::Analysis>(analysis);
}

canary::Canary demoCanary(const QString& id, const QString& service, Instant started)
{
    canary::Canary canary;
    canary.id = CanaryId{id};
    canary.patch = PatchId{id};
    canary.service = ServiceName{service};
    canary.steps = {10, 25, 50, 100};
    canary.analysis = 15min;
    canary.judge = u"thresholds"_s;
    canary.mode = u"standard"_s;
    canary.metrics = demoMetrics();
    canary.configSha256 = u"00"_s.repeated(32);
    canary.commit = u"5c1e7aa0d4b1"_s;
    canary.createdAt = started - 20s;
    canary.startedAt = started;
    return canary;
}

} // namespace

void addDemoCanaries(engine::ConsoleState& state)
{
    const Instant now = demoNow();
    auto running = demoCanary(u"00b2e3d1"_s, u"search-index"_s, now - 24min);
    running.status = canary::Status::Running;
    running.stepLog = {
        {1, 10, now - 24min, u"core"_s, now - 1430s, 0.101, 540},
        {2, 25, now - 9min, u"core"_s, now - 530s, 0.248, 904}};
    for (int i = 0; i < 72; ++i)
        running.analyses.push_back(analysisAt(i, 72, now - 24min, true));
    running.stepClock = 9min;
    running.holdsInARow = 1;
    running.holdReason = u"p99_latency over limit"_s;
    state.canaries.insert(running.id, running);

    auto done = demoCanary(u"00a0d117"_s, u"worker"_s, now - 5h);
    done.status = canary::Status::Completed;
    done.finishedAt = now - 4h;
    done.stepLog = {
        {1, 10, now - 5h, u"core"_s, now - 5h + 10s, 0.1, 500},
        {2, 25, now - 285min, u"core"_s, now - 285min + 10s, 0.25, 900},
        {3, 50, now - 270min, u"core"_s, now - 270min + 10s, 0.5, 1800},
        {4, 100, now - 255min, u"core"_s, now - 255min + 10s, 1.0, 3600}};
    for (int i = 0; i < 60; ++i)
        done.analyses.push_back(analysisAt(i, 60, now - 5h, false));
    state.canaries.insert(done.id, done);

    auto failed = demoCanary(u"00a1f2c4"_s, u"payment"_s, now - 40min);
    failed.status = canary::Status::Failed;
    failed.stepLog = {{1, 10, now - 40min, u"core"_s, now - 40min + 10s, 0.1, 500}};
    failed.rollbackCode = u"threshold"_s;
    failed.rollbackText = u"p99 640 ms is above 1.2 times the limit 500 ms"_s;
    failed.finishedAt = now - 19min;
    for (int i = 0; i < 40; ++i)
        failed.analyses.push_back(analysisAt(i, 40, now - 40min, true));
    state.canaries.insert(failed.id, failed);
}

} // namespace penelope::test
