// links: penelope-sqlite sqlite3
// The journal at size (journal.md 11). PENELOPE_BENCH_EVENTS: how many events, 1,000,000 where it is absent.
// PENELOPE_BENCH_FOLDER: where the journals are made; a temporary folder where it is absent.
#include "core/adapters/sqlite/bulkwriter.h"
#include "core/adapters/sqlite/fileverifier.h"
#include "core/adapters/sqlite/reader.h"
#include "core/adapters/sqlite/store.h"
#include "core/engine/generator/generator.h"
#include "core/engine/reducer.h"
#include "core/query/search.h"
#include "tests/bench/rounds.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <cstdio>
#include <random>

#include <sqlite3.h>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;
using engine::generator::Line;
using engine::generator::Options;

namespace {

constexpr qint64 small = 20'000;
constexpr qint64 replayed = 8'191;

struct Copied
{
    qint64 seq = 0;
    qint64 time = 0;
    std::string kind;
    std::string stream;
    qint64 version = 0;
    std::string body;
};

void generate(const QString& path, const Options& options)
{
    const auto identity = engine::generator::identityOf(options);
    auto writer = sqlite::BulkWriter::open({path, identity.journalId, identity.key});
    if (!writer)
        qFatal("%s", qPrintable(writer.error().message));
    engine::generator::generate(options, [&](const Line& line) {
        return (*writer)->add({line.seq, line.time, line.kind, line.stream, line.streamVersion, line.body}).has_value();
    });
    if (const auto done = (*writer)->finish(); !done)
        qFatal("%s", qPrintable(done.error().message));
}

/// What SQLite alone does, without leaf, tree, checkpoint and trigger.
class Plain
{
public:
    Plain(const QString& path, bool readOnly)
    {
        const int flags = readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        if (sqlite3_open_v2(QFile::encodeName(path).constData(), &m_handle, flags, nullptr) != SQLITE_OK)
            qFatal("%s", sqlite3_errmsg(m_handle));
    }
    Plain(const Plain&) = delete;
    Plain& operator=(const Plain&) = delete;
    ~Plain()
    {
        sqlite3_finalize(m_insert);
        sqlite3_close(m_handle);
    }

    /// Runs it to the end; answers the number of rows.
    qint64 run(const QByteArray& sql)
    {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(m_handle, sql.constData(), -1, &statement, nullptr) != SQLITE_OK)
            qFatal("%s", sqlite3_errmsg(m_handle));
        qint64 rows = 0;
        while (sqlite3_step(statement) == SQLITE_ROW) {
            bench::keep(sqlite3_column_int64(statement, 0));
            ++rows;
        }
        sqlite3_finalize(statement);
        return rows;
    }

    void makeTable(bool indexed)
    {
        run("CREATE TABLE events(seq INTEGER PRIMARY KEY, time INTEGER, kind TEXT, stream TEXT, stream_version "
            "INTEGER, "
            "body TEXT)");
        if (indexed)
            run("CREATE INDEX events_stream ON events(stream, stream_version)");
    }

    void insert(const Copied& row, qint64 seq)
    {
        if (!m_insert)
            sqlite3_prepare_v2(m_handle, "INSERT INTO events VALUES(?,?,?,?,?,?)", -1, &m_insert, nullptr);
        sqlite3_bind_int64(m_insert, 1, seq);
        sqlite3_bind_int64(m_insert, 2, row.time);
        sqlite3_bind_text(m_insert, 3, row.kind.data(), static_cast<int>(row.kind.size()), SQLITE_STATIC);
        sqlite3_bind_text(m_insert, 4, row.stream.data(), static_cast<int>(row.stream.size()), SQLITE_STATIC);
        sqlite3_bind_int64(m_insert, 5, row.version);
        sqlite3_bind_text(m_insert, 6, row.body.data(), static_cast<int>(row.body.size()), SQLITE_STATIC);
        sqlite3_step(m_insert);
        sqlite3_reset(m_insert);
    }

private:
    sqlite3* m_handle = nullptr;
    sqlite3_stmt* m_insert = nullptr;
};

class Bench
{
public:
    explicit Bench(const QString& folder, qint64 events)
        : m_folder(folder)
        , m_events(events)
        , m_path(folder + u"/bench.db"_s)
        , m_smallPath(folder + u"/small.db"_s)
        , m_now(engine::generator::firstMoment)
    {
        const Options options{.events = small, .seed = 5};
        engine::generator::generate(options, [this](const Line& line) {
            m_lines.push_back(
                {line.seq, line.time, std::string(line.kind), std::string(line.stream), line.streamVersion,
                 std::string(line.body)});
            return true;
        });
        generate(m_smallPath, options);
        std::printf("making %lld events in %s\n", static_cast<long long>(events), qPrintable(folder));
        generate(m_path, {.events = events, .seed = 5});
        m_reader = open(m_path);
        m_small = open(m_smallPath);
        m_plain = std::make_unique<Plain>(m_path, true);
        beginWriting(options);
        m_now = m_reader->newest(events + 1, 1)->front().time;
        m_state = *engine::fold(*m_small);
    }

