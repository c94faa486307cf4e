#include "core/patch/coverage.h"

#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

class TestCoverage : public QObject
{
    Q_OBJECT

private slots:
    void theShareIsRead_data()
    {
        QTest::addColumn<QByteArray>("report");
        QTest::addColumn<double>("share");
        QTest::newRow("plain") << QByteArray(R"({"coverage": 0.94})") << 0.94;
        QTest::newRow("counts") << QByteArray(R"({"covered": 470, "total": 500})") << 0.94;
        QTest::newRow("coverage.py")
            << QByteArray(R"({"totals": {"covered_lines": 188, "num_statements": 200, "percent_covered": 94.0}})")
            << 0.94;
        QTest::newRow("coverage.py with branches")
            << QByteArray(R"({"totals": {"covered_lines": 90, "num_statements": 100, "covered_branches": 4,
                "num_branches": 20, "percent_covered": 78.33}})")
            << 0.7833;
        QTest::newRow("Cobertura")
            << QByteArray(
                   "<?xml version=\"1.0\"?>\n<!DOCTYPE coverage SYSTEM \"x.dtd\">\n"
                   "<coverage line-rate=\"0.94\" lines-covered=\"188\" lines-valid=\"200\"><packages/></coverage>")
            << 0.94;
        QTest::newRow("Cobertura without counts") << QByteArray("<coverage line-rate='0.5'/>") << 0.5;
        QTest::newRow("lcov") << QByteArray("TN:\nSF:a.c\nDA:1,4\nDA:2,0\nLF:2\nLH:1\nend_of_record\nSF:b.c\nLF:2\n"
                                            "LH:2\nend_of_record\n")
                              << 0.75;
        QTest::newRow("lcov without an end") << QByteArray("SF:a.c\r\nLF:4\r\nLH:1\r\n") << 0.25;
    }
    void theShareIsRead()
    {
        QFETCH(QByteArray, report);
        const auto read = patch::readCoverage(report);
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        QTEST(*read, "share");
    }

    void aReportThatLiesOrBreaksIsUnknownWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("report");
        QTest::addColumn<QString>("where");
        QTest::newRow("above one") << QByteArray(R"({"coverage": 1.7})") << u"coverage"_s;
        QTest::newRow("below zero") << QByteArray(R"({"coverage": -0.1})") << u"coverage"_s;
        QTest::newRow("more covered than there are") << QByteArray(R"({"covered": 6, "total": 5})") << u"covered"_s;
        QTest::newRow("of nothing") << QByteArray(R"({"covered": 0, "total": 0})") << u"covered"_s;
        QTest::newRow("counts that contradict")
            << QByteArray(R"({"totals": {"covered_lines": 20, "num_statements": 200, "percent_covered": 94}})")
            << u"totals.percent_covered"_s;
        QTest::newRow("no number") << QByteArray(R"({"totals": {"percent_covered": "94"}})")
                                   << u"totals.percent_covered"_s;
        QTest::newRow("twice the same key") << QByteArray(R"({"coverage": 0.9, "coverage": 0.1})") << u"byte 18"_s;
        QTest::newRow("broken off") << QByteArray("<coverage line-rate=\"0.9\">\n<packages>\n") << u"line 2"_s;
        QTest::newRow("no rate") << QByteArray("\n<coverage branch-rate=\"0.9\"/>") << u"line 1"_s;
        QTest::newRow("rate of other counts")
            << QByteArray("<coverage line-rate=\"0.9\" lines-covered=\"1\" lines-valid=\"2\"/>") << u"line 1"_s;
        QTest::newRow("not a number in XML") << QByteArray("<coverage line-rate=\"NaN\"/>") << u"line 1"_s;
        QTest::newRow("lcov, more hit than found") << QByteArray("SF:a\nLF:1\nLH:2\nend_of_record\n") << u"line 4"_s;
        QTest::newRow("lcov, other lines than stated")
            << QByteArray("SF:a\nDA:1,0\nDA:2,0\nLF:2\nLH:2\nend_of_record\n") << u"line 6"_s;
        QTest::newRow("lcov, no count") << QByteArray("SF:a\nLF:many\n") << u"line 2"_s;
        QTest::newRow("lcov of nothing") << QByteArray("SF:a\nLF:0\nLH:0\nend_of_record\n") << QString();
        QTest::newRow("something else") << QByteArray("94 %") << QString();
        QTest::newRow("empty") << QByteArray() << QString();
    }
    void aReportThatLiesOrBreaksIsUnknownWithItsPlace()
    {
        QFETCH(QByteArray, report);
        const auto read = patch::readCoverage(report);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::Malformed);
        QTEST(read.error().where, "where");
        QVERIFY(read.error().message.contains(read.error().where));
    }

    void anEntityBombEnds()
    {
        QByteArray bomb = "<!DOCTYPE coverage [<!ENTITY a \"aaaaaaaaaa\">";
        for (char letter = 'b'; letter <= 'i'; ++letter) {
            QByteArray body;
            for (int time = 0; time < 10; ++time)
                body += "&" + QByteArray(1, static_cast<char>(letter - 1)) + ";";
            bomb += "<!ENTITY " + QByteArray(1, letter) + " \"" + body + "\">";
        }
        QVERIFY(!patch::readCoverage(bomb + "]><coverage line-rate=\"0.9\">&i;</coverage>"));
    }

    void aHugeReportIsNotRead()
    {
        const auto read = patch::readCoverage(QByteArray(patch::maxCoverageBytes + 1, ' '));
        QVERIFY(!read);
        QVERIFY(read.error().message.contains(QString::number(patch::maxCoverageBytes)));
    }
};

QTEST_APPLESS_MAIN(TestCoverage)
#include "tst_coverage.moc"
