#include "core/base/canonicalscan.h"
#include "core/base/plainbytes.h"
#include "core/engine/generator/generator.h"
#include "core/journal/event.h"
#include "core/journal/outline.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

bool scanned(const QByteArray& bytes)
{
    std::vector<canonical::RawMember> members;
    return canonical::isPlainlyCanonical(bytes, members);
}

bool isCanonical(const QByteArray& bytes)
{
    const auto value = canonical::parse(bytes);
    return value && value->isObject() && canonical::encode(*value).value_or("") == bytes;
}

/// What the bytes say, read member by member.
std::optional<journal::Event> wholly(const QByteArray& body)
{
    const auto value = canonical::parse(body);
    auto event = value && isCanonical(body) ? journal::fromJson(*value) : Result<journal::Event>{Failure{Error{}}};
    return event ? std::optional{std::move(*event)} : std::nullopt;
}

bool keysArePlain(const Json& value)
{
    const auto plain = [](const QString& key) {
        return std::all_of(key.begin(), key.end(), [](QChar letter) {
            return letter >= u' ' && letter < QChar{0x80} && letter != u'"' && letter != u'\\';
        });
    };
    const auto& members = value.toObject();
    const auto& entries = value.toArray();
    return std::all_of(entries.begin(), entries.end(), keysArePlain) &&
           std::all_of(members.begin(), members.end(), [&plain](const Json::Member& member) {
               return plain(member.first) && keysArePlain(member.second);
           });
}

std::vector<QByteArray> bodies()
{
    std::vector<QByteArray> all;
    engine::generator::generate({.events = 3000, .seed = 4}, [&all](const auto& line) {
        all.emplace_back(line.body.data(), static_cast<qsizetype>(line.body.size()));
        return true;
    });
    return all;
}

/// The bytes with a few of them changed, left out or doubled.
QByteArray spoiled(QByteArray bytes, std::mt19937_64& random)
{
    static const QByteArray likely = "{}[],:\"\\ 0123456789.-+eEuabfnrt/\x01\x1f\x7f\xc3\xa9\xed\xa0\x80";
    for (auto left = random() % 3 + 1; left > 0; --left) {
        const auto at = static_cast<qsizetype>(random() % static_cast<std::uint64_t>(bytes.size()));
        const char letter = likely[static_cast<qsizetype>(random() % static_cast<std::uint64_t>(likely.size()))];
        switch (random() % 3) {
        case 0: bytes[at] = letter; break;
        case 1: bytes.insert(at, letter); break;
        default: bytes.remove(at, 1);
        }
    }
    return bytes;
}

} // namespace

class CanonicalScanTest : public QObject
{
    Q_OBJECT

private slots:
    void whatItTakesParseAndEncodeTake_data()
    {
        QTest::addColumn<QByteArray>("value");
        for (const char* value :
             {"0",
              "-0",
              "1",
              "-1",
              "01",
              "10",
              "999999999999999",
              "9007199254740993",
              "1.0",
              "0.7",
              "-0.7",
              "1.50",
              "0.000001",
              "0.0000001",
              "1e-7",
              "1E5",
              "1e21",
              "12345678.1234567",
              "1234567890.1234567",
              ".5",
              "5.",
              "-",
              "0.0",
              "00.1",
              "123.456",
              "true",
              "false",
              "null",
              "tru",
              "\"\"",
              "\"a\"",
              "\"\\b\\f\\n\\r\\t\\\"\\\\\"",
              "\"\\/\"",
              "\"\\u0001\"",
              "\"\\u001f\"",
              "\"\\u001F\"",
              "\"\\u000b\"",
              "\"\\u000e\"",
              "\"\\u000f\"",
              "\"\\u0008\"",
              "\"\\u000a\"",
              "\"\\u0000\"",
              "\"\\u0041\"",
              "\"\\ud800\"",
              "\"\x7f\"",
              "\"\xc3\xa9\"",
              "\"\xed\xa0\x80\"",
              "\"\xff\"",
              "\"\xef\xbb\xbf\"",
              "[]",
              "[1,2]",
              "[1,]",
              "[ ]",
              "{}",
              "{\"a\":1}",
              "{\"a\":1,\"b\":2}",
              "{\"b\":1,\"a\":2}",
              "{\"a\":1,\"a\":2}",
              "{\"\":1}",
              "{\"a\" :1}",
              "{\"\xc3\xa9\":1}"})
            QTest::newRow(value) << QByteArray(value);
    }
    void whatItTakesParseAndEncodeTake()
    {
        QFETCH(const QByteArray, value);
        const auto bytes = "{\"v\":" + value + '}';
        QVERIFY(!scanned(bytes) || isCanonical(bytes));
    }

