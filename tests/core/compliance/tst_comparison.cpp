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
