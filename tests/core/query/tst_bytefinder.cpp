#include "core/query/bytefinder.h"

#include <QTest>

#include <cstring>
#include <random>

using namespace penelope::query;

namespace {

/// Letters of a small alphabet, so that texts nearly stand in many places.
QByteArray letters(std::mt19937& random, qsizetype size, int alphabet)
{
    QByteArray text;
    for (qsizetype at = 0; at < size; ++at)
        text += static_cast<char>('a' + static_cast<int>(random() % static_cast<unsigned>(alphabet)));
    return text;
}

qsizetype foundBy(const ByteFinder& finder, const QByteArray& bytes, qsizetype from)
{
    return finder.find(bytes.constData() + from, bytes.constData() + bytes.size()) - bytes.constData();
}

qsizetype expected(const QByteArray& text, const QByteArray& bytes, qsizetype from)
{
    const auto at = bytes.indexOf(text, from);
    return at < 0 ? bytes.size() : at;
}

} // namespace

/// Texts are found where a search of the plain kind finds them.
class ByteFinderTest : public QObject
{
    Q_OBJECT

private slots:
    void findsWhatAPlainSearchFinds()
    {
        std::mt19937 random(3);
        for (const int alphabet : {1, 2, 6, 26}) {
            for (int round = 0; round < 400; ++round) {
                const auto bytes = letters(random, static_cast<qsizetype>(random() % 1500), alphabet);
                const auto text = letters(random, 1 + static_cast<qsizetype>(random() % 5), alphabet);
                const ByteFinder finder(text, bytes);
                for (qsizetype from = 0; from <= bytes.size(); from += 97)
                    QCOMPARE(foundBy(finder, bytes, from), expected(text, bytes, from));
            }
        }
    }

    void findsOneAtEveryPlace()
    {
        const QByteArray text("wizardry");
        for (qsizetype at = 0; at + text.size() <= 700; ++at) {
            QByteArray bytes(700, '.');
            bytes.replace(at, text.size(), text);
            QCOMPARE(foundBy(ByteFinder(text, "a sample without those"), bytes, 0), at);
        }
    }

    void aSampleThatHoldsNothingIsNoSample()
    {
        const QByteArray bytes = QByteArray(400, 'x') + "queue" + QByteArray(400, 'x');
        QCOMPARE(foundBy(ByteFinder("queue", {}), bytes, 0), 400);
        QCOMPARE(foundBy(ByteFinder("queues", {}), bytes, 0), bytes.size());
        QCOMPARE(foundBy(ByteFinder("q", {}), bytes, 0), 400);
    }
};

QTEST_APPLESS_MAIN(ByteFinderTest)
#include "tst_bytefinder.moc"
