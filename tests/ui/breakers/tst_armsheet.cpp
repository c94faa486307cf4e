// links: penelope-ui
#include "tests/support/demosession.h"
#include "tests/support/pictures.h"
#include "ui/breakers/armsheet.h"
#include "ui/breakers/breakermodel.h"
#include "ui/breakers/breakerspage.h"
#include "ui/theme/theme.h"
#include "ui/widgets/tableview.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::ui;
using namespace penelope::ui::breakers;
using namespace std::chrono_literals;

namespace {

const ServiceName payments{u"payments"_s};

/// Two would-be acts: one that a person did too, one that went away by itself.
engine::ConsoleState inShadow()
{
    engine::ConsoleState state;
    state.policy = policy::defaults();
    state.operators[OperatorName{u"ana"_s}] = {OperatorName{u"ana"_s}, {}, Role::Approver, true};
    patch::Service service;
    service.registration.name = payments;
    service.arming = Arming::Shadow;
    state.services.insert(payments, service);
    const auto at = test::demoNow() - 24h;
    shadow::Episode agreed;
    agreed.acts.push_back({100, at, payments, PatchId{u"00000063"_s}, u"request_approval"_s, Level::Config});
    agreed.resolvedSeq = 120;
    agreed.resolvedAt = at + 1h;
    state.shadow.episodes.insert(u"00000060"_s, agreed);
    shadow::Episode alone;
    alone.acts.push_back({200, at + 5h, payments, PatchId{u"000000c7"_s}, u"request_approval"_s, Level::Config});
    alone.resolvedSeq = 220;
    alone.resolvedAt = at + 6h;
    alone.alone = true;
    state.shadow.episodes.insert(u"000000c0"_s, alone);
    shadow::Changes changes;
    changes.insert(110, {u"abc"_s, u"Raise the pool"_s, u"a person"_s, at + 30min, 110, true, 0});
    state.shadow.changes.insert(payments, changes);
    return state;
}

} // namespace

class ArmSheetTest : public QObject
{
    Q_OBJECT

    static ArmSheet* openOn(BreakersPage& page)
    {
        page.resize(1264, 740);
        page.show();
        QApplication::setActiveWindow(&page);
        page.model().setClosedShown(true);
        page.open(u"payments"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_A);
        return page.findChild<ArmSheet*>();
    }

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void thePageSaysHowTheServiceIsArmed()
    {
        test::DemoSession session{inShadow()};
        BreakersPage page(session);
        page.show();
        page.model().setClosedShown(true);
        page.open(u"payments"_s);
        QStringList texts;
        for (const auto* label : page.findChildren<Label*>())
            texts << label->text();
        QVERIFY(texts.contains(u"shadow"_s));
        const auto all = texts.join(u'\n');
        QVERIFY(all.contains(u"2 acts, 1 as people did, 1 otherwise; 0 not gradable"_s));
        QVERIFY(all.contains(u"1 in shadow"_s));
    }

    void armingShowsTheScoreAndNeedsAReason()
    {
        test::DemoSession session{inShadow()};
        BreakersPage page(session);
        auto* sheet = openOn(page);
        QVERIFY(sheet);
        auto* reason = sheet->findChild<QPlainTextEdit*>();
        QTest::keyClick(reason, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(session.sent.empty());
        QTest::keyClicks(reason, u"a good month"_s);
        QVERIFY(test::isDrawn(test::pictureOf(page, u"armsheet-light"_s)));
        QTest::keyClick(reason, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(session.sent.size(), std::size_t{1});
        QCOMPARE(session.sent.front().command, u"arm"_s);
        QCOMPARE(session.sent.front().args[u"service"].toString(), u"payments"_s);
        QCOMPARE(session.sent.front().args[u"to"].toString(), u"armed"_s);
        session.sent.front().answer(engine::Outcome{});
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!page.findChild<ArmSheet*>());
    }

    void eachGradeLeadsToItsEvidence()
    {
        test::DemoSession session{inShadow()};
        BreakersPage page(session);
        auto* sheet = openOn(page);
        QVERIFY(sheet);
        auto* table = sheet->findChild<TableView*>();
        QCOMPARE(table->model()->rowCount(), 2);
        QSignalSpy opened(&page, &Page::openRequested);
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.front()[0].toString(), u"audit"_s);
        QCOMPARE(opened.front()[1].toString(), u"220"_s);
        QVERIFY(session.sent.empty());
    }

    void anOperatorCannotArm()
    {
        auto state = inShadow();
        state.operators[OperatorName{u"ana"_s}].role = Role::Operator;
        test::DemoSession session{state};
        BreakersPage page(session);
        QVERIFY(!openOn(page));
    }
};

QTEST_MAIN(ArmSheetTest)
#include "tst_armsheet.moc"
