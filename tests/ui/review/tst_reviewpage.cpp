// "What did we know, and when?": entering the past, walking in it, and what must not be possible there.
#include "tests/support/demosession.h"
#include "tests/support/memoryaudit.h"
#include "tests/support/pictures.h"
#include "tests/support/scriptedworld.h"
#include "tests/support/storyaudit.h"
#include "ui/approvals/approvalspage.h"
#include "ui/breakers/breakerspage.h"
#include "ui/canaries/canariespage.h"
#include "ui/compliance/compliancepage.h"
#include "ui/review/reportfile.h"
#include "ui/review/reviewpage.h"
#include "ui/review/stretchpreview.h"
#include "ui/shell/attentionstrip.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/replayframe.h"
#include "ui/text/format.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/tableview.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace penelope;
using namespace penelope::ui;

namespace {

/// A regression that was rolled back, told by the core itself.
struct Story
{
    Story()
    {
        world.metrics.canary.errorShare = 0.05;
        world.metrics.stable.slowShare = 0.2;
        world.raise(u"high"_s, world.clock.now());
        told = world.runUntil(u"ApprovalRequested"_s, 10);
        asked = world.clock.now();
        world.run(20);
        told = told && !world.approve() && world.runUntil(u"PatchRolledBack"_s, 120);
        world.run(30);
    }

    test::ScriptedWorld world;
    Instant asked{};
    bool told = false;
};

/// The console on that journal, its present the made-up night in which a P0 waits.
struct Console
{
    explicit Console(const Story& toldStory)
        : story(toldStory)
        , held(session)
        , replay(session, test::storyAudit(story.world.store.events()))
        , page(new review::ReviewPage(replay, clock))
        , canaries(new canaries::CanariesPage(replay))
        , approvals(new approvals::ApprovalsPage(replay, held))
        , window(
              replay, held,
              {approvals, new breakers::BreakersPage(replay), canaries, new compliance_page::CompliancePage(replay),
               page},
              [](const Theme&) {})
    {
        window.resize(1440, 900);
        window.show();
        window.activateWindow();
        active = QTest::qWaitForWindowActive(&window);
    }

    engine::Span whole() const
    {
        return {.from = story.world.store.events().front().time, .to = story.world.store.events().back().time};
    }
    void enter(Instant at)
    {
        window.openPage(u"review"_s);
        QSignalSpy there(&replay, &ReplaySession::changed);
        replay.enter(whole(), at);
        QTRY_VERIFY(replay.mode() == Session::Mode::Replay);
    }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget(), static_cast<Qt::Key>(key), modifiers);
    }

    const Story& story;
    test::DemoSession session;
    test::FakeClock clock;
    HeldDecision held;
    ReplaySession replay;
    review::ReviewPage* page;
    canaries::CanariesPage* canaries;
    approvals::ApprovalsPage* approvals;
    MainWindow window;
    bool active = false;
};

KeyButton* buttonNamed(QWidget& parent, const QString& text)
{
    for (auto* button : parent.findChildren<KeyButton*>()) {
        if (button->text() == text && button->isVisible())
            return button;
    }
    return nullptr;
}

} // namespace

class ReviewPageTest : public QObject
{
    Q_OBJECT

    const Story m_story;

private slots:
    void initTestCase()
    {
        QVERIFY(m_story.told);
        Theme::apply(*qApp, Theme{Scheme::Light, 1});
    }

