// links: penelope-sqlite
#include "core/adapters/sqlite/bulkwriter.h"
#include "core/adapters/sqlite/reader.h"
#include "core/engine/generator/generator.h"
#include "core/query/search.h"

#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;
using engine::generator::Line;
using engine::generator::Options;

namespace {

constexpr qint64 many = 12'000;

std::vector<qint64> seqsOf(const query::Found& found)
{
    std::vector<qint64> seqs;
    for (const auto& event : found.events)
        seqs.push_back(event.seq);
    return seqs;
}

} // namespace

class JournalSearchTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const auto path = m_folder.filePath(u"generated.db"_s);
        const Options options{.events = many, .seed = 11};
        const auto identity = engine::generator::identityOf(options);
        auto writer = sqlite::BulkWriter::open({path, identity.journalId, identity.key});
        QVERIFY(writer);
        engine::generator::generate(options, [&](const Line& line) {
            return (*writer)
                ->add({line.seq, line.time, line.kind, line.stream, line.streamVersion, line.body})
                .has_value();
        });
        QVERIFY((*writer)->finish());
        auto reader = sqlite::Reader::open({.path = path});
        QVERIFY(reader);
        m_reader = std::move(*reader);
        auto all = m_reader->read(1, static_cast<int>(many));
        QVERIFY(all);
        m_all = std::move(*all);
        m_now = m_all.back().time;
    }

    void findsWhatLookingAtEveryEventFinds_data()
    {
        QTest::addColumn<QString>("text");
        for (const auto* text :
             {"", "kind:CanaryAnalysed", "service:payments", "decision:approved", "decision:intervene risk>0",
              "-kind:CanaryAnalysed -kind:TrafficConfirmed", "pool OR campaign", "\"rolls back\"", "/p[ou]+l/",
              "severity:P0", "actor:ana has:comment", "after:-3h before:-1h",
              "service:payments (kind:Patch* OR risk>=0.2)", "seq:500..900 kind:*Judged", "0.25", "NOT service:*",
              "nothing-holds-this"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void findsWhatLookingAtEveryEventFinds()
    {
        QFETCH(QString, text);
        const auto filter = query::parse(text, m_now);
        QVERIFY2(filter, filter ? "" : qPrintable(filter.error().message));
        std::vector<qint64> expected;
        for (const auto& event : m_all) {
            if (filter->matches(event))
                expected.push_back(event.seq);
        }
        const auto up = query::searchUp(*m_reader, *filter, 1, {.limit = static_cast<int>(many)});
        QVERIFY(up && up->complete);
        QCOMPARE(seqsOf(*up), expected);
        std::reverse(expected.begin(), expected.end());
        const auto down = query::searchDown(*m_reader, *filter, many + 1, {.limit = static_cast<int>(many)});
        QVERIFY(down && down->complete);
        QCOMPARE(seqsOf(*down), expected);
    }

    void goesOnWhereItStopped()
    {
        const auto filter = query::parse(u"kind:NoteAdded"_s, m_now);
        const auto whole = query::searchDown(*m_reader, *filter, many + 1, {.limit = static_cast<int>(many)});
        QVERIFY(whole && whole->events.size() > 10);
        std::vector<qint64> pieces;
        qint64 before = many + 1;
        for (bool complete = false; !complete;) {
            const auto found = query::searchDown(*m_reader, *filter, before, {.limit = 3, .budget = 700});
            QVERIFY(found);
            for (const auto seq : seqsOf(*found))
                pieces.push_back(seq);
            complete = found->complete;
            QVERIFY(complete || found->lookedTo < before);
            before = found->lookedTo;
        }
        QCOMPARE(pieces, seqsOf(*whole));
    }

    void decodesOnlyWhatMayMatch()
    {
        const auto filter = query::parse(u"kind:RestDayBegan OR kind:CoreStarted"_s, m_now);
        const auto events =
            m_reader->readIf(1, static_cast<int>(many), [&](QByteArrayView body) { return filter->mayMatch(body); });
        QVERIFY(events);
        QVERIFY(events->size() < 10);
    }

    void timesNarrowTheSpan()
    {
        const auto filter = query::parse(u"after:-1h"_s, m_now);
        const auto span = query::spanOf(*m_reader, *filter);
        QVERIFY(span);
        QVERIFY(span->first > many / 2);
        QCOMPARE(span->last, many);
        QVERIFY(m_all[static_cast<std::size_t>(span->first - 1)].time >= m_now - std::chrono::hours{1});
        QVERIFY(m_all[static_cast<std::size_t>(span->first - 2)].time < m_now - std::chrono::hours{1});
    }

    void aCancelledSearchLooksAtNothingMore()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto filter = query::parse(u"kind:NoteAdded"_s, m_now);
        const auto found = query::searchDown(*m_reader, *filter, many + 1, {.limit = 50, .stop = stop.get_token()});
        QVERIFY(found);
        QVERIFY(found->events.empty());
        QVERIFY(!found->complete);
        QCOMPARE(found->lookedTo, many + 1);
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<sqlite::Reader> m_reader;
    std::vector<journal::Event> m_all;
    Instant m_now{};
};

QTEST_GUILESS_MAIN(JournalSearchTest)
#include "tst_journalsearch.moc"
