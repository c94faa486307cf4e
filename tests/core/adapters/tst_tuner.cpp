// The tuner in the real sandbox, on a real service: what it chooses against trying every value.
// links: penelope-sandbox penelope-system Qt6::Network
#include "core/adapters/sandbox/bubblewrap.h"
#include "core/adapters/system/systemclock.h"
#include "core/engine/effects/generating.h"
#include "core/twin/plan.h"
#include "core/twin/report.h"
#include "core/twin/setting.h"
#include "tests/support/waiting.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace penelope;

namespace {

const auto settings = u"[pool]\nsize = 2\nwait_ms = 800\nfallback = true\n\n[cache]\nentries = 0\n"_s;
constexpr double mostP99 = 500;

QString binary(const QString& name)
{
    return QStringLiteral(PENELOPE_BINARIES) + u'/' + name;
}

/// 60 requests a second of 60 ms each keep 3.6 connections busy.
patch::Registration service()
{
    patch::Registration registration;
    registration.name = ServiceName{u"payments"_s};
    patch::MetricSpec latency;
    latency.name = u"p99_latency_ms"_s;
    latency.kind = patch::MetricKind::Quantile;
    latency.scale = 1000;
    latency.limit = mostP99;
    registration.metrics = {latency};
    registration.generator = {u"tuner"_s, {u"penelope-tuner"_s}, false, 60s, {}};
    registration.twin.start = {binary(u"penelope-lab"_s), u"service"_s, u"--name"_s,   u"payments"_s,     u"--config"_s,
                               u"service.toml"_s,         u"--port"_s,  u"{{port}}"_s, u"--store-call"_s, u"60"_s};
    registration.twin.paths = {{u"/items/{{number}}"_s, 1}};
    registration.twin.rate = 60;
    registration.twin.reads = {QStringLiteral(PENELOPE_BINARIES)};
    patch::Tuning pool;
    pool.file = u"service.toml"_s;
    pool.key = u"pool.size"_s;
    pool.least = 2;
    pool.most = 12;
    pool.step = 2;
    pool.metric = u"pool_in_use_ratio"_s;
    pool.inUse = u"pool_in_use"_s;
    pool.size = u"pool_size"_s;
    registration.tuning = {pool};
    return registration;
}

} // namespace

class TestTuner final : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    system::SystemClock m_clock;

    QString tree(const QString& name, const QString& text)
    {
        const auto folder = m_folder.filePath(name);
        QDir().mkpath(folder);
        QFile file(folder + u"/service.toml"_s);
        if (file.open(QIODevice::WriteOnly))
            file.write(text.toUtf8());
        return folder;
    }

    Result<Sandbox::Outcome> play(Sandbox::Job job)
    {
        sandbox::Bubblewrap sandbox(m_clock);
        return test::awaited<Result<Sandbox::Outcome>>(
            [&](auto handler) { sandbox.run(std::move(job), std::move(handler)); });
    }

    Result<patch::GeneratorAnswer> tune(const patch::Registration& registration, double used)
    {
        engine::GeneratorOrder order;
        order.registration = registration;
        order.tree = tree(u"tuned"_s, settings);
        order.files = {{u"service.toml"_s, settings.toUtf8()}};
        order.anomaly = Json::object({{u"metrics"_s, Json::object({{u"pool_in_use_ratio"_s, Json{used}}})}});
        engine::Settings where;
        where.tuner = binary(u"penelope-tuner"_s);
        auto job = engine::generatorJob(where, order);
        if (!job)
            return Failure{job.error()};
        return engine::generatorAnswer(play(std::move(*job)), registration.generator);
    }

    /// p99 of the service with this value, played by the load player alone.
    double p99With(double value)
    {
        const auto text = twin::withSetting(settings, *twin::findSetting(settings, u"pool.size"_s), value);
        twin::Plan plan;
        plan.key = u"tst"_s;
        plan.service = service().twin;
        plan.stages = {{twin::treePlace, *plan.service.rate, 4s}};
        Sandbox::Job job;
        job.argv = {u"/tools/penelope-player"_s};
        job.tree = tree(u"value"_s, text);
        job.tools = {binary(u"penelope-player"_s)};
        job.readable = plan.service.reads;
        job.input = toJsonText(twin::toJson(plan));
        const auto outcome = play(std::move(job));
        const auto report = outcome ? twin::reportFrom(outcome->output, plan.key) : std::nullopt;
        return report && report->stages.front().started ? report->stages.front().p99Ms : 1e9;
    }

private slots:
    void itsChoiceIsWithinOneStepOfTryingAll()
    {
        const auto answer = tune(service(), 1.0);
        QVERIFY2(answer.has_value(), qPrintable(answer ? QString{} : answer.error().message));
        QVERIFY(answer->curve.has_value());
        const auto& points = answer->curve->points;
        QVERIFY(points.size() >= 2);
        for (const auto& point : points) {
            QVERIFY2(point.trouble.isEmpty(), qPrintable(point.trouble));
            QVERIFY(point.requests > 50);
            QVERIFY(point.saturation.has_value());
        }
        QVERIFY(points.front().p99Ms > mostP99);
        QVERIFY(*points.front().saturation >= 0.9);

        double best = 0;
        for (double value = 2; value <= 12 && best == 0; value += 2)
            best = p99With(value) <= mostP99 ? value : 0;
        QVERIFY2(
            best > 0 && std::abs(answer->curve->chosen - best) <= 2,
            qPrintable(u"chosen %1, best %2"_s.arg(answer->curve->chosen).arg(best)));
        QVERIFY(answer->diff.contains(u"-size = 2\n+size = %1\n"_s.arg(answer->curve->chosen)));
        QVERIFY2(answer->intent.startsWith(u"Raise pool.size from 2 to "_s), qPrintable(answer->intent));
    }

    void withoutSaturationItProposesNothing()
    {
        const auto answer = tune(service(), 0.4);
        QVERIFY(!answer);
        QVERIFY2(
            answer.error().message.contains(u"pool_in_use_ratio is 0.4, below 0.9"_s),
            qPrintable(answer.error().message));
    }

    void whereTheTwinDoesNotShowTheTroubleItSaysSo()
    {
        auto registration = service();
        registration.twin.start.last() = u"1"_s;
        const auto answer = tune(registration, 1.0);
        QVERIFY(!answer);
        QVERIFY2(
            answer.error().message.contains(u"the service is well in the twin"_s), qPrintable(answer.error().message));
    }

    void aServiceThatDoesNotStartIsSaid()
    {
        auto registration = service();
        registration.twin.start = {u"false"_s};
        const auto answer = tune(registration, 1.0);
        QVERIFY(!answer);
        QVERIFY2(answer.error().message.contains(u"it does not start"_s), qPrintable(answer.error().message));
    }
};

QTEST_GUILESS_MAIN(TestTuner)
#include "tst_tuner.moc"