    void aSuggestedStretchIsShownBeforeItIsEntered()
    {
        Console console(m_story);
        const auto& preview = *console.page->findChild<review::StretchPreview*>();
        QVERIFY(!preview.shown());
        console.window.openPage(u"review"_s);
        const auto tables = console.page->findChildren<TableView*>();
        auto* suggested = *std::find_if(tables.begin(), tables.end(), [](const TableView* table) {
            return table->accessibleName() == u"Suggested stretches"_s;
        });
        QVERIFY(suggested->currentIndex().isValid());
        QTRY_VERIFY(preview.isVisible() && preview.shown());
        QCOMPARE(console.replay.mode(), console.session.mode());
        const auto suggestions = engine::suggestions(console.session.state(), console.session.now());
        QCOMPARE(preview.shown()->from, suggestions.front().span.from);
        QTest::keyClick(suggested, Qt::Key_Return);
        QTRY_VERIFY(console.replay.mode() == Session::Mode::Replay);
        QVERIFY(!preview.isVisible());
    }

    void thePastIsShownByTheSamePathAsThePresent()
    {
        Console console(m_story);
        QVERIFY(&console.replay.state() == &console.session.state());
        console.enter(m_story.asked);
        QCOMPARE(console.replay.now(), m_story.asked);
        QVERIFY(!console.replay.canDecide());
        QCOMPARE(console.replay.state().approvals.size(), std::size_t{1});
        QVERIFY(console.replay.state().approvals.rows().front()->isPending());
        console.page->player().setMoment(console.whole().to);
        QTRY_COMPARE(console.replay.now(), console.whole().to);
        QVERIFY(!console.replay.state().approvals.rows().front()->isPending());
    }

    void theGuiGoesOnWhileTheJournalIsFolded()
    {
        Console console(m_story);
        console.window.openPage(u"review"_s);
        console.replay.enter(console.whole(), m_story.asked);
        // The answer needs the event loop: nothing was folded on this thread.
        QVERIFY(console.replay.isLoading());
        QVERIFY(console.replay.mode() == Session::Mode::Live);
        QTRY_VERIFY(!console.replay.isLoading());
    }

    void replayIsSaidOnEveryPageAndInTheTitle()
    {
        Console console(m_story);
        console.enter(m_story.asked);
        const auto moment = format::utcDateTime(m_story.asked);
        QVERIFY(console.window.windowTitle().contains(u"REPLAY "_s + moment));
        const auto* bar = console.window.findChild<ReplayBar*>();
        for (const auto& page : console.window.pageNames()) {
            console.window.openPage(page);
            QVERIFY(bar->isVisible());
            QVERIFY(bar->accessibleName().contains(moment));
        }
        test::pictureOf(console.window, u"review-replay-other"_s);
    }

    void noVerbIsThereInThePast()
    {
        Console console(m_story);
        console.window.openPage(u"canaries"_s);
        QVERIFY(buttonNamed(*console.canaries, u"Abort…"_s));
        console.enter(m_story.asked);
        for (const auto& page : console.window.pageNames()) {
            console.window.openPage(page);
            for (const auto& verb :
                 {u"Approve…"_s, u"Reject…"_s, u"Acknowledge"_s, u"Pause…"_s, u"Promote…"_s, u"Abort…"_s, u"Reset…"_s})
                QVERIFY2(!buttonNamed(console.window, verb), qPrintable(page + u' ' + verb));
            for (const auto* action : console.window.actionsHere())
                QVERIFY2(!action->isVisible() || !action->text().contains(u"Freeze"_s), qPrintable(action->text()));
        }
        // A command that reaches the session all the same is refused.
        std::optional<Error> refused;
        console.replay.send(u"approve"_s, {}, [&refused](const Result<engine::Outcome>& outcome) {
            if (!outcome)
                refused = outcome.error();
        });
        QVERIFY(refused);
        QCOMPARE(refused->code, ErrorCode::NotPermitted);
        QVERIFY(console.session.sent.empty());
    }

    void whatWaitsNowIsStillSaid()
    {
        Console console(m_story);
        console.enter(m_story.asked);
        auto* strip = console.window.findChild<AttentionStrip*>();
        QVERIFY2(strip->accessibleName().startsWith(u"LIVE: 1 P0 waiting"_s), qPrintable(strip->accessibleName()));
        auto* go = buttonNamed(*strip, u"Go"_s);
        QVERIFY(go);
        QTest::mouseClick(go, Qt::LeftButton);
        QVERIFY(console.replay.mode() == Session::Mode::Live);
        QCOMPARE(console.window.currentPage()->name(), u"approvals"_s);
    }

