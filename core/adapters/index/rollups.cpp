#include "core/adapters/index/rollups.h"

#include <QFile>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

namespace penelope::index {
namespace {

using namespace Qt::Literals::StringLiterals;

Failure rollupTrouble(const QString& file, const SQLite::Exception& exception)
{
    return failure(ErrorCode::Storage, u"%1: %2"_s.arg(file, QString::fromUtf8(exception.what())), file);
}

void makeRollupTables(SQLite::Database& database)
{
    database.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536");
    database.exec("CREATE TABLE IF NOT EXISTS mark(format INTEGER, journal_id TEXT, size INTEGER, root TEXT) STRICT");
    for (const auto* table : {"minute", "day"})
        database.exec(
            std::string("CREATE TABLE IF NOT EXISTS ") + table +
            "(bucket INTEGER NOT NULL, class INTEGER NOT NULL, count INTEGER NOT NULL, first INTEGER NOT NULL, "
            "last INTEGER NOT NULL, worst INTEGER NOT NULL, breaches INTEGER NOT NULL, decisions INTEGER NOT NULL, "
            "PRIMARY KEY(bucket, class)) STRICT, WITHOUT ROWID");
}

void removeDatabase(const QString& file)
{
    for (const auto* suffix : {"", "-wal", "-shm"})
        QFile::remove(file + QLatin1String(suffix));
}

constexpr const char* addMinute =
    "INSERT INTO minute VALUES(?,?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET count=count+excluded.count, "
    "first=min(first,excluded.first), last=max(last,excluded.last), worst=min(worst,excluded.worst), "
    "breaches=breaches+excluded.breaches, decisions=decisions+excluded.decisions";
constexpr const char* addDay =
    "INSERT INTO day VALUES(?,?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET count=count+excluded.count, "
    "first=min(first,excluded.first), last=max(last,excluded.last), worst=min(worst,excluded.worst), "
    "breaches=breaches+excluded.breaches, decisions=decisions+excluded.decisions";
constexpr const char* minutesBetween =
    "SELECT bucket, count, first, last, worst, breaches, decisions FROM minute WHERE bucket >= ? AND bucket < ? "
    "ORDER BY bucket";
constexpr const char* daysBetween =
    "SELECT bucket, count, first, last, worst, breaches, decisions FROM day WHERE bucket >= ? AND bucket < ? "
    "ORDER BY bucket";

struct Finalize
{
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

journal::Bucket bucketAt(sqlite3_stmt* statement)
{
    return {
        .start = sqlite3_column_int64(statement, 0),
        .count = sqlite3_column_int64(statement, 1),
        .firstSeq = sqlite3_column_int64(statement, 2),
        .lastSeq = sqlite3_column_int64(statement, 3),
        .worst = sqlite3_column_int(statement, 4),
        .breaches = sqlite3_column_int64(statement, 5),
        .decisions = sqlite3_column_int64(statement, 6)};
}

} // namespace

Rollups::Rollups(QString file, std::unique_ptr<SQLite::Database> database)
    : m_file(std::move(file))
    , m_database(std::move(database))
{}

Rollups::~Rollups() = default;

Result<std::unique_ptr<Rollups>> Rollups::open(const QString& file, const Identity& identity, Mode mode)
{
    // A second time on an empty file where the first one is of another journal.
    for (int attempt = 0; attempt < 2; ++attempt) {
        try {
            if (mode == Mode::Read && !QFile::exists(file))
                break;
            auto database = std::make_unique<SQLite::Database>(
                file.toStdString(),
                mode == Mode::Read ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 2000);
            std::unique_ptr<Rollups> rollups(new Rollups(file, std::move(database)));
            if (rollups->begin(identity, mode))
                return rollups;
        } catch (const SQLite::Exception& exception) {
            if (mode == Mode::Write && attempt == 1)
                return rollupTrouble(file, exception);
        }
        if (mode == Mode::Read)
            break;
        removeDatabase(file);
    }
    return failure(ErrorCode::NotFound, u"there is no index of this journal yet"_s, file);
}

Status Rollups::begin(const Identity& identity, Mode mode)
{
    if (mode == Mode::Write)
        makeRollupTables(*m_database);
    const auto mark = storedMark();
    if (mark && mark->isOf(identity)) {
        m_mark = *mark;
        return {};
    }
    m_mark.journalId = identity.journalId;
    if (mark || mode == Mode::Read)
        return failure(ErrorCode::NotFound, u"this index is of another journal"_s, m_file);
    return {};
}

std::optional<Mark> Rollups::storedMark()
{
    SQLite::Statement query(*m_database, "SELECT format, journal_id, size, root FROM mark");
    if (!query.executeStep())
        return std::nullopt;
    Mark mark{
        QString::fromStdString(query.getColumn(1).getString()), query.getColumn(2).getInt64(),
        QString::fromStdString(query.getColumn(3).getString())};
    if (query.getColumn(0).getInt() != Mark::format)
        mark.journalId.clear(); // of no journal
    return mark;
}

void Rollups::add(const journal::Facts& facts)
{
    ++m_added;
    const journal::Bucket one{
        .count = 1,
        .firstSeq = facts.seq,
        .lastSeq = facts.seq,
        .worst = facts.severity < 10 ? facts.severity : 255,
        .breaches = journal::isBreach(facts.kind) ? 1 : 0,
        .decisions = journal::isHumanDecision(facts.kind) ? 1 : 0};
    const auto eventClass = journal::classOf(facts.kind, facts.streamKind());
    journal::add(m_minutes.at(facts.time, eventClass), one);
    journal::add(m_days.at(facts.time, eventClass), one);
}

journal::Bucket& Rollups::Waiting::at(qint64 time, journal::EventClass eventClass)
{
    if (const auto start = time / length * length; start != present) {
        present = start;
        ofPresent = {};
    }
    auto*& bucket = ofPresent[static_cast<std::size_t>(eventClass)];
    if (!bucket)
        bucket = &buckets[{present, eventClass}];
    return *bucket;
}

void Rollups::Waiting::clear()
{
    *this = Waiting{length};
}

void Rollups::write(const char* sql, const std::map<Key, journal::Bucket>& buckets)
{
    SQLite::Statement insert(*m_database, sql);
    for (const auto& [key, bucket] : buckets) {
        insert.bind(1, static_cast<int64_t>(key.first));
        insert.bind(2, static_cast<int>(key.second));
        insert.bind(3, static_cast<int64_t>(bucket.count));
        insert.bind(4, static_cast<int64_t>(bucket.firstSeq));
        insert.bind(5, static_cast<int64_t>(bucket.lastSeq));
        insert.bind(6, bucket.worst);
        insert.bind(7, static_cast<int64_t>(bucket.breaches));
        insert.bind(8, static_cast<int64_t>(bucket.decisions));
        insert.exec();
        insert.reset();
    }
}

Status Rollups::commit(const Digest& root)
{
    try {
        SQLite::Transaction transaction(*m_database);
        write(addMinute, m_minutes.buckets);
        write(addDay, m_days.buckets);
        m_database->exec("DELETE FROM mark");
        SQLite::Statement mark(*m_database, "INSERT INTO mark VALUES(?,?,?,?)");
        mark.bind(1, Mark::format);
        mark.bind(2, m_mark.journalId.toStdString());
        mark.bind(3, static_cast<int64_t>(m_mark.size + m_added));
        mark.bind(4, toHex(root).toStdString());
        mark.exec();
        transaction.commit();
    } catch (const SQLite::Exception& exception) {
        return rollupTrouble(m_file, exception);
    }
    m_mark.size += m_added;
    m_added = 0;
    m_minutes.clear();
    m_days.clear();
    return {};
}

// The classes of a bucket are added here: SQLite's own sums, and an object for every column, cost more than the
// reading.
Result<std::vector<journal::Bucket>> Rollups::buckets(const char* sql, qint64 from, qint64 to)
{
    auto* handle = m_database->getHandle();
    sqlite3_stmt* prepared = nullptr;
    int code = sqlite3_prepare_v2(handle, sql, -1, &prepared, nullptr);
    const Statement statement(prepared);
    std::vector<journal::Bucket> found;
    if (code == SQLITE_OK) {
        sqlite3_bind_int64(prepared, 1, from);
        sqlite3_bind_int64(prepared, 2, to);
        while ((code = sqlite3_step(prepared)) == SQLITE_ROW) {
            const auto bucket = bucketAt(prepared);
            if (found.empty() || found.back().start != bucket.start)
                found.push_back(bucket);
            else
                journal::add(found.back(), bucket);
        }
    }
    if (code != SQLITE_DONE)
        return rollupTrouble(m_file, SQLite::Exception(handle, code));
    return found;
}

Result<std::vector<journal::Bucket>> Rollups::minutes(qint64 from, qint64 to)
{
    return buckets(minutesBetween, from, to);
}

Result<std::vector<journal::Bucket>> Rollups::days(qint64 from, qint64 to)
{
    return buckets(daysBetween, from, to);
}

} // namespace penelope::index
