#include "core/engine/generator/generator.h"
#include "core/journal/eventwriter.h"

#include <QTest>

#include <random>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A string as journal.md 2 writes it, letter by letter.
QByteArray plainly(const QString& text)
{
    QByteArray out = "\"";
    for (const auto letter : text.toUcs4()) {
        switch (letter) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\b': out += "\\b"; break;
        case '\f': out += "\\f"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            if (letter < 0x20)
                out += "\\u00" + QByteArray::number(letter, 16).rightJustified(2, '0');
            else
                out += QStringView(QChar::fromUcs4(letter)).toUtf8();
        }
    }
    return out + '"';
}

QByteArray written(const QString& text)
{
    QByteArray out = "before";
    const auto done = canonical::Writer{out}.string(text);
    return done ? out.sliced(6) : done.error().message.toUtf8() + " at " + done.error().where.toUtf8();
}

journal::Event anEvent()
{
    return {
        .seq = 7,
        .time = instantFromMs(1'700'000'000'000),
        .kind = u"NoteAdded"_s,
        .stream = u"note/1"_s,
        .streamVersion = 2,
        .actor = u"core"_s,
        .cause = {},
        .correlation = {},
        .payload = Json::object({{u"a"_s, 1}})};
}

} // namespace

class CanonicalWriterTest : public QObject
{
    Q_OBJECT

private slots:
    void stringsAreWrittenLetterByLetter()
    {
        static const QString letters = u"ab \u0001\u001f\"\\\b\f\n\r\t/\u007f\u00e9\u2028\ufb33\ufeff"_s;
        std::mt19937_64 random(11);
        for (int trial = 0; trial < 20'000; ++trial) {
            QString text;
            for (auto left = random() % 40; left > 0; --left) {
                const auto pick = random() % static_cast<std::uint64_t>(letters.size() + 1);
                text += pick == static_cast<std::uint64_t>(letters.size()) ? u"\U0001F602"_s
                                                                           : QString(letters[static_cast<int>(pick)]);
            }
            QCOMPARE(written(text), plainly(text));
        }
    }

    void longStringsAreNotCutInsideALetter()
    {
        for (int before = 4090; before < 4100; ++before) {
            const auto text = QString(before, u'x') + u"\U0001F602\u00e9\""_s.repeated(3000);
            QCOMPARE(written(text), plainly(text));
        }
    }

    void refusalsNameTheByte()
    {
        QCOMPARE(written(u"ab\n"_s + QChar{0} + u"c"_s), "nul: U+0000 at byte 5");
        QCOMPARE(written(u"ab"_s + QChar{0xD800}), "surrogate: a surrogate stands alone at byte 0");
        QCOMPARE(written(QString(4095, u'x') + QChar{0xD800}), "surrogate: a surrogate stands alone at byte 0");
        QCOMPARE(
            written(QString(4095, u'x') + QChar{0xD800} + u"y"_s), "surrogate: a surrogate stands alone at byte 0");
        QCOMPARE(written(QString(QChar{0xDC00})), "surrogate: a surrogate stands alone at byte 0");
    }

    void anEventIsWhatItsValueIs()
    {
        engine::generator::generate({.events = 3000, .seed = 8}, [](const auto& line) {
            const QByteArray body(line.body.data(), static_cast<qsizetype>(line.body.size()));
            const auto event = journal::decode(body);
            [&] {
                QVERIFY(event);
                QCOMPARE(*canonical::encode(journal::toJson(*event)), body);
                QCOMPARE(*journal::encode(*event), body);
            }();
            return !QTest::currentTestFailed();
        });
    }

    void aBufferIsWrittenAnew()
    {
        QByteArray bytes = "what stood here before";
        QVERIFY(journal::encode(anEvent(), bytes));
        QCOMPARE(bytes, *canonical::encode(journal::toJson(anEvent())));
    }

    void eventsAreWrittenOneBehindTheOther()
    {
        const auto one = *canonical::encode(journal::toJson(anEvent()));
        QByteArray bytes = "what stood here before";
        {
            canonical::Writer writer(bytes);
            QVERIFY(journal::encode(anEvent(), writer));
            QVERIFY(journal::encode(anEvent(), writer));
            QCOMPARE(writer.written(), "what stood here before" + one + one);
        }
        QCOMPARE(bytes, "what stood here before" + one + one);
    }

    void aRefusalCountsFromWhereTheEventBegins()
    {
        auto event = anEvent();
        event.stream = u"note/"_s + QChar{0xD800};
        QByteArray bytes = "what stood here before";
        canonical::Writer writer(bytes);
        QVERIFY(journal::encode(anEvent(), writer));
        QCOMPARE(journal::encode(event, writer).error(), journal::encode(event).error());
    }

    void theEnvelopeIsJudgedBeforeThePayload()
    {
        auto event = anEvent();
        event.payload = Json::object({{u"a"_s, QString(QChar{0xD800})}});
        QCOMPARE(journal::encode(event).error().where, u"byte 5"_s); // of the payload
        event.stream = u"note/"_s + QChar{0xD800};
        const auto refused = journal::encode(event);
        QCOMPARE(canonical::refusal(refused.error()), u"surrogate"_s);
        // As if the payload were empty.
        event.payload = {};
        QCOMPARE(refused.error().where, journal::encode(event).error().where);
        QCOMPARE(refused.error().where, canonical::encode(journal::toJson(event)).error().where);
    }

    void anEnvelopeIsRefusedAsDecodeRefusesIt()
    {
        const auto same = [](const std::function<void(journal::Event&)>& spoil) {
            auto event = anEvent();
            spoil(event);
            const auto encoded = journal::encode(event);
            const auto read = journal::fromJson(journal::toJson(event));
            return !encoded && !read && encoded.error().message == read.error().message &&
                   encoded.error().where == read.error().where;
        };
        QVERIFY(same([](auto& event) { event.seq = 0; }));
        QVERIFY(same([](auto& event) { event.time = instantFromMs(-1); }));
        QVERIFY(same([](auto& event) { event.version = 65536; }));
        QVERIFY(same([](auto& event) { event.streamVersion = 0; }));
        QVERIFY(same([](auto& event) { event.epoch = 0; }));
        QVERIFY(same([](auto& event) { event.cause = 7; }));
        QVERIFY(same([](auto& event) { event.kind = u"note"_s; }));
        QVERIFY(same([](auto& event) { event.stream = u"Note/1"_s; }));
        QVERIFY(same([](auto& event) { event.stream.clear(); }));
        QVERIFY(same([](auto& event) { event.actor = u"a\u007f"_s; }));
        QVERIFY(same([](auto& event) { event.actor = QString(86, u'\u20ac'); }));
        QVERIFY(same([](auto& event) { event.correlation = QString(256, u'c'); }));
        QVERIFY(same([](auto& event) { event.payload = Json::array(); }));
        QVERIFY(same([](auto& event) {
            event.seq = 0;
            event.kind.clear();
        }));
    }
};

QTEST_GUILESS_MAIN(CanonicalWriterTest)
#include "tst_canonicalwriter.moc"
