// What reaches the window from outside: links, keys of the palette, the sound's cell.
#include "tests/support/demowindow.h"
#include "ui/approvals/detailpane.h"
#include "ui/shell/actionlist.h"
#include "ui/shell/palette.h"
#include "ui/shell/statusstrip.h"
#include "ui/widgets/tableview.h"

#include <QClipboard>
#include <QLineEdit>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTest>

using namespace penelope;
using namespace penelope::ui;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::DemoWindow;

namespace {

QString cellText(const MainWindow& window, const QString& key)
{
    for (const auto* cell : window.findChildren<StatusCell*>()) {
        if (cell->property("dataSource").toString() == key && cell->isVisible())
            return cell->accessibleName();
    }
    return {};
}

QStringList namedBy(const ActionList& list)
{
    const auto* model = list.findChild<TableView*>()->model();
    QStringList named;
    for (int row = 0; row < model->rowCount(); ++row)
        named << model->index(row, 0).data().toString();
    return named;
}

} // namespace

class TestLinks : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void aLinkOpensItsRow()
    {
        DemoWindow console;
        console.window.openPage(u"audit"_s);
        console.window.followLink(u"penelope://approval/4c0de511"_s);
        QCOMPARE(console.window.currentPage()->name(), u"approvals"_s);
        QCOMPARE(console.window.currentPage()->selectedItem(), u"4c0de511"_s);
        console.window.followLink(u"penelope://breaker/auth-service"_s);
        QCOMPARE(console.window.currentPage()->name(), u"breakers"_s);
        QCOMPARE(console.window.currentPage()->selectedItem(), u"auth-service"_s);
        QVERIFY(console.session.sent.empty());
    }

    void aLinkWaitsForAJournalThatIsStillRead_data()
    {
        QTest::addColumn<QString>("link");
        QTest::addColumn<QString>("opens");
        QTest::addColumn<int>("boxes");
        QTest::newRow("there") << u"penelope://approval/4c0de511"_s << u"approvals"_s << 0;
        QTest::newRow("not there") << u"penelope://approval/ffffffff"_s << u"audit"_s << 1;
    }
    void aLinkWaitsForAJournalThatIsStillRead()
    {
        QFETCH(QString, link);
        DemoWindow console;
        console.window.openPage(u"audit"_s);
        console.session.unread = Session::Reading{0, 9, {}};
        console.session.show({});
        console.window.followLink(link);
        QCOMPARE(console.window.currentPage()->name(), u"audit"_s);
        QCOMPARE(
            cellText(console.window, u"told"_s), u"Link %1 is followed as soon as the journal is read"_s.arg(link));
        QVERIFY(console.window.findChildren<QMessageBox*>().isEmpty());

        console.session.unread.reset();
        console.session.show(test::demoNight());
        QTEST(console.window.currentPage()->name(), "opens");
        QTEST(static_cast<int>(console.window.findChildren<QMessageBox*>().size()), "boxes");
    }

    void aLinkIntoAJournalThatCannotBeAddedUpSaysSo()
    {
        DemoWindow console;
        console.window.openPage(u"audit"_s);
        console.session.unread = Session::Reading{0, 9, {}};
        console.session.show({});
        console.window.followLink(u"penelope://approval/4c0de511"_s);
        console.session.unread->trouble = u"event 7 does not match its hash"_s;
        console.session.show({});
        const auto boxes = console.window.findChildren<QMessageBox*>();
        QCOMPARE(boxes.size(), 1);
        QVERIFY2(boxes[0]->text().contains(u"cannot be added up"_s), qPrintable(boxes[0]->text()));
        console.window.followLink(u"penelope://event/9"_s); // the records are there
        QCOMPARE(console.window.currentPage()->name(), u"audit"_s);
    }

    void aHostileLinkIsOneSentenceInOneBox()
    {
        DemoWindow console;
        const QString before = console.window.currentPage()->name();
        for (const auto& link :
             {u"penelope://approval/7f3a91c2?approve=1"_s, u"<b>x</b>"_s, u"penelope://approval/ffffffff"_s})
            console.window.followLink(link);
        const auto boxes = console.window.findChildren<QMessageBox*>();
        QCOMPARE(boxes.size(), 1);
        QCOMPARE(boxes[0]->textFormat(), Qt::PlainText);
        QVERIFY2(boxes[0]->text().contains(u"penelope://approval/ffffffff"_s), qPrintable(boxes[0]->text()));
        QCOMPARE(console.window.currentPage()->name(), before);
        QVERIFY(console.session.sent.empty());
    }

    void aLinkWithAMomentAsksForIt()
    {
        DemoWindow console;
        QSignalSpy asked(&console.window, &MainWindow::momentRequested);
        console.window.followLink(u"penelope://event/12?at=2026-08-22T03:41:20Z"_s);
        QCOMPARE(asked.size(), 1);
        QVERIFY(asked[0][0].value<Permalink>().at);
    }

    void aLinkDoesNotTouchAnOpenSheet()
    {
        DemoWindow console;
        console.open(u"approvals"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_A);
        auto* page = static_cast<approvals::ApprovalsPage*>(console.window.currentPage());
        QVERIFY(page->detail().isSheetOpen());
        const QString selected = page->selectedItem();
        console.window.followLink(u"penelope://approval/4c0de511"_s);
        QVERIFY(page->detail().isSheetOpen());
        QCOMPARE(page->selectedItem(), selected);
    }

    void theChosenRowIsCopiedAsALink()
    {
        DemoWindow console;
        console.window.followLink(u"penelope://approval/4c0de511"_s);
        QTest::keyClick(&console.window, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"penelope://approval/4c0de511"_s);
        QCOMPARE(cellText(console.window, u"told"_s), u"Copied penelope://approval/4c0de511"_s);
        for (int second = 0; second < 5; ++second)
            console.session.advance(1s);
        QCOMPARE(cellText(console.window, u"told"_s), QString{});
        QGuiApplication::clipboard()->setText(u"kept"_s);
        console.window.openPage(u"settings"_s);
        QTest::keyClick(&console.window, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"kept"_s);
        QVERIFY(cellText(console.window, u"told"_s).startsWith(u"No link"_s));
    }

    void inReplayTheLinkHasItsMoment()
    {
        auto state = test::demoNight();
        state.seq = 20'000; // as many as the journal holds
        DemoWindow console(std::move(state));
        console.open(u"past"_s);
        QVERIFY(console.waited);
        console.open(u"audit"_s)->open(u"19650"_s);
        QTRY_COMPARE(console.window.currentPage()->selectedItem(), u"19650"_s);
        console.window.copyLink();
        const QString text = QGuiApplication::clipboard()->text();
        QVERIFY2(text.startsWith(u"penelope://event/19650?at=2026-08-"_s), qPrintable(text));
        QVERIFY(parsePermalink(text));
    }

    void soundHasACellAndAKeyOnceItIsThere()
    {
        DemoWindow console;
        QSignalSpy mute(&console.window, &MainWindow::muteRequested);
        QTest::keyClick(&console.window, Qt::Key_M, Qt::ControlModifier);
        QCOMPARE(mute.size(), 0);
        console.window.showSound(u"muted 29 min"_s, u"Sound is muted"_s);
        QCOMPARE(cellText(console.window, u"sound"_s), u"Sound muted 29 min"_s);
        QTest::keyClick(&console.window, Qt::Key_M, Qt::ControlModifier);
        QCOMPARE(mute.size(), 1);
    }

    void theStatusStripHasRoomForTheSound_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<QString>("note");
        for (const int width : {1024, 1200, 1280, 1440})
            QTest::addRow("%d", width) << width << QString();
        QTest::newRow("more than the first row holds") << 1024 << u"assinado até 10 000 384, há 12 s"_s;
    }
    void theStatusStripHasRoomForTheSound()
    {
        QFETCH(int, width);
        DemoWindow console(test::demoNight(), QSize(width, 800));
        console.window.showSound(u"muted 29 min"_s, {});
        QFETCH(QString, note);
        if (!note.isEmpty())
            console.window.findChild<StatusStrip*>()->showNote(u"note"_s, u"Auditoria"_s, note, {});
        QTest::qWait(30);
        std::vector<const StatusCell*> cells;
        for (const auto* cell : console.window.findChildren<StatusCell*>()) {
            if (cell->isVisible())
                cells.push_back(cell);
        }
        for (const auto* cell : cells) {
            QVERIFY2(cell->parentWidget()->rect().contains(cell->geometry()), qPrintable(cell->accessibleName()));
            QVERIFY2(cell->width() >= cell->sizeHint().width(), qPrintable(cell->accessibleName()));
            for (const auto* other : cells)
                QVERIFY2(
                    other == cell || !other->geometry().intersects(cell->geometry()),
                    qPrintable(cell->accessibleName()));
        }
    }

    void theTitleCountsAndNamesTheEnvironment()
    {
        DemoWindow console;
        console.window.setEnvironment(u"prod"_s);
        QCOMPARE(console.window.windowTitle(), u"(3) PENELOPE — prod"_s);
    }

    void thePaletteFindsServicesIdsAndRecords()
    {
        const auto state = test::demoNight();
        QVERIFY(placesFor(state, {}).empty());
        const auto byService = placesFor(state, u"auth"_s);
        QVERIFY(std::any_of(byService.begin(), byService.end(), [](const auto& place) {
            return place.page == u"breakers"_s && place.item == u"auth-service"_s;
        }));
        QVERIFY(std::any_of(byService.begin(), byService.end(), [](const auto& place) {
            return place.page == u"approvals"_s && place.item == u"7f3a91c2"_s;
        }));
        QCOMPARE(placesFor(state, u"4c0de"_s).at(0).item, u"4c0de511"_s);
        const auto record = placesFor(state, u"#10000400"_s);
        QCOMPARE(record.size(), 1U);
        QCOMPARE(record[0].page, u"audit"_s);
        QVERIFY(placesFor(state, u"#10000499"_s).empty()); // beyond the journal's end
        QVERIFY(!state.canaries.rows().empty());
        const auto canary = state.canaries.rows().front();
        const auto byCanary = placesFor(state, canary->id.value());
        QVERIFY(std::any_of(
            byCanary.begin(), byCanary.end(), [](const auto& place) { return place.page == u"canaries"_s; }));
        QCOMPARE(placesFor(state, u"penelope://event/7"_s).at(0).page, u"audit"_s);
    }

    void enterInThePaletteGoesThere()
    {
        DemoWindow console;
        QVERIFY(QTest::qWaitForWindowActive(&console.window));
        QTest::keyClick(&console.window, Qt::Key_K, Qt::ControlModifier);
        auto* list = console.window.findChild<ActionList*>();
        QVERIFY(list);
        auto* field = list->findChild<QLineEdit*>();
        QTRY_COMPARE(QApplication::focusWidget(), field); // one begins to type at once
        QTest::keyClicks(QApplication::focusWidget(), u"4c0de511"_s);
        QCOMPARE(namedBy(*list), QStringList{u"Approval 4c0de511, worker"_s});
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(console.window.currentPage()->selectedItem(), u"4c0de511"_s);
    }

    void everyKeyOfTheConsoleMeansOneThing() // U-21
    {
        DemoWindow console;
        QStringList conflicts;
        for (const auto& conflict : console.window.keys().conflicts())
            conflicts << conflict.key.toString() + u": "_s + conflict.first + u" and "_s + conflict.second;
        QVERIFY2(conflicts.isEmpty(), qPrintable(conflicts.join(u'\n')));
        // Every action that has a key on any page is in the map, and no id stands twice.
        QStringList ids;
        std::size_t listed = 0;
        for (const auto& entry : console.window.keys().entries()) {
            QVERIFY2(!ids.contains(entry.id), qPrintable(entry.id));
            QVERIFY2(!entry.action->text().isEmpty(), qPrintable(entry.id));
            ids << entry.id;
            listed += entry.place == "shell"_L1 || entry.action->shortcut().isEmpty() ? 0 : 1;
        }
        std::size_t keyed = 0;
        for (const auto* action : console.window.findChildren<QAction*>())
            keyed += action->shortcut().isEmpty() ? 0 : 1;
        QCOMPARE(listed, keyed);
    }

    void aChangedKeyWorksAndTheOldOneDoesNot()
    {
        DemoWindow console;
        QVERIFY(console.window.keys().assign(u"shell.open-audit"_s, {QKeySequence(u"F9"_s)}));
        QTest::keyClick(&console.window, Qt::Key_5, Qt::ControlModifier);
        QVERIFY(console.window.currentPage()->name() != u"audit"_s);
        QTest::keyClick(&console.window, Qt::Key_F9);
        QCOMPARE(console.window.currentPage()->name(), u"audit"_s);
    }
};

QTEST_MAIN(TestLinks)
#include "tst_links.moc"
