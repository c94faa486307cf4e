// Values as bytes and back: exact for every kind of member, and nothing but an error for bytes that are none.
#include "core/base/binaryvalue.h"
#include "core/base/id.h"

#include <QTest>

#include <random>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

enum class Colour { Red, Green, Blue };

struct Leaf
{
    QString name;
    std::optional<double> weight;
    Colour colour = Colour::Red;
    bool operator==(const Leaf&) const = default;
};

struct Tree
{
    ServiceName id;
    qint64 number = 0;
    std::uint64_t large = 0;
    bool flag = false;
    QByteArray raw;
    std::vector<Leaf> leaves;
    QStringList words;
    std::map<QString, qint64> counts;
    QMap<QString, Leaf> sorted;
    std::array<double, 3> three{};
    std::variant<int, QString> either;
    std::pair<int, QString> both;
    std::chrono::milliseconds span{};
    Json json;
    SharedMap<ServiceName, Leaf> rows;
    SharedLog<qint64> log;
    bool operator==(const Tree&) const = default;
};

struct Wider
{
    QString name;
    std::optional<double> weight;
    Colour colour = Colour::Red;
    int added = 0;
};

Tree planted()
{
    Tree tree{
        .id = ServiceName{u"checkout"_s},
        .number = std::numeric_limits<qint64>::min(),
        .large = std::numeric_limits<std::uint64_t>::max(),
        .flag = true,
        .raw = QByteArray("\0\xff", 2),
        .leaves = {{u"aé\u2028"_s, 0.1, Colour::Blue}, {u""_s, std::nullopt, Colour::Green}, {u"aé\u2028"_s, -0.0, {}}},
        .words = {u"a"_s, u"a"_s, QString(200, u'x')},
        .counts = {{u"one"_s, -1}, {u"two"_s, 1}},
        .sorted = {{u"k"_s, {u"v"_s, 1e300, Colour::Red}}},
        .three = {1, std::numeric_limits<double>::infinity(), 5e-324},
        .either = u"text"_s,
        .both = {7, u"seven"_s},
        .span = std::chrono::milliseconds{-5},
        .json = Json::object({{u"list"_s, Json{Json::Array{Json{1}, Json{true}, Json{u"x"_s}}}}, {u"n"_s, 0.5}}),
        .rows = {},
        .log = {}};
    for (int row = 0; row < 300; ++row) {
        tree.rows.insert(ServiceName{u"s%1"_s.arg(row)}, {u"row"_s, row, Colour::Green});
        tree.log.push_back(row);
    }
    return tree;
}

QByteArray bytesOf(const Tree& tree)
{
    binary::Writer out;
    binary::put(out, tree);
    return out.take();
}

} // namespace

class TestBinaryValue : public QObject
{
    Q_OBJECT

private slots:
    void whatIsReadIsWhatWasWritten()
    {
        const auto tree = planted();
        const auto bytes = bytesOf(tree);
        binary::Reader in(bytes);
        Tree read;
        binary::take(in, read);
        QVERIFY(in.atEnd());
        QVERIFY(read == tree);
        QVERIFY(std::signbit(*read.leaves[2].weight));
        QCOMPARE(bytesOf(read), bytes);
    }

    void idsThatFollowOneAnotherTakeAByte()
    {
        const QStringList ids{u"00000000"_s, u"00000001"_s, u"0000001f"_s, u"0000001f"_s,
                              u"ffffffff"_s, u"00000000"_s, u"7fffffff"_s};
        // Alike, and none.
        const QStringList others{u"0000001F"_s, u"000001f"_s, u"0000001g"_s, u"00000001f"_s, u"000000\u0661f"_s};
        binary::Writer out;
        binary::put(out, ids + others + ids);
        binary::Reader in(out.written());
        QStringList read;
        binary::take(in, read);
        QVERIFY(in.atEnd());
        QCOMPARE(read, ids + others + ids);
        QVERIFY(read[2].isSharedWith(read[3]));
        QStringList many;
        for (int id = 1; id <= 1000; ++id)
            many.append(u"%1"_s.arg(id * 10, 8, 16, QLatin1Char('0')));
        binary::Writer run;
        binary::put(run, many);
        QVERIFY(run.written().size() < 1010);
    }
    void anIdOutsideOfTheIdsIsDamage()
    {
        for (const auto step : {std::uint64_t{1}, ~std::uint64_t{0} >> 2}) { // before the first, far behind the last
            binary::Writer out;
            out.number(step << 2 | 3);
            binary::Reader in(out.written());
            QCOMPARE(in.text(), QString{});
            QVERIFY(in.failed());
        }
    }

