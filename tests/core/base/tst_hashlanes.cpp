#include "core/base/hashlanes.h"

#include <QTest>

#include <random>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype longest = 300; // over four blocks
constexpr std::uint8_t leaf = 0x00;
constexpr std::uint8_t node = 0x01;

std::vector<Digest> together(std::uint8_t prefix, const std::vector<QByteArrayView>& messages, HashLanes lanes)
{
    std::vector<Digest> digests(messages.size());
    sha256OfEach(prefix, messages, digests, lanes);
    return digests;
}

std::vector<Digest> oneByOne(std::uint8_t prefix, const std::vector<QByteArrayView>& messages)
{
    std::vector<Digest> digests;
    for (const auto& message : messages)
        digests.push_back(sha256(prefix, message));
    return digests;
}

} // namespace

/// Every way says what OpenSSL says. Ways that the processor does not have are skipped.
class HashLanesTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QFETCH_GLOBAL(const HashLanes, lanes);
        if (!canHashIn(lanes))
            QSKIP("this processor has no such instructions");
    }

    void initTestCase_data()
    {
        QTest::addColumn<HashLanes>("lanes");
        QTest::newRow("one") << HashLanes::One;
        QTest::newRow("two") << HashLanes::Two;
        QTest::newRow("sixteen") << HashLanes::Sixteen;
    }

    /// FIPS 180-2, appendix B, and the reference leaves of certificate transparency.
    void agreesWithPublishedHashes_data()
    {
        QTest::addColumn<std::uint8_t>("prefix");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QString>("hash");
        const std::uint8_t a = 'a';
        QTest::newRow("abc") << a << QByteArray("bc")
                             << u"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"_s;
        QTest::newRow("two blocks") << a << QByteArray("bcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                                    << u"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"_s;
        QTest::newRow("a million") << a << QByteArray(999'999, 'a')
                                   << u"cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"_s;
        QTest::newRow("empty leaf") << leaf << QByteArray()
                                    << u"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"_s;
        QTest::newRow("leaf of a zero") << leaf << QByteArray(1, '\0')
                                        << u"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"_s;
    }
    void agreesWithPublishedHashes()
    {
        QFETCH_GLOBAL(const HashLanes, lanes);
        QFETCH(const std::uint8_t, prefix);
        QFETCH(const QByteArray, message);
        QFETCH(const QString, hash);
        // Of 18 as long as each other the last two begin when all others end, and are finished by themselves.
        for (const std::size_t count : {1U, 2U, 18U, 40U}) {
            for (const auto& digest : together(prefix, std::vector<QByteArrayView>(count, message), lanes))
                QCOMPARE(toHex(digest), hash);
        }
    }

    void agreesForEveryLength()
    {
        QFETCH_GLOBAL(const HashLanes, lanes);
        const auto bytes = noise(longest);
        std::vector<QByteArrayView> messages;
        for (qsizetype size = 0; size <= longest; ++size)
            messages.push_back(QByteArrayView(bytes).first(size));
        for (const auto prefix : {leaf, node})
            QCOMPARE(together(prefix, messages, lanes), oneByOne(prefix, messages));
        // Alone, so that it is whatever is done with the last ones.
        for (const auto& message : messages)
            QCOMPARE(together(leaf, {message}, lanes), oneByOne(leaf, {message}));
    }

    void agreesForEveryCount()
    {
        QFETCH_GLOBAL(const HashLanes, lanes);
        const auto bytes = noise(4096);
        for (std::size_t count = 0; count <= 70; ++count) {
            std::vector<QByteArrayView> messages;
            for (std::size_t at = 0; at < count; ++at) {
                const auto begin = static_cast<qsizetype>(m_random() % 1024);
                messages.push_back(QByteArrayView(bytes).sliced(begin, static_cast<qsizetype>(m_random() % 3072)));
            }
            QCOMPARE(together(node, messages, lanes), oneByOne(node, messages));
        }
    }

    void aLongMessageHoldsUpNoOther()
    {
        QFETCH_GLOBAL(const HashLanes, lanes);
        const auto bytes = noise(1 << 20);
        std::vector<QByteArrayView> messages(50, QByteArrayView(bytes).first(64));
        for (const std::size_t at : {0U, 17U, 49U})
            messages[at] = bytes;
        QCOMPARE(together(leaf, messages, lanes), oneByOne(leaf, messages));
    }

private:
    QByteArray noise(qsizetype size)
    {
        QByteArray bytes(size, '\0');
        for (auto& byte : bytes)
            byte = static_cast<char>(m_random());
        return bytes;
    }

    std::mt19937 m_random{11};
};

QTEST_GUILESS_MAIN(HashLanesTest)
#include "tst_hashlanes.moc"
