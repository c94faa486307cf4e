#include "core/base/hash.h"
#include "core/journal/memberlines.h"

#include <QBuffer>
#include <QTest>

using namespace penelope;

class MemberLinesTest : public QObject
{
    Q_OBJECT

private slots:
    void linesComeWholeHoweverLongTheyAre()
    {
        QByteArray member;
        QByteArrayList wanted;
        for (const int length : {0, 1, 500, 262'143, 262'144, 1'000'000, 3}) {
            wanted << QByteArray(length, 'x') + '\n';
            member += wanted.back();
        }
        QBuffer file;
        file.setData(member + "what follows\n");
        QVERIFY(file.open(QIODevice::ReadOnly));
        journal::MemberLines lines(file, member.size());
        QByteArrayList got;
        while (!lines.atEnd())
            got << lines.next().toByteArray();
        QCOMPARE(got, wanted);
        QCOMPARE(file.readAll(), QByteArray("what follows\n"));
    }

    void aLineWithoutEndIsNone_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<qint64>("said");
        QTest::addRow("the member ends in it") << QByteArray("one\ntwo three\n") << qint64{7};
        QTest::addRow("the file ends in it") << QByteArray("one\ntwo") << qint64{100};
        QTest::addRow("the file ends before it") << QByteArray("one\n") << qint64{100};
        QTest::addRow("longer than any event") << "one\n" + QByteArray(9 * 1024 * 1024, 'x') + '\n'
                                               << qint64{9 * 1024 * 1024 + 5};
    }
    void aLineWithoutEndIsNone()
    {
        QFETCH(QByteArray, file);
        QFETCH(const qint64, said);
        QBuffer device(&file);
        QVERIFY(device.open(QIODevice::ReadOnly));
        journal::MemberLines lines(device, said);
        QCOMPARE(lines.next().toByteArray(), QByteArray("one\n"));
        QVERIFY(!lines.atEnd());
        QVERIFY(lines.next().isEmpty());
    }

    void aHashThatGrowsIsThatOfTheWhole()
    {
        RunningSha256 hash;
        QByteArray all;
        for (const int length : {0, 1, 63, 64, 65, 1000}) {
            const QByteArray part(length, 'y');
            hash.add(part);
            all += part;
            QVERIFY(hash.digest() == sha256(all));
        }
        hash = {};
        QVERIFY(hash.digest() == sha256(QByteArrayView{}));
    }
};

QTEST_GUILESS_MAIN(MemberLinesTest)
#include "tst_memberlines.moc"
