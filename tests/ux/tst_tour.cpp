// The five-minute tour of the help, played as it is written: its keys lead from a woken engineer to the right decision.
#include "tests/support/drawntext.h"
#include "tests/support/goals.h"
#include "tests/support/places.h"
#include "ui/approvals/approvalspage.h"
#include "ui/approvals/decisionsheet.h"
#include "ui/approvals/detailpane.h"

#include <QFile>
#include <QPlainTextEdit>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::ui;
using test::DemoWindow;

namespace {

const auto reason = u"Same race as in August; the lock is right."_s;

/// The second column of the tour's table, in order: `Enter`, `2`, …, or "a reason".
QStringList stepsOfTour()
{
    QFile file(u":/penelope/docs/tour.md"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QStringList steps;
    static const QRegularExpression row(u"^\\| \\d+ \\| ([^|]+) \\|"_s, QRegularExpression::MultilineOption);
    const auto text = QString::fromUtf8(file.readAll());
    for (auto found = row.globalMatch(text); found.hasNext();)
        steps.append(found.next().captured(1).remove(u'`').trimmed());
    return steps;
}

/// A letter or word at a time: what somebody who reads all of it once would need (250 words a minute, half of them
/// skimmed), with the keystroke-level model's 1.35 s to think and 0.28 s to press (Card, Moran and Newell 1983).
class Reader
{
public:
    void look(QWidget& page)
    {
        for (const auto& drawn : test::textsOn(page)) {
            for (const auto& word : drawn.text.split(u' ', Qt::SkipEmptyParts)) {
                if (word.size() > 2 && !m_known.contains(word)) {
                    m_known.insert(word);
                    ++m_words;
                }
            }
        }
    }
    void press(qsizetype keys)
    {
        m_keys += keys;
        m_thoughts += 1;
    }
    double seconds() const
    {
        constexpr double secondsOfWord = 60.0 / 500;
        return static_cast<double>(m_words) * secondsOfWord + static_cast<double>(m_keys) * 0.28 + m_thoughts * 1.35;
    }

private:
    QSet<QString> m_known;
    int m_words = 0;
    qsizetype m_keys = 0;
    int m_thoughts = 0;
};

} // namespace

class TourTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void itsKeysLeadToTheDecision()
    {
        const auto steps = stepsOfTour();
        QVERIFY(steps.size() >= 6);
        DemoWindow console;
        console.window.openStartPage({});
        auto* page = qobject_cast<approvals::ApprovalsPage*>(console.window.currentPage());
        QVERIFY(page);
        const auto urgent = page->detail().subjects().approval;
        QVERIFY(urgent && urgent->severity == Severity::P0);
        Reader reader;
        reader.look(*page);
        int keys = 0;
        for (const auto& step : steps) {
            if (step == "a reason"_L1) {
                auto* field = qobject_cast<QPlainTextEdit*>(QApplication::focusWidget());
                QVERIFY(field);
                QTest::keyClicks(field, reason);
                reader.press(reason.size());
                continue;
            }
            const auto sequence = QKeySequence(step);
            QCOMPARE(sequence.count(), 1);
            test::press(sequence[0].key(), sequence[0].keyboardModifiers());
            QTest::qWait(1);
            reader.press(1);
            ++keys;
            reader.look(page->detail());
        }
        QCOMPARE(console.held.phase(), HeldDecision::Phase::Holding);
        QCOMPARE(console.held.request().approval, urgent->id);
        QCOMPARE(console.held.request().diffSha256, urgent->diffSha256);
        QCOMPARE(console.held.request().reason, reason);
        test::measured(
            "tour", u"%1 keys and a reason on one page, about %2 s"_s.arg(keys).arg(reader.seconds(), 0, 'f', 0));
        QVERIFY(keys <= 9);
        QVERIFY2(reader.seconds() <= 90, qPrintable(QString::number(reader.seconds())));
    }
    void nothingIsDecidedBeforeItsLastKey()
    {
        const auto steps = stepsOfTour();
        DemoWindow console;
        console.window.openStartPage({});
        for (const auto& step : steps) {
            QCOMPARE(console.held.phase(), HeldDecision::Phase::Idle);
            QVERIFY(console.session.sent.empty());
            if (step == "a reason"_L1)
                QTest::keyClicks(QApplication::focusWidget(), reason);
            else
                test::press(QKeySequence(step)[0].key(), QKeySequence(step)[0].keyboardModifiers());
            QTest::qWait(1);
        }
        QVERIFY(console.held.isBusy());
    }
};

QTEST_MAIN(TourTest)
#include "tst_tour.moc"