    std::vector<bench::Row> rows()
    {
        std::vector<bench::Row> all;
        addWriting(all);
        addReading(all);
        addAsking(all);
        return all;
    }

private:
    static std::unique_ptr<sqlite::Reader> open(const QString& path)
    {
        auto reader = sqlite::Reader::open({.path = path});
        if (!reader)
            qFatal("%s", qPrintable(reader.error().message));
        return std::move(*reader);
    }

    void beginWriting(const Options& options)
    {
        const auto path = m_folder + u"/written.db"_s;
        const auto identity = engine::generator::identityOf(options);
        m_store = *sqlite::Store::open({.path = path, .create = true, .key = identity.key});
        m_written = std::make_unique<Plain>(m_folder + u"/plain.db"_s, false);
        m_written->run("PRAGMA journal_mode=WAL");
        m_written->run("PRAGMA synchronous=FULL");
        m_written->makeTable(true);
        journal::Draft created{
            .kind = u"JournalCreated"_s,
            .stream = u"system"_s,
            .payload = Json::object(
                {{u"journal_id"_s, identity.journalId},
                 {u"public_key"_s, ed25519::toBase64(identity.key.publicKey())},
                 {u"version"_s, u"0.1.0"_s}}),
            .actor = u"bootstrap"_s};
        if (!m_store->append({{created, m_now, 0}}))
            qFatal("the journal cannot be begun");
    }

    /// A decision's worth of payload on a stream of its own.
    JournalStore::Entry nextEntry()
    {
        journal::Draft draft{
            .kind = u"DecisionMade"_s,
            .stream = u"anomaly/"_s + QString::number(++m_streams),
            .payload = Json::object({{u"decision"_s, u"observe"_s}, {u"reasoning"_s, u"x"_s.repeated(240)}}),
            .actor = u"core"_s};
        return {std::move(draft), m_now, 0};
    }
    void append(int count)
    {
        std::vector<JournalStore::Entry> entries;
        for (int entry = 0; entry < count; ++entry)
            entries.push_back(nextEntry());
        bench::keep(m_store->append(std::move(entries)));
    }
    void appendPlain(int count)
    {
        m_written->run("BEGIN IMMEDIATE");
        for (int row = 0; row < count; ++row) {
            m_written->insert(m_lines[m_plainSeq % m_lines.size()], static_cast<qint64>(m_plainSeq + 1));
            ++m_plainSeq;
        }
        m_written->run("COMMIT");
    }

    void addWriting(std::vector<bench::Row>& all)
    {
        all.push_back(
            {.work = u"append one event, durable"_s,
             .against = u"a plain table"_s,
             .baseline = [this] { appendPlain(1); },
             .measured = [this] { append(1); },
             .ratioBudget = 1.15});
        all.push_back(
            {.work = u"group commit of 100"_s,
             .against = u"a plain table"_s,
             .baseline = [this] { appendPlain(100); },
             .measured = [this] { append(100); },
             .ratioBudget = 1 / 0.85});
        all.push_back(
            {.work = u"generate 20,000 events"_s,
             .against = u"plain bulk insert of the same, with its index"_s,
             .baseline =
                 [this] {
                     const auto path = m_folder + u"/bulkplain.db"_s;
                     {
                         Plain plain(path, false);
                         plain.run("PRAGMA journal_mode=OFF");
                         plain.run("PRAGMA synchronous=OFF");
                         plain.makeTable(false);
                         plain.run("BEGIN");
                         for (const auto& line : m_lines)
                             plain.insert(line, line.seq);
                         plain.run("COMMIT");
                         plain.run("CREATE INDEX events_stream ON events(stream, stream_version)");
                     }
                     QFile::remove(path);
                 },
             .measured =
                 [this] {
                     const auto path = m_folder + u"/bulk.db"_s;
                     generate(path, {.events = small, .seed = 5});
                     QFile::remove(path);
                 },
             .ratioBudget = 1 / 0.85});
    }

