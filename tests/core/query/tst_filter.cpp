#include "core/query/filter.h"

#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = instantFromMs(1'700'000'000'000);

journal::Event sample()
{
    return {
        .seq = 31,
        .time = now - std::chrono::hours{1},
        .kind = u"DecisionMade"_s,
        .stream = u"anomaly/0000001f"_s,
        .streamVersion = 3,
        .actor = u"operator/ana"_s,
        .cause = {},
        .correlation = u"anomaly/0000001f"_s,
        .payload = Json::object(
            {{u"service"_s, u"auth"_s},
             {u"decision"_s, u"escalate"_s},
             {u"severity"_s, u"P1"_s},
             {u"risk"_s, Json::object({{u"total"_s, 0.7}})},
             {u"reasoning"_s, u"A race in the session store"_s}})};
}

} // namespace

class FilterTest : public QObject
{
    Q_OBJECT

private slots:
    void finds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("found");
        const auto row = [](const char* text, bool found) { QTest::newRow(text) << QString::fromUtf8(text) << found; };
        row("", true);
        row("kind:DecisionMade", true);
        row("kind:decision*", true);
        row("kind:Decision", false);
        row("stream:anomaly", true);
        row("stream:anomaly/0000001f", true);
        row("stream:patch", false);
        row("service:auth decision:escalate", true);
        row("service:auth decision:observe", false);
        row("actor:ana", true);
        row("actor:operator/ana", true);
        row("-actor:ana", false);
        row("NOT actor:bruno", true);
        row("RACE", true);
        row("\"race in\"", true);
        row("\"in race\"", false);
        row("-race", false);
        row("seq:31", true);
        row("seq:30..40", true);
        row("seq:..30", false);
        row("seq:31..", true);
        row("after:-2h", true);
        row("after:-30m", false);
        row("before:-30m", true);
        row("after:2023-11-14", true);
        row("before:2023-11-14T00:00:00Z", false);
        row("service:auth OR service:mailer", true);
        row("service:mailer OR service:auth", true);
        row("service:mailer OR kind:Approval*", false);
        row("race AND service:auth", true);
        // AND binds more than OR.
        row("service:auth OR race service:mailer", true);
        row("(service:auth OR race) service:mailer", false);
        row("-(service:mailer OR decision:observe)", true);
        row("NOT (race OR dawn)", false);
        row("NOT NOT race", true);
        row("(((race)))", true);
        row("-after:-2h", false);
        row("risk>=0.7", true);
        row("risk>0.7", false);
        row("risk<0.7", false);
        row("risk:0.4..0.7", true);
        row("risk:0.71..", false);
        row("risk=0.7", true);
        row("risk!=0.7", false);
        row("confidence>0", false);
        row("severity:P1", true);
        row("severity<=P1", true);
        row("severity>P1", false);
        row("seq>=31 seq<32", true);
        row("seq>31", false);
        row("time:2023-11-14..2023-11-15", true);
        row("service=auth", true);
        row("service=a*", false);
        row("service!=mailer", true);
        row("service!=auth", false);
        row("correlation:* has:service", true);
        row("has:signature", false);
        row("has:comment", false);
        row("/ra[cd]e/", true);
        row("/^A RACE/", true);
        row("/race$/", false);
        row("/a race in/", true);
        row("service:/^au/", true);
        row("service:/^th/", false);
        row("/a\\/b/", false);
        row("\"(race\" OR race", true);
        row("\"OR\"", true); // in “store”, as a text
    }
    void finds()
    {
        QFETCH(QString, text);
        QFETCH(bool, found);
        const auto filter = query::parse(text, now);
        QVERIFY2(filter, filter ? "" : qPrintable(filter.error().message));
        QCOMPARE(filter->matches(sample()), found);
    }

    void namesTheColumnOfAnError_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("where");
        QTest::newRow("field") << u"race colour:red"_s << u"column 6"_s;
        QTest::newRow("number") << u"seq:1..x"_s << u"column 8"_s;
        QTest::newRow("time") << u"kind:A after:soon"_s << u"column 14"_s;
        QTest::newRow("quote") << u"a \"b"_s << u"column 3"_s;
        QTest::newRow("value") << u"kind:"_s << u"column 6"_s;
        QTest::newRow("or at the end") << u"a OR"_s << u"column 5"_s;
        QTest::newRow("or at the beginning") << u"OR a"_s << u"column 1"_s;
        QTest::newRow("not closed") << u"a (b OR c"_s << u"column 3"_s;
        QTest::newRow("closes nothing") << u"a b ) c"_s << u"column 5"_s;
        QTest::newRow("empty parentheses") << u"a ()"_s << u"column 4"_s;
        QTest::newRow("number after >=") << u"service:a risk>=high"_s << u"column 17"_s;
        QTest::newRow("upper bound") << u"risk:0.1..x"_s << u"column 11"_s;
        QTest::newRow("lower bound") << u"risk:x..0.3"_s << u"column 6"_s;
        QTest::newRow("no order") << u"service>a"_s << u"column 8"_s;
        QTest::newRow("severity") << u"severity:P7"_s << u"column 10"_s;
        QTest::newRow("regex not closed") << u"a /b"_s << u"column 3"_s;
        QTest::newRow("regex") << u"a /b(/"_s << u"column 6"_s;
        QTest::newRow("not") << u"a NOT"_s << u"column 6"_s;
    }
    void namesTheColumnOfAnError()
    {
        QFETCH(QString, text);
        QFETCH(QString, where);
        const auto filter = query::parse(text, now);
        QVERIFY(!filter);
        QCOMPARE(filter.error().where, where);
    }

    void parenthesesHaveALeastDepth()
    {
        QVERIFY(query::parse(u"("_s.repeated(30) + u"a"_s + u")"_s.repeated(30), now));
        QVERIFY(!query::parse(u"("_s.repeated(5000) + u"a"_s + u")"_s.repeated(5000), now));
        QVERIFY(!query::parse(u"-"_s.repeated(9000) + u"a"_s, now));
    }

    void anExpensiveExpressionEnds()
    {
        auto event = sample();
        event.payload.set(u"reasoning"_s, Json{u"a"_s.repeated(5000)});
        const auto filter = query::parse(u"/(a+)+b/"_s, now);
        QVERIFY(filter);
        QVERIFY(!filter->matches(event));
    }

    void manyStarsEnd()
    {
        auto event = sample();
        event.kind = u"A"_s.repeated(64);
        const auto filter = query::parse(u"kind:"_s + u"a*"_s.repeated(40) + u"b"_s, now);
        QVERIFY(filter);
        QVERIFY(!filter->matches(event));
    }

    void boundsOfEveryMatchAreKnown()
    {
        const auto filter = query::parse(u"seq:10..20 (a OR b) after:-2h before:-1h"_s, now);
        QVERIFY(filter);
        QCOMPARE(filter->firstSeq, 10);
        QCOMPARE(filter->lastSeq, 20);
        QCOMPARE(*filter->after, now - std::chrono::hours{2});
        QCOMPARE(*filter->before, now - std::chrono::hours{1});
    }

    void boundsOfSomeMatchesAreNone()
    {
        const auto filter = query::parse(u"seq:10..20 OR -seq:3"_s, now);
        QVERIFY(filter);
        QCOMPARE(filter->firstSeq, 1);
    }

    /// What is not decoded must not match: every query that finds the event may match its bytes.
    void bytesOfAMatchAreNeverRefused_data() { finds_data(); }
    void bytesOfAMatchAreNeverRefused()
    {
        QFETCH(QString, text);
        const auto filter = query::parse(text, now);
        QVERIFY(filter);
        for (const auto& reasoning : {u"A race in the session store"_s, u"\u212Aelvin \u017Ftore \"race\""_s}) {
            auto event = sample();
            event.payload.set(u"reasoning"_s, Json{reasoning});
            if (filter->matches(event))
                QVERIFY(filter->mayMatch(*journal::encode(event)));
        }
    }

    void lettersThatEveryMatchOfAPatternHolds_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* pattern, const char* text) {
            QTest::newRow(pattern) << QString::fromUtf8(pattern) << QString::fromUtf8(text);
        };
        row("migrat(ed|ion)", "migration");
        row("ab?c", "ac");
        row("ab*c", "ac");
        row("ab{0,2}c", "ac");
        row("alpha|beta", "beta");
        row("(alpha|beta)", "beta");
        row("\\x41bc", "Abc");
        row("\\Qa.b\\E", "a.b");
        row("[abc]x", "bx");
        row("[]a]x", "]x");
        row("[[:alpha:]]x", "ax");
        row("(?!never)x", "x");
        row("a(?#b)c", "ac");
        row("a\\.b", "a.b");
        row("a\\d+b", "a12b");
        row("colou?r of .* x+", "color of it xx");
        row("(?:b)?c", "c");
        row("[^]a]x", "bx");
        row("[\\]]x", "]x");
        row("(?x)a b", "ab");
        row("(*ACCEPT)abc", "z");
    }
    void lettersThatEveryMatchOfAPatternHolds()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, text);
        QVERIFY(QRegularExpression(pattern).match(text).hasMatch());
        QVERIFY(query::Needle::ofPattern(pattern).isIn(text.toUtf8()));
    }
    void aPatternWithoutItsLettersIsRefused()
    {
        QVERIFY(!query::Needle::ofPattern(u"migrat(ed|ion) .*store"_s).isIn("the shop moved"));
    }

    void foreignFormsOfLettersAreFound()
    {
        auto event = sample();
        event.payload.set(u"reasoning"_s, Json{u"\u212Aelvin"_s});
        const auto filter = query::parse(u"kelvin"_s, now);
        QVERIFY(filter && filter->matches(event));
        QVERIFY(filter->mayMatch(*journal::encode(event)));
    }
};

QTEST_GUILESS_MAIN(FilterTest)
#include "tst_filter.moc"
