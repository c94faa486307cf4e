// Jumping, following a story and exporting on the Audit page.
#include "tests/support/demosession.h"
#include "tests/support/memoryaudit.h"
#include "ui/audit/auditdetail.h"
#include "ui/audit/auditmodel.h"
#include "ui/audit/auditpage.h"
#include "ui/audit/exportstrip.h"
#include "ui/audit/gotofield.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/queryfield.h"
#include "ui/widgets/tableview.h"

#include <QApplication>
#include <QLineEdit>
#include <QTest>

#include <thread>

using namespace penelope;
using namespace penelope::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

engine::ConsoleState nightOf(qint64 seq)
{
    auto state = test::demoNight();
    state.seq = seq;
    return state;
}

/// A journal in which every record belongs to one story and carries a risk.
class StoryAudit final : public test::MemoryAudit
{
public:
    using MemoryAudit::MemoryAudit;
    Result<std::vector<journal::Event>> read(qint64 from, int limit) override
    {
        auto events = MemoryAudit::read(from, limit);
        for (auto& event : *events) {
            event.correlation = u"anomaly/0000002a"_s;
            event.payload.set(u"risk"_s, Json{0.45});
            event.payload.set(u"files"_s, jsonList({u"a.py"_s, u"b.py"_s}));
            event.payload.set(u"broken"_s, Json{Json::Array{}});
            event.payload.set(u"seen"_s, Json::object({{u"hunks"_s, Json{2}}, {u"twin"_s, Json{true}}}));
        }
        return events;
    }
    Result<std::pair<qint64, qint64>> seqsBetween(std::optional<Instant> after, std::optional<Instant>) override
    {
        return std::pair<qint64, qint64>{after && *after == test::demoNow() - std::chrono::hours{2} ? 77 : 1, 1000};
    }
};

OpenAuditJournal stories(qint64 count)
{
    return [count]() -> Result<std::unique_ptr<AuditJournal>> { return std::make_unique<StoryAudit>(count, true); };
}

QString textOf(const QWidget& widget)
{
    QStringList texts;
    for (const auto* label : widget.findChildren<Label*>()) {
        if (label->isVisible())
            texts.append(label->text());
    }
    return texts.join(u'\n');
}

struct Desk
{
    explicit Desk(ExportAudit write = {})
        : session(nightOf(1000))
        , reader(stories(1000), {}, std::move(write))
        , page(session, reader)
        , table(page.findChild<TableView*>())
    {
        page.resize(1200, 900);
        page.show();
        isActive = QTest::qWaitForWindowActive(&page);
    }
    bool isRead() const { return !table->model()->index(0, AuditModel::KindColumn).data().toString().isEmpty(); }

    test::DemoSession session;
    AuditReader reader;
    AuditPage page;
    TableView* table;
    bool isActive = false;
};

} // namespace

class TestAuditJump final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme(Scheme::Light, 1)); }

    void goesToANumberOrAMoment()
    {
        Desk desk;
        QTRY_VERIFY(desk.isRead());
        auto* field = desk.page.findChild<GoToField*>();
        auto* line = field->findChild<QLineEdit*>();
        QTest::keyClick(desk.table, Qt::Key_G, Qt::ControlModifier);
        QVERIFY(field->isVisible());
        QTest::keyClicks(line, u"750"_s);
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(desk.table->currentIndex().data(IdRole).toLongLong(), 750);
        QVERIFY(!field->isVisible());
        QCOMPARE(desk.table->model()->rowCount(), 1000); // nothing is filtered

        QTest::keyClick(desk.table, Qt::Key_G, Qt::ControlModifier);
        line->setText(u"-2h"_s);
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_COMPARE(desk.table->currentIndex().data(IdRole).toLongLong(), 77);
    }

    void saysWhatIsNoPlace()
    {
        Desk desk;
        QTRY_VERIFY(desk.isRead());
        auto* field = desk.page.findChild<GoToField*>();
        auto* line = field->findChild<QLineEdit*>();
        QTest::keyClick(desk.table, Qt::Key_G, Qt::ControlModifier);
        line->setText(u"yesterday"_s);
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(textOf(*field).contains(u"Neither the number of a record nor a time."_s));
        line->setText(u"1001"_s);
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(textOf(*field).contains(u"There are records 1 to 1"_s));
        QTest::keyClick(line, Qt::Key_Escape);
        QVERIFY(!field->isVisible());
    }

    void oneKeyShowsTheWholeStory()
    {
        Desk desk;
        QTRY_VERIFY(desk.isRead());
        QTest::keyClick(desk.table, Qt::Key_X);
        QCOMPARE(desk.page.findChild<QueryField*>()->text(), u"correlation=anomaly/0000002a"_s);
    }

    void showsTheRiskAndFieldsInWords()
    {
        Desk desk;
        QTRY_VERIFY(desk.isRead());
        QCOMPARE(desk.table->model()->index(0, AuditModel::RiskColumn).data().toString(), u"0.45"_s);
        auto* detail = desk.page.findChild<AuditDetail*>();
        QTRY_VERIFY(textOf(*detail).contains(u"a.py, b.py"_s));
        const auto fields = textOf(*detail);
        QVERIFY(fields.contains(u"hunks 2 · twin yes"_s));
        QVERIFY(fields.contains(u"none"_s));
        QVERIFY(!fields.contains(u'{'));
    }

    void exportsWhatIsAsked()
    {
        AuditExport got;
        Desk desk([&got](const AuditExport& wanted, const std::stop_token&, const auto&) -> Result<qint64> {
            got = wanted;
            return 214;
        });
        auto* strip = desk.page.findChild<ExportStrip*>();
        strip->begin({u"risk>=0.4"_s, query::ExportFormat::JsonLines, u"/tmp/a.jsonl"_s});
        QTRY_VERIFY(textOf(*strip).contains(u"214 record"_s));
        QCOMPARE(got.question, u"risk>=0.4"_s);
        QCOMPARE(got.format, query::ExportFormat::JsonLines);
    }

    void anExportIsCancelled()
    {
        std::atomic<bool> stopped = false;
        Desk desk([&stopped](const AuditExport&, const std::stop_token& stop, const auto& progress) -> Result<qint64> {
            progress(3'100'000, 10'000'000);
            while (!stop.stop_requested())
                std::this_thread::yield();
            stopped = true;
            return failure(ErrorCode::Unavailable, u"cancelled"_s);
        });
        auto* strip = desk.page.findChild<ExportStrip*>();
        strip->begin({u""_s, query::ExportFormat::Csv, u"/tmp/a.csv"_s});
        QTRY_VERIFY(textOf(*strip).contains(u"31"_s));
        strip->findChild<KeyButton*>()->click();
        QVERIFY(!strip->isVisible());
        QTRY_VERIFY(stopped);
    }
};

QTEST_MAIN(TestAuditJump)
#include "tst_auditjump.moc"
