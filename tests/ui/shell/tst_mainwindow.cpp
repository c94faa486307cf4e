#include "tests/support/demosession.h"
#include "tests/support/pictures.h"
#include "ui/shell/attentionstrip.h"
#include "ui/shell/banners.h"
#include "ui/shell/handoverdialog.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/navigation.h"
#include "ui/shell/replayframe.h"
#include "ui/shell/statusstrip.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QApplication>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

#include <algorithm>
#include <ctime>
#include <set>

using namespace penelope;
using namespace penelope::ui;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// As while a long file is opened for the first time.
class UnreadSession : public test::DemoSession
{
public:
    UnreadSession() { unread = {600'000, 10'000'000, {}}; }
};

class PlainPage : public Page
{
public:
    PlainPage(Session& session, const QString& name, Attention attention)
        : Page(session)
        , m_name(name)
        , m_attention(std::move(attention))
    {
        auto* layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(new PageHead(title(), question(), this));
        auto* empty = new EmptyState(this);
        empty->show(u"Nothing waiting"_s, u"Last decision 01:12Z by bruno."_s);
        std::vector<Instant> decisions;
        for (const auto& each : session.state().decided)
            decisions.push_back(each->at);
        empty->showThread(decisions, session.now(), u"12 decisions in 24 h"_s);
        empty->showFacts({{u"Breakers"_s, u"All 10 closed"_s}, {u"Canaries"_s, u"None running"_s}});
        layout->addWidget(empty, 1);
        setFocusPolicy(Qt::StrongFocus);
    }
    QString name() const override { return m_name; }
    QString title() const override { return m_name.left(1).toUpper() + m_name.mid(1); }
    QString question() const override { return u"Should this patch ship?"_s; }
    Attention attention() const override { return m_attention; }
    void takeFocus() override { setFocus(); }
    void open(const QString& item) override { opened = item; }

    QString opened;

private:
    QString m_name;
    Attention m_attention;
};

struct Window
{
    explicit Window(test::DemoSession& session)
        : held(session)
        , approvals(new PlainPage(session, u"approvals"_s, {3, Severity::P0, u"3 waiting, 1 critical"_s}))
        , audit(new PlainPage(session, u"audit"_s, {}))
        , window(session, held, {approvals, audit}, [](const Theme& theme) { Theme::apply(*qApp, theme); })
    {
        window.resize(1440, 900);
        window.show();
        window.activateWindow();
        active = QTest::qWaitForWindowActive(&window);
    }

    HeldDecision held;
    PlainPage* approvals;
    PlainPage* audit;
    MainWindow window;
    bool active = false;
};

engine::Live lostPrometheus()
{
    auto live = test::demoLive();
    auto& source = live.sources[u"prometheus/main"_s];
    source.lastSampleAt = test::demoNow() - 362s;
    source.nextTryAt = test::demoNow() + 4s;
    source.lastError = u"Connection refused"_s;
    source.answering = false;
    return live;
}

QString cellText(const MainWindow& window, const QString& key)
{
    for (const auto* cell : window.findChildren<StatusCell*>()) {
        if (cell->property("dataSource").toString() == key)
            return cell->accessibleName();
    }
    return {};
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void oneKeyPutsTheLocalClockFirstAndBack()
    {
        test::DemoSession session(test::demoNight());
        Window window(session);
        const auto clocks = [&window] {
            const auto labels = window.window.findChild<StatusStrip*>()->findChildren<QWidget*>();
            QStringList told;
            for (const auto* each : labels)
                told << each->accessibleName();
            return told.join(u'|');
        };
        const auto utc = clocks();
        QTest::keyClick(&window.window, Qt::Key_U, Qt::ControlModifier);
        QVERIFY(Theme::of(&window.window).isLocalFirst());
        const auto local = clocks();
        QVERIFY2(utc != local, qPrintable(local));
        QTest::keyClick(&window.window, Qt::Key_U, Qt::ControlModifier);
        QCOMPARE(clocks(), utc);
    }

    void initTestCase()
    {
        // Where the zone is UTC there is one clock only.
        qputenv("TZ", "America/Sao_Paulo");
        tzset();
        Theme::apply(*qApp, Theme(Scheme::Light, 1));
    }

    void stripNamesWhatIsNext()
    {
        test::DemoSession session;
        Window w(session);
        const auto* strip = w.window.findChild<AttentionStrip*>();
        QCOMPARE(strip->accessibleName(), u"Next auth-service expires in 11:42 03:55:12Z"_s);
        session.advance(1s);
        QCOMPARE(strip->accessibleName(), u"Next auth-service expires in 11:41 03:55:12Z"_s);
    }

    void stripIsOneMutedSentenceWhenCalm()
    {
        test::DemoSession session(test::demoCalm());
        Window w(session);
        QCOMPARE(
            w.window.findChild<AttentionStrip*>()->accessibleName(),
            u"Nothing waiting. Last decision 01:12Z by bruno."_s);
    }

    void theNamesOfThePagesGiveWayToLargerText()
    {
        test::DemoSession session;
        Window w(session);
        const auto* navigation = w.window.findChild<Navigation*>();
        QCOMPARE(navigation->width(), 176 - 1);
        Theme::apply(*qApp, Theme{Scheme::Light, 1.5}); // with the window open, as Ctrl++ does
        QTRY_COMPARE(navigation->width(), Theme::of(navigation).px(56) - 1);
        Theme::apply(*qApp, Theme{Scheme::Light, 1});
        QTRY_COMPARE(navigation->width(), 176 - 1);
    }

    void whatHidesGivesTheKeyboardToThePage()
    {
        test::DemoSession session;
        Window w(session);
        w.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&w.window));
        auto* strip = w.window.findChild<AttentionStrip*>();
        strip->takeFocus();
        QVERIFY(strip->isAncestorOf(QApplication::focusWidget()));

        session.show(test::demoCalm()); // nothing to open any more
        QVERIFY(w.window.currentPage()->isAncestorOf(QApplication::focusWidget()));
    }

