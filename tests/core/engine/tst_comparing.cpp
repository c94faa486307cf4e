// The score beside the one that Prometheus computes: when it is asked, what is kept, what a view says of it.
#include "core/compliance/exported.h"
#include "core/engine/views.h"
#include "tests/support/scriptedworld.h"

#include <QTest>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A world whose Prometheus scrapes Penelope every 15 seconds and says that nothing of one breaker is open.
struct Compared
{
    ScriptedWorld world;
    double prudence = 100;
    std::optional<Error> trouble;
    QStringList asked;

    Compared()
    {
        world.metrics.scripted = [this](const QString& expression) { return answer(expression); };
        world.metricsPoll = 15s;
        world.restart();
    }

    std::optional<Result<prometheus::Answer>> answer(const QString& expression)
    {
        const auto now = world.clock.now();
        prometheus::Answer made;
        if (expression == compliance::figuresQuery()) {
            made.series = {
                {{{u"penelope_figure"_s, u"prudence_value"_s}}, {{now, 1 - prudence / 100, "0"}}},
                {{{u"penelope_figure"_s, u"prudence_points"_s}}, {{now, prudence, "100"}}}};
        } else if (expression == compliance::scrapesQuery()) {
            made.series = {{{}, {{now - 30min, 100, "100"}, {now - 2s, 100, "100"}}}};
        } else if (expression == compliance::seriesQuery()) {
            made.series = {
                {{{u"__name__"_s, u"penelope_circuit_breaker_state"_s}, {u"service"_s, u"payments"_s}},
                 {{now, 0, "0"}}}};
        } else {
            return std::nullopt;
        }
        asked.append(expression);
        if (trouble)
            return Failure{*trouble};
        return made;
    }

    compliance::Polled polled() const { return world.core->snapshot().live.exported; }
    Json view(const Json& args = {}) const
    {
        return engine::readView(world.core->snapshot(), u"compliance"_s, args, world.clock.now())
            .value()[u"prometheus"];
    }
};

Json prudenceOf(const Json& view)
{
    for (const auto& row : view[u"principles"].toArray()) {
        if (row[u"principle"].toString() == "prudence"_L1)
            return row;
    }
    return {};
}

} // namespace

class TestComparing : public QObject
{
    Q_OBJECT

private slots:
    void threeQuestionsEveryInterval()
    {
        Compared compared;
        compared.world.run(1);
        compared.asked.clear();
        compared.world.run(15);
        QCOMPARE(compared.asked.size(), 3);
        compared.world.run(15);
        QCOMPARE(compared.asked.size(), 6);
    }

    void theNewestAnswerIsInTheSnapshotAndNotInTheJournal()
    {
        Compared compared;
        const auto events = compared.world.store.events().size();
        compared.world.run(16);
        const auto polled = compared.polled();
        QCOMPARE(polled.source, u"prometheus/main"_s);
        QVERIFY(polled.exported && !polled.trouble && polled.answeredAt && polled.latency);
        QCOMPARE(polled.exported->principles.at(compliance::Principle::Prudence), 100.0);
        QVERIFY(polled.nextAt && *polled.nextAt > compared.world.clock.now());
        QCOMPARE(polled.series->size(), std::size_t{1});
        for (auto event = events; event < compared.world.store.events().size(); ++event)
            QCOMPARE(compared.world.store.events()[event].kind, u"SourceFreshnessChanged"_s);
    }

    void theViewPutsBothSideBySide()
    {
        Compared compared;
        compared.world.run(16);
        auto view = compared.view();
        QCOMPARE(view[u"state"].toString(), u"answered"_s);
        QCOMPARE(prudenceOf(view)[u"journal"][u"points"].toDouble(), 15.0);
        QCOMPARE(prudenceOf(view)[u"exported"][u"points"].toDouble(), 15.0);
        QVERIFY(prudenceOf(view)[u"agrees"].toBool());

        compared.prudence = 40;
        compared.world.run(15);
        view = compared.view();
        QCOMPARE(prudenceOf(view)[u"exported"][u"points"].toDouble(), 6.0);
        QVERIFY(!prudenceOf(view)[u"agrees"].toBool(true));
    }

    void aFailureSaysWhyAndKeepsWhatWasKnown()
    {
        Compared compared;
        compared.world.run(16);
        compared.trouble = Error{ErrorCode::Refused, u"HTTP 502, text/html and no Prometheus answer"_s, u"http://p"_s};
        compared.world.run(15);
        const auto polled = compared.polled();
        QVERIFY(polled.exported && polled.trouble);
        const auto view = compared.view();
        QCOMPARE(view[u"state"].toString(), u"failed"_s);
        QCOMPARE(view[u"error"][u"message"].toString(), compared.trouble->message);
        QVERIFY(view[u"stale"].toBool());
        QCOMPARE(prudenceOf(view)[u"exported"][u"points"].toDouble(), 15.0);

        compared.trouble.reset();
        compared.world.run(15);
        QVERIFY(!compared.polled().trouble);
    }

    void whoCannotWaitPollsNow()
    {
        Compared compared;
        compared.world.run(5);
        compared.asked.clear();
        QVERIFY(!compared.world.send(u"poll"_s, Json{}));
        compared.world.run(1);
        QCOMPARE(compared.asked.size(), 3);
    }

    void whoAsksAgainAndAgainIsHeardOnceASecond()
    {
        Compared compared;
        compared.world.run(5);
        compared.asked.clear();
        for (int time = 0; time < 20; ++time) {
            QVERIFY(!compared.world.send(u"poll"_s, Json{}));
            compared.world.core->tick();
        }
        QCOMPARE(compared.asked.size(), 3);
    }

    void pollingWritesNothing()
    {
        Compared compared;
        compared.world.run(5);
        const auto events = compared.world.store.events().size();
        QVERIFY(!compared.world.send(u"poll"_s, Json{}));
        QCOMPARE(compared.world.store.events().size(), events);
    }

    void anotherMomentOrWindowIsNotCompared()
    {
        Compared compared;
        compared.world.run(16);
        for (const auto& args :
             {Json::object({{u"at"_s, toMs(compared.world.clock.now())}}), Json::object({{u"window"_s, 60'000}})}) {
            QCOMPARE(compared.view(args)[u"state"].toString(), u"not_asked"_s);
            QVERIFY(!compared.view(args)[u"reason"].toString().isEmpty());
        }
    }

    void offlineNothingIsAsked()
    {
        engine::Snapshot file{std::make_shared<const engine::ConsoleState>(), {}};
        const auto view = engine::readView(file, u"compliance"_s, {}, instantFromMs(0)).value();
        QCOMPARE(view[u"prometheus"][u"state"].toString(), u"not_asked"_s);
    }
};

QTEST_GUILESS_MAIN(TestComparing)
#include "tst_comparing.moc"
