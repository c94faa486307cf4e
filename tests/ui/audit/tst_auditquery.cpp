#include "tests/support/demosession.h"
#include "tests/support/memoryaudit.h"
#include "ui/audit/auditoverview.h"
#include "ui/audit/auditpage.h"
#include "ui/audit/auditquerybar.h"
#include "ui/audit/querycompleter.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/queryfield.h"
#include "ui/widgets/tableview.h"

#include <QApplication>
#include <QClipboard>
#include <QTest>

#include <thread>

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

/// Shelves that outlive a page, as settings do.
AuditShelf shelfOver(AuditShelf::Content& kept)
{
    return {[&kept] { return kept; }, [&kept](const AuditShelf::Content& content) { kept = content; }};
}

bool saysSomewhere(const QWidget& page, const QString& words)
{
    const auto labels = page.findChildren<Label*>();
    return std::any_of(
        labels.begin(), labels.end(), [&words](const Label* label) { return label->text().contains(words); });
}

AuditReader::Timeline tenDays()
{
    AuditReader::Timeline timeline;
    timeline.indexed = 100;
    constexpr qint64 day = 86'400'000;
    for (qint64 at = 0; at < 10; ++at) {
        if (at != 4)
            timeline.buckets.push_back(
                {.start = (19'000 + at) * day, .count = at + 1, .firstSeq = 1, .lastSeq = 2, .breaches = at == 7});
    }
    timeline.from = instantFromMs(timeline.buckets.front().start);
    timeline.to = instantFromMs(timeline.buckets.back().start + day);
    return timeline;
}

} // namespace

class TestAuditQuery : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme(Scheme::Light, 1)); }

    void saysOneOfFourStates_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QueryField::State>("state");
        QTest::addColumn<QString>("words");
        QTest::newRow("valid") << u"kind:A"_s << QueryField::State::Valid << u"valid, Enter runs it"_s;
        QTest::newRow("incomplete") << u"kind:"_s << QueryField::State::Incomplete << u"incomplete"_s;
        QTest::newRow("invalid") << u"kind:A risk>=x"_s << QueryField::State::Invalid << u"column 14"_s;
        QTest::newRow("slow") << u"confidence>0.5"_s << QueryField::State::Slow << u"no index for confidence"_s;
        QTest::newRow("empty") << u" "_s << QueryField::State::Empty << u""_s;
    }
    void saysOneOfFourStates()
    {
        QFETCH(QString, text);
        QFETCH(QueryField::State, state);
        QFETCH(QString, words);
        test::DemoSession session(nightOf(1000));
        AuditQueryBar bar(session, {});
        bar.setSize(1000);
        bar.field()->setText(text);
        QCOMPARE(bar.field()->state(), state);
        QVERIFY2(
            bar.field()->accessibleDescription().contains(words), qPrintable(bar.field()->accessibleDescription()));
    }

    void saysOnceWhereItIsWrong()
    {
        test::DemoSession session(nightOf(1000));
        AuditQueryBar bar(session, {});
        bar.field()->setText(u"risk>=x"_s);
        QCOMPARE(bar.field()->accessibleDescription(), u"column 7: expected a number after risk>="_s);
    }

    void saysWhetherTheListIsThatOfTheQuery()
    {
        test::DemoSession session(nightOf(1000));
        AuditQueryBar bar(session, {});
        bar.ask(u"kind:A"_s);
        QCOMPARE(bar.field()->accessibleDescription(), u"valid"_s);
        bar.field()->setText(u"kind:B"_s);
        QCOMPARE(bar.field()->accessibleDescription(), u"valid, Enter runs it"_s);
        bar.field()->setText({});
        QCOMPARE(bar.field()->accessibleDescription(), u"Enter shows all"_s);
        QTest::keyClick(bar.field(), Qt::Key_Return);
        QCOMPARE(bar.field()->accessibleDescription(), QString());
    }

    void aLongComplaintLeavesRoomForTheQuery()
    {
        QueryField field(Icon::Search, u"Filter"_s);
        field.resize(600, 28);
        field.setState(QueryField::State::Invalid, u"there is no such field "_s.repeated(20));
        QVERIFY(field.textMargins().right() < 450);
        QCOMPARE(field.toolTip(), field.accessibleDescription());
    }

    void completesWhileTyping()
    {
        test::DemoSession session(nightOf(1000));
        AuditQueryBar bar(session, {});
        bar.completer()->setValues({{u"service"_s, {{u"payments"_s, 1204}}}});
        bar.show();
        QTest::keyClicks(bar.field(), u"-service:p"_s);
        QCOMPARE(bar.completer()->offered(), QStringList{u"payments   1\u202F204"_s});
        QCOMPARE(bar.completer()->pathFromIndex(bar.completer()->model()->index(0, 0)), u"-service:payments"_s);
    }

    void copiesTheQuestionAsSql()
    {
        test::DemoSession session(nightOf(1000));
        AuditQueryBar bar(session, {});
        bar.field()->setText(u"kind:NoteAdded"_s);
        bar.copySql();
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"FROM events"_s));
    }

    void keepsFiltersWithTheirKeys()
    {
        AuditShelf::Content kept;
        test::DemoSession session(nightOf(1000));
        AuditReader reader(test::memoryAudit(1000));
        {
            AuditPage page(session, reader, shelfOver(kept));
            page.findChild<AuditQueryBar*>()->save(u"rejects"_s, u"decision:rejected"_s);
            page.findChild<AuditQueryBar*>()->save(u"few"_s, u"seq:1..10"_s);
        }
        QCOMPARE(kept.filters.size(), 2U);
        AuditPage page(session, reader, shelfOver(kept));
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        QTest::keyClick(page.findChild<TableView*>(), Qt::Key_2, Qt::AltModifier);
        QCOMPARE(page.findChild<QueryField*>()->text(), u"seq:1..10"_s);
        QTRY_COMPARE(page.findChild<TableView*>()->model()->rowCount(), 10);
        page.findChild<AuditQueryBar*>()->remove(0);
        QCOMPARE(kept.filters.size(), 1U);
        QCOMPARE(kept.filters.front().name, u"few"_s);
    }

    void aShelfComesBackFromItsText()
    {
        AuditShelf::Content content{
            {{u"quotes \" and \\"_s, u"\"a b\" /x/"_s}}, {{5, test::demoNow()}, {9, test::demoNow() + 1s}}};
        QCOMPARE(shelfFromText(textOfShelf(content)), content);
        QCOMPARE(shelfFromText(u"not json"_s), AuditShelf::Content{});
    }

    void bookmarksWithOneKey()
    {
        AuditShelf::Content kept;
        test::DemoSession session(nightOf(1000));
        AuditReader reader(test::memoryAudit(1000));
        AuditPage page(session, reader, shelfOver(kept));
        page.show();
        auto* table = page.findChild<TableView*>();
        QTRY_VERIFY(!table->model()->index(0, AuditModel::KindColumn).data().toString().isEmpty());
        QTest::keyClick(table, Qt::Key_B);
        QCOMPARE(kept.bookmarks.size(), 1U);
        QCOMPARE(kept.bookmarks.front().seq, 1000);
        QTest::keyClick(table, Qt::Key_B);
        QVERIFY(kept.bookmarks.empty());
    }

    void saysWhichTermRemovedEverything()
    {
        test::DemoSession session(nightOf(1000));
        AuditReader reader(test::memoryAudit(1000));
        AuditPage page(session, reader);
        page.show();
        page.open(u"kind:NoteAdded risk>=0.9"_s);
        QTRY_VERIFY(saysSomewhere(page, u"`risk>=0.9` alone: 0"_s));
        page.open(u"kind:NoteAdded seq:5 kind:Approval*"_s);
        QTRY_VERIFY(saysSomewhere(page, u"`kind:NoteAdded seq:5` together: 0"_s));
    }

    void theMapHasAColumnForEveryDay()
    {
        MiniMap map;
        map.resize(600, 44);
        map.show(tenDays());
        QCOMPARE(map.columns().size(), 10U);
        QCOMPARE(map.columns()[4].count, 0);
        QCOMPARE(map.columns()[9].count, 10);
        QVERIFY(map.sentence(7).contains(u"1 breach"_s));
        QVERIFY(map.accessibleDescription().contains(u"10 event"_s));
        map.resize(9, 44);
        map.grab();
        qint64 all = 0;
        for (const auto& column : map.columns())
            all += column.count;
        QCOMPARE(all, 50);
    }

    void aClickOrADragIsARange()
    {
        MiniMap map;
        map.resize(600, 44);
        map.show(tenDays());
        std::vector<std::pair<Instant, Instant>> chosen;
        connect(
            &map, &MiniMap::rangeChosen, &map, [&chosen](Instant from, Instant to) { chosen.emplace_back(from, to); });
        QTest::mouseClick(&map, Qt::LeftButton, {}, QPoint(90, 20));
        QTest::mousePress(&map, Qt::LeftButton, {}, QPoint(130, 20));
        QTest::mouseMove(&map, QPoint(310, 20));
        QTest::mouseRelease(&map, Qt::LeftButton, {}, QPoint(310, 20));
        QCOMPARE(chosen.size(), 2U);
        QCOMPARE(chosen[0], std::pair(map.columns()[1].from, map.columns()[1].to));
        QCOMPARE(chosen[1], std::pair(map.columns()[2].from, map.columns()[5].to));
    }

    void theMapListensToKeys()
    {
        MiniMap map;
        map.resize(600, 44);
        map.show(tenDays());
        std::optional<std::pair<Instant, Instant>> chosen;
        bool cleared = false;
        connect(&map, &MiniMap::rangeChosen, &map, [&](Instant from, Instant to) { chosen = {from, to}; });
        connect(&map, &MiniMap::rangeCleared, &map, [&] { cleared = true; });
        QTest::keyClick(&map, Qt::Key_Home);
        QTest::keyClick(&map, Qt::Key_Right);
        QTest::keyClick(&map, Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(map.accessibleDescription().startsWith(map.sentence(2)));
        QTest::keyClick(&map, Qt::Key_Return);
        QCOMPARE(*chosen, std::pair(map.columns()[1].from, map.columns()[2].to));
        QTest::keyClick(&map, Qt::Key_Escape);
        QVERIFY(cleared);
    }

    void aRangeTakesThePlaceOfTheQuerysTimes()
    {
        test::DemoSession session(nightOf(1000));
        AuditQueryBar bar(session, {});
        bar.field()->setText(u"after:-2h kind:NoteAdded"_s);
        bar.setRange(instantFromMs(0), instantFromMs(1000));
        QVERIFY(bar.text().startsWith(u"kind:NoteAdded after:1970-01-01T00:00:00"_s));
        bar.setRange({}, {});
        QCOMPARE(bar.text(), u"kind:NoteAdded"_s);
    }

    void theOverviewIsHiddenWithoutAnIndex()
    {
        test::DemoSession session(nightOf(1000));
        AuditReader reader(test::memoryAudit(1000));
        AuditPage page(session, reader);
        page.show();
        QTRY_COMPARE(page.findChild<TableView*>()->model()->rowCount(), 1000);
        QVERIFY(!page.findChild<MiniMap*>()->isVisible());
    }

    void saysHowFarTheIndexIs()
    {
        test::DemoSession session(nightOf(1000));
        AuditReader reader(
            test::memoryAudit(1000),
            [](const std::stop_token& stop, const std::function<void(qint64, qint64)>& progress) {
                progress(3'100'000, 10'000'000);
                while (!stop.stop_requested())
                    std::this_thread::yield();
                return Status{};
            });
        AuditPage page(session, reader);
        page.show();
        QTRY_VERIFY(saysSomewhere(page, u"31"_s));
        QVERIFY(saysSomewhere(page, u"Building the index"_s));
    }
};

QTEST_MAIN(TestAuditQuery)
#include "tst_auditquery.moc"
