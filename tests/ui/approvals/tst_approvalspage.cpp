// links: penelope-ui
#include "tests/support/demosession.h"
#include "tests/support/pictures.h"
#include "ui/approvals/approvalspage.h"
#include "ui/approvals/decisionsheet.h"
#include "ui/approvals/detailpane.h"
#include "ui/approvals/difftab.h"
#include "ui/approvals/queuemodel.h"
#include "ui/approvals/requesthead.h"
#include "ui/approvals/ruleview.h"
#include "ui/approvals/tabs.h"
#include "ui/theme/theme.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/tableview.h"

#include <QAction>
#include <QApplication>
#include <QPlainTextEdit>
#include <QtTest/QTest>

#include <algorithm>
#include <ctime>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::ui;
using namespace penelope::ui::approvals;

namespace {

constexpr auto lowRiskId = "low1";

/// The night with one request of low risk that one approver decides, and nothing else waiting.
engine::ConsoleState lowRiskState()
{
    auto state = test::demoCalm();
    patch::Patch patch;
    patch.id = PatchId{u"patchlow"_s};
    patch.service = ServiceName{u"worker"_s};
    patch.intent = u"Prefetch 16 → 8"_s;
    patch.origin = u"remedy"_s;
    patch.proposer = u"core"_s;
    patch.diff = u"--- a/service.toml\n+++ b/service.toml\n@@ -1,2 +1,2 @@\n a = 1\n-prefetch = 16\n+prefetch = 8\n"_s;
    patch.diffSha256 = QString(64, u'd');
    state.patches.insert(patch.id, patch);
    approval::Approval approval;
    approval.id = ApprovalId{QLatin1StringView{lowRiskId}};
    approval.patch = patch.id;
    approval.service = patch.service;
    approval.diffSha256 = patch.diffSha256;
    approval.riskHundredths = 20;
    approval.severity = Severity::P2;
    approval.level = Level::Config;
    approval.requestedAt = test::demoNow() - std::chrono::minutes{10};
    approval.deadline = test::demoNow() + std::chrono::minutes{110};
    state.approvals.insert(approval.id, approval);
    return state;
}

/// An anomaly that waits for a person, without a patch.
engine::ConsoleState escalatedState()
{
    auto state = test::demoCalm();
    sophia::Anomaly anomaly;
    anomaly.id = AnomalyId{u"open"_s};
    anomaly.type = u"latency_spike"_s;
    anomaly.service = ServiceName{u"worker"_s};
    sophia::DecisionRecord record;
    record.decision = Decision::Escalate;
    record.at = test::demoNow();
    anomaly.decisions.push_back(record);
    state.anomalies.insert(anomaly.id, anomaly);
    return state;
}

qsizetype sentDecisions(const test::DemoSession& session)
{
    return std::count_if(session.sent.begin(), session.sent.end(), [](const auto& sent) {
        return sent.command == "approve"_L1 || sent.command == "reject"_L1 || sent.command == "intend"_L1;
    });
}

/// A page in a window that has the keyboard.
struct Desk
{
    explicit Desk(engine::ConsoleState state)
        : session(std::move(state))
        , held(session)
        , page(session, held)
    {
        page.resize(1264, 740);
        page.show();
        QApplication::setActiveWindow(&page);
        page.takeFocus();
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget* target = QApplication::focusWidget();
        QTest::keyClick(target ? target : &page, key, modifiers);
    }

    test::DemoSession session;
    HeldDecision held;
    ApprovalsPage page;
};

bool isSaid(const QWidget& page, const QString& sentence)
{
    const auto labels = page.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(), [&sentence](const QLabel* label) {
        return label->isVisible() && label->text() == sentence;
    });
}

/// What keeps the sheet from committing, as text.
QString closedGates(const Desk& desk)
{
    QStringList closed;
    for (const auto& gate : desk.page.detail().decisionSheet().shownGates()) {
        if (!gate.open)
            closed.append(gate.name + u": "_s + gate.text);
    }
    return closed.join(u'\n');
}

} // namespace

class ApprovalsPageTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        // Where the zone is UTC there is one clock only.
        qputenv("TZ", "America/Sao_Paulo");
        tzset();
        Theme::apply(*qApp, Theme{Scheme::Light, 1});
    }

    void threePressesApproveAtLowRisk()
    {
        Desk desk(lowRiskState());
        QVERIFY(!desk.page.isCalm());

        desk.key(Qt::Key_Return);
        desk.key(Qt::Key_A);
        QCOMPARE(closedGates(desk), QString{});
        desk.key(Qt::Key_Return, Qt::ControlModifier);

        QCOMPARE(desk.held.phase(), HeldDecision::Phase::Holding);
        QCOMPARE(desk.held.request().diffSha256, QString(64, u'd'));
        QCOMPARE(desk.held.request().more[u"seen"].integer(u"hunks_total"), 1);
        QVERIFY(!desk.page.detail().isSheetOpen());
    }

    void aRequestThatComesAfterCalmIsApprovedByTheSameKeys()
    {
        Desk desk(lowRiskState());
        auto decided = lowRiskState();
        const auto low = ApprovalId{QLatin1StringView{lowRiskId}};
        auto approval = *decided.approvals.find(low);
        approval.status = approval::Status::Approved;
        approval.decidedAt = test::demoNow();
        decided.approvals.insert(low, approval);
        desk.session.show(decided);
        QVERIFY(desk.page.isCalm());

        approval.id = ApprovalId{u"low2"_s};
        approval.status = approval::Status::Pending;
        approval.decidedAt.reset();
        decided.approvals.insert(approval.id, approval);
        desk.session.show(decided);
        QVERIFY(!desk.page.isCalm());
        desk.key(Qt::Key_Return);
        desk.key(Qt::Key_A);
        desk.key(Qt::Key_Return, Qt::ControlModifier);

        QCOMPARE(desk.held.phase(), HeldDecision::Phase::Holding);
        QCOMPARE(desk.held.request().approval.value(), u"low2"_s);
    }

    void anEmptyDeskKeepsTheKeyboardUntilARequestComes()
    {
        auto empty = test::demoCalm();
        empty.approvals = {};
        empty.anomalies = {};
        empty.patches = {};
        Desk desk(std::move(empty));
        QVERIFY(desk.page.isCalm());
        const auto* before = QApplication::focusWidget();
        QVERIFY(desk.page.isAncestorOf(before));
        desk.session.advance(std::chrono::seconds{1});
        QCOMPARE(QApplication::focusWidget(), before);

        desk.session.show(lowRiskState());
        QVERIFY(!desk.page.isCalm());
        desk.key(Qt::Key_A);
        QVERIFY(desk.page.detail().isSheetOpen());
    }

    void enterAloneNeverCommits()
    {
        Desk desk(lowRiskState());
        desk.key(Qt::Key_Return);
        desk.key(Qt::Key_A);
        QVERIFY(desk.page.detail().isSheetOpen());

        desk.key(Qt::Key_Return);
        desk.key(Qt::Key_Enter);

        QCOMPARE(sentDecisions(desk.session), 0);
        QCOMPARE(desk.held.phase(), HeldDecision::Phase::Idle);
    }

    void noSingleKeyCommits_data()
    {
        QTest::addColumn<int>("modifiers");
        QTest::newRow("plain") << int(Qt::NoModifier);
        QTest::newRow("shift") << int(Qt::ShiftModifier);
        QTest::newRow("ctrl") << int(Qt::ControlModifier);
        QTest::newRow("alt") << int(Qt::AltModifier);
    }
    void noSingleKeyCommits()
    {
        QFETCH(int, modifiers);
        QList<int> keys{Qt::Key_Return, Qt::Key_Enter,  Qt::Key_Space, Qt::Key_Escape,
                        Qt::Key_Tab,    Qt::Key_Delete, Qt::Key_F1,    Qt::Key_F6};
        for (int key = Qt::Key_0; key <= Qt::Key_9; ++key)
            keys.append(key);
        for (int key = Qt::Key_A; key <= Qt::Key_Z; ++key)
            keys.append(key);
        for (const int key : keys) {
            if (key == Qt::Key_Z && modifiers == int(Qt::NoModifier))
                continue; // opens a menu, which takes the keyboard
            Desk desk(lowRiskState());
            desk.key(static_cast<Qt::Key>(key), static_cast<Qt::KeyboardModifiers>(modifiers));
            QVERIFY2(sentDecisions(desk.session) == 0, qPrintable(QString::number(key, 16)));
        }
    }

    void twoPeopleNeedAReasonWhichHasTheFocus()
    {
        auto state = lowRiskState();
        state.approvals.update(
            ApprovalId{QLatin1StringView{lowRiskId}}, [](approval::Approval& approval) { approval.need = 2; });
        Desk desk(std::move(state));
        desk.key(Qt::Key_A);
        QVERIFY(qobject_cast<QPlainTextEdit*>(QApplication::focusWidget()));

        desk.key(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(sentDecisions(desk.session), 0);
        QTest::keyClicks(QApplication::focusWidget(), u"twin agrees"_s);
        desk.key(Qt::Key_Return, Qt::ControlModifier);

        QCOMPARE(desk.held.request().reason, u"twin agrees"_s);
    }

    void expiryKeepsTheText()
    {
        Desk desk(lowRiskState());
        desk.key(Qt::Key_R);
        QTest::keyClicks(QApplication::focusWidget(), u"not tonight"_s);
        desk.session.advance(std::chrono::minutes{111});

        desk.key(Qt::Key_Return, Qt::ControlModifier);

        QCOMPARE(sentDecisions(desk.session), 0);
        QVERIFY(desk.page.detail().isSheetOpen());
        const auto* edit = desk.page.detail().decisionSheet().findChild<QPlainTextEdit*>();
        QCOMPARE(edit->toPlainText(), u"not tonight"_s);
    }

    void rowsStandStillWhileASheetIsOpen()
    {
        Desk desk(test::demoNight());
        auto& model = desk.page.model();
        const auto before = model.indexOf(model.firstRequest().data(IdRole).toString()).row();
        const auto rowsBefore = model.rowCount();
        desk.key(Qt::Key_A);
        QVERIFY(desk.page.detail().isSheetOpen());

        auto state = test::demoNight();
        approval::Approval urgent = *state.approvals.rows().front();
        urgent.id = ApprovalId{u"urgent"_s};
        urgent.severity = Severity::P0;
        urgent.status = approval::Status::Pending;
        urgent.anomaly = {};
        urgent.deadline = test::demoNow() + std::chrono::minutes{1};
        urgent.snoozedUntil.reset();
        urgent.acknowledgedUntil.reset();
        state.approvals.insert(urgent.id, urgent);
        desk.session.show(std::move(state));

        QCOMPARE(model.rowCount(), rowsBefore);
        QCOMPARE(model.firstRequest().row(), before);
        QCOMPARE(model.newCount(), 1);
        QCOMPARE(model.newSeverity(), std::optional{Severity::P0});
    }

    void whatAnEscalationNeedsIsReadWhole_data()
    {
        QTest::addColumn<int>("width");
        QTest::newRow("wide") << 1264;
        QTest::newRow("narrow") << 968;
    }
    void whatAnEscalationNeedsIsReadWhole()
    {
        QFETCH(int, width);
        Desk desk(escalatedState());
        desk.page.resize(width, 740);
        QCoreApplication::processEvents();
        const auto* table = desk.page.findChild<TableView*>();
        const QFontMetrics metrics(Theme::of(table).font(Type::Body));
        constexpr int padding = 12;
        for (const int column : {QueueModel::Change, QueueModel::Need, QueueModel::StateColumn}) {
            const auto words = table->model()->index(0, column).data().toString();
            QVERIFY2(!words.isEmpty(), qPrintable(QString::number(column)));
            QVERIFY2(metrics.horizontalAdvance(words) <= table->columnWidth(column) - padding, qPrintable(words));
        }
    }

    void aKeyThatDoesNothingHereIsAnsweredByASentence_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<QString>("sentence");
        const auto way = u"P proposes one, R closes the escalation."_s;
        QTest::newRow("approve") << int(Qt::Key_A) << u"There is no patch to approve yet: "_s + way;
        const auto waits = u"An escalation has no deadline to put off; it waits for a patch: "_s + way;
        QTest::newRow("snooze") << int(Qt::Key_Z) << waits;
    }
    void aKeyThatDoesNothingHereIsAnsweredByASentence()
    {
        QFETCH(int, key);
        QFETCH(QString, sentence);
        Desk desk(escalatedState());
        desk.key(static_cast<Qt::Key>(key));
        QVERIFY(desk.session.sent.empty());
        QVERIFY(!desk.page.detail().isSheetOpen());
        QVERIFY2(isSaid(desk.page, sentence), qPrintable(sentence));
    }

    void theBarOfAnEscalationOffersOnlyWhatItHasAUseFor()
    {
        Desk desk(escalatedState());
        QStringList offered;
        for (const auto* button : desk.page.detail().findChildren<KeyButton*>()) {
            if (button->isVisible() && !button->property("keyHint").toString().isEmpty())
                offered << button->text();
        }
        QVERIFY2(
            offered.contains(u"Propose a patch…"_s) && offered.contains(u"Close…"_s), qPrintable(offered.join(u' ')));
        QVERIFY(offered.contains(u"Acknowledge"_s));
        for (const auto& verb : {u"Approve…"_s, u"Snooze"_s})
            QVERIFY2(!offered.contains(verb), qPrintable(verb));
    }

    void anEscalationIsAcknowledgedByKeyAndItsHeadSaysByWhom()
    {
        Desk desk(escalatedState());
        desk.key(Qt::Key_K);
        QCOMPARE(desk.session.sent.size(), std::size_t{1});
        QCOMPARE(desk.session.sent.back().command, u"anomaly_ack"_s);
        auto state = escalatedState();
        const AnomalyId id{desk.session.sent.back().args[u"id"].toString()};
        QVERIFY(state.anomalies.contains(id));
        state.anomalies.update(id, [](sophia::Anomaly& anomaly) {
            anomaly.acknowledged =
                sophia::Acknowledgement{u"operator/ana"_s, test::demoNow() + std::chrono::minutes{15}};
        });
        desk.session.show(std::move(state));
        QVERIFY(isSaid(desk.page, u"By ana until 03:58:30Z, 15:00 left; then it calls again."_s));
    }

    void aDecidedRequestSaysThatNothingWaits()
    {
        auto state = lowRiskState();
        state.approvals.update(ApprovalId{QLatin1StringView{lowRiskId}}, [](approval::Approval& approval) {
            approval.status = approval::Status::Rejected;
            approval.decidedBy = u"operator/ana"_s;
            approval.decidedAt = test::demoNow() - std::chrono::minutes{1};
        });
        Desk desk(std::move(state));
        desk.page.open(QString::fromLatin1(lowRiskId));
        QVERIFY(!desk.page.isCalm());
        desk.key(Qt::Key_K);
        QVERIFY(isSaid(desk.page, u"Nothing waits here: it ended at 03:42:30Z."_s));
    }

    void whoMayIsSaidWhenTheCoreRefuses()
    {
        Desk desk(lowRiskState());
        desk.key(Qt::Key_K);
        QVERIFY(!desk.session.sent.empty());
        desk.session.sent.back().answer(
            failure(ErrorCode::NotPermitted, u"ack needs the role operator; operator/ana is viewer"_s));
        QVERIFY(isSaid(desk.page, u"Not done: acknowledging a request needs the role operator; ana is viewer"_s));
    }

    void calmSaysNothingWaits()
    {
        Desk desk(test::demoCalm());
        QVERIFY(desk.page.isCalm());
        QCOMPARE(desk.page.attention().count, 0);
    }

    void nothingCanBeDecidedWhereNothingCanBeWritten()
    {
        Desk desk(lowRiskState());
        desk.session.setMode(Session::Mode::ReadOnly, u"Another console writes"_s);
        desk.key(Qt::Key_A);
        QVERIFY(!desk.page.detail().isSheetOpen());
    }

    void theQueueIsThereBeforeTheRestIsRead()
    {
        test::DemoSession session(lowRiskState());
        session.isFront = true;
        HeldDecision held(session);
        ApprovalsPage page(session, held);
        page.resize(1264, 740);
        QVERIFY(!page.detail().isBuilt()); // it has the second picture
        page.show();
        QTRY_VERIFY(page.detail().isBuilt());
        QVERIFY(page.findChild<RequestHead*>()->isVisible());
        const auto actions = page.actions();
        const auto approve = std::find_if(actions.begin(), actions.end(), [](const auto* action) {
            return action->shortcut() == QKeySequence(u"A"_s);
        });
        QVERIFY(approve != actions.end());
        auto* table = page.findChild<TableView*>();
        QVERIFY(table->currentIndex().isValid());
        const auto tabs = page.findChildren<FormTab*>();
        const auto* why =
            *std::find_if(tabs.begin(), tabs.end(), [](const auto* tab) { return tab->accessibleName() == "Why"_L1; });
        QVERIFY(!why->widget());
        QVERIFY(!(*approve)->isEnabled());
        session.isFront = false;
        session.show(lowRiskState());
        QVERIFY(why->widget());
        QVERIFY((*approve)->isEnabled());
    }

    void hunksAreSeenWhenTheirEndIsInView()
    {
        Desk desk(lowRiskState());
        auto& diff = desk.page.detail().diff().view();
        QCOMPARE(diff.seenCount(), 0);
        desk.key(Qt::Key_2);
        QCOMPARE(diff.seenCount(), 1);
    }

    void whyShowsTheRulesAndWhatWouldHaveChangedThem()
    {
        Desk desk(test::demoNight());
        const auto* rules = desk.page.findChild<RuleView*>();
        QVERIFY(rules);
        QStringList cells;
        for (const auto* label : rules->findChildren<Label*>())
            cells << label->text();
        QCOMPARE(cells.count(u"decided"_s), 1);
        QCOMPARE(cells.count(u"does not fit"_s), 2);
        QCOMPARE(cells.count(u"not asked"_s), 3);
        QVERIFY(cells.contains(u"✕ similar episodes 2, needs at least 5; journal, last 28 d, 0 s"_s));
        QVERIFY2(
            rules->accessibleDescription().contains(u"healed before, decided"_s),
            qPrintable(rules->accessibleDescription()));
        const auto labels = desk.page.findChildren<Label*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const Label* label) {
            return label->text().contains(u"would have decided"_s);
        }));
    }
    void theEvidenceOpensTheAuditAtTheDecision()
    {
        Desk desk(test::demoNight());
        desk.key(Qt::Key_3);
        QString asked;
        connect(&desk.page, &Page::openRequested, &desk.page, [&asked](const QString& page, const QString& item) {
            asked = page + u' ' + item;
        });
        const auto buttons = desk.page.findChildren<KeyButton*>();
        const auto link = std::find_if(buttons.begin(), buttons.end(), [](const KeyButton* button) {
            return button->isVisible() && button->accessibleName() == u"Open the decision in the audit"_s;
        });
        QVERIFY(link != buttons.end());
        (*link)->click();
        QCOMPARE(asked, u"audit 10000300"_s);
    }
    void evidenceSaysThatItsSourceIsLostByNow()
    {
        Desk desk(test::demoNight());
        desk.key(Qt::Key_3);
        auto live = test::demoLive();
        live.sources[u"prometheus/main"_s].lastSampleAt = test::demoNow() - std::chrono::minutes{5};
        live.sources[u"prometheus/main"_s].answering = false;
        desk.session.showLive(live);
        const auto labels = desk.page.findChildren<Label*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const Label* label) {
            return label->isVisible() && label->text().contains(u"Prometheus LOST since 03:38:30Z"_s);
        }));
    }

    void onlyWhatIsSmallAndReadCanBeMarked()
    {
        Desk desk(lowRiskState());
        desk.key(Qt::Key_Space);
        const auto marked = [&desk] { return desk.page.model().firstRequest().data(QueueModel::MarkRole).toBool(); };
        QVERIFY(!marked()); // its diff was not looked at
        desk.key(Qt::Key_2);
        desk.page.takeFocus();
        desk.key(Qt::Key_Space);
        QVERIFY(marked());
        desk.key(Qt::Key_Space);
        QVERIFY(!marked());
    }
    void whatIsRiskyIsNeverMarked_data()
    {
        QTest::addColumn<int>("risk");
        QTest::addColumn<int>("level");
        QTest::addColumn<bool>("may");
        QTest::newRow("below") << 29 << 3 << true;
        QTest::newRow("at the limit") << 30 << 2 << false;
        QTest::newRow("level 4") << 10 << 4 << false;
    }
    void whatIsRiskyIsNeverMarked()
    {
        QFETCH(int, risk);
        QFETCH(int, level);
        QFETCH(bool, may);
        const auto state = lowRiskState();
        auto approval = *state.approvals.find(ApprovalId{QLatin1StringView{lowRiskId}});
        approval.riskHundredths = risk;
        approval.level = static_cast<Level>(level);
        const Seen seen{1, 1, true, true, false};
        QCOMPARE(bulkTrouble(approval, state, seen, test::demoNow()).isEmpty(), may);
    }
    void aBulkApprovalHoldsOneAfterTheOtherAndUndoEndsIt()
    {
        auto state = lowRiskState();
        auto second = *state.approvals.find(ApprovalId{QLatin1StringView{lowRiskId}});
        second.id = ApprovalId{u"low2"_s};
        state.approvals.insert(second.id, second);
        Desk desk(std::move(state));
        for (int row = 0; row < 2; ++row) {
            desk.key(Qt::Key_2);
            desk.page.takeFocus();
            desk.key(Qt::Key_Space);
            desk.key(Qt::Key_Down);
        }
        desk.key(Qt::Key_A, Qt::ShiftModifier);
        QVERIFY(desk.page.detail().isSheetOpen());
        QCOMPARE(desk.held.phase(), HeldDecision::Phase::Idle);
        desk.key(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(desk.held.phase(), HeldDecision::Phase::Holding);
        QCOMPARE(sentDecisions(desk.session), 1);
        desk.held.undo();
        QCOMPARE(desk.held.phase(), HeldDecision::Phase::Withdrawn);
        QCOMPARE(sentDecisions(desk.session), 1); // the second was never begun
    }

    void theLocalTimeComesBackWithTheRoom()
    {
        Desk desk(test::demoNight());
        const auto shown = [&desk] {
            const auto labels = desk.page.findChildren<Label*>();
            return std::any_of(labels.begin(), labels.end(), [](const Label* label) {
                return label->isVisible() && label->text().endsWith(u" local"_s);
            });
        };
        desk.page.resize(968, 570);
        QTest::qWait(1);
        QVERIFY(!shown());
        desk.page.resize(1264, 740); // no tick of the clock comes in between
        QTest::qWait(1);
        QVERIFY(shown());
    }

    void theHeadSaysUntilWhenARequestIsQuiet()
    {
        auto state = lowRiskState();
        const ApprovalId id{QLatin1StringView{lowRiskId}};
        state.approvals.update(id, [](approval::Approval& approval) {
            approval.severity = Severity::P0; // which stays in view when it is put off
            approval.acknowledgedBy = u"operator/ana"_s;
            approval.acknowledgedUntil = test::demoNow() + std::chrono::minutes{15};
        });
        Desk desk(state);
        const auto saying = [&desk] {
            QStringList all;
            for (const auto* label : desk.page.detail().findChildren<Label*>()) {
                if (label->isVisible() && label->text().contains(u"calls again"_s))
                    all << label->text();
            }
            return all.join(u'|');
        };
        QCOMPARE(saying(), u"By ana until 03:58:30Z, 15:00 left; then it calls again."_s);
        state.approvals.update(id, [](approval::Approval& approval) {
            approval.snoozedUntil = test::demoNow() + std::chrono::minutes{30};
        });
        desk.session.show(state);
        QCOMPARE(saying(), u"Until 04:13:30Z, 30:00 left; then it calls again."_s);
        desk.session.advance(std::chrono::minutes{30});
        QCOMPARE(saying(), QString());
    }
    void aLineOfWhyBeginsLikeItsNeighbours()
    {
        auto state = lowRiskState();
        state.patches.update(PatchId{u"patchlow"_s}, [](patch::Patch& patch) {
            patch.twinResult = u"passed"_s;
            patch.twinReason = u"undo tested, 1.4 s"_s;
        });
        state.approvals.update(ApprovalId{QLatin1StringView{lowRiskId}}, [](approval::Approval& approval) {
            approval.triggers = {u"no_precedent"_s, u"confidence"_s};
        });
        const Desk desk(state);
        QStringList all;
        for (const auto* label : desk.page.detail().findChildren<Label*>())
            all << label->text();
        QVERIFY(all.contains(u"Passed, undo tested, 1.4 s"_s));
        QVERIFY(all.contains(u"There is no precedent; the diagnosis is not sure enough"_s));
    }

    void themesKeepTheGeometry()
    {
        std::vector<std::vector<QRect>> first;
        for (const auto scheme : {Scheme::Light, Scheme::Dark}) {
            Theme::apply(*qApp, Theme{scheme, 1});
            std::vector<std::vector<QRect>> places;
            const auto look = [&](QWidget& page, const QString& what) {
                const auto image = test::pictureOf(page, u"approvals-"_s + what + u'-' + toWord(scheme));
                QVERIFY2(test::isDrawn(image), qPrintable(what));
                places.push_back(test::placesOf(page));
            };
            Desk desk(test::demoNight());
            look(desk.page, u"why"_s);
            desk.key(Qt::Key_2);
            look(desk.page, u"diff"_s);
            desk.key(Qt::Key_S);
            look(desk.page, u"split"_s);
            desk.key(Qt::Key_3);
            look(desk.page, u"evidence"_s);
            desk.key(Qt::Key_A);
            QCoreApplication::sendPostedEvents();
            look(desk.page, u"sheet"_s);
            Desk calm(test::demoCalm());
            look(calm.page, u"calm"_s);
            if (first.empty())
                first = places;
            QCOMPARE(places, first);
        }
        Theme::apply(*qApp, Theme{Scheme::Light, 1});
    }
};

QTEST_MAIN(ApprovalsPageTest)
#include "tst_approvalspage.moc"
