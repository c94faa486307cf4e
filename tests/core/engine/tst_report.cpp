#include "core/engine/report.h"
#include "core/engine/sentences.h"
#include "tests/support/scriptedworld.h"

#include <QTest>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestReport : public QObject
{
    Q_OBJECT

private slots:
    void spansArePutInWords()
    {
        QCOMPARE(engine::sentences::duration(350ms), u"350 ms"_s);
        QCOMPARE(engine::sentences::duration(20s), u"20 s"_s);
        QCOMPARE(engine::sentences::duration(200s), u"3 min 20 s"_s);
        QCOMPARE(engine::sentences::duration(2h), u"2 h"_s);
        QCOMPARE(engine::sentences::duration(95min), u"1 h 35 min"_s);
    }

    void anUnknownEventIsTitledByItsKind()
    {
        journal::Event event;
        event.kind = u"MoonPhaseChanged"_s;
        QCOMPARE(engine::sentences::event(event), u"Moon phase changed."_s);
    }

    void theNumbersAJournalBeginsWithAreOneLine()
    {
        ScriptedWorld world;
        const auto text = engine::timeline(world.store.events(), u"Start"_s);
        QCOMPARE(text.count(u": default |"_s), 1);
        QVERIFY(text.contains(u"Service payments is registered."_s));
        QVERIFY(text.contains(u"bruno is an operator now, as approver."_s));
        QVERIFY(text.contains(u"canary.watch is now 60000, before "_s));
    }

    void aTableCannotBeBrokenByWhatItTells()
    {
        journal::Event event;
        event.kind = u"NoteAdded"_s;
        event.payload = Json::object({{u"text"_s, u"a | b\nc"_s}});
        const auto text = engine::timeline({event}, u"Notes"_s);
        QVERIFY(text.contains(u"Note: a \\| b c |\n"_s));
    }

    void aStoryIsToldInOrder()
    {
        ScriptedWorld world;
        world.raise(u"high"_s, world.clock.now());
        QVERIFY(world.runUntil(u"ApprovalRequested"_s, 10));
        QVERIFY(!world.approve());
        QVERIFY(world.runUntil(u"PatchPromoted"_s, 300));
        const auto text = engine::timeline(world.store.events(), u"Heal"_s);
        QVERIFY(text.startsWith(u"# Heal\n"_s));
        const QStringList told{
            u"latency_spike of payments"_s,
            u"Decided to intervene"_s,
            u"Raise the connection pool"_s,
            u"A person is asked"_s,
            u"Approved: reads well"_s,
            u"Step 1: 10 % of the traffic"_s,
            u"more like it"_s,
            u"Step 2: 25 % of the traffic"_s,
            u"Promoted as commit"_s};
        qsizetype at = 0;
        for (const auto& part : told) {
            const auto found = text.indexOf(part, at);
            QVERIFY2(found >= 0, qPrintable(part + u"\n"_s + text));
            at = found;
        }
    }

    void nothingIsSaidOfNothing() { QVERIFY(engine::timeline({}, u"Empty"_s).contains(u"Nothing happened."_s)); }
};

QTEST_GUILESS_MAIN(TestReport)
#include "tst_report.moc"
