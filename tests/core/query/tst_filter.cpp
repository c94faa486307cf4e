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
        QTest::newRow("number") << u"seq:1..x"_s << u"column 5"_s;
        QTest::newRow("time") << u"kind:A after:soon"_s << u"column 14"_s;
        QTest::newRow("quote") << u"a \"b"_s << u"column 3"_s;
        QTest::newRow("value") << u"kind:"_s << u"column 6"_s;
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
};

QTEST_GUILESS_MAIN(FilterTest)
#include "tst_filter.moc"
