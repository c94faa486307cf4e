#include "tests/support/demosession.h"
#include "tests/support/memoryaudit.h"
#include "ui/audit/auditdetail.h"
#include "ui/audit/auditpage.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/queryfield.h"
#include "ui/widgets/tableview.h"

#include <QApplication>
#include <QTest>

using namespace penelope;
using namespace penelope::ui;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

engine::ConsoleState nightOf(qint64 seq)
{
    auto state = test::demoNight();
    state.seq = seq;
    return state;
}

QString cellOf(const TableView& table, int row, int column)
{
    return table.model()->index(row, column).data().toString();
}

} // namespace

class TestAuditPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme(Scheme::Light, 1)); }

    void showsTheNewestFirst()
    {
        test::DemoSession session(nightOf(10'000));
        AuditReader reader(test::memoryAudit(20'000));
        AuditPage page(session, reader);
        page.resize(1200, 800);
        page.show();
        const auto& table = *page.findChild<TableView*>();
        QCOMPARE(cellOf(table, 0, AuditModel::SeqColumn), u"10\u202F000"_s);
        QTRY_COMPARE(cellOf(table, 0, AuditModel::KindColumn), u"approval"_s);
        QCOMPARE(cellOf(table, 0, AuditModel::ServiceColumn), u"auth-service"_s);
        QCOMPARE(cellOf(table, 0, AuditModel::DecisionColumn), u"approved"_s);
        QCOMPARE(cellOf(table, 0, AuditModel::ActorColumn), u"ana"_s);
        QCOMPARE(cellOf(table, 0, AuditModel::ReasonColumn), u"same fix"_s);
        QCOMPARE(cellOf(table, 1, AuditModel::SeqColumn), u"9\u202F999"_s);
    }

    void followsTheTailAtTheTop()
    {
        test::DemoSession session(nightOf(100));
        AuditReader reader(test::memoryAudit(1000));
        AuditPage page(session, reader);
        const auto& table = *page.findChild<TableView*>();
        session.show(nightOf(103));
        QCOMPARE(table.model()->rowCount(), 103);
        QCOMPARE(cellOf(table, 0, AuditModel::SeqColumn), u"103"_s);
    }

    void doesNotMoveUnderTheEyes()
    {
        test::DemoSession session(nightOf(100));
        AuditReader reader(test::memoryAudit(1000));
        AuditPage page(session, reader);
        auto& table = *page.findChild<TableView*>();
        table.setCurrentIndex(table.model()->index(10, 0));
        session.show(nightOf(103));
        QCOMPARE(table.model()->rowCount(), 100);
        QCOMPARE(cellOf(table, 10, AuditModel::SeqColumn), u"90"_s);
    }

    void filtersExactly()
    {
        test::DemoSession session(nightOf(1000));
        AuditReader reader(test::memoryAudit(1000));
        AuditPage page(session, reader);
        auto& field = *page.findChild<QueryField*>();
        field.setText(u"kind:ApprovalGranted seq:1..500"_s);
        QCOMPARE(field.state(), QueryField::State::Valid);
        QTest::keyClick(&field, Qt::Key_Return);
        const auto& table = *page.findChild<TableView*>();
        QTRY_COMPARE(table.model()->rowCount(), 100);
        QCOMPARE(cellOf(table, 0, AuditModel::SeqColumn), u"500"_s);
        QCOMPARE(cellOf(table, 99, AuditModel::SeqColumn), u"5"_s);
    }

    void saysWhereAFilterIsWrong()
    {
        test::DemoSession session(nightOf(10));
        AuditReader reader(test::memoryAudit(10));
        AuditPage page(session, reader);
        auto& field = *page.findChild<QueryField*>();
        field.setText(u"after:yesterday"_s);
        QCOMPARE(field.state(), QueryField::State::Invalid);
        QVERIFY(field.accessibleDescription().contains(u"column"_s));
    }

    void opensARecordByItsNumber()
    {
        test::DemoSession session(nightOf(5000));
        AuditReader reader(test::memoryAudit(5000));
        AuditPage page(session, reader);
        page.resize(1200, 800);
        page.show();
        page.open(u"1234"_s);
        const auto& table = *page.findChild<TableView*>();
        QCOMPARE(cellOf(table, table.currentIndex().row(), AuditModel::SeqColumn), u"1\u202F234"_s);
    }

    void showsTheProofOfARecord()
    {
        test::DemoSession session(nightOf(100));
        AuditReader reader(test::memoryAudit(100));
        AuditPage page(session, reader);
        page.show();
        const auto* proof = page.findChild<ProofStrip*>();
        QTRY_COMPARE(proof->accessibleName(), u"Proof: 99, OK, 100, OK, Checkpoint 100"_s);
    }

    void saysThatARecordDoesNotMatch()
    {
        test::DemoSession session(nightOf(100));
        AuditReader reader(test::memoryAudit(100, false));
        AuditPage page(session, reader);
        page.show();
        const auto* proof = page.findChild<ProofStrip*>();
        QTRY_COMPARE(proof->accessibleName(), u"Proof: 99, does not match, 100, does not match, Checkpoint 100"_s);
    }

    void saysWhyItCannotRead()
    {
        test::DemoSession session(nightOf(100));
        AuditReader reader([]() -> Result<std::unique_ptr<AuditJournal>> {
            return failure(ErrorCode::Storage, u"journal.db cannot be read"_s);
        });
        AuditPage page(session, reader);
        page.show();
        const auto labels = page.findChildren<Label*>();
        QTRY_VERIFY(std::any_of(labels.begin(), labels.end(), [](const Label* label) {
            return label->text() == u"journal.db cannot be read"_s;
        }));
    }
};

QTEST_MAIN(TestAuditPage)
#include "tst_auditpage.moc"