    void aPageIsBuiltWhenItIsOpenedAndTheRestWhenThereIsNothingElseToDo()
    {
        test::DemoSession session;
        HeldDecision held(session);
        QStringList made;
        std::vector<PagePlan> plans;
        for (const auto& name : {u"approvals"_s, u"breakers"_s, u"audit"_s})
            plans.emplace_back(name, name, [&made, &session, name] {
                made << name;
                return new PlainPage(session, name, {2, Severity::P1, u"2 open"_s});
            });
        MainWindow window(session, held, plans, [](const Theme&) {});
        QVERIFY(made.isEmpty());
        QVERIFY(window.openPage(u"audit"_s, u"41"_s));
        QCOMPARE(made, QStringList{u"audit"_s});
        QCOMPARE(static_cast<PlainPage*>(window.currentPage())->opened, u"41"_s);
        window.show();
        QSignalSpy built(&window, &MainWindow::pagesBuilt);
        window.buildRest();
        QVERIFY(built.wait());
        QCOMPARE(made, (QStringList{u"audit"_s, u"approvals"_s, u"breakers"_s}));
        QCOMPARE(window.currentPage()->name(), u"audit"_s);
        for (const auto* row : window.findChildren<NavRow*>())
            QVERIFY2(row->accessibleName().endsWith(u", 2 open"_s), qPrintable(row->accessibleName()));
        QCOMPARE(window.builtCount(), 3);
    }

