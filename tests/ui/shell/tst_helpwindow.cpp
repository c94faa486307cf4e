#include "tests/support/pictures.h"
#include "tests/support/places.h"
#include "ui/shell/helpwindow.h"
#include "ui/theme/theme.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSet>
#include <QTabBar>
#include <QTest>
#include <QTextBlock>
#include <QTextBrowser>

#include <algorithm>
#include <memory>

using namespace penelope::ui;
using namespace Qt::Literals::StringLiterals;

class HelpWindowTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }
    void aPageWithoutATextShowsTheOverview();
    void linksLeadToOtherTextsOfTheHelp();
    void backLeadsToTheTextBefore();
    void backLeadsToThePlaceOneLeft();
    void aLinkWithinATextLeadsToItsHeading();
    void aLinkThatLeadsNowhereIsNone();
    void wordsAreFoundAroundTheEnd();
    void wordsThatStandNowhereAreSaid();
    void tablesFitTheWindow();
    void everyTextIsReachedFromTheOverview();
    void theOverviewBeginsWithTheTexts();
    void aReaderIsToldWhichTextItIs();
    void theTextOfAPageNamesItsKeysAndNoOthers_data();
    void theTextOfAPageNamesItsKeysAndNoOthers();
    void theTextOfTheSettingsHasAllOfTheirTabs();
};

