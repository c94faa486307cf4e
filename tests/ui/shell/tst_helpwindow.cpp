#include "ui/shell/helpwindow.h"

#include <QTest>
#include <QTextBrowser>

using namespace penelope::ui;
using namespace Qt::Literals::StringLiterals;

class HelpWindowTest : public QObject
{
    Q_OBJECT

private slots:
    void aPageWithoutATextShowsTheOverview();
    void linksLeadToOtherTextsOfTheHelp();
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

QTEST_MAIN(HelpWindowTest)
#include "tst_helpwindow.moc"