    void addReading(std::vector<bench::Row>& all)
    {
        all.push_back(
            {.work = u"verify 20,000 events, one core"_s,
             .against = u"read the rows and hash them"_s,
             .baseline = [this] { bench::keep(m_small->readIf(1, small, [](QByteArrayView) { return false; })); },
             .measured = [this] { bench::keep(sqlite::verifyFile(m_smallPath, {})); },
             .ratioBudget = 1.9});
        all.push_back(
            {.work = u"inclusion proof of a random event"_s,
             .against = u"all leaves read"_s,
             .baseline = [this] { m_plain->run("SELECT leaf FROM events"); },
             .measured = [this] { bench::keep(m_reader->inclusionText(somewhere())); },
             .perRound = 20,
             .ratioBudget = 1.0 / 5000,
             .p95BudgetUs = 2000});
        all.push_back(
            {.work = u"jump to a random event, 50 rows"_s,
             .against = u"OFFSET paging to the end"_s,
             .baseline =
                 [this] {
                     m_plain->run("SELECT seq, body FROM events LIMIT 50 OFFSET " + QByteArray::number(m_events - 50));
                 },
             .measured = [this] { bench::keep(m_reader->read(somewhere(), 50)); },
             .perRound = 50,
             .ratioBudget = 1.0 / 2000,
             .p95BudgetUs = 500});
        all.push_back(
            {.work = u"replay: 8,191 events read and folded"_s,
             .against = u"the same events read and hashed"_s,
             .baseline =
                 [this] { bench::keep(m_small->readIf(small / 2, replayed, [](QByteArrayView) { return false; })); },
             .measured =
                 [this] {
                     auto state = m_state;
                     const auto events = m_small->read(small / 2, replayed);
                     for (const auto& event : *events)
                         engine::apply(state, event);
                     bench::keep(state);
                 },
             .p95BudgetUs = 40'000});
    }

    void addAsking(std::vector<bench::Row>& all)
    {
        addQuestion(
            all, u"three fields, newest 50"_s, u"kind:AnomalyDetected service:payments severity:P2"_s, 50,
            "SELECT seq FROM events WHERE body->>'$.kind'='AnomalyDetected' AND body->>'$.payload.service'='payments' "
            "AND "
            "body->>'$.payload.severity'='P2' ORDER BY seq DESC LIMIT 50",
            1.0 / 100, 2000);
        addQuestion(
            all, u"two fields, exact count"_s, u"kind:DecisionMade decision:escalate"_s, 2'000'000'000,
            "SELECT seq FROM events WHERE body->>'$.kind'='DecisionMade' AND "
            "body->>'$.payload.decision'='escalate'",
            1.0 / 35, {});
        addQuestion(
            all, u"a rare text, all events"_s, u"\"nobody ever wrote this\""_s, 50,
            "SELECT seq FROM events WHERE body LIKE '%nobody ever wrote this%'", 0.4, {});
        addQuestion(
            all, u"a common text, newest 50"_s, u"campaign"_s, 50,
            "SELECT seq FROM events WHERE body LIKE '%campaign%' ORDER BY seq DESC LIMIT 50", {}, 2000);
        addQuestion(
            all, u"a regular expression, all events"_s, u"/nob(o|u)dy ever wr.te/"_s, 50,
            "SELECT seq FROM events WHERE body LIKE '%dy ever wr%'", {}, {});
    }

    void addQuestion(
        std::vector<bench::Row>& all, const QString& work, const QString& question, int limit, const QByteArray& sql,
        std::optional<double> ratio, std::optional<double> p95)
    {
        const auto filter = query::parse(question, m_now);
        if (!filter)
            qFatal("%s", qPrintable(filter.error().message));
        all.push_back(
            {.work = work,
             .against = u"SQLite over the bodies"_s,
             .baseline = [this, sql] { m_plain->run(sql); },
             .measured = [this, filter = *filter,
                          limit] { bench::keep(query::searchDown(*m_reader, filter, m_events + 1, {.limit = limit})); },
             .ratioBudget = ratio,
             .p95BudgetUs = p95});
    }

    qint64 somewhere() { return std::uniform_int_distribution<qint64>(1, m_events - 50)(m_random); }

    QString m_folder;
    qint64 m_events;
    QString m_path;
    QString m_smallPath;
    Instant m_now;
    std::vector<Copied> m_lines;
    std::unique_ptr<sqlite::Reader> m_reader;
    std::unique_ptr<sqlite::Reader> m_small;
    std::unique_ptr<Plain> m_plain;
    std::unique_ptr<Plain> m_written;
    std::unique_ptr<sqlite::Store> m_store;
    engine::ConsoleState m_state;
    std::mt19937_64 m_random{7};
    qint64 m_streams = 0;
    std::size_t m_plainSeq = 0;
};

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QTemporaryDir temporary(
        qEnvironmentVariable("PENELOPE_BENCH_FOLDER", QDir::tempPath()) + u"/journal-XXXXXX"_s);
    const auto events =
        std::max<qint64>(small, qEnvironmentVariable("PENELOPE_BENCH_EVENTS", u"1000000"_s).toLongLong());
    Bench bench(temporary.path(), events);
    return bench::run(u"bench_journal"_s, bench.rows());
}