namespace {

QString textOf(const QString& page)
{
    QFile file(u":/penelope/docs/%1.md"_s.arg(page));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// "1 … 3, R and `/`" → 1, 2, 3, R, /
QStringList keysOf(QString words)
{
    static const QRegularExpression between(u", | and | or |` `|(?<=←) "_s);
    QStringList keys;
    for (auto word : words.split(between, Qt::SkipEmptyParts)) {
        word = word.remove(u'`').trimmed();
        const auto ends = word.split(u" … "_s);
        if (ends.size() == 1) {
            keys << word;
            continue;
        }
        for (QChar digit = ends.front().back(); digit <= ends.back().back(); digit = QChar(digit.unicode() + 1))
            keys << ends.front().chopped(1) + digit;
    }
    return keys;
}

/// Those of its tables of keys.
QStringList keysInTables(const QString& text)
{
    QStringList keys;
    bool inTable = false;
    for (const auto& line : text.split(u'\n')) {
        inTable = line.startsWith(u"| Key |"_s) || (inTable && line.startsWith(u'|'));
        const auto cell = line.section(u'|', 1, 1).trimmed();
        if (inTable && cell != "Key"_L1 && !cell.startsWith(u"---"_s))
            keys << keysOf(cell);
    }
    return keys;
}

QStringList keysOf(const QList<QAction*>& actions)
{
    QStringList keys;
    for (const auto* action : actions) {
        for (const auto& key : action->shortcuts())
            keys << key.toString(QKeySequence::PortableText).replace(u"Left"_s, u"←"_s).replace(u"Right"_s, u"→"_s);
    }
    return keys;
}

} // namespace

void HelpWindowTest::aPageWithoutATextShowsTheOverview()
{
    auto* window = new HelpWindow(u"no such page"_s, nullptr);
    QVERIFY(window->findChild<QTextBrowser*>()->toPlainText().startsWith(u"Penelope"_s));
    delete window;
}

void HelpWindowTest::linksLeadToOtherTextsOfTheHelp()
{
    auto* window = new HelpWindow(u"canaries"_s, nullptr);
    auto* text = window->findChild<QTextBrowser*>();
    QVERIFY(text->toHtml().contains(u"href=\"judges.md\""_s));

    emit text->anchorClicked(QUrl(u"judges.md"_s));
    const auto judges = text->toPlainText();
    QVERIFY(judges.startsWith(u"Three judges"_s));
    for (const auto* elsewhere : {"https://example.org/judges.md", "../canaries.md", "file:///etc/passwd"}) {
        emit text->anchorClicked(QUrl(QString::fromLatin1(elsewhere)));
        QCOMPARE(text->toPlainText(), judges);
    }
    emit text->anchorClicked(QUrl(u"canaries.md"_s));
    QVERIFY(text->toPlainText() != judges);
    delete window;
}

void HelpWindowTest::backLeadsToTheTextBefore()
{
    auto* window = new HelpWindow(u"canaries"_s, nullptr);
    auto* text = window->findChild<QTextBrowser*>();
    const auto before = text->toPlainText();
    emit text->anchorClicked(QUrl(u"judges.md"_s));
    window->show();
    const auto actions = window->actions();
    actions.front()->trigger();
    QCOMPARE(text->toPlainText(), before);
    QVERIFY(!actions.front()->isEnabled());
    penelope::test::pictureOf(*window, u"help"_s);
    delete window;
}

void HelpWindowTest::backLeadsToThePlaceOneLeft()
{
    const auto window = std::make_unique<HelpWindow>(u"judges"_s, nullptr);
    auto* text = window->findChild<QTextBrowser*>();
    window->show();
    QVERIFY(QTest::qWaitForWindowExposed(window.get()));
    text->verticalScrollBar()->setValue(200);
    emit text->anchorClicked(QUrl(u"canaries.md"_s));
    QCOMPARE(text->verticalScrollBar()->value(), 0);
    window->actions().front()->trigger();
    QCOMPARE(text->verticalScrollBar()->value(), 200);
}

void HelpWindowTest::aLinkWithinATextLeadsToItsHeading()
{
    const auto window = std::make_unique<HelpWindow>(u"generators"_s, nullptr);
    auto* text = window->findChild<QTextBrowser*>();
    window->show();
    QVERIFY(QTest::qWaitForWindowExposed(window.get()));
    emit text->anchorClicked(QUrl(u"#the-tuner"_s));
    QCOMPARE(text->textCursor().block().text(), u"The tuner"_s);
    QVERIFY(text->rect().contains(text->cursorRect()));
    QVERIFY(text->verticalScrollBar()->value() > 0);
}

void HelpWindowTest::aLinkThatLeadsNowhereIsNone()
{
    for (const auto& file : QDir(u":/penelope/docs"_s).entryList({u"*.md"_s})) {
        const auto window = std::make_unique<HelpWindow>(file.chopped(3), nullptr);
        auto* text = window->findChild<QTextBrowser*>();
        QSet<QString> links;
        for (auto block = text->document()->begin(); block.isValid(); block = block.next()) {
            for (auto at = block.begin(); !at.atEnd(); ++at)
                links.insert(at.fragment().charFormat().anchorHref());
        }
        links.remove({});
        const auto whole = text->toPlainText();
        for (const auto& link : links) {
            emit text->anchorClicked(QUrl(link));
            QVERIFY2(text->toPlainText() != whole || !text->textCursor().atStart(), qPrintable(file + u": "_s + link));
            if (text->toPlainText() != whole)
                window->actions().front()->trigger();
        }
    }
}

void HelpWindowTest::wordsAreFoundAroundTheEnd()
{
    const auto window = std::make_unique<HelpWindow>(u"judges"_s, nullptr);
    auto* text = window->findChild<QTextBrowser*>();
    auto* field = window->findChild<QLineEdit*>();
    field->setText(u"judge"_s);
    QTest::keyClick(field, Qt::Key_Return);
    const int first = text->textCursor().selectionStart();
    QCOMPARE(text->textCursor().selectedText().toLower(), u"judge"_s);
    text->moveCursor(QTextCursor::End);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(text->textCursor().selectionStart(), first);
}

void HelpWindowTest::wordsThatStandNowhereAreSaid()
{
    const auto window = std::make_unique<HelpWindow>(u"judges"_s, nullptr);
    const auto* text = window->findChild<QTextBrowser*>();
    auto* field = window->findChild<QLineEdit*>();
    const auto saysSo = [&window] {
        const auto labels = window->findChildren<Label*>();
        return std::any_of(
            labels.begin(), labels.end(), [](const Label* label) { return label->text() == u"not in this text"_s; });
    };
    field->setText(u"no judge would write so"_s);
    const int before = text->textCursor().position();
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(saysSo());
    QCOMPARE(text->textCursor().position(), before);
    field->setText(u"judge"_s);
    QVERIFY(!saysSo());
}

void HelpWindowTest::tablesFitTheWindow()
{
    auto* window = new HelpWindow(u"tour"_s, nullptr);
    window->show();
    const auto picture = penelope::test::pictureOf(*window, u"help-tour"_s);
    auto* text = window->findChild<QTextBrowser*>();
    QVERIFY(penelope::test::isDrawn(picture));
    QCOMPARE(text->horizontalScrollBar()->maximum(), 0);
    delete window;
}

/// No link leads nowhere, and none of the texts is hidden.
void HelpWindowTest::everyTextIsReachedFromTheOverview()
{
    static const QRegularExpression link(u"\\]\\(([a-z]+)\\.md\\)"_s);
    QSet<QString> reached{u"overview"_s};
    QStringList waiting{u"overview"_s};
    while (!waiting.isEmpty()) {
        const auto name = waiting.takeFirst();
        QFile file(u":/penelope/docs/%1.md"_s.arg(name));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(name));
        const auto text = QString::fromUtf8(file.readAll());
        for (auto found = link.globalMatch(text); found.hasNext();) {
            const auto next = found.next().captured(1);
            if (!reached.contains(next))
                waiting.append(next);
            reached.insert(next);
        }
    }
    const auto files = QDir(u":/penelope/docs"_s).entryList({u"*.md"_s});
    QVERIFY(files.size() > 15);
    for (const auto& file : files)
        QVERIFY2(reached.contains(file.chopped(3)), qPrintable(file));
}