    void beforeAJournalIsReadOnlyWhatNeedsNoStateIsOpen()
    {
        UnreadSession session;
        HeldDecision held(session);
        std::vector<PagePlan> plans;
        for (const auto& name : {u"approvals"_s, u"audit"_s}) {
            PagePlan plan(name, name, [&session, name] { return new PlainPage(session, name, {}); });
            plans.push_back(name == u"audit"_s ? std::move(plan).withoutState() : std::move(plan));
        }
        MainWindow window(session, held, plans, [](const Theme&) {});
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QVERIFY(!window.openPage(u"approvals"_s));
        window.openStartPage(u"approvals"_s);
        QCOMPARE(window.currentPage()->name(), u"audit"_s);
        QTest::keyClick(&window, Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(window.currentPage()->name(), u"audit"_s);
        const auto rows = window.findChildren<NavRow*>();
        QVERIFY(!rows[0]->isEnabled());
        QVERIFY(rows[1]->isEnabled());
        const auto* strip = window.findChild<AttentionStrip*>();
        QCOMPARE(strip->accessibleName(), u"Reading the journal: 0.6 of 10.0 M events"_s);
        session.unread->trouble = u"record 600001 is damaged"_s;
        session.show(session.state());
        QCOMPARE(strip->accessibleName(), u"The journal cannot be read to its end"_s);
        QCOMPARE(window.builtCount(), 1);

        session.unread.reset();
        session.show(test::demoCalm());
        window.openStartPage({});
        QCOMPARE(window.currentPage()->name(), u"approvals"_s);
        window.openPage(u"audit"_s);
        QVERIFY(rows[0]->isEnabled());
        QVERIFY(!strip->accessibleName().contains(u"events"_s));
        QTest::keyClick(&window, Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(window.currentPage()->name(), u"approvals"_s);
    }

    void waitingLeavesOutWhatIsSnoozedOrTakenByOthers()
    {
        const auto state = test::demoNight();
        const auto waiting = waitingAt(state, OperatorName{u"ana"_s}, test::demoNow());
        QCOMPARE(waiting.total(), 3);
        QCOMPARE(waitingAt(state, OperatorName{u"bruno"_s}, test::demoNow()).total(), 4);
        QCOMPARE(waitingAt(state, OperatorName{u"ana"_s}, test::demoNow() + 30min).total(), 5);
    }

    void stripCountsTheHoldDownAndUndoes()
    {
        test::DemoSession session;
        Window w(session);
        HeldDecision::Request request;
        request.approval = ApprovalId{u"4c0de511"_s};
        request.patch = PatchId{u"4c0de511"_s};
        request.service = ServiceName{u"worker"_s};
        request.deadline = test::demoNow() + 1h;
        QVERIFY(w.held.commit(request));
        const auto* strip = w.window.findChild<AttentionStrip*>();
        QCOMPARE(strip->accessibleName(), u"Approving 4c0de511 for worker in 8 s …"_s);
        QTest::keyClick(&w.window, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(strip->accessibleName(), u"Undone: nothing was decided for worker"_s);
        QCOMPARE(session.sent.back().command, u"withdraw_intent"_s);
    }

    void everySourceIsInTheStatusStrip()
    {
        test::DemoSession session;
        Window w(session);
        QCOMPARE(cellText(w.window, u"core"_s), u"Core OK 0 s"_s);
        QCOMPARE(cellText(w.window, u"prometheus/main"_s), u"Prometheus OK 4 s of 15 s"_s);
        QCOMPARE(cellText(w.window, u"budget"_s), u"Budget 4 of 5 h, 17 of 20 d"_s);
        QCOMPARE(cellText(w.window, u"audit"_s), u"Audit seq 10\u202F000\u202F412"_s);
        w.window.showSignedTo(10'000'384);
        QCOMPARE(cellText(w.window, u"audit"_s), u"Audit seq 10\u202F000\u202F412, signed to 10\u202F000\u202F384"_s);
        session.showLive(lostPrometheus());
        QCOMPARE(cellText(w.window, u"prometheus/main"_s), u"Prometheus LOST 06:02, retry in 4 s"_s);
    }

    void whatIsTriedJustNowIsNotToldAsATimeLeft()
    {
        test::DemoSession session;
        Window w(session);
        auto live = lostPrometheus();
        const auto wordsAt = [&](Milliseconds left) {
            live.sources[u"prometheus/main"_s].nextTryAt = test::demoNow() + left;
            session.showLive(live);
            return cellText(w.window, u"prometheus/main"_s);
        };
        QCOMPARE(wordsAt(1s), u"Prometheus LOST 06:02, retry in 1 s"_s);
        QCOMPARE(wordsAt(999ms), u"Prometheus LOST 06:02, retrying now"_s);
        QCOMPARE(wordsAt(-5s), u"Prometheus LOST 06:02, retrying now"_s);
        QCOMPARE(wordsAt(-1min), u"Prometheus LOST 06:02"_s); // nobody tries any more
    }

    void staleIsSaidAfterFourIntervals()
    {
        test::DemoSession session;
        Window w(session);
        session.advance(56s); // 60 s after the last sample: exactly four intervals are late
        QVERIFY(cellText(w.window, u"prometheus/main"_s).startsWith(u"Prometheus late"_s));
        session.advance(1s);
        QVERIFY(cellText(w.window, u"prometheus/main"_s).startsWith(u"Prometheus STALE 01:01"_s));
    }

    void aLostSourceHasABannerWithSinceWhen()
    {
        test::DemoSession session;
        session.showLive(lostPrometheus());
        const auto banners = bannersOf(session);
        QCOMPARE(banners.size(), 1U);
        QCOMPARE(banners[0].bold, u"Prometheus lost since 03:37:28Z."_s);
        QVERIFY(banners[0].rest.startsWith(u"Connection refused. Approvals"_s));
        QVERIFY(banners[0].canReconnect);
        auto live = lostPrometheus();
        live.sources[u"prometheus/main"_s].lastError = u"no answer within 2 s"_s;
        session.showLive(live);
        QVERIFY(bannersOf(session)[0].rest.startsWith(u"No answer within 2 s. Approvals"_s)); // a sentence of its own
    }

    void sourcesThatFellSilentTogetherAreOneBanner()
    {
        test::DemoSession session;
        auto live = lostPrometheus();
        auto& alerts = live.sources[u"alerts"_s];
        alerts = live.sources[u"prometheus/main"_s];
        *alerts.lastSampleAt += 10s;
        session.showLive(live);
        QCOMPARE(bannersOf(session).size(), 1U);
        const auto one = bannersOf(session)[0];
        QCOMPARE(one.key, u"source:alerts+prometheus/main"_s);
        QCOMPARE(one.bold, u"Alerts and Prometheus lost together, since 03:37:28Z."_s);
        QVERIFY2(one.rest.startsWith(u"Connection refused. Approvals"_s), qPrintable(one.rest));
        // Two troubles are told apart, and so are two silences.
        alerts.lastError = u"no answer within 2 s"_s;
        session.showLive(live);
        const auto rest = bannersOf(session)[0].rest;
        QVERIFY2(
            rest.startsWith(u"Alerts: No answer within 2 s. Prometheus: Connection refused. Approvals"_s),
            qPrintable(rest));
        alerts.lastSampleAt = test::demoNow() - 120s;
        session.showLive(live);
        QCOMPARE(bannersOf(session).size(), 2U);
    }

    void aSourceThatNeverAnsweredIsNotToldByATime()
    {
        test::DemoSession session;
        auto live = lostPrometheus();
        live.sources[u"prometheus/main"_s].lastSampleAt.reset();
        session.showLive(live);
        QCOMPARE(bannersOf(session)[0].bold, u"No answer yet from Prometheus."_s);
    }
    void aBannerIsAsHighAsItsWords()
    {
        Banner banner;
        const auto bold = u"Alerts and Prometheus lost together, since 03:37:28Z."_s;
        const auto rest =
            u"Connection refused. Approvals, audit and breakers still work; charts and scores show data up "
            "to then."_s;
        banner.QWidget::show();
        banner.resize(1400, 40);
        banner.show(Banner::Mark::Hatch, bold, rest);
        QCOMPARE(banner.height(), 40);
        banner.resize(900, 40);
        QCOMPARE(banner.height(), 56);
        const int line = QFontMetrics(Theme{}.font(Type::Body)).lineSpacing();
        banner.resize(600, 40);
        QCOMPARE(banner.height(), 56 + line);
    }
    void theBoxOfACellSpeaksTheLanguageOfTheScreens()
    {
        test::DemoSession session;
        Window w(session);
        QTest::keyClick(w.window.findChild<StatusCell*>(), Qt::Key_Return);
        const auto* box = w.window.findChild<QMessageBox*>();
        QVERIFY(box);
        QCOMPARE(box->textFormat(), Qt::PlainText);
        const auto buttons = box->findChildren<KeyButton*>();
        QCOMPARE(buttons.size(), 1);
        QCOMPARE(buttons.front()->text(), MainWindow::tr("Close"));
        buttons.front()->click();
        QVERIFY(!box->isVisible());
    }
    void aCellIsLaidOutAgainForWordsOfTheSameLength()
    {
        test::DemoSession session;
        Window w(session);
        auto live = lostPrometheus();
        for (const auto left : {12s, 0s}) { // "retry in 12 s" has as many letters as "retrying now."
            live.sources[u"prometheus/main"_s].nextTryAt = test::demoNow() + left;
            session.showLive(live);
            QTest::qWait(0);
            for (const auto* cell : w.window.findChildren<StatusCell*>())
                QVERIFY2(cell->width() >= cell->sizeHint().width(), qPrintable(cell->accessibleName()));
        }
    }

    void aSilentCoreHasABanner()
    {
        test::DemoSession session;
        session.advance(3s);
        QVERIFY(bannersOf(session).empty());
        session.advance(1s);
        QCOMPARE(bannersOf(session)[0].bold, u"Decision core not responding since 03:43:30Z."_s);
    }

    void aMomentWithoutACoreSaysSo()
    {
        auto state = test::demoNight();
        test::DemoSession session(state);
        session.setMode(Session::Mode::Replay, {});
        QVERIFY(bannersOf(session).empty());
        state.coreRunning = false;
        session.show(state);
        const auto banner = bannersOf(session).front();
        QCOMPARE(banner.bold, u"The core was stopped at this moment."_s);
        QCOMPARE(
            banner.rest, u"Shown is what it knew last, at 2026-08-22 03:43:28Z; what happened since is not known."_s);
    }

    void otherModesSayWhatTheyAre()
    {
        test::DemoSession session;
        session.showLive({});
        session.setMode(Session::Mode::Offline, u"journal.db"_s);
        QCOMPARE(bannersOf(session)[0].bold, u"Offline file, as of 2026-08-22 03:43:30Z."_s);
        auto live = session.snapshot().live;
        const auto told = [&](compliance::Verified verified) {
            live.verified = std::move(verified);
            session.showLive(live);
            return bannersOf(session)[0].rest;
        };
        QCOMPARE(told({}), u"journal.db It is being verified."_s);
        QCOMPARE(told({720, {}, {}}), u"journal.db Records 1 to 720 verify."_s);
        QCOMPARE(
            told({720, {{400, 400}}, {}}), u"journal.db Record 400 does not match its hash; the 719 others verify."_s);
        QCOMPARE(bannersOf(session)[0].mark, Banner::Mark::P0);
        QCOMPARE(
            told({720, {{400, 401}, {500, 500}}, {}}),
            u"journal.db 3 records from 400 on do not match their hashes; the 717 others verify."_s);
        session.setMode(Session::Mode::Replay, {});
        QVERIFY(bannersOf(session).empty()); // the frame says it
        Window w(session);
        const auto* bar = w.window.findChild<ReplayBar*>();
        QVERIFY(bar->isVisible());
        QVERIFY(bar->accessibleName().startsWith(u"REPLAY 2026-08-22 03:43:30Z"_s));
        session.setMode(Session::Mode::ReadOnly, u"ana writes"_s);
        QCOMPARE(bannersOf(session)[0].rest, u"ana writes"_s);
    }

    /// The journal has the changes of a source, not its samples.
    void theStripOfThePastSaysWhatWasKnownThen()
    {
        auto state = test::demoCalm();
        const auto at = test::demoNow() - 20min;
        state.sources[u"prometheus/main"_s] = {Freshness::Fresh, at, {}, at};
        state.sources[u"alerts"_s] = {Freshness::Lost, at - 4min, u"no answer within 2 s"_s, at};
        test::DemoSession session(std::move(state));
        Window w(session);
        session.showLive({});
        session.setMode(Session::Mode::Replay, {});
        session.advance(1s);
        QCOMPARE(cellText(w.window, u"prometheus/main"_s), u"Prometheus OK since 03:23Z"_s);
        QCOMPARE(cellText(w.window, u"alerts"_s), u"Alerts LOST 24:01"_s);
        session.advance(1min);
        QCOMPARE(cellText(w.window, u"prometheus/main"_s), u"Prometheus OK since 03:23Z"_s);
        QCOMPARE(cellText(w.window, u"alerts"_s), u"Alerts LOST 25:01"_s);
        session.advance(24h); // a time alone would be read as one of today
        QCOMPARE(cellText(w.window, u"prometheus/main"_s), u"Prometheus OK since 2026-08-22"_s);
    }

    void aSourceThatNobodyAsksIsNotCalledFresh()
    {
        auto state = test::demoCalm();
        const auto at = test::demoNow() - 20min;
        state.sources[u"prometheus/main"_s] = {Freshness::Fresh, at, {}, at};
        test::DemoSession session(std::move(state));
        Window w(session);
        session.showLive({});
        QCOMPARE(cellText(w.window, u"prometheus/main"_s), u"Prometheus STALE, not asked"_s);
    }

    void theHandoverIsThereWhereTheStripOfNotesIsNot()
    {
        test::DemoSession session;
        Window w(session);
        w.window.resize(1024, 700);
        const auto actions = w.window.actions();
        const auto handover = std::find_if(actions.begin(), actions.end(), [](const QAction* action) {
            return action->objectName() == "handover"_L1;
        });
        QVERIFY(handover != actions.end() && (*handover)->isEnabled());
        (*handover)->trigger();
        auto* dialog = w.window.findChild<HandoverDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        auto* field = dialog->findChild<QPlainTextEdit*>();
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, u"search is slow after each deploy"_s);
        QTest::keyClick(field, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(session.sent.back().command, u"note"_s);
        QCOMPARE(session.sent.back().args[u"scope"].toString(), u"shift"_s);
        // What was refused is told, and the words are not lost.
        session.sent.back().answer(failure(ErrorCode::Unavailable, u"the core is not running"_s));
        QVERIFY(dialog->isVisible());
        QCOMPARE(field->toPlainText(), u"search is slow after each deploy"_s);
        const auto labels = dialog->findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->text() == "Not done: the core is not running"_L1;
        }));
        QTest::keyClick(field, Qt::Key_Return, Qt::ControlModifier);
        session.sent.back().answer(engine::Outcome{1, {}});
        QVERIFY(!dialog->isVisible());
    }

