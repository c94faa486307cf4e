#include "tests/support/demosession.h"
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

/// A journal in memory: every fifth record is an approval for payments.
class MemoryJournal : public AuditJournal, public JournalReader
{
public:
    MemoryJournal(qint64 count, bool honest)
        : m_count(count)
        , m_honest(honest)
    {}

    JournalReader& reader() override { return *this; }
    Result<RecordProof> prove(qint64 seq) override
    {
        RecordProof proof;
        proof.seq = seq;
        proof.leaf = u"91af03de5c18"_s;
        proof.previousLeaf = u"5b0e77c1a402"_s;
        proof.leafMatches = m_honest;
        proof.included = m_honest;
        proof.checkpointSize = m_count;
        proof.checkpointRoot = u"e27c41b9d0aa"_s;
        proof.hashes = 24;
        return proof;
    }
    Result<std::vector<journal::Event>> read(qint64 from, int limit) override
    {
        std::vector<journal::Event> events;
        for (qint64 seq = from; seq < from + limit && seq <= m_count; ++seq)
            events.push_back(eventAt(seq));
        return events;
    }
    Result<qint64> lastSeq() override { return m_count; }
    Result<std::pair<QByteArray, Digest>> body(qint64) override { return std::pair<QByteArray, Digest>{}; }

private:
    static journal::Event eventAt(qint64 seq)
    {
        journal::Event event;
        event.seq = seq;
        event.time = test::demoNow() - 1s * (100'000 - seq);
        event.kind = seq % 5 == 0 ? u"ApprovalGranted"_s : u"NoteAdded"_s;
        event.stream = seq % 5 == 0 ? u"approval/7f3a91c2"_s : u"note/%1"_s.arg(seq);
        event.streamVersion = 1;
        event.actor = u"operator/ana"_s;
        event.payload = Json::object({{u"reason"_s, Json{u"same fix"_s}}, {u"version"_s, Json{3}}});
        return event;
    }

    qint64 m_count;
    bool m_honest;
};

engine::ConsoleState nightOf(qint64 seq)
{
    auto state = test::demoNight();
    state.seq = seq;
    return state;
}

OpenAuditJournal memory(qint64 count, bool honest = true)
{
    return [count, honest]() -> Result<std::unique_ptr<AuditJournal>> {
        return std::make_unique<MemoryJournal>(count, honest);
    };
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
        AuditReader reader(memory(20'000));
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
        AuditReader reader(memory(1000));
        AuditPage page(session, reader);
        const auto& table = *page.findChild<TableView*>();
        session.show(nightOf(103));
        QCOMPARE(table.model()->rowCount(), 103);
        QCOMPARE(cellOf(table, 0, AuditModel::SeqColumn), u"103"_s);
    }

    void doesNotMoveUnderTheEyes()
    {
        test::DemoSession session(nightOf(100));
        AuditReader reader(memory(1000));
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
        AuditReader reader(memory(1000));
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
        AuditReader reader(memory(10));
        AuditPage page(session, reader);
        auto& field = *page.findChild<QueryField*>();
        field.setText(u"after:yesterday"_s);
        QCOMPARE(field.state(), QueryField::State::Invalid);
        QVERIFY(field.accessibleDescription().contains(u"column"_s));
    }

    void opensARecordByItsNumber()
    {
        test::DemoSession session(nightOf(5000));
        AuditReader reader(memory(5000));
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
        AuditReader reader(memory(100));
        AuditPage page(session, reader);
        page.show();
        const auto* proof = page.findChild<ProofStrip*>();
        QTRY_COMPARE(proof->accessibleName(), u"Proof: 99, OK, 100, OK, Checkpoint 100"_s);
    }

    void saysThatARecordDoesNotMatch()
    {
        test::DemoSession session(nightOf(100));
        AuditReader reader(memory(100, false));
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
