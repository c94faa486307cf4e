// What ux.md promises of words: none is cut that names, warns or commits, in either language and at twice the size.
#include "tests/support/drawntext.h"
#include "tests/support/places.h"
#include "tests/support/words.h"
#include "ui/approvals/queuemodel.h"
#include "ui/audit/auditmodel.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/tableview.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QScrollBar>

#include <map>
#include <set>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::ui;
using test::DemoWindow;
using test::DrawnText;

namespace {

/// Words that a person or a machine wrote may be longer than their cell: causes, intents, reasons, code.
bool isDataPlace(const QWidget& window, const QWidget* widget, QPoint at)
{
    static const std::map<QString, std::set<int>> dataColumns{
        {u"QueueModel"_s,
         {approvals::QueueModel::Service, approvals::QueueModel::Change, approvals::QueueModel::Risk,
          approvals::QueueModel::Lvl, approvals::QueueModel::Need}},
        {u"AuditModel"_s, {AuditModel::ReasonColumn}},
        {u"PolicyModel"_s, {1, 2, 3}}};
    for (; widget && widget != &window; widget = widget->parentWidget()) {
        if (qobject_cast<const QLineEdit*>(widget) || qobject_cast<const DiffView*>(widget) ||
            qobject_cast<const QPlainTextEdit*>(widget))
            return true;
        if (const auto* table = qobject_cast<const TableView*>(widget)) {
            const auto model = QString::fromLatin1(table->model()->metaObject()->className()).section(u':', -1);
            const auto index = table->indexAt(table->viewport()->mapFrom(&window, at));
            const auto columns = dataColumns.find(model);
            return columns != dataColumns.end() && columns->second.contains(index.column());
        }
    }
    return false;
}

/// A text that spans cells is drawn once in each of them, clipped: what is seen of it is the sum.
std::vector<DrawnText> joined(std::vector<DrawnText> texts)
{
    std::vector<DrawnText> whole;
    for (auto& drawn : texts) {
        const auto same = std::find_if(whole.begin(), whole.end(), [&](const DrawnText& other) {
            return other.text == drawn.text && other.area == drawn.area;
        });
        if (same == whole.end())
            whole.push_back(std::move(drawn));
        else
            same->seen |= drawn.seen;
    }
    return whole;
}

QStringList cutWords(QWidget& window)
{
    std::set<QString> verbs; // those that open a sheet end so by themselves: "Approve…"
    for (const auto* action : window.window()->findChildren<QAction*>() + window.window()->actions())
        verbs.insert(action->text().remove(u'&'));
    for (const auto* button : window.findChildren<QAbstractButton*>())
        verbs.insert(button->text());
    QStringList cut;
    for (const auto& drawn : joined(test::textsOn(window))) {
        const auto at = drawn.seen.center().toPoint();
        const auto* widget = window.childAt(at);
        const bool clipped = drawn.seen.width() < drawn.area.width() - 2;
        const bool elided = drawn.text.endsWith(u'…') && !verbs.contains(drawn.text);
        if ((clipped || elided) && !isDataPlace(window, widget, at))
            cut << u"\"%1\" (%2 of %3): "_s.arg(drawn.text).arg(drawn.seen.width()).arg(drawn.area.width()) +
                       test::whereOf(widget).section(u'/', -4);
    }
    for (const auto* label : window.findChildren<QLabel*>()) {
        const bool wraps = label->isVisible() && !label->text().isEmpty() && label->wordWrap();
        if (wraps && label->height() < label->heightForWidth(label->width()))
            cut << u"\"%1\" (%2 high, in %3): "_s.arg(label->text())
                           .arg(label->heightForWidth(label->width()))
                           .arg(label->height()) +
                       test::whereOf(label).section(u'/', -4);
    }
    return cut;
}

/// A word of four letters or more outside every «…» that no service, person, record or tool wrote.
bool isLiteral(const QString& text)
{
    if (text.contains(u'«') || text.contains(u'»'))
        return false;
    // Names and records of the demonstration night, units, keys and proper names.
    static const QRegularExpression data(
        u"auth|api-gateway|worker|catalog|ledger|payment|search|mailer|reports|profile|ana\\b|bruno|carla|rui\\b|"
        u"core\\b|"
        "operator|case-2024|penelope|prometheus|alerts|Enter|Ctrl|Esc\\b|Sophia|Praotes|Tapeinophrosyne|Prudence|Agape|"
        "Sabbath|Aletheia|journal|git\\b|compose|token|cache|reset|prefetch|serialization|failover|drill|may run|no "
        "counter|real "
        "again|night|main\\b|/state/|"
        "[0-9a-f]{8}|^[a-z_]+\\.[a-z_0-9]+$|bootstrap|service:|Reason|PENELOPE|UTC|stable|canary"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression word(u"\\p{L}{4,}"_s);
    return word.match(text).hasMatch() && !data.match(text).hasMatch();
}

void addLanguages()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<int>("sheet");
    QTest::addColumn<QString>("language");
    QTest::addColumn<QSize>("size");
    for (const auto& language : {u"en"_s, u"pt_BR"_s}) {
        for (const auto size : {QSize(1440, 900), QSize(1024, 700)}) {
            for (const auto& place : test::places())
                QTest::newRow(qPrintable(u"%1 %2 %3"_s.arg(test::labelOf(place), language).arg(size.width())))
                    << place.page << (place.sheet ? int(*place.sheet) : 0) << language << size;
        }
    }
}

} // namespace

class WordsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void noWordIsCut_data() { addLanguages(); }
    void noWordIsCut() // look.md 8, 8
    {
        QFETCH(QString, page);
        QFETCH(int, sheet);
        QFETCH(QString, language);
        QFETCH(QSize, size);
        const test::InLanguage words(language);
        QVERIFY(words.isLoaded());
        DemoWindow console(test::demoNight(), size);
        test::openPlace(console, page, sheet);
        const auto cut = cutWords(console.window);
        QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u'\n')));
    }
    void noWordOfACalmPageIsCut_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QSize>("size");
        for (const auto& language : {u"en"_s, u"pt_BR"_s}) {
            for (const auto size : {QSize(1440, 900), QSize(1024, 700)})
                QTest::newRow(qPrintable(u"%1 %2"_s.arg(language).arg(size.width()))) << language << size;
        }
    }
    void noWordOfACalmPageIsCut()
    {
        QFETCH(QString, language);
        QFETCH(QSize, size);
        const test::InLanguage words(language);
        DemoWindow console(test::demoCalm(), size);
        for (const auto& page : test::pageNames()) {
            console.open(page);
            const auto cut = cutWords(console.window);
            QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u'\n')));
        }
    }

    void atTwiceTheSizeVerbsAndBannersStayWhole_data()
    {
        QTest::addColumn<QString>("page");
        for (const auto& page : test::pageNames())
            QTest::newRow(qPrintable(page)) << page;
    }
    void atTwiceTheSizeVerbsAndBannersStayWhole() // U-19
    {
        QFETCH(QString, page);
        const test::InLanguage words(u"pt_BR"_s);
        Theme::apply(*qApp, Theme{Scheme::Light, 2});
        DemoWindow console(test::demoNight(), QSize(1920, 1200));
        auto live = test::demoLive();
        live.heartbeat = test::demoNow() - std::chrono::seconds{20};
        console.session.showLive(live);
        console.open(page);
        QStringList cut;
        for (auto* widget : console.window.findChildren<QWidget*>()) {
            const auto size = widget->property(property::size);
            const bool verb = size.isValid() && size.toInt() == static_cast<int>(ButtonSize::Main);
            if (widget->isVisible() && (verb || qobject_cast<Banner*>(widget)))
                cut << cutWords(*widget);
            const auto* bar = qobject_cast<QScrollBar*>(widget);
            if (bar && bar->isVisible() && bar->orientation() == Qt::Horizontal && bar->maximum() > 0 &&
                !isDataPlace(console.window, bar, {}))
                cut << test::whereOf(bar);
        }
        Theme::apply(*qApp, Theme{Scheme::Light, 1});
        QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u'\n')));
    }

    void everyWordCanBeTranslated_data() { test::addPlaces(); }
    void everyWordCanBeTranslated() // U-20
    {
        QFETCH(QString, page);
        QFETCH(int, sheet);
        const test::InLanguage marked(std::make_unique<test::MarkedWords>());
        DemoWindow console;
        test::openPlace(console, page, sheet);
        QStringList literal;
        const auto check = [&literal](const QString& text, const QString& where) {
            if (isLiteral(text))
                literal << u"\"%1\": "_s.arg(text) + where;
        };
        std::map<const QWidget*, qsizetype>
            open; // a wrapped text is drawn in pieces, its marks in the first and the last
        for (const auto& drawn : joined(test::textsOn(console.window))) {
            const auto at = drawn.seen.center().toPoint();
            const auto* widget = console.window.childAt(at);
            auto& depth = open[widget];
            const bool inside = depth > 0;
            depth += drawn.text.count(u'«') - drawn.text.count(u'»');
            if (!inside && !isDataPlace(console.window, widget, at))
                check(drawn.text, test::whereOf(widget).section(u'/', -3));
        }
        for (auto* control : test::controlsOf(&console.window)) {
            check(test::nameOf(control), u"name of "_s + test::whereOf(control).section(u'/', -3));
            check(control->toolTip(), u"tool tip of "_s + test::whereOf(control).section(u'/', -3));
        }
        literal.removeDuplicates();
        QVERIFY2(literal.isEmpty(), qPrintable(literal.join(u'\n')));
    }
};

QTEST_MAIN(WordsTest)
#include "tst_words.moc"
