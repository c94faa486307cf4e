#include "core/tapeinophrosyne/statistics.h"

#include <QTest>

using namespace penelope;
using namespace penelope::tapeinophrosyne;

class TestStatistics : public QObject
{
    Q_OBJECT

private slots:
    void nothingCountedIsUnmeasured()
    {
        const auto statistics = count({}, {});
        QVERIFY(!statistics.falseConfidence.value());
        QVERIFY(!statistics.appropriateEscalations.value());
        QVERIFY(
            !count({{Competence::Autonomous, Judged::End::Open}}, {{Escalated::End::Open}}).falseConfidence.value());
    }

    void levelsAreCounted()
    {
        const auto statistics = count(
            {{Competence::Autonomous, Judged::End::Open},
             {Competence::Assisted, Judged::End::Held},
             {Competence::Assisted, Judged::End::RolledBack},
             {Competence::Defer, Judged::End::Open}},
            {});
        QCOMPARE(statistics.autonomous, qint64{1});
        QCOMPARE(statistics.assisted, qint64{2});
        QCOMPARE(statistics.deferred, qint64{1});
    }

    void falseConfidenceIsOfAutonomousPatchesThatEnded()
    {
        const auto statistics = count(
            {{Competence::Autonomous, Judged::End::RolledBack},
             {Competence::Autonomous, Judged::End::Held},
             {Competence::Autonomous, Judged::End::Held},
             {Competence::Autonomous, Judged::End::Held},
             {Competence::Autonomous, Judged::End::Open},
             {Competence::Assisted, Judged::End::RolledBack}},
            {});
        QCOMPARE(statistics.falseConfidence, (Rate{1, 4}));
        QCOMPARE(statistics.falseConfidence.value(), std::optional{0.25});
    }

    void anEscalationThatWentByItselfWasNotNeeded()
    {
        const auto statistics =
            count({}, {{Escalated::End::Needed}, {Escalated::End::Resolved}, {Escalated::End::Open}});
        QCOMPARE(statistics.appropriateEscalations, (Rate{1, 2}));
        QCOMPARE(statistics.appropriateEscalations.value(), std::optional{0.5});
    }
};

QTEST_APPLESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