    void theHandoverTellsEveryNoteWhole()
    {
        auto state = test::demoCalm();
        const auto longNote = u"the search index is rebuilt until noon "_s.repeated(20).trimmed();
        for (int at = 0; at < 3; ++at) {
            engine::Note note;
            note.id = NoteId{u"n%1"_s.arg(at)};
            note.scope = u"shift"_s;
            note.actor = u"operator/ana"_s;
            note.at = test::demoNow() - std::chrono::hours{3 - at};
            note.text = at == 2 ? longNote : u"note %1"_s.arg(at);
            state.notes.insert(note.id, note);
        }
        test::DemoSession session(std::move(state));
        const auto notes = HandoverDialog::notes(session);
        QVERIFY(notes.size() >= 3);
        QCOMPARE(notes.front(), u"2026-08-22 02:43:30Z ana: "_s + longNote);
        session.setMode(Session::Mode::ReadOnly, u"bruno writes"_s);
        QVERIFY(!HandoverDialog::canWrite(session));
    }

    void stripButtonOpensTheItem()
    {
        test::DemoSession session;
        Window w(session);
        w.window.openPage(u"audit"_s);
        w.window.findChild<AttentionStrip*>()->takeFocus();
        auto* button = w.window.findChild<AttentionStrip*>()->findChild<KeyButton*>();
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(w.window.currentPage()->name(), u"approvals"_s);
        QCOMPARE(w.approvals->opened, u"7f3a91c2"_s);
    }

