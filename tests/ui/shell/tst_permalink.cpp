#include "ui/shell/permalink.h"

#include <QTest>

using namespace penelope;
using namespace penelope::ui;
using namespace Qt::Literals::StringLiterals;

class TestPermalink : public QObject
{
    Q_OBJECT

private slots:
    void everyKindIsReadAndWritten_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("page");
        QTest::addColumn<QString>("item");
        QTest::newRow("approval") << u"penelope://approval/7f3a91c2"_s << u"approvals"_s << u"7f3a91c2"_s;
        QTest::newRow("canary") << u"penelope://canary/00000a12"_s << u"canaries"_s << u"00000a12"_s;
        QTest::newRow("event") << u"penelope://event/10000413"_s << u"audit"_s << u"10000413"_s;
        QTest::newRow("breaker") << u"penelope://breaker/auth-service"_s << u"breakers"_s << u"auth-service"_s;
        QTest::newRow("with a time") << u"penelope://approval/7f3a91c2?at=2026-08-22T03:41:20Z"_s << u"approvals"_s
                                     << u"7f3a91c2"_s;
    }
    void everyKindIsReadAndWritten()
    {
        QFETCH(QString, text);
        QFETCH(QString, page);
        QFETCH(QString, item);
        const auto link = parsePermalink(text);
        QVERIFY(link);
        QCOMPARE(pageOf(link->kind), page);
        QCOMPARE(link->item, item);
        QCOMPARE(link->at.has_value(), text.contains(u"?at="_s));
        QCOMPARE(toText(*link), text);
    }

    void aHostileLinkIsASentence_data()
    {
        QTest::addColumn<QString>("text");
        for (const auto& text :
             {u""_s,
              u"penelope"_s,
              u"penelope:"_s,
              u"penelope://"_s,
              u"penelope://approval"_s,
              u"penelope://approval/"_s,
              u"PENELOPE://approval/7f3a91c2"_s,
              u"http://approval/7f3a91c2"_s,
              u" penelope://approval/7f3a91c2"_s,
              u"penelope://approval/7f3a91c2\n"_s,
              u"penelope://approval/7F3A91C2"_s,
              u"penelope://approval/../../etc/passwd"_s,
              u"penelope://approval/7f3a91c2/approve"_s,
              u"penelope://approval/7f3a91c2?approve=1"_s,
              u"penelope://approval/7f3a91c2?at=now"_s,
              u"penelope://approval/7f3a91c2?at=2026-99-99T03:41:20Z"_s,
              u"penelope://approval/7f3a91c2#x"_s,
              u"penelope://approve/7f3a91c2"_s,
              u"penelope://event/-1"_s,
              u"penelope://event/0"_s,
              u"penelope://event/99999999999999999999"_s,
              u"penelope://event/1;DROP TABLE"_s,
              u"penelope://breaker/--journal=/etc/passwd"_s,
              u"penelope://breaker/%2e%2e"_s,
              u"penelope://breaker/a\u202Eb"_s,
              u"penelope://breaker/<b>x</b>"_s,
              u"penelope://user@approval/7f3a91c2"_s,
              u"penelope://approval:80/7f3a91c2"_s,
              u"penelope://breaker/"_s + QString(100'000, u'a')})
            QTest::newRow(qPrintable(text.left(40))) << text;
    }
    void aHostileLinkIsASentence()
    {
        QFETCH(QString, text);
        const auto link = parsePermalink(text);
        QVERIFY(!link);
        QCOMPARE(link.error().code, ErrorCode::Malformed);
        QVERIFY2(link.error().message.contains(u"is no link of Penelope: "_s), qPrintable(link.error().message));
        QVERIFY(link.error().message.size() < 300);
        QVERIFY(!link.error().message.contains(QChar(0x202E)));
        QVERIFY(!link.error().message.contains(u'\n'));
    }

    void pagesWithoutRowsOfTheirOwnHaveNoLinks()
    {
        QVERIFY(!permalinkTo(u"settings"_s, u"x"_s));
        QVERIFY(!permalinkTo(u"approvals"_s, {}));
        QCOMPARE(toText(*permalinkTo(u"audit"_s, u"12"_s)), u"penelope://event/12"_s);
    }
};

QTEST_GUILESS_MAIN(TestPermalink)
#include "tst_permalink.moc"
