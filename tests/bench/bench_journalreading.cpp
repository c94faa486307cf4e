// links: penelope-runtime penelope-snapshots penelope-index penelope-sqlite penelope-system sqlite3 crypto
// A long journal as it is read (journal.md 11). PENELOPE_BENCH_JOURNAL: a journal that is there, with its index in
// the cache folder (it is built where it is missing: give it `penelopectl journal index` first); else
// PENELOPE_BENCH_EVENTS events (1,000,000) are generated, and the cache folder is a temporary one.
#include "app/runtime/journalindex.h"
#include "core/adapters/sqlite/archive.h"
#include "core/adapters/sqlite/bulkwriter.h"
#include "core/adapters/sqlite/filerows.h"
#include "core/adapters/sqlite/reader.h"
#include "core/engine/generator/generator.h"
#include "core/query/columnsearch.h"
#include "core/query/filter.h"
#include "tests/bench/plaintable.h"
#include "tests/bench/rounds.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>

#include <cstdio>
#include <random>

#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;
using bench::Plain;

namespace {

constexpr qint64 verified = 100'000;

void generate(const QString& path, qint64 events)
{
    const engine::generator::Options options{.events = events, .seed = 5};
    const auto identity = engine::generator::identityOf(options);
    auto writer = sqlite::BulkWriter::open({path, identity.journalId, identity.key});
    if (!writer)
        qFatal("%s", qPrintable(writer.error().message));
    engine::generator::generate(options, [&](const auto& line) {
        return (*writer)->add({line.seq, line.time, line.kind, line.stream, line.streamVersion, line.body}).has_value();
    });
    if (const auto done = (*writer)->finish(); !done)
        qFatal("%s", qPrintable(done.error().message));
}

std::unique_ptr<sqlite::Reader> open(const QString& path)
{
    auto reader = sqlite::Reader::open({.path = path});
    if (!reader)
        qFatal("%s", qPrintable(reader.error().message));
    return std::move(*reader);
}

double milliseconds(const QElapsedTimer& timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

class Bench
{
public:
    Bench(const QString& path, const QString& folder)
        : m_path(path)
        , m_folder(folder)
        , m_reader(open(path))
        , m_events(*m_reader->lastSeq())
        , m_now(m_reader->newest(m_events + 1, 1)->front().time)
        , m_plain(std::make_unique<Plain>(path, true))
        , m_small(folder + u"/small.db"_s)
    {
        build();
        m_columns = runtime::openColumns(*m_reader);
        m_rollups = runtime::openRollups(*m_reader);
        if (!m_columns || !m_rollups)
            qFatal("there is no index");
        generate(m_small, std::min(verified, m_events));
        for (qint64 seq = 1; seq <= 1000; ++seq)
            m_bodies.push_back(m_reader->body(seq)->first);
    }

    std::vector<bench::Row> rows()
    {
        std::vector<bench::Row> all;
        addHashes(all);
        addRows(all);
        addIndexed(all);
        addWhole(all);
        return all;
    }

private:
    void build()
    {
        QElapsedTimer timer;
        timer.start();
        if (const auto built = runtime::buildIndex(m_path, {}, {}); !built)
            qFatal("%s", qPrintable(built.error().message));
        std::printf("index of %lld events: %.1f s\n", static_cast<long long>(m_events), milliseconds(timer) / 1000);
        std::fflush(stdout);
    }

    void addHashes(std::vector<bench::Row>& all)
    {
        all.push_back(
            {.work = u"leaf hash of 1,000 events"_s,
             .against = u"SHA256_* of OpenSSL"_s,
             .baseline =
                 [this] {
                     for (const auto& body : m_bodies) {
                         const unsigned char prefix = 0;
                         Digest digest{};
                         SHA256_CTX context;
                         SHA256_Init(&context);
                         SHA256_Update(&context, &prefix, 1);
                         SHA256_Update(&context, body.constData(), static_cast<std::size_t>(body.size()));
                         SHA256_Final(digest.data(), &context);
                         bench::keep(digest);
                     }
                 },
             .measured =
                 [this] {
                     for (const auto& body : m_bodies)
                         bench::keep(journal::leafHash(body));
                 },
             .ratioBudget = 1.1});
        all.push_back(
            {.work = u"verify %1 events (rows, hashes, tree, columns)"_s.arg(std::min(verified, m_events)),
             .against = u"read the rows and hash them"_s,
             .baseline =
                 [this] {
                     const auto reader = open(m_small);
                     bench::keep(reader->readIf(1, static_cast<int>(verified), [](QByteArrayView) { return false; }));
                 },
             .measured =
                 [this] {
                     auto connection = sqlite::Connection::open(m_small, sqlite::Connection::Mode::Read);
                     sqlite::FileRows rows{**connection};
                     const auto verdict = journal::verify(rows);
                     if (!verdict || !verdict->ok())
                         qFatal("it does not verify");
                 },
             .ratioBudget = 1.9});
    }

    void addRows(std::vector<bench::Row>& all)
    {
        const auto toTheEnd = [this] {
            m_plain->run("SELECT seq, body FROM events LIMIT 50 OFFSET " + QByteArray::number(m_events - 50));
        };
        all.push_back(
            {.work = u"inclusion proof of a random event"_s,
             .against = u"OFFSET paging to the end"_s,
             .baseline = toTheEnd,
             .measured = [this] { bench::keep(m_reader->inclusionText(somewhere())); },
             .perRound = 20,
             .p95BudgetUs = 2000});
        all.push_back(
            {.work = u"jump to a random event, 50 rows"_s,
             .against = u"OFFSET paging to the end"_s,
             .baseline = toTheEnd,
             .measured = [this] { bench::keep(m_reader->read(somewhere(), 50)); },
             .perRound = 50,
             .p95BudgetUs = 500});
        all.push_back(
            {.work = u"End: the newest 50 rows"_s,
             .against = u"OFFSET paging to the end"_s,
             .baseline = toTheEnd,
             .measured = [this] { bench::keep(m_reader->newest(m_events + 1, 50)); },
             .perRound = 50,
             .p95BudgetUs = 500});
        all.push_back(
            {.work = u"one stream's events"_s,
             .against = u"OFFSET paging to the end"_s,
             .baseline = toTheEnd,
             .measured = [this] { bench::keep(m_reader->stream(m_stream, 1, 50)); },
             .perRound = 50,
             .p95BudgetUs = 500,
             .before = [this] { m_stream = m_reader->read(somewhere(), 1)->front().stream; }});
        all.push_back(
            {.work = u"opened read-only, to the newest 50 rows"_s,
             .against = u"SQLite alone, to the same rows"_s,
             .baseline =
                 [this] {
                     Plain plain(m_path, true);
                     plain.run("SELECT seq, body FROM events ORDER BY seq DESC LIMIT 50");
                 },
             .measured =
                 [this] {
                     const auto reader = open(m_path);
                     bench::keep(reader->newest(*reader->lastSeq() + 1, 50));
                 },
             .p95BudgetUs = 50'000});
    }

    void addIndexed(std::vector<bench::Row>& all)
    {
        const auto three = u"kind:AnomalyDetected service:payments severity:P2"_s;
        addNewest(all, u"three fields, newest 50"_s, three, 2000);
        addCount(all, u"three fields, exact count"_s, three, 12'000);
        addNewest(all, u"a common text, newest 50"_s, u"campaign"_s, 2000);
        addNewest(all, u"a phrase, newest 50"_s, m_phrase, 3000);
        addNewest(all, u"a rare word, newest 50"_s, m_rare, 1000);
        addCount(all, u"count of a word in %1 % of the events"_s.arg(share(m_word), 0, 'f', 1), m_word, 30'000);
        addCount(all, u"a rare text, all events"_s, u"\"nobody ever wrote this\""_s, 75'000);
        addCount(all, u"a regular expression, all events"_s, u"/nob(o|u)dy ever wr.te/"_s, {});
        add(all, u"mini-map of the whole journal"_s, 5000,
            [this] { bench::keep(m_rollups->days(0, toMs(m_now) + 1)); });
        add(all, u"mini-map of two days, by minute"_s, 5000,
            [this] { bench::keep(m_rollups->minutes(toMs(m_now) - 2 * index::dayMs, toMs(m_now) + 1)); });
    }

    void addNewest(std::vector<bench::Row>& all, const QString& work, const QString& question, double p95)
    {
        add(all, work, p95, [this, filter = filterOf(question)] {
            bench::keep(query::seqsDown(*m_reader, &m_columns->columns(), filter, m_events + 1, {.limit = 50}));
        });
        all.back().perRound = 50;
    }

    void addCount(std::vector<bench::Row>& all, const QString& work, const QString& question, std::optional<double> p95)
    {
        add(all, work, p95, [this, filter = filterOf(question)] {
            bench::keep(query::countDown(*m_reader, &m_columns->columns(), filter, m_events + 1, {}));
        });
    }

    void
    add(std::vector<bench::Row>& all, const QString& work, std::optional<double> p95, std::function<void()> measured)
    {
        all.push_back(
            {.work = work,
             .against = u"SQLite counting its rows"_s,
             .baseline = [this] { m_plain->run("SELECT count(*) FROM events NOT INDEXED"); },
             .measured = std::move(measured),
             .p95BudgetUs = p95});
    }

    /// Archives verify themselves when they are written, which is not part of the goal: twice its factor is allowed.
    void addWhole(std::vector<bench::Row>& all)
    {
        all.push_back(
            {.work = u"export %1 events, verified"_s.arg(std::min(verified, m_events)),
             .against = u"read the rows, copy the result"_s,
             .baseline =
                 [this] {
                     Plain plain(m_small, true);
                     plain.run("SELECT seq, body FROM events");
                     QFile::remove(m_folder + u"/copy"_s);
                     QFile::copy(m_folder + u"/kept.penelope-audit"_s, m_folder + u"/copy"_s);
                 },
             .measured =
                 [this] {
                     const auto path = m_folder + u"/out.penelope-audit"_s;
                     QFile::remove(path);
                     bench::keep(sqlite::exportArchive(m_small, path, {}, u"bench"_s));
                     if (!QFile::exists(m_folder + u"/kept.penelope-audit"_s))
                         QFile::copy(path, m_folder + u"/kept.penelope-audit"_s);
                 },
             .ratioBudget = 2.6});
    }

    double share(const QString& question)
    {
        const auto counted = query::countDown(*m_reader, &m_columns->columns(), filterOf(question), m_events + 1, {});
        return counted ? 100.0 * static_cast<double>(counted->matches) / static_cast<double>(m_events) : 0;
    }

    query::Filter filterOf(const QString& question) const
    {
        const auto filter = query::parse(question, m_now);
        if (!filter)
            qFatal("%s", qPrintable(filter.error().message));
        return *filter;
    }

    qint64 somewhere() { return std::uniform_int_distribution<qint64>(1, m_events - 50)(m_random); }

    QString m_path;
    QString m_folder;
    std::unique_ptr<sqlite::Reader> m_reader;
    qint64 m_events;
    Instant m_now;
    std::unique_ptr<Plain> m_plain;
    QString m_small;
    std::shared_ptr<const index::ColumnFiles> m_columns;
    std::unique_ptr<index::Rollups> m_rollups;
    std::vector<QByteArray> m_bodies;
    QString m_stream;
    // Of what the generator writes.
    QString m_phrase = u"\"storm of catalog\""_s;
    QString m_rare = u"handover"_s;
    QString m_word = u"burst"_s;
    std::mt19937_64 m_random{7};
};

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QTemporaryDir folder(qEnvironmentVariable("PENELOPE_BENCH_FOLDER", QDir::tempPath()) + u"/reading-XXXXXX"_s);
    auto path = qEnvironmentVariable("PENELOPE_BENCH_JOURNAL");
    if (path.isEmpty()) {
        qputenv("XDG_CACHE_HOME", QFile::encodeName(folder.filePath(u"cache"_s)));
        path = folder.filePath(u"journal.db"_s);
        generate(path, qEnvironmentVariable("PENELOPE_BENCH_EVENTS", u"1000000"_s).toLongLong());
    }
    Bench bench(path, folder.path());
    return bench::run(u"bench_journalreading"_s, bench.rows());
}
