// links: penelope-openmetrics
#include "core/adapters/openmetrics/exposition.h"
#include "tests/support/expositiontext.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;
using metrics::Family;
using metrics::Histogram;
using metrics::Sample;
using metrics::Type;

class ExpositionTest : public QObject
{
    Q_OBJECT

    static QByteArray bytes(const QString& name) { return name.toUtf8(); }

private slots:
    void aHistogramIsCumulativeAndEndsAtInfinity()
    {
        Histogram histogram{{0.1, 0.5}};
        for (const double value : {0.05, 0.1, 0.3, 7.0})
            histogram.observe(value);
        const auto text =
            openmetrics::exposition({{u"a_seconds"_s, u"Help."_s, Type::Histogram, {{{}, 0, histogram}}}});
        QCOMPARE(
            text, QByteArray("# HELP a_seconds Help.\n# TYPE a_seconds histogram\na_seconds_count 4\n"
                             "a_seconds_sum 7.45\na_seconds_bucket{le=\"0.1\"} 2\na_seconds_bucket{le=\"0.5\"} 3\n"
                             "a_seconds_bucket{le=\"+Inf\"} 4\n"));
        QVERIFY(parseExposition(text));
    }

    void labelsOfAnyTextComeBack()
    {
        const auto wild = u"a \"quoted\" \\ and\na line, \u202e\u00e9\U0001F600"_s;
        const auto text =
            openmetrics::exposition({{u"a_total"_s, u"One\nline."_s, Type::Counter, {{{{u"service"_s, wild}}, 3}}}});
        const auto read = parseExposition(text);
        QVERIFY2(read, text);
        QCOMPARE(read->front().help, u"One line."_s);
        QCOMPARE(valueIn(*read, u"a_total"_s, {{u"service"_s, wild}}), 3.0);
    }

    void whatWouldSpoilTheScrapeIsLeftOut()
    {
        QString broken = u"half"_s;
        broken += QChar{0xD800};
        const auto checked = metrics::checked(
            {{u"a"_s,
              u"Help."_s,
              Type::Gauge,
              {{{{u"service"_s, broken}}, 1},
               {{{u"service"_s, u"x"_s}}, std::numeric_limits<double>::quiet_NaN()},
               {{{u"service"_s, u"y"_s}}, 1},
               {{{u"service"_s, u"y"_s}}, 2},
               {{{u"le"_s, u"1"_s}}, 2}}},
             {u"a"_s, u"Again."_s, Type::Gauge, {{{}, 1}}},
             {u"no name"_s, u"Help."_s, Type::Gauge, {{{}, 1}}}});
        QCOMPARE(checked.dropped, 6);
        QCOMPARE(checked.families.size(), std::size_t{1});
        QCOMPARE(checked.families.front().samples.size(), std::size_t{1});
        QCOMPARE(checked.families.front().samples.front().value, 1.0);
    }

    void numbersKeepTheirDigits()
    {
        const auto text = openmetrics::exposition(
            {{u"a"_s,
              u"Help."_s,
              Type::Gauge,
              {{{{u"n"_s, u"big"_s}}, 9007199254740991.0}, {{{u"n"_s, u"small"_s}}, 0.1}}}});
        const auto read = parseExposition(text);
        QVERIFY2(read, text);
        QCOMPARE(valueIn(*read, u"a"_s, {{u"n"_s, u"big"_s}}), 9007199254740991.0);
        QCOMPARE(valueIn(*read, u"a"_s, {{u"n"_s, u"small"_s}}), 0.1);
    }

    void familiesComeBackFromJson()
    {
        Histogram histogram{{1, 2}};
        histogram.observe(1.5);
        histogram.observe(9);
        const std::vector<Family> families{
            {u"a_total"_s, u"Help."_s, Type::Counter, {{{{u"x"_s, u"y"_s}}, 4}}},
            {u"b"_s, u"Help."_s, Type::Histogram, {{{}, 0, histogram}}}};
        const auto read = metrics::familiesFromJson(metrics::toJson(families));
        QVERIFY(read);
        QCOMPARE(*read, families);
        QVERIFY(!metrics::familiesFromJson(Json{Json::Array{Json::object({{u"name"_s, u"a"_s}})}}));
    }

    void theProcessTellsItsBasics()
    {
        const auto families = openmetrics::processFamilies();
        const auto read = parseExposition(openmetrics::exposition(families));
        QVERIFY(read);
        for (const auto& name :
             {u"process_cpu_seconds_total"_s, u"process_start_time_seconds"_s, u"process_virtual_memory_bytes"_s,
              u"process_resident_memory_bytes"_s, u"process_open_fds"_s, u"process_max_fds"_s})
            QVERIFY2(holds(*read, name, {}), bytes(name));
        const auto started = valueIn(*read, u"process_start_time_seconds"_s, {});
        const auto now = static_cast<double>(QDateTime::currentSecsSinceEpoch());
        QVERIFY(started <= now + 2 && started > now - 3600);
        QVERIFY(valueIn(*read, u"process_resident_memory_bytes"_s, {}) > 1e6);
    }

    void whatCannotBeReadHasNoSeries()
    {
        const QTemporaryDir empty;
        QVERIFY(openmetrics::processFamilies(empty.path()).empty());
    }

    void theParserIsStrict_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray head = "# HELP a_total Help.\n# TYPE a_total counter\n";
        const QByteArray bars = "# HELP b Help.\n# TYPE b histogram\n";
        QTest::newRow("no end of line") << head + "a_total 1";
        QTest::newRow("twice") << head + "a_total{x=\"1\"} 1\na_total{x=\"1\"} 2\n";
        QTest::newRow("split") << head + "a_total 1\n# HELP c Help.\n# TYPE c gauge\nc 1\n" + head +
                                      "a_total{x=\"1\"} 1\n";
        QTest::newRow("not a number") << head + "a_total NaN\n";
        QTest::newRow("overflow") << head + "a_total 1e999\n";
        QTest::newRow("time stamp") << head + "a_total 1 1700000000000\n";
        QTest::newRow("no type") << QByteArray("# HELP a_total Help.\na_total 1\n");
        QTest::newRow("carriage return") << head + "a_total 1\r\n";
        QTest::newRow("bad escape") << head + "a_total{x=\"\\t\"} 1\n";
        QTest::newRow("label twice") << head + "a_total{x=\"1\",x=\"2\"} 1\n";
        QTest::newRow("not UTF-8") << head + "a_total{x=\"\xff\"} 1\n";
        QTest::newRow("falling buckets")
            << bars + "b_bucket{le=\"1\"} 3\nb_bucket{le=\"2\"} 2\nb_bucket{le=\"+Inf\"} 3\nb_sum 1\nb_count 3\n";
        QTest::newRow("no infinity") << bars + "b_bucket{le=\"1\"} 3\nb_sum 1\nb_count 3\n";
        QTest::newRow("another count") << bars + "b_bucket{le=\"+Inf\"} 3\nb_sum 1\nb_count 4\n";
    }
    void theParserIsStrict()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!parseExposition(text));
    }
};

QTEST_GUILESS_MAIN(ExpositionTest)
#include "tst_exposition.moc"
