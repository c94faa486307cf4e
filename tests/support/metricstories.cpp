#include "tests/support/metricstories.h"

#include "core/adapters/openmetrics/exposition.h"
#include "core/engine/metricfamilies.h"

using namespace Qt::Literals::StringLiterals;

namespace penelope::test {
namespace {

void must(bool held, const char* what)
{
    if (!held)
        qFatal("the story did not come to: %s", what);
}

QString seriesName(const TextSample& sample)
{
    QStringList labels;
    for (const auto& [name, value] : sample.labels)
        labels.append(name + u"=\""_s + value + u'"');
    // As the scrape would: the tests tell the core's own series from what rules record.
    labels.append(u"job=\"penelope\""_s);
    labels.append(u"instance=\"core\""_s);
    return sample.name + u'{' + labels.join(u',') + u'}';
}

QString valueText(const std::vector<std::optional<double>>& values, std::size_t index)
{
    if (values[index])
        return QString::number(*values[index], 'g', 17);
    return index > 0 && values[index - 1] ? u"stale"_s : u"_"_s;
}

void askAgain(ScriptedWorld& world)
{
    const auto refused = world.send(
        u"patch_submit"_s, Json::object(
                               {{u"service"_s, u"payments"_s},
                                {u"diff"_s, world.remedyDiff},
                                {u"intent"_s, u"once more"_s},
                                {u"anomaly_id"_s, world.newestAnomaly()->id.value()}}));
    must(!refused, "a patch submitted");
}

/// The request may stand at once, or when a gap is over.
void awaitRequest(ScriptedWorld& world, Recording& recording)
{
    for (int second = 0; second < 30 && !world.newestApproval()->isPending(); ++second)
        recording.run(world, 1);
    must(world.newestApproval()->isPending(), "another request");
}

void reject(ScriptedWorld& world)
{
    const auto approval = world.newestApproval();
    const auto refused = world.send(
        u"reject"_s,
        Json::object(
            {{u"id"_s, approval->id.value()},
             {u"version"_s, approval->version},
             {u"diff_sha256"_s, approval->diffSha256},
             {u"reason"_s, u"not this one"_s}}),
        u"operator/bruno"_s);
    must(!refused, "a rejection");
}

} // namespace

QByteArray scrape(const ScriptedWorld& world)
{
    return openmetrics::exposition(engine::families(world.core->snapshot(), world.clock.now()));
}

std::vector<TextFamily> scraped(const ScriptedWorld& world)
{
    auto read = parseExposition(scrape(world));
    if (!read)
        qFatal("%s at %s", qPrintable(read.error().message), qPrintable(read.error().where));
    return std::move(*read);
}

void Recording::take(const ScriptedWorld& world)
{
    for (const auto& family : scraped(world)) {
        for (const auto& sample : family.samples) {
            auto& values = m_values[seriesName(sample)];
            values.resize(static_cast<std::size_t>(m_count));
            values.emplace_back(sample.value);
        }
    }
    ++m_count;
    for (auto& [name, values] : m_values)
        values.resize(static_cast<std::size_t>(m_count));
}

void Recording::run(ScriptedWorld& world, int seconds)
{
    for (int second = 0; second < seconds; ++second) {
        if (m_since++ % interval == 0)
            take(world);
        world.run(1);
    }
}

bool Recording::runUntil(ScriptedWorld& world, const QString& kind, int seconds)
{
    const auto before = world.count(kind);
    for (int second = 0; second < seconds && world.count(kind) == before; ++second)
        run(world, 1);
    return world.count(kind) > before;
}

Json Recording::inputSeries() const
{
    auto all = Json::array();
    for (const auto& [name, values] : m_values) {
        QStringList texts;
        for (std::size_t index = 0; index < values.size(); ++index)
            texts.append(valueText(values, index));
        all.append(Json::object({{u"series"_s, name}, {u"values"_s, texts.join(u' ')}}));
    }
    for (const auto& [name, values] : m_given)
        all.append(Json::object({{u"series"_s, name}, {u"values"_s, values}}));
    return all;
}

void playIdle(ScriptedWorld& world, Recording& recording, int seconds)
{
    recording.run(world, seconds);
}

void playHealthy(ScriptedWorld& world, Recording& recording)
{
    recording.run(world, 60);
    world.raise(u"warning"_s, world.clock.now());
    recording.run(world, 20);
    world.clear();
    recording.run(world, 40);
    world.metrics.stable.slowShare = 0.2;
    world.raise(u"high"_s, world.clock.now());
    must(recording.runUntil(world, u"ApprovalRequested"_s, 10), "a request");
    recording.run(world, 90);
    must(!world.approve(), "an approval");
    must(recording.runUntil(world, u"PatchPromoted"_s, 300), "a promotion");
    world.clear();
    world.metrics.stable.slowShare = 0;
    must(recording.runUntil(world, u"WatchFinished"_s, 90), "a finished watch");
    recording.run(world, 420);
}

void playTroubled(ScriptedWorld& world, Recording& recording)
{
    recording.run(world, 60);
    world.metrics.stable.slowShare = 0.2;
    world.metrics.canary.errorShare = 0.05;
    world.raise(u"high"_s, world.clock.now());
    must(recording.runUntil(world, u"ApprovalRequested"_s, 10), "a request");
    recording.run(world, 60);
    must(!world.approve(), "an approval");
    must(recording.runUntil(world, u"PatchRolledBack"_s, 120), "a rollback");
    recording.run(world, 3);
    askAgain(world);
    awaitRequest(world, recording);
    reject(world);
    for (int again = 0; again < 2; ++again) {
        recording.run(world, 3);
        askAgain(world);
        awaitRequest(world, recording);
        must(!world.approve(), "another approval");
        if (again == 1) // one that waits while the breaker opens
            askAgain(world);
        must(recording.runUntil(world, u"PatchRolledBack"_s, 120), "another rollback");
    }
    must(world.count(u"BreakerOpened"_s) == 1, "an open breaker");
    recording.run(world, 5);
    askAgain(world);
    recording.run(world, 420);
}

} // namespace penelope::test
