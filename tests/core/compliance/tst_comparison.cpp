#include "core/compliance/comparison.h"

#include <QTest>

#include <limits>

using namespace penelope;
using namespace penelope::compliance;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

class TestComparison : public QObject
{
    Q_OBJECT

    /// Half of the decisions observe, so Sophia has 50; nothing else is measured.
    static Score journal() { return scoreFrom({{Principle::Sophia, {1, 2}}}, instantFromMs(0), 1h); }

private slots:
    void theSameValueAgrees()
    {
        QVERIFY(compare(journal(), {{{Principle::Sophia, 50}}, {}}).empty());
        QVERIFY(compare(journal(), {{{Principle::Sophia, 50.1}}, {}}).empty());
        QVERIFY(compare({}, {}).empty());
    }

    void anotherValueIsToldWithBoth()
    {
        const auto found = compare(journal(), {{{Principle::Sophia, 50.2}}, {}});
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(sentence(found.front()), u"sophia: the journal says 50.0, Prometheus says 50.2"_s);
    }

    void aMissingSideDisagrees()
    {
        const auto none = compare(journal(), {});
        QCOMPARE(none.size(), std::size_t{1});
        QCOMPARE(sentence(none.front()), u"sophia: the journal says 50.0, Prometheus has no value"_s);
        const auto more = compare(journal(), {{{Principle::Sophia, 50}, {Principle::Agape, 100}}, {}});
        QCOMPARE(sentence(more.front()), u"agape: the journal has no value, Prometheus says 100.0"_s);
    }

    /// Two decisions at 600 s and at 1200 s: observe, then escalate.
    static Ledger twoDecisions()
    {
        Ledger ledger;
        ledger.decisions.add(instantFromMs(600'000), 1, 1, 0);
        ledger.decisions.add(instantFromMs(1'200'000), 2, 0, 1);
        return ledger;
    }
    static Exported said(double sophia, qint64 sinceSecond, qint64 atSecond)
    {
        Exported exported{{{Principle::Sophia, sophia}}, instantFromMs(atSecond * 1000)};
        exported.since = instantFromMs(sinceSecond * 1000);
        return exported;
    }
    static Compared rowOf(const std::vector<Compared>& rows, Principle principle)
    {
        for (const auto& row : rows) {
            if (row.principle == principle)
                return row;
        }
        return {};
    }

    void bothSidesAreTakenOverTheSameSpan()
    {
        // The whole hour holds both decisions; Prometheus has samples only since the first one.
        auto exported = said(0, 700, 1300);
        exported.principles[Principle::Tapeinophrosyne] = 0;
        auto rows = sideBySide(twoDecisions(), {}, exported);
        QCOMPARE(rows.size(), std::size_t{7});
        QVERIFY(rowOf(rows, Principle::Sophia).agrees);
        QCOMPARE(rowOf(rows, Principle::Sophia).journal.value, std::optional{0.0});
        QVERIFY(rowOf(rows, Principle::Tapeinophrosyne).agrees);

        exported = said(50, 100, 1300);
        exported.principles[Principle::Tapeinophrosyne] = 50;
        rows = sideBySide(twoDecisions(), {}, exported);
        QCOMPARE(rowOf(rows, Principle::Sophia).journal.value, std::optional{0.5});
        QCOMPARE(rowOf(rows, Principle::Sophia).exported.points, std::optional{10.0});
        QVERIFY(rowOf(rows, Principle::Sophia).agrees);
    }

    void whatHappenedWhileItWasScrapedIsNoDisagreement()
    {
        // The second decision fell into the second of the scrape: either answer is right, a third one is not.
        for (const double answer : {50.0, 100.0}) {
            auto exported = said(answer, 100, 1200);
            QVERIFY(rowOf(sideBySide(twoDecisions(), {}, exported), Principle::Sophia).agrees);
        }
        QVERIFY(!rowOf(sideBySide(twoDecisions(), {}, said(80, 100, 1200)), Principle::Sophia).agrees);
    }

    void aSideWithoutAValueDisagrees()
    {
        auto exported = said(50, 100, 1300);
        exported.principles.clear();
        const auto row = rowOf(sideBySide(twoDecisions(), {}, exported), Principle::Sophia);
        QVERIFY(!row.agrees);
        QVERIFY(row.journal.points && !row.exported.points);
        QVERIFY(rowOf(sideBySide(twoDecisions(), {}, exported), Principle::Agape).agrees);
    }

    void withoutSamplesThereIsNothingSideBySide() { QVERIFY(sideBySide(twoDecisions(), {}, {}).empty()); }

    void whatIsNoNumberIsNoValue()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const auto found = compare(journal(), {{{Principle::Sophia, nan}}, {}});
        QCOMPARE(found.size(), std::size_t{1});
        QVERIFY(!found.front().exported);
    }
};

QTEST_APPLESS_MAIN(TestComparison)
#include "tst_comparison.moc"
