// What ux.md promises of every page: names for those who do not see, keys for those without a mouse, one press never
// decides, calm is grey, the smallest window is usable.
#include "tests/support/demowindow.h"
#include "tests/support/goals.h"
#include "tests/support/pictures.h"
#include "tests/support/places.h"
#include "tests/support/words.h"
#include "ui/approvals/detailpane.h"
#include "ui/canaries/canarysheet.h"
#include "ui/shell/actionlist.h"
#include "ui/shell/navigation.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/tableview.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QAction>
#include <QBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>
#include <QTabBar>
#include <QTimer>

#include <map>
#include <set>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace penelope;
using namespace penelope::ui;
using test::addPlaces;
using test::controlsOf;
using test::DemoWindow;
using test::nameOf;
using test::openPlace;
using test::pageNames;
using test::press;
using test::whereOf;

namespace {

/// Commands after which something has been decided; taking note of a request is none.
bool decided(const test::DemoSession& session)
{
    static const std::set<QString> harmless{u"ack"_s, u"snooze"_s, u"note"_s};
    return std::any_of(
        session.sent.begin(), session.sent.end(), [](const auto& sent) { return !harmless.count(sent.command); });
}

double colouredPercent(const QImage& image)
{
    qint64 coloured = 0;
    for (int y = 0; y < image.height(); ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            const int red = qRed(line[x]);
            const int green = qGreen(line[x]);
            const int blue = qBlue(line[x]);
            coloured += std::max({red, green, blue}) - std::min({red, green, blue}) > 40;
        }
    }
    return 100.0 * static_cast<double>(coloured) / (static_cast<double>(image.width()) * image.height());
}

qint64 pixelsOf(const QImage& image, const QColor& color)
{
    qint64 count = 0;
    for (int y = 0; y < image.height(); ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        for (int x = 0; x < image.width(); ++x)
            count += (line[x] & 0xffffffU) == (color.rgb() & 0xffffffU);
    }
    return count;
}

/// The stops of Tab, from where the keyboard is now, until one comes again.
std::vector<QWidget*> tabStops(int most)
{
    std::vector<QWidget*> stops;
    while (static_cast<int>(stops.size()) < most) {
        auto* focus = QApplication::focusWidget();
        if (std::find(stops.begin(), stops.end(), focus) != stops.end())
            break;
        stops.push_back(focus);
        press(Qt::Key_Tab);
    }
    return stops;
}

/// Parts of one layout that cover one another, or are lower than their words: it was given less than its least.
QStringList overlapping(const QWidget& window)
{
    QStringList found;
    for (const auto* box : window.findChildren<QBoxLayout*>()) {
        const auto* owner = box->parentWidget();
        if (!owner || !owner->isVisible())
            continue;
        const QLayoutItem* before = nullptr;
        for (int at = 0; at < box->count(); ++at) {
            const auto* item = box->itemAt(at);
            if (item->isEmpty())
                continue;
            if (before && before->geometry().intersects(item->geometry()))
                found << u"part %1 at %2 over the one before it, which ends at %3: "_s.arg(at)
                                 .arg(item->geometry().top())
                                 .arg(before->geometry().bottom()) +
                             whereOf(owner);
            before = item;
        }
    }
    for (const auto* button : window.findChildren<QPushButton*>()) {
        if (button->isVisible() && button->height() < button->sizeHint().height())
            found << u"%1 high of %2: "_s.arg(button->height()).arg(button->sizeHint().height()) + whereOf(button) +
                         u" "_s + button->text();
    }
    return found;
}

} // namespace

class UxTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void everyControlHasAName_data() { addPlaces(); }
    void everyControlHasAName() // U-15
    {
        QFETCH(QString, page);
        QFETCH(int, sheet);
        DemoWindow console;
        openPlace(console, page, sheet);
        if (sheet != 0)
            QVERIFY(console.window.currentPage()->findChild<Sheet*>());
        const auto controls = controlsOf(&console.window);
        QVERIFY(controls.size() > 10);
        QStringList nameless;
        for (auto* control : controls) {
            if (nameOf(control).isEmpty())
                nameless << whereOf(control);
        }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
    }
    void noTwoControlsOfAFormShareAName_data() { addPlaces(); }
    void noTwoControlsOfAFormShareAName() // U-15
    {
        QFETCH(QString, page);
        QFETCH(int, sheet);
        DemoWindow console;
        openPlace(console, page, sheet);
        QWidget* form = console.window.currentPage();
        if (auto* open = form->findChild<Sheet*>(); open && sheet != 0)
            form = open;
        std::map<QString, QString> seen;
        QStringList twice;
        for (auto* control : controlsOf(form)) {
            // What is only read may repeat; what is acted on may not.
            if (qobject_cast<QLabel*>(control))
                continue;
            const auto name = nameOf(control);
            const auto [first, fresh] = seen.insert({name, whereOf(control)});
            if (!fresh)
                twice << name + u": "_s + first->second + u" and "_s + whereOf(control);
        }
        QVERIFY2(twice.isEmpty(), qPrintable(twice.join(u'\n')));
    }

    void everyControlIsReachedByKeys_data() { addPlaces(); }
    void everyControlIsReachedByKeys() // U-17
    {
        QFETCH(QString, page);
        QFETCH(int, sheet);
        DemoWindow console;
        openPlace(console, page, sheet);
        constexpr int far = 25;
        std::set<QWidget*> reached;
        for (int pane = 0; pane < 4; ++pane) {
            const auto stops = tabStops(200);
            QVERIFY2(stops.size() < 200, "Tab never comes back");
            for (int at = 0; at < static_cast<int>(stops.size()); ++at) {
                const int steps = pane + std::min(at, static_cast<int>(stops.size()) - at);
                if (steps <= far)
                    reached.insert(stops[static_cast<std::size_t>(at)]);
            }
            press(Qt::Key_F6);
        }
        QStringList missed;
        for (auto* control : controlsOf(&console.window)) {
            if ((control->focusPolicy() & Qt::TabFocus) && control->isEnabled() && !reached.count(control))
                missed << whereOf(control) + u" "_s + nameOf(control);
        }
        QVERIFY2(missed.isEmpty(), qPrintable(missed.join(u'\n')));
    }
    void focusIsVisible_data() { addPlaces(); }
    void focusIsVisible() // U-17
    {
        QFETCH(QString, page);
        QFETCH(int, sheet);
        DemoWindow console;
        openPlace(console, page, sheet);
        const auto ring = Theme::of(&console.window)->focus;
        QStringList unseen;
        for (auto* stop : tabStops(60)) {
            stop->setFocus(Qt::TabFocusReason);
            const auto with = pixelsOf(console.window.grab().toImage().convertToFormat(QImage::Format_RGB32), ring);
            if (with < 40 && !qobject_cast<QLineEdit*>(stop) && !qobject_cast<QPlainTextEdit*>(stop))
                unseen << whereOf(stop) + u" "_s + nameOf(stop);
        }
        QVERIFY2(unseen.isEmpty(), qPrintable(unseen.join(u'\n')));
    }

    void noKeyMeansTwoThings_data() { addPlaces(); }
    void noKeyMeansTwoThings() // U-21
    {
        QFETCH(QString, page);
        QFETCH(int, sheet);
        DemoWindow console;
        openPlace(console, page, sheet);
        std::map<QString, QString> seen;
        QStringList twice;
        const auto take = [&](const QKeySequence& key, const QString& what) {
            const auto [first, fresh] = seen.insert({key.toString(), what});
            if (!key.isEmpty() && !fresh)
                twice << key.toString() + u": "_s + first->second + u" and "_s + what;
        };
        for (const auto* action : console.window.actionsHere()) {
            for (const auto& key : action->shortcuts()) {
                if (action->isEnabled() && action->isVisible())
                    take(key, action->text());
            }
        }
        for (const auto* shortcut : console.window.findChildren<QShortcut*>()) {
            const auto* parent = qobject_cast<QWidget*>(shortcut->parent());
            if (shortcut->isEnabled() && parent && parent->isVisible())
                take(shortcut->key(), whereOf(parent));
        }
        QVERIFY2(twice.isEmpty(), qPrintable(twice.join(u'\n')));
        QVERIFY(seen.size() > 14);
    }
    void paletteAndOverlayNameEveryAction_data()
    {
        QTest::addColumn<QString>("page");
        for (const auto& page : pageNames())
            QTest::newRow(qPrintable(page)) << page;
    }
    void paletteAndOverlayNameEveryAction() // U-21
    {
        QFETCH(QString, page);
        DemoWindow console;
        console.open(page);
        for (const auto key : {Qt::Key_K, Qt::Key_Slash}) {
            QTest::keyClick(&console.window, key, Qt::ControlModifier);
            const auto* list = console.window.findChild<ActionList*>();
            QVERIFY(list);
            const auto* model = list->findChild<TableView*>()->model();
            QStringList named;
            for (int row = 0; row < model->rowCount(); ++row)
                named << model->index(row, 0).data().toString();
            for (const auto* action : console.window.actionsHere()) {
                QVERIFY(!action->text().isEmpty());
                if (action->isEnabled() && action->isVisible())
                    QVERIFY2(named.contains(QString(action->text()).remove(u'&')), qPrintable(action->text()));
            }
            delete list;
        }
    }

    void theFilterHasItsKeys_data()
    {
        QTest::addColumn<QString>("page");
        for (const auto* page : {"approvals", "breakers", "audit"})
            QTest::newRow(page) << QString::fromLatin1(page);
    }
    void theFilterHasItsKeys() // ux.md, global keyboard map
    {
        QFETCH(QString, page);
        DemoWindow console;
        console.open(page);
        for (const auto& [key, modifier] :
             {std::pair{Qt::Key_Slash, Qt::NoModifier}, std::pair{Qt::Key_F, Qt::ControlModifier}}) {
            console.window.currentPage()->takeFocus();
            QVERIFY(!qobject_cast<QLineEdit*>(QApplication::focusWidget()));
            QTest::keyClick(QApplication::focusWidget(), key, modifier);
            QVERIFY(qobject_cast<QLineEdit*>(QApplication::focusWidget()));
        }
    }

    void oneKeyDecidesNothing_data() { addPlaces(); }
    void oneKeyDecidesNothing() // U-02
    {
        QFETCH(QString, page);
        QFETCH(int, sheet);
        DemoWindow console;
        std::vector<std::pair<int, Qt::KeyboardModifiers>> presses;
        for (int key = Qt::Key_Space; key <= Qt::Key_AsciiTilde; ++key) {
            if (key < 'a' || key > 'z') // no keys of Qt
                presses.push_back({key, Qt::NoModifier});
        }
        for (const auto key :
             {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Escape, Qt::Key_Tab, Qt::Key_Backspace, Qt::Key_Delete, Qt::Key_Up,
              Qt::Key_Down, Qt::Key_Left, Qt::Key_Right, Qt::Key_Home, Qt::Key_End, Qt::Key_F1, Qt::Key_F6})
            presses.push_back({key, Qt::NoModifier});
        for (const int key : {int(Qt::Key_Z), int(Qt::Key_R), int(Qt::Key_K), int(Qt::Key_U), int(Qt::Key_E)})
            presses.push_back({key, Qt::ControlModifier});
        // With a sheet open the chord is the second press, or the third from the queue.
        if (sheet == 0)
            presses.push_back({Qt::Key_Return, Qt::ControlModifier});
        for (const auto& [key, modifiers] : presses) {
            if (key >= Qt::Key_A && key <= Qt::Key_Z && modifiers == Qt::NoModifier && key == sheet)
                continue;
            openPlace(console, page, sheet);
            press(key, modifiers);
            QVERIFY2(!decided(console.session), qPrintable(QKeySequence(key | int(modifiers)).toString()));
            QVERIFY(!console.held.isBusy());
            // Whatever it opened is closed again.
            for (auto* window : QApplication::topLevelWidgets()) {
                if (window != &console.window && window->isVisible())
                    window->close();
            }
            console.window.activateWindow();
            for (int i = 0; i < 3; ++i)
                press(Qt::Key_Escape);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
    }
    void anAbortInTheWindowIsTakenBackByItsKey()
    {
        DemoWindow console;
        openPlace(console, u"canaries"_s, Qt::Key_B);
        press(Qt::Key_Return, Qt::ControlModifier);
        auto* sheet = console.window.findChild<canaries::CanarySheet*>();
        QVERIFY(sheet && sheet->isHolding());
        press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(!sheet->isHolding());
        QVERIFY(console.session.sent.empty());
    }

    void calmPagesAreGrey_data()
    {
        QTest::addColumn<QString>("page");
        for (const auto& page : pageNames())
            QTest::newRow(qPrintable(page)) << page;
    }
    void calmPagesAreGrey() // U-14
    {
        QFETCH(QString, page);
        // The calm night's score is not good, and says so in colour; a young journal has none.
        engine::ConsoleState young;
        young.policy = policy::defaults();
        DemoWindow console(page == "compliance"_L1 ? young : test::demoCalm());
        console.open(page);
        const double percent = colouredPercent(test::pictureOf(console.window, u"window-"_s + page));
        m_mostColoured = std::max(m_mostColoured, percent);
        test::measured("U-14", u"%1 % at most"_s.arg(m_mostColoured, 0, 'f', 2));
        QVERIFY2(percent <= 0.5, qPrintable(QString::number(percent)));
    }
    void anUrgentRequestIsColoured() // U-14
    {
        DemoWindow calm(test::demoCalm());
        calm.open(u"approvals"_s);
        DemoWindow night;
        night.open(u"approvals"_s);
        QVERIFY(
            colouredPercent(test::pictureOf(night.window, u"window-night"_s)) >
            colouredPercent(test::pictureOf(calm.window, u"window-calm"_s)));
    }

    void theSmallestWindowHoldsEveryPage_data() { addPlaces(); }
    void theSmallestWindowHoldsEveryPage()
    {
        QFETCH(QString, page);
        QFETCH(int, sheet);
        DemoWindow console(test::demoNight(), QSize(1024, 700));
        openPlace(console, page, sheet);
        QCOMPARE(console.window.size(), QSize(1024, 700));
        const auto* shown = console.window.currentPage();
        QStringList outside;
        for (auto* control : controlsOf(&console.window)) {
            bool scrolled = false;
            for (auto* above = control->parentWidget(); above; above = above->parentWidget())
                scrolled = scrolled || qobject_cast<QAbstractScrollArea*>(above);
            const QRect place(control->mapTo(&console.window, QPoint(0, 0)), control->size());
            if (!scrolled && !console.window.rect().contains(place))
                outside << whereOf(control) + u" "_s + nameOf(control);
            if (const auto* button = qobject_cast<QAbstractButton*>(control);
                button && !scrolled && control->width() < control->sizeHint().width() && !button->text().isEmpty() &&
                shown->isAncestorOf(control))
                outside << u"%1 of %2: "_s.arg(control->width()).arg(control->sizeHint().width()) + whereOf(control) +
                               u" "_s + nameOf(control);
        }
        outside << overlapping(console.window);
        QVERIFY2(outside.isEmpty(), qPrintable(outside.join(u'\n')));
    }
    void aBannerLeavesTheSheetsTheirRoom_data() { addPlaces(); }
    void aBannerLeavesTheSheetsTheirRoom()
    {
        QFETCH(QString, page);
        QFETCH(int, sheet);
        const test::InLanguage words(u"pt_BR"_s);
        DemoWindow console(test::demoNight(), QSize(1024, 700));
        openPlace(console, page, sheet);
        auto live = test::demoLive();
        live.heartbeat = test::demoNow() - std::chrono::seconds{20};
        console.session.showLive(live);
        QStringList over;
        const bool roomy = QTest::qWaitFor([&] {
            over = overlapping(console.window);
            return over.isEmpty();
        });
        QVERIFY2(roomy, qPrintable(over.join(u'\n')));
    }
    void aNarrowWindowFoldsTheNavigation()
    {
        DemoWindow console(test::demoNight(), QSize(1024, 700));
        const auto* row = console.window.findChild<NavRow*>();
        QVERIFY(row->width() <= 56);
        QVERIFY(!nameOf(const_cast<NavRow*>(row)).isEmpty());
        console.window.resize(1440, 900);
        QTRY_VERIFY(row->width() > 150);
    }

    void themesKeepTheGeometry_data()
    {
        QTest::addColumn<QString>("page");
        for (const auto& page : pageNames())
            QTest::newRow(qPrintable(page)) << page;
    }
    void themesKeepTheGeometry() // look.md 8, 14
    {
        QFETCH(QString, page);
        std::vector<QRect> first;
        for (const auto scheme : {Scheme::Light, Scheme::Dark}) {
            Theme::apply(*qApp, Theme{scheme, 1});
            DemoWindow console;
            console.open(page);
            const auto picture = test::pictureOf(console.window, u"window-%1-%2"_s.arg(page, toWord(scheme)));
            const auto places = test::placesOf(console.window);
            Theme::apply(*qApp, Theme{Scheme::Light, 1});
            if (first.empty())
                first = places;
            QVERIFY(test::isDrawn(picture));
            QCOMPARE(places, first);
        }
    }

private:
    double m_mostColoured = 0;
};

QTEST_MAIN(UxTest)
#include "tst_ux.moc"