    void aKeyGoesBackToThePresent()
    {
        Console console(m_story);
        console.enter(m_story.asked);
        console.press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(console.replay.mode() == Session::Mode::Live);
        QVERIFY(&console.replay.state() == &console.session.state());
        QVERIFY(!console.window.findChild<ReplayBar*>()->isVisible());
        QVERIFY(!console.window.windowTitle().contains(u"REPLAY"_s));
    }

    void thereIsNothingBehindAMomentThatTheConsoleWasStartedFor()
    {
        Console console(m_story);
        console.session.setMode(Session::Mode::Replay, u"journal.db is only read"_s);
        console.enter(m_story.asked);
        QTRY_VERIFY(console.replay.past());
        QVERIFY(!console.replay.canGoBack());
        QVERIFY(!buttonNamed(console.window, u"Back to live"_s));
        console.press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(console.replay.past());
    }

    void keysWalkThroughTheStretch()
    {
        Console console(m_story);
        console.enter(m_story.asked);
        auto& player = console.page->player();
        const auto at = player.moment();
        console.press(Qt::Key_Right);
        QCOMPARE(player.moment(), at + 1s);
        console.press(Qt::Key_Left);
        QCOMPARE(player.moment(), at);
        const auto* next = engine::nextStep(*console.replay.past(), at);
        console.press(Qt::Key_BracketRight);
        QCOMPARE(player.moment(), next->time);
        console.press(Qt::Key_BracketLeft);
        QCOMPARE(player.moment(), engine::previousStep(*console.replay.past(), next->time)->time);
        console.press(Qt::Key_Space);
        QVERIFY(player.isPlaying());
        console.clock.advance(5s);
        const auto before = player.moment();
        player.advance();
        QCOMPARE(player.moment(), before + 5s);
        QTRY_COMPARE(console.replay.now(), before + 5s);
        console.press(Qt::Key_Space);
        QVERIFY(!player.isPlaying());
    }

    void keysOfAButtonAndOfTheTabsStayTheirs()
    {
        Console console(m_story);
        console.enter(m_story.asked);
        auto* tabs = console.page->findChild<QTabBar*>();
        tabs->setFocus();
        console.press(Qt::Key_Right);
        QCOMPARE(tabs->currentIndex(), 1);
        QCOMPARE(console.page->player().moment(), m_story.asked);
        auto* ten = buttonNamed(*console.page, u"10×"_s);
        ten->setFocus();
        console.press(Qt::Key_Space);
        QCOMPARE(console.page->player().speed(), 10);
        QVERIFY(!console.page->player().isPlaying());
    }

    void theRangeIsMarkedByKeys()
    {
        Console console(m_story);
        console.enter(m_story.asked);
        QCOMPARE(console.page->marked(), console.whole());
        console.press(Qt::Key_I);
        QCOMPARE(console.page->marked().from, m_story.asked);
        console.page->player().setMoment(m_story.asked + 10s);
        console.press(Qt::Key_O);
        QCOMPARE(console.page->marked(), (engine::Span{m_story.asked, m_story.asked + 10s}));
    }