    void takesTheEscapesAndNumbersThatEventsHold()
    {
        for (const char* value :
             {"0", "-7", "1700000000000", "0.7", "-0.25", "0.000001", "123.456", "0.8660254037844387", "1e-7", "1e+21",
              "100000000000000000000", "\"\\u0001\\u001f\\u000b\\n\\\\\"", "\"\xc3\xa9\"", "{\"a\":[1,{\"b\":false}]}"})
            QVERIFY2(scanned("{\"v\":" + QByteArray(value) + '}'), value);
    }

    /// Where no key is out of the ordinary, the one look says exactly what reading and writing again say.
    void takesAllThatParseAndEncodeTakeWhereKeysArePlain()
    {
        std::mt19937_64 random(9);
        int taken = 0;
        const auto all = bodies();
        for (std::size_t at = 0; at < all.size(); at += 3) {
            for (int trial = 0; trial < 12; ++trial) {
                const auto other = spoiled(all[at], random);
                if (!isCanonical(other) || !keysArePlain(*canonical::parse(other)))
                    continue;
                ++taken;
                QVERIFY2(scanned(other), other.constData());
            }
        }
        QVERIFY(taken > 0);
    }

    void findsEveryByteThatEndsAText()
    {
        // At each place of a word, and behind bytes that borrow from one another.
        for (int place = 0; place < 24; ++place) {
            for (int byte = 0; byte < 256; ++byte) {
                for (const char filler : {'a', ' ', '!', '#', '[', ']', '\x7f', '\xc3'}) {
                    QByteArray text(24, filler);
                    text[place] = static_cast<char>(byte);
                    const bool ends = byte < 0x20 || byte == '"' || byte == '\\';
                    const auto plain = canonical::plainEnd(text.cbegin(), text.cend()) - text.cbegin();
                    QCOMPARE(plain, ends ? place : 24);
                    const int foreign = static_cast<unsigned char>(filler) >= 0x80 ? 0 : 24;
                    const int other = ends || byte >= 0x80 ? place : 24;
                    const auto ascii = canonical::plainAsciiEnd(text.cbegin(), text.cend()) - text.cbegin();
                    QCOMPARE(ascii, foreign == 0 && place > 0 ? 0 : foreign == 0 && other == 24 ? 1 : other);
                }
            }
        }
    }

    void takesNoDeeperThanAnEventMayBe()
    {
        const auto nested = [](int depth) {
            return "{\"v\":" + QByteArray(depth - 1, '[') + QByteArray(depth - 1, ']') + '}';
        };
        QVERIFY(scanned(nested(canonical::maxDepth)));
        QVERIFY(isCanonical(nested(canonical::maxDepth)));
        QVERIFY(!scanned(nested(canonical::maxDepth + 1)));
    }

    void takesEveryGeneratedEventAndNothingThatWasSpoiled()
    {
        std::mt19937_64 random(3);
        int taken = 0;
        for (const auto& body : bodies()) {
            QVERIFY2(scanned(body), body.constData());
            for (int trial = 0; trial < 8; ++trial) {
                const auto other = spoiled(body, random);
                if (!scanned(other))
                    continue;
                ++taken;
                QVERIFY2(isCanonical(other), other.constData());
            }
        }
        QVERIFY(taken > 0); // some changes leave canonical bytes
    }

    void anOutlineSaysWhatDecodeSays()
    {
        std::mt19937_64 random(5);
        journal::Outliner outliner;
        int read = 0;
        const auto agrees = [&](const QByteArray& body) {
            const auto outline = outliner.read(body);
            if (!outline)
                return journal::decode(body).has_value() == wholly(body).has_value();
            ++read;
            const auto event = wholly(body);
            const auto decoded = journal::decode(body);
            return event && decoded && *decoded == *event && event->seq == outline->seq &&
                   toMs(event->time) == outline->time && event->kind.toUtf8() == outline->kind &&
                   event->stream.toUtf8() == outline->stream && event->streamVersion == outline->streamVersion &&
                   event->actor.toUtf8() == outline->actor && event->correlation.toUtf8() == outline->correlation &&
                   event->cause == outline->cause && event->epoch == outline->epoch &&
                   event->version == outline->version && canonical::encode(event->payload, 2) == outline->payload;
        };
        const auto all = bodies();
        for (const auto& body : all)
            QVERIFY2(agrees(body), body.constData());
        QCOMPARE(read, static_cast<int>(all.size()));
        for (const auto& body : all) {
            for (int trial = 0; trial < 8; ++trial) {
                // Mostly in the envelope, whose members stand at both ends.
                const auto head = body.indexOf("\"payload\"");
                const auto other = trial % 2 == 0 ? spoiled(body.first(head), random) + body.sliced(head)
                                                  : body.first(body.size() - 90) + spoiled(body.last(90), random);
                QVERIFY2(agrees(other), other.constData());
            }
        }
    }
};

QTEST_GUILESS_MAIN(CanonicalScanTest)
#include "tst_canonicalscan.moc"
