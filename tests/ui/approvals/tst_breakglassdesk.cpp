// links: penelope-ui
#include "tests/support/demosession.h"
#include "tests/support/pictures.h"
#include "ui/approvals/approvalspage.h"
#include "ui/approvals/decisionsheet.h"
#include "ui/approvals/detailpane.h"
#include "ui/approvals/queuemodel.h"
#include "ui/approvals/textsheet.h"
#include "ui/shell/banners.h"
#include "ui/shell/waiting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/tableview.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QtTest/QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::ui;
using namespace penelope::ui::approvals;

namespace {

using std::chrono::minutes;

constexpr auto requestId = "glass1";

/// One P0 that needs two, asked so long ago.
engine::ConsoleState gravest(Milliseconds age)
{
    auto state = test::demoCalm();
    patch::Patch patch;
    patch.id = PatchId{u"patchp0"_s};
    patch.service = ServiceName{u"payments"_s};
    patch.origin = u"remedy"_s;
    patch.proposer = u"core"_s;
    patch.diff = u"--- a/service.toml\n+++ b/service.toml\n@@ -1,2 +1,2 @@\n a = 1\n-pool = 4\n+pool = 32\n"_s;
    patch.diffSha256 = QString(64, u'd');
    state.patches.insert(patch.id, patch);
    approval::Approval approval;
    approval.id = ApprovalId{QLatin1StringView{requestId}};
    approval.patch = patch.id;
    approval.service = patch.service;
    approval.diffSha256 = patch.diffSha256;
    approval.severity = Severity::P0;
    approval.level = Level::Config;
    approval.need = 2;
    approval.requestedAt = test::demoNow() - age;
    approval.deadline = approval.requestedAt + std::chrono::hours{2};
    state.approvals.insert(approval.id, approval);
    return state;
}

engine::ConsoleState decidedAlone(const QString& by)
{
    auto state = gravest(minutes{20});
    state.approvals.update(ApprovalId{QLatin1StringView{requestId}}, [&by](approval::Approval& approval) {
        approval.votes.push_back({.actor = by, .version = 1, .reason = u"all down"_s, .breakGlass = true});
        approval.status = approval::Status::Approved;
        approval.decidedBy = by;
        approval.decidedAt = test::demoNow() - std::chrono::hours{20};
        approval.reason = u"all down"_s;
    });
    return state;
}

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
    DecisionSheet& sheet() { return page.detail().decisionSheet(); }
    void openSheet()
    {
        page.detail().setTab(DetailPane::Tab::Diff);
        page.detail().openDecision(Verb::Approve);
        sheet().setSeen({1, 1, true, true, false}, true);
    }
    bool isOpen(GateId id)
    {
        const auto& gates = sheet().shownGates();
        return std::all_of(gates.begin(), gates.end(), [id](const Gate& gate) { return gate.id != id || gate.open; });
    }
    bool has(GateId id)
    {
        const auto& gates = sheet().shownGates();
        return std::any_of(gates.begin(), gates.end(), [id](const Gate& gate) { return gate.id == id; });
    }
    QAction* action(const QString& text) const
    {
        for (auto* each : page.actions()) {
            if (each->text() == text)
                return each;
        }
        return nullptr;
    }

    test::DemoSession session;
    HeldDecision held;
    ApprovalsPage page;
};

} // namespace

class BreakGlassDeskTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void beforeTenMinutesTheBoxSaysFromWhen()
    {
        Desk desk(gravest(minutes{9}));
        desk.openSheet();
        QVERIFY(desk.sheet().alone().isVisible());
        QVERIFY(!desk.sheet().alone().isEnabled());
        QVERIFY(!desk.has(GateId::Alone));
    }

    void afterTenMinutesANameIsTyped()
    {
        Desk desk(gravest(minutes{10}));
        desk.openSheet();
        QVERIFY(desk.sheet().alone().isEnabled());
        desk.sheet().alone().setChecked(true);
        QVERIFY(desk.has(GateId::Alone));
        QVERIFY(!desk.isOpen(GateId::Alone));
        desk.sheet().typedService().setText(u"payment"_s);
        QVERIFY(!desk.isOpen(GateId::Alone));
        desk.sheet().typedService().setText(u"payments"_s);
        QVERIFY(desk.isOpen(GateId::Alone));
        QVERIFY(!desk.isOpen(GateId::Reason));
        QCoreApplication::sendPostedEvents();
        QCoreApplication::sendPostedEvents();
        QVERIFY(test::isDrawn(test::pictureOf(desk.page, u"break-glass"_s)));
        desk.sheet().findChild<QPlainTextEdit*>()->setPlainText(u"all of it is down"_s);
        QVERIFY(desk.isOpen(GateId::Reason));
        QTest::keyClick(&desk.sheet().typedService(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(desk.held.phase(), HeldDecision::Phase::Holding);
        QCOMPARE(desk.held.request().more.boolean(u"break_glass"), std::optional{true});
        QCOMPARE(desk.held.request().more.text(u"service"), std::optional{u"payments"_s});
        QCOMPARE(desk.session.sent.back().args.boolean(u"break_glass"), std::optional{true});
    }

    void whereItIsNotMeantForThereIsNoBox()
    {
        auto state = gravest(minutes{30});
        state.approvals.update(ApprovalId{QLatin1StringView{requestId}}, [](approval::Approval& approval) {
            approval.severity = Severity::P1;
        });
        Desk desk(std::move(state));
        desk.openSheet();
        QVERIFY(!desk.sheet().alone().isVisible());
        auto off = gravest(minutes{30});
        off.policy.settings[u"approval.break_glass"_s].value = Json{false};
        Desk other(std::move(off));
        other.openSheet();
        QVERIFY(!other.sheet().alone().isVisible());
    }

    void aDecisionMadeAloneStaysInEverybodysList()
    {
        // Decided 20 h ago: a plain one would have left the list after 12.
        Desk desk(decidedAlone(u"operator/bruno"_s));
        const auto* row = desk.page.model().rowAt(desk.page.table().currentIndex());
        QVERIFY(row);
        QVERIFY(test::isDrawn(test::pictureOf(desk.page, u"to-review"_s)));
        QCOMPARE(row->state, State::ToReview);
        QCOMPARE(row->group, Group::Waiting);
        QCOMPARE(row->by, u"bruno"_s);
        QVERIFY(row->needsMe);
        QCOMPARE(waitingAt(desk.session.state(), OperatorName{u"ana"_s}, desk.session.now()).bySeverity[0], 1);
        const auto banners = bannersOf(desk.session);
        QVERIFY(std::any_of(banners.begin(), banners.end(), [](const BannerText& banner) {
            return banner.mark == Banner::Mark::P0 && banner.bold.contains(u"bruno"_s);
        }));
    }

    void anotherApproverAgreesOrObjectsWithAReason()
    {
        Desk desk(decidedAlone(u"operator/bruno"_s));
        QVERIFY(desk.action(u"Agree…"_s));
        auto* object = desk.action(u"Object…"_s);
        QVERIFY(object && object->isEnabled());
        object->trigger();
        auto* sheet = desk.page.findChild<TextSheet*>();
        QVERIFY(sheet);
        auto* reason = sheet->findChild<QPlainTextEdit*>();
        QTest::keyClick(reason, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(desk.session.sent.empty());
        reason->setPlainText(u"it could have waited"_s);
        QTest::keyClick(reason, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(desk.session.sent.back().command, u"review"_s);
        QCOMPARE(desk.session.sent.back().args.text(u"decision"), std::optional{u"object"_s});
        QCOMPARE(desk.session.sent.back().args.text(u"reason"), std::optional{u"it could have waited"_s});
    }

    void nobodyReviewsTheirOwn()
    {
        Desk desk(decidedAlone(u"operator/ana"_s));
        auto* agree = desk.action(u"Agree…"_s);
        QVERIFY(agree);
        QVERIFY(!agree->isEnabled());
    }

    void tooFewApproversAlarm()
    {
        auto state = gravest(minutes{1});
        for (auto& [name, person] : state.operators)
            person.active = name.value() == "ana"_L1;
        Desk desk(std::move(state));
        const auto banners = bannersOf(desk.session);
        QVERIFY(std::any_of(banners.begin(), banners.end(), [](const BannerText& banner) {
            return banner.mark == Banner::Mark::P1 && banner.bold.contains(u"payments"_s);
        }));
    }
};

QTEST_MAIN(BreakGlassDeskTest)
#include "tst_breakglassdesk.moc"
