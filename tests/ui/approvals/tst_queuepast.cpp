// The queue over a long past that is read from pieces: the same rows, and most of the past is not read for them.
// links: penelope-ui
#include "tests/support/demostate.h"
#include "tests/support/longpast.h"
#include "tests/support/queuelooks.h"

#include <QtTest/QTest>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::ui::approvals;
using namespace std::chrono_literals;
using test::ana;
using test::idOf;
using test::valuesOf;

class QueuePastTest : public QObject
{
    Q_OBJECT

private slots:
    void whatIsOverForLongIsNotLookedAt()
    {
        engine::ConsoleState state;
        for (int number = 0; number < 2000; ++number)
            test::addEnded(state, number, test::demoNow() - 15min * (2000 - number));
        for (const int number : {100, 1990}) // requests decided long before their anomalies were over
            state.anomalies.update(
                idOf<AnomalyId>(number), [](auto& anomaly) { anomaly.resolvedAt = test::demoNow() - 1h; });
        state.approvals.update(
            idOf<ApprovalId>(300), [](auto& approval) { approval.status = approval::Status::Pending; });
        state.anomalies.update(idOf<AnomalyId>(700), [](auto& anomaly) { anomaly.resolvedAt.reset(); });
        const auto wanted = ui::approvals::rows(state, test::demoNow(), ana);
        QVERIFY(wanted.size() > 40);
        const auto shelf = std::make_shared<test::Shelf>();
        test::layDown(state, shelf);

        QueueRows rows;
        rows.take(state, {}, test::demoNow(), ana);
        QVERIFY(valuesOf(rows) == wanted);
        QVERIFY2(
            shelf->reads * 4 < std::ssize(shelf->pieces),
            qPrintable(u"%1 of %2"_s.arg(shelf->reads.load()).arg(shelf->pieces.size())));
    }
};

QTEST_GUILESS_MAIN(QueuePastTest)
#include "tst_queuepast.moc"