    void keysOpenPages()
    {
        test::DemoSession session;
        Window w(session);
        QVERIFY(w.active);
        QTest::keyClick(&w.window, Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(w.window.currentPage()->name(), u"audit"_s);
        QTest::keyClick(&w.window, Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(w.window.currentPage()->name(), u"approvals"_s);
    }

    void noTwoActionsShareAKey()
    {
        test::DemoSession session;
        Window w(session);
        std::set<QString> seen;
        for (const QAction* action : w.window.actionsHere()) {
            for (const QKeySequence& key : action->shortcuts())
                QVERIFY2(seen.insert(key.toString()).second, qPrintable(key.toString()));
        }
        QVERIFY(seen.size() > 14);
    }

    void navigationCountsInItsAccessibleName()
    {
        test::DemoSession session;
        Window w(session);
        QStringList names;
        for (const auto* button : w.window.findChildren<QAbstractButton*>())
            names << button->accessibleName();
        QVERIFY(names.contains(u"Approvals, 3 waiting, 1 critical"_s));
    }

    void calmScreenHasNoColour()
    {
        test::DemoSession session(test::demoCalm());
        Window w(session);
        w.approvals->clearFocus();
        w.window.setFocus();
        const QImage image = w.window.grab().toImage();
        qint64 coloured = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor c = image.pixelColor(x, y);
                const int least = std::min({c.red(), c.green(), c.blue()});
                coloured += std::max({c.red(), c.green(), c.blue()}) - least > 40 ? 1 : 0;
            }
        }
        // Only the navigation's count of the plain page carries a shape.
        QVERIFY2(coloured < 200, qPrintable(QString::number(coloured)));
    }

