// links: penelope-index penelope-sqlite SQLiteCpp sqlite3
// The journal at size (journal.md 11). PENELOPE_BENCH_EVENTS: how many events, 1,000,000 where it is absent.
// PENELOPE_BENCH_FOLDER: where the journals are made; a temporary folder where it is absent.
#include "core/adapters/index/build.h"
#include "core/adapters/index/columnfiles.h"
#include "core/adapters/index/rollups.h"
#include "core/adapters/sqlite/reader.h"
#include "core/engine/generator/generator.h"
#include "core/query/columnsearch.h"
#include "tests/bench/checkpointrows.h"
#include "tests/bench/journalfiles.h"
#include "tests/bench/plaintable.h"
#include "tests/bench/rounds.h"
#include "tests/bench/verifyrows.h"
#include "tests/bench/writerows.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <cstdio>
#include <random>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;
using bench::Plain;
using engine::generator::Options;

namespace {

constexpr qint64 small = 20'000;
/// Rounds of a row whose baseline reads the whole journal, which takes a quarter of a minute at ten million events.
constexpr int wholeJournal = 3;

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
        bench::generate(m_smallPath, options);
        std::printf("making %lld events in %s\n", static_cast<long long>(events), qPrintable(folder));
        bench::generate(m_path, {.events = events, .seed = 5});
        m_reader = open(m_path);
        m_small = open(m_smallPath);
        m_plain = std::make_unique<Plain>(m_path, true);
        m_writing = std::make_unique<bench::Writing>(folder, options);
        m_checkpoints = std::make_unique<bench::Checkpoints>(folder);
        m_now = m_reader->newest(events + 1, 1)->front().time;
        buildIndex();
    }

    std::vector<bench::Row> rows()
    {
        std::vector<bench::Row> all;
        m_writing->addRows(all);
        m_checkpoints->addRows(all, wholeJournal);
        for (auto& row : bench::verifyRows(*m_reader, m_path, m_folder + u"/bodies.jsonl"_s, wholeJournal))
            all.push_back(std::move(row));
        addReading(all);
        addAsking(all);
        addIndexed(all);
        addIndexBuild(all);
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

    static index::Identity identityOf(sqlite::Reader& reader)
    {
        return {reader.keys()->journalId(), [&reader](qint64 size) { return reader.rootAt(size); }};
    }

    void buildIndex()
    {
        const auto folder = m_folder + u"/index"_s;
        const auto identity = identityOf(*m_reader);
        std::printf("indexing\n");
        if (const auto built = index::build(*m_reader, identity, {folder}); !built)
            qFatal("%s", qPrintable(built.error().message));
        m_columns = *index::ColumnFiles::open(index::columnFolder(folder), identity);
        m_rollups = *index::Rollups::open(index::rollupFile(folder), identity, index::Rollups::Mode::Read);
    }

    void addReading(std::vector<bench::Row>& all)
    {
        all.push_back(
            {.work = u"inclusion proof of a random event"_s,
             .against = u"all leaves read"_s,
             .baseline = [this] { m_plain->run("SELECT leaf FROM events"); },
             .measured = [this] { bench::keep(m_reader->inclusionText(somewhere())); },
             .perRound = 20,
             .ratioBudget = 1.0 / 5000,
             .p95BudgetUs = 2000,
             .rounds = wholeJournal});
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
             .p95BudgetUs = 500,
             .rounds = wholeJournal});
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

    /// The same questions by the index (journal.md 7).
    void addIndexed(std::vector<bench::Row>& all)
    {
        addIndexedQuestion(
            all, u"index: three fields, newest 50"_s, u"kind:AnomalyDetected service:payments severity:P2"_s,
            "SELECT seq FROM events WHERE body->>'$.kind'='AnomalyDetected' AND body->>'$.payload.service'='payments' "
            "AND body->>'$.payload.severity'='P2' ORDER BY seq DESC LIMIT 50",
            1.0 / 100, 2000);
        addIndexedCount(
            all, u"index: three fields, exact count"_s, u"kind:AnomalyDetected service:payments severity:P2"_s,
            "SELECT count(*) FROM events WHERE body->>'$.kind'='AnomalyDetected' AND "
            "body->>'$.payload.service'='payments' AND body->>'$.payload.severity'='P2'",
            12'000);
        addIndexedCount(
            all, u"index: a rare text, all events"_s, u"\"nobody ever wrote this\""_s,
            "SELECT count(*) FROM events WHERE body LIKE '%nobody ever wrote this%'", 75'000);
        addIndexedQuestion(
            all, u"index: a common text, newest 50"_s, u"campaign"_s,
            "SELECT seq FROM events WHERE body LIKE '%campaign%' ORDER BY seq DESC LIMIT 50", {}, 2000);
        addIndexedCount(
            all, u"index: a regular expression, all events"_s, u"/nob(o|u)dy ever wr.te/"_s,
            "SELECT count(*) FROM events WHERE body LIKE '%dy ever wr%'", {});
        all.push_back(
            {.work = u"index: mini-map of the whole journal"_s,
             .against = u"events counted by day"_s,
             .baseline = [this] { m_plain->run("SELECT time/86400000, count(*) FROM events GROUP BY 1"); },
             .measured = [this] { bench::keep(m_rollups->days(0, toMs(m_now) + 1)); },
             .p95BudgetUs = 5000});
        all.push_back(
            {.work = u"index: mini-map of two days, by minute"_s,
             .against = u"events counted by minute"_s,
             .baseline = [this] { m_plain->run("SELECT time/60000, count(*) FROM events GROUP BY 1"); },
             .measured = [this] { bench::keep(m_rollups->minutes(toMs(m_now) - 2 * index::dayMs, toMs(m_now) + 1)); },
             .p95BudgetUs = 5000});
    }

    void addIndexBuild(std::vector<bench::Row>& all)
    {
        all.push_back(
            {.work = u"index: build for 20,000 events"_s,
             .against = u"read the rows and hash them"_s,
             .baseline = [this] { bench::keep(m_small->readIf(1, small, [](QByteArrayView) { return false; })); },
             .measured =
                 [this] {
                     const auto folder = m_folder + u"/smallindex"_s;
                     bench::keep(index::build(*m_small, identityOf(*m_small), {folder}));
                     bench::keep(index::drop(folder));
                 },
             .ratioBudget = 3});
    }

    void addIndexedQuestion(
        std::vector<bench::Row>& all, const QString& work, const QString& question, const QByteArray& sql,
        std::optional<double> ratio, std::optional<double> p95)
    {
        all.push_back(
            {.work = work,
             .against = u"SQLite over the bodies"_s,
             .baseline = [this, sql] { m_plain->run(sql); },
             .measured =
                 [this, filter = filterOf(question)] {
                     bench::keep(
                         query::seqsDown(*m_reader, &m_columns->columns(), filter, m_events + 1, {.limit = 50}));
                 },
             .ratioBudget = ratio,
             .p95BudgetUs = p95,
             .rounds = wholeJournal});
    }

    /// Budgets are for ten million events.
    void addIndexedCount(
        std::vector<bench::Row>& all, const QString& work, const QString& question, const QByteArray& sql,
        std::optional<double> p95)
    {
        all.push_back(
            {.work = work,
             .against = u"SQLite over the bodies"_s,
             .baseline = [this, sql] { m_plain->run(sql); },
             .measured =
                 [this, filter = filterOf(question)] {
                     bench::keep(query::countDown(*m_reader, &m_columns->columns(), filter, m_events + 1, {}));
                 },
             .p95BudgetUs = p95,
             .rounds = wholeJournal});
    }

    query::Filter filterOf(const QString& question) const
    {
        const auto filter = query::parse(question, m_now);
        if (!filter)
            qFatal("%s", qPrintable(filter.error().message));
        return *filter;
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
             .p95BudgetUs = p95,
             .rounds = wholeJournal});
    }

    qint64 somewhere() { return std::uniform_int_distribution<qint64>(1, m_events - 50)(m_random); }

    QString m_folder;
    qint64 m_events;
    QString m_path;
    QString m_smallPath;
    Instant m_now;
    std::unique_ptr<sqlite::Reader> m_reader;
    std::unique_ptr<sqlite::Reader> m_small;
    std::shared_ptr<const index::ColumnFiles> m_columns;
    std::unique_ptr<index::Rollups> m_rollups;
    std::unique_ptr<Plain> m_plain;
    std::unique_ptr<bench::Writing> m_writing;
    std::unique_ptr<bench::Checkpoints> m_checkpoints;
    std::mt19937_64 m_random{7};
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
