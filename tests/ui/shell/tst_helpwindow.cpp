#include "tests/support/pictures.h"
#include "ui/shell/helpwindow.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSet>
#include <QTest>
#include <QTextBrowser>

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
    void tablesFitTheWindow();
    void everyTextIsReachedFromTheOverview();
};

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

QTEST_MAIN(HelpWindowTest)
#include "tst_helpwindow.moc"