void HelpWindowTest::theOverviewBeginsWithTheTexts()
{
    const auto overview = textOf(u"overview"_s);
    QVERIFY(overview.indexOf(u"(runbook.md)"_s) < overview.indexOf(u"| Key |"_s));
}

void HelpWindowTest::aReaderIsToldWhichTextItIs()
{
    const auto window = std::make_unique<HelpWindow>(u"judges"_s, nullptr);
    auto* text = window->findChild<QTextBrowser*>();
    QVERIFY2(text->accessibleName().startsWith(u"Three judges"_s), qPrintable(text->accessibleName()));
    emit text->anchorClicked(QUrl(u"canaries.md"_s));
    QVERIFY2(text->accessibleName().startsWith(u"Canaries"_s), qPrintable(text->accessibleName()));
}

void HelpWindowTest::theTextOfAPageNamesItsKeysAndNoOthers_data()
{
    QTest::addColumn<QString>("page");
    for (const auto& page : penelope::test::pageNames())
        QTest::newRow(qPrintable(page)) << page;
}

void HelpWindowTest::theTextOfAPageNamesItsKeysAndNoOthers()
{
    QFETCH(QString, page);
    penelope::test::DemoWindow console;
    const auto text = textOf(page);
    const auto own = keysOf(console.open(page)->actions());
    auto named = keysInTables(text);
    static const QRegularExpression marked(u"(?:`|\\*\\*)([^`*]+)(?:`|\\*\\*)"_s);
    for (auto found = marked.globalMatch(text); found.hasNext();)
        named << keysOf(found.next().captured(1));
    for (const auto& key : own) {
        if (key != "Ctrl+F"_L1 && key != "F3"_L1 && key != "Shift+F3"_L1)
            QVERIFY2(named.contains(key), qPrintable(page + u" has the key "_s + key));
    }
    // Keys of a list, which are no actions; and an export, which this audit in memory has not.
    static const QStringList ofParts{u"Enter"_s, u"Ctrl+E"_s};
    for (const auto& key : keysInTables(text))
        QVERIFY2(own.contains(key) || ofParts.contains(key), qPrintable(page + u" has no key "_s + key));
}

void HelpWindowTest::theTextOfTheSettingsHasAllOfTheirTabs()
{
    penelope::test::DemoWindow console;
    console.open(u"settings"_s);
    const auto* tabs = console.settings->findChild<QTabBar*>();
    const auto text = textOf(u"settings"_s);
    QVERIFY(tabs->count() > 5);
    for (int at = 0; at < tabs->count(); ++at)
        QVERIFY2(
            text.contains(u"\n## "_s + tabs->tabText(at).section(u'/', 0, 0) + u'\n'), qPrintable(tabs->tabText(at)));
}

QTEST_MAIN(HelpWindowTest)
#include "tst_helpwindow.moc"