    void aNoteIsSentToThePresentWithItsMoment()
    {
        Console console(m_story);
        console.enter(m_story.asked);
        console.press(Qt::Key_N);
        auto* field = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(field);
        QTest::keyClicks(field, u"who [saw] this?"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(console.session.sent.size(), std::size_t{1});
        QCOMPARE(console.session.sent.front().command, u"note"_s);
        QCOMPARE(console.session.sent.front().args[u"scope"].toString(), u"moment"_s);
        QCOMPARE(console.session.sent.front().args[u"ref"].toString(), toIso(m_story.asked));
        QCOMPARE(console.page->player().moment(), m_story.asked); // the brackets were text
    }

    void nobodyWritesNotesWithoutTheRole()
    {
        Console console(m_story);
        console.session.setOperator(u"nobody"_s);
        console.enter(m_story.asked);
        console.press(Qt::Key_N);
        QVERIFY(!qobject_cast<QLineEdit*>(QApplication::focusWidget()));
        QVERIFY(console.session.sent.empty());
    }

    void stretchesAreSuggestedAndOpened()
    {
        Console console(m_story);
        console.session.advance(m_story.world.clock.now() - console.session.now());
        console.session.show(m_story.world.state());
        console.window.openPage(u"review"_s);
        const auto tables = console.page->findChildren<TableView*>();
        const auto found = std::find_if(tables.begin(), tables.end(), [](const TableView* each) {
            return each->accessibleName() == "Suggested stretches"_L1;
        });
        QVERIFY(found != tables.end());
        auto* table = *found;
        QVERIFY(!engine::suggestions(console.session.state(), console.session.now()).empty());
        QVERIFY(table->model()->rowCount() > 0);
        QVERIFY(table->isVisible());
        table->setFocus();
        console.press(Qt::Key_Return);
        QTRY_VERIFY(console.replay.mode() == Session::Mode::Replay);
    }

    void enterInTheEmptyFieldOpensTheSuggestion()
    {
        Console console(m_story);
        console.session.advance(m_story.world.clock.now() - console.session.now());
        console.session.show(test::demoCalm()); // the journal has not been read
        QVERIFY(engine::suggestions(console.session.state(), console.session.now()).empty());
        console.window.openPage(u"review"_s);
        auto* field = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(field);
        console.session.show(m_story.world.state());
        QVERIFY(!field->hasFocus()); // whoever waits has the list under the keyboard
        field->setFocus();
        console.press(Qt::Key_Return);
        QTRY_VERIFY(console.replay.mode() == Session::Mode::Replay);
    }

    void aMomentCanBeTyped()
    {
        Console console(m_story);
        console.window.openPage(u"review"_s, u"no moment"_s);
        QVERIFY(!console.replay.isLoading());
        console.window.openPage(u"review"_s, toIso(m_story.asked));
        QVERIFY(console.replay.isLoading());
        QTRY_COMPARE(console.replay.now(), m_story.asked);
    }

    void aJournalThatCannotBeReadIsSaid()
    {
        test::DemoSession session;
        test::FakeClock clock;
        ReplaySession replay(session, []() -> Result<std::unique_ptr<AuditJournal>> {
            return failure(ErrorCode::Storage, u"the file is gone"_s);
        });
        review::ReviewPage page(replay, clock);
        replay.enter({m_story.asked, m_story.asked + 1h}, m_story.asked);
        QTRY_COMPARE(replay.trouble(), u"the file is gone"_s);
        QVERIFY(replay.mode() == Session::Mode::Live);
        bool said = false;
        for (const auto* label : page.findChildren<QLabel*>())
            said = said || label->text().contains(u"the file is gone"_s);
        QVERIFY(said);
    }

    void thePolicyCanBeAskedAbout()
    {
        Console console(m_story);
        console.enter(m_story.asked);
        console.page->findChild<QTabBar*>()->setCurrentIndex(3);
        QLineEdit* field = nullptr;
        for (auto* each : console.page->findChildren<QLineEdit*>()) {
            if (each->accessibleName() == "Another policy"_L1)
                field = each;
        }
        QVERIFY(field && field->isVisible());
        field->setFocus();
        QTest::keyClicks(field, u"praotes.lines=1"_s);
        QTest::keyClick(field, Qt::Key_Return);
        const auto sentences = [&] {
            QString all;
            for (const auto* label : console.page->findChildren<QLabel*>())
                all += label->text() + u'\n';
            return all;
        };
        QTRY_VERIFY(sentences().contains(u"would have been different"_s));
        // The columns cut what the selected line tells whole, in words and not in codes.
        QVERIFY2(sentences().contains(u"It would be: too invasive; "_s), qPrintable(sentences()));
        QVERIFY2(sentences().contains(u"it changes too many lines"_s), qPrintable(sentences()));
        test::pictureOf(console.window, u"review-whatif"_s);
        field->setText(u"moon.phase=1"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(sentences().contains(u"moon.phase"_s));
    }

    /// What keeps the panes' edges free follows the text, as everywhere.
    void theMarginsFollowTheText()
    {
        Console console(m_story);
        console.enter(m_story.asked);
        console.page->findChild<QTabBar*>()->setCurrentIndex(3);
        const auto field = [&]() -> QLineEdit* {
            for (auto* each : console.page->findChildren<QLineEdit*>()) {
                if (each->accessibleName() == "Another policy"_L1)
                    return each;
            }
            return nullptr;
        };
        QVERIFY(field());
        const auto left = [&] { return field()->mapTo(field()->parentWidget(), QPoint(0, 0)).x(); };
        QCOMPARE(left(), 16);
        Theme::apply(*qApp, Theme{Scheme::Light, 1.5});
        QTRY_COMPARE(left(), 24);
        Theme::apply(*qApp, Theme{Scheme::Light, 1});
        QTRY_COMPARE(left(), 16);
    }

    void theReportIsShownAndWritten_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("begins");
        QTest::newRow("markdown") << u"review.md"_s << QByteArray("# ");
        QTest::newRow("html") << u"review.html"_s << QByteArray("<!DOCTYPE html>");
        QTest::newRow("pdf") << u"review.pdf"_s << QByteArray("%PDF-");
    }
    void theReportIsShownAndWritten()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, begins);
        Console console(m_story);
        console.enter(m_story.asked);
        console.page->findChild<QTabBar*>()->setCurrentIndex(4);
        auto* text = console.page->findChild<QTextBrowser*>();
        QTRY_VERIFY(text->toPlainText().contains(u"Who approved, and what they had seen"_s));
        test::pictureOf(console.window, u"review-report"_s);
        QTemporaryDir folder;
        std::optional<Status> written;
        console.page->exportReport(folder.filePath(file), [&written](Status status) { written = std::move(status); });
        QTRY_VERIFY(written);
        QVERIFY(*written);
        QFile report(folder.filePath(file));
        QVERIFY(report.open(QIODevice::ReadOnly));
        const auto bytes = report.readAll();
        QVERIFY(bytes.startsWith(begins));
        QVERIFY(bytes.size() > 2'000);
        QCOMPARE(QFileInfo::exists(folder.filePath(u"review-files/lanes.svg"_s)), file.endsWith(".md"_L1));
    }
    void anUnknownFormIsRefused()
    {
        QTemporaryDir folder;
        const auto status = review::writeReport({}, folder.filePath(u"review.exe"_s));
        QVERIFY(!status);
        QCOMPARE(status.error().code, ErrorCode::Malformed);
    }

    void itLooksRight_data()
    {
        QTest::addColumn<Scheme>("scheme");
        QTest::newRow("light") << Scheme::Light;
        QTest::newRow("dark") << Scheme::Dark;
    }
    void itLooksRight()
    {
        QFETCH(Scheme, scheme);
        Theme::apply(*qApp, Theme{scheme, 1});
        Console console(m_story);
        console.enter(m_story.asked + 25s);
        QTest::qWait(50); // the layout settles
        QVERIFY(test::isDrawn(test::pictureOf(console.window, u"review-replay-"_s + toWord(scheme))));
        Theme::apply(*qApp, Theme{Scheme::Light, 1});
    }
};

QTEST_MAIN(ReviewPageTest)
#include "tst_reviewpage.moc"
