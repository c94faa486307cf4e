// Dependencies from compose files, which may be anybody's.
// links: penelope-compose
#include "core/adapters/compose/composefile.h"

#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

class TestComposeFile : public QObject
{
    Q_OBJECT

private slots:
    void dependsOnAndLinksAreNamedOnce()
    {
        const auto names = compose::dependenciesOf(
            "services:\n"
            "  payments:\n"
            "    image: payments\n"
            "    depends_on: [search, profile]\n"
            "    links:\n"
            "      - \"search:finder\"\n"
            "      - redis\n"
            "  search:\n"
            "    depends_on: [elastic]\n",
            u"payments"_s);
        QVERIFY(names && *names);
        QCOMPARE(**names, QStringList({u"search"_s, u"profile"_s, u"redis"_s}));
    }
    void conditionsAreReadToo()
    {
        const auto names = compose::dependenciesOf(
            "services:\n  payments:\n    depends_on:\n      db:\n        condition: service_healthy\n      mq: {}\n",
            u"payments"_s);
        QVERIFY(names && *names);
        QCOMPARE(**names, QStringList({u"db"_s, u"mq"_s}));
    }
    void aServiceWithoutDependenciesHasNone()
    {
        const auto names = compose::dependenciesOf("services:\n  payments:\n    image: x\n", u"payments"_s);
        QVERIFY(names && *names);
        QVERIFY((*names)->isEmpty());
    }
    void aFileOfOthersSaysNothing()
    {
        const auto names = compose::dependenciesOf("services:\n  other:\n    image: x\n", u"payments"_s);
        QVERIFY(names);
        QVERIFY(!*names);
    }

    void whatCannotBeReadNamesThePlace_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("where");
        QTest::newRow("no YAML") << QByteArray("services:\n  payments: [\n") << u"line 3, column 1"_s;
        QTest::newRow("no mapping") << QByteArray("- a\n") << u"line 1, column 1"_s;
        QTest::newRow("no services") << QByteArray("version: 3\n") << u"line 1, column 1"_s;
        QTest::newRow("a number for a list")
            << QByteArray("services:\n  payments:\n    depends_on: 3\n") << u"line 3, column 17"_s;
        QTest::newRow("a list of lists") << QByteArray("services:\n  payments:\n    depends_on: [[a]]\n")
                                         << u"line 3, column 18"_s;
        QTest::newRow("no name") << QByteArray("services:\n  payments:\n    depends_on: [\"a b\"]\n")
                                 << u"line 3, column 18"_s;
    }
    void whatCannotBeReadNamesThePlace()
    {
        QFETCH(QByteArray, yaml);
        const auto names = compose::dependenciesOf(yaml, u"payments"_s);
        QVERIFY(!names);
        QCOMPARE(names.error().code, ErrorCode::Malformed);
        QTEST(names.error().where, "where");
    }

    void aHostileFileIsAnError()
    {
        // Aliases of aliases: written out these would be 10⁹ names.
        QByteArray bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n";
        for (char letter = 'b'; letter <= 'i'; ++letter) {
            const QByteArray before(1, static_cast<char>(letter - 1));
            bomb += QByteArray(1, letter) + ": &" + QByteArray(1, letter) + " [*" +
                    QByteArrayList(10, before).join(",*") + "]\n";
        }
        bomb += "services:\n  payments:\n    depends_on: *i\n";
        QVERIFY(!compose::dependenciesOf(bomb, u"payments"_s));
        QVERIFY(!compose::dependenciesOf(QByteArray(100'000, '['), u"payments"_s));
        QVERIFY(!compose::dependenciesOf(QByteArray(compose::maxBytes + 1, ' '), u"payments"_s));
        QVERIFY(!compose::dependenciesOf("services: {payments: {depends_on: [\"\\0\"]}}", u"payments"_s));
        QVERIFY(!compose::dependenciesOf({}, u"payments"_s));
    }
};

QTEST_APPLESS_MAIN(TestComposeFile)
#include "tst_composefile.moc"