    void aTextStandsOnceHoweverManyThereAre()
    {
        constexpr qsizetype count = 5'000;
        QStringList texts;
        for (qsizetype at = 0; at < count; ++at)
            texts.append(u"a text with the number %1"_s.arg(at));
        const QStringList twice = texts + texts;
        binary::Writer once;
        binary::put(once, texts);
        binary::Writer both;
        binary::put(both, twice);
        const auto bytes = both.take();
        QVERIFY(bytes.size() - once.written().size() < 4 * count);
        binary::Reader in(bytes);
        QStringList read;
        binary::take(in, read);
        QVERIFY(in.atEnd());
        QCOMPARE(read, twice);
    }

    void aCutIsAnErrorWhereverItIs()
    {
        const auto bytes = bytesOf(planted());
        for (qsizetype size = 0; size < bytes.size(); ++size) {
            binary::Reader in(QByteArrayView(bytes).first(size));
            Tree read;
            binary::take(in, read);
            QVERIFY(!in.atEnd());
        }
    }

    void flippedBitsNeverDoHarm()
    {
        const auto bytes = bytesOf(planted());
        std::mt19937 random(1);
        for (int round = 0; round < 4'000; ++round) {
            auto wrong = bytes;
            const auto at = static_cast<qsizetype>(random() % static_cast<std::size_t>(wrong.size()));
            wrong[at] = static_cast<char>(wrong[at] ^ static_cast<char>(1U << (random() % 8)));
            binary::Reader in(wrong);
            Tree read;
            binary::take(in, read);
            QVERIFY(read.leaves.size() <= static_cast<std::size_t>(wrong.size()));
        }
    }

    void absurdSizesAllocateNothing()
    {
        binary::Writer out;
        out.number(std::numeric_limits<std::uint64_t>::max() / 2);
        binary::Reader in(out.written());
        std::vector<Tree> read;
        binary::take(in, read);
        QVERIFY(in.failed());
        QVERIFY(read.capacity() == 0);
    }

    void deepNestingIsAnError()
    {
        QByteArray deep;
        for (int level = 0; level < 100'000; ++level)
            deep.append("\x03\x01", 2); // an array of one
        binary::Reader in(deep);
        Json read;
        binary::take(in, read);
        QVERIFY(in.failed());
    }

    void keysThatDoNotAscendAreAnError()
    {
        binary::Writer out;
        out.number(2);
        for (const auto* key : {"b", "a"}) {
            out.text(QString::fromLatin1(key));
            out.integer(1);
        }
        binary::Reader in(out.written());
        std::map<QString, qint64> read;
        binary::take(in, read);
        QVERIFY(in.failed());
    }

    void anAddedMemberIsCounted()
    {
        QCOMPARE(fieldCount<Tree>, std::size_t{16});
        QCOMPARE(fieldCount<Wider>, fieldCount<Leaf> + 1);
    }

    void aMapLosesWhatIsErasedAndItsCopiesKeepIt()
    {
        auto map = planted().rows;
        const auto before = map;
        QVERIFY(map.erase(ServiceName{u"s7"_s}));
        QVERIFY(!map.erase(ServiceName{u"s7"_s}));
        QCOMPARE(map.eraseIf([](const ServiceName&, const auto& row) { return *row->weight < 150; }), std::size_t{149});
        QCOMPARE(map.size(), std::size_t{150});
        QVERIFY(!map.contains(ServiceName{u"s0"_s}) && map.contains(ServiceName{u"s299"_s}));
        QCOMPARE(map.rows().size(), map.size());
        QCOMPARE(before.size(), std::size_t{300});
        QVERIFY(before.contains(ServiceName{u"s7"_s}));
        map.eraseIf([](const auto&, const auto&) { return true; });
        QVERIFY(map.empty());
        map.insert(ServiceName{u"new"_s}, {});
        QCOMPARE(map.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestBinaryValue)
#include "tst_binaryvalue.moc"