    void themesKeepTheGeometry()
    {
        std::vector<std::vector<QRect>> first;
        for (const auto scheme : {Scheme::Light, Scheme::Dark}) {
            Theme::apply(*qApp, Theme(scheme, 1));
            test::DemoSession session;
            Window w(session);
            w.window.openPage(u"approvals"_s);
            QVERIFY(test::isDrawn(test::pictureOf(w.window, u"shell-"_s + toWord(scheme))));
            std::vector<std::vector<QRect>> places{test::placesOf(w.window)};
            session.showLive(lostPrometheus());
            QTest::qWait(20);
            QVERIFY(test::isDrawn(test::pictureOf(w.window, u"shell-lost-"_s + toWord(scheme))));
            places.push_back(test::placesOf(w.window));
            if (first.empty())
                first = places;
            QCOMPARE(places, first);
        }
        Theme::apply(*qApp, Theme(Scheme::Light, 1));
    }

    void aResultStandsForAMinuteAndSaysWhatFollows()
    {
        test::DemoSession session;
        Window w(session);
        HeldDecision::Request request;
        request.approval = ApprovalId{u"00b2e3d1"_s};
        request.patch = PatchId{u"00b2e3d1"_s};
        request.service = ServiceName{u"search-index"_s};
        request.deadline = test::demoNow() + 5s; // too late for a hold
        QVERIFY(w.held.commit(request));
        engine::Outcome outcome;
        outcome.seq = 99;
        session.sent.back().answer(outcome);
        const auto* strip = w.window.findChild<AttentionStrip*>();
        QCOMPARE(strip->accessibleName(), u"Approved 03:43:30Z, audit 99 · canary started"_s);
        session.advance(59s);
        QVERIFY(strip->accessibleName().startsWith(u"Approved"_s));
        session.advance(1s);
        QVERIFY2(strip->accessibleName().startsWith(u"Next "_s), qPrintable(strip->accessibleName()));
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
