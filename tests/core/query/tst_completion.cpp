#include "core/query/completion.h"

#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

const query::FieldValues known{
    {u"service"_s, {{u"payments"_s, 1204}, {u"auth"_s, 310}, {u"mail payments"_s, 2}}},
    {u"severity"_s, {{u"P1"_s, 7}}}};

QStringList offered(const QString& text)
{
    QStringList texts;
    for (const auto& suggestion : query::suggestions(text, text.size(), known).list)
        texts.append(suggestion.text);
    return texts;
}

} // namespace

class CompletionTest : public QObject
{
    Q_OBJECT

private slots:
    void offersFields()
    {
        QCOMPARE(offered(u"kind:A ser"_s), QStringList{u"service:"_s});
        QVERIFY(offered(u""_s).contains(u"service:"_s));
        QCOMPARE(offered(u"-ser"_s), QStringList{u"service:"_s});
        QCOMPARE(offered(u"(ser"_s), QStringList{u"service:"_s});
    }

    void offersOperatorsOfTheFieldsKind()
    {
        QCOMPARE(offered(u"service"_s), (QStringList{u"service:"_s, u"service="_s, u"service!="_s}));
        QVERIFY(offered(u"risk"_s).contains(u"risk>="_s));
    }

    void offersValuesWithTheirCounts()
    {
        const auto found = query::suggestions(u"service:pay"_s, 11, known);
        QCOMPARE(found.from, 8);
        QCOMPARE(found.list.size(), 2U);
        QCOMPARE(found.list[0].text, u"payments"_s);
        QCOMPARE(found.list[0].count, 1204);
        QCOMPARE(found.list[1].text, u"\"mail payments\""_s);
        QCOMPARE(offered(u"severity>="_s), QStringList{u"P1"_s});
    }

    void offersNothingInsideAPhrase()
    {
        QVERIFY(offered(u"\"service:pay"_s).isEmpty());
        QVERIFY(offered(u"/serv"_s).isEmpty());
    }

    void tellsUnfinishedFromWrong_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("unfinished");
        for (const auto* text : {"kind:", "a OR", "a (b", "\"race", "/ra", "risk>=", "NOT", "after:"})
            QTest::newRow(text) << QString::fromLatin1(text) << true;
        for (const auto* text : {"race", "kind:A", "colour:red", "risk>=high", "a ) b", "seq:1..x", "after:soon"})
            QTest::newRow(text) << QString::fromLatin1(text) << false;
    }
    void tellsUnfinishedFromWrong()
    {
        QFETCH(QString, text);
        QFETCH(bool, unfinished);
        QCOMPARE(query::isUnfinished(text, instantFromMs(1'700'000'000'000)), unfinished);
    }
};

QTEST_GUILESS_MAIN(CompletionTest)
#include "tst_completion.moc"
