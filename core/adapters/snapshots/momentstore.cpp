#include "core/adapters/snapshots/momentstore.h"

#include "core/adapters/snapshots/packed.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <cstdint>
#include <limits>

#include <sqlite3.h>

namespace penelope::snapshots {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int patienceMs = 2000;
/// So many moments are told by how they differ from one; each costs a hundredth of it and more the further it is.
constexpr int perWhole = 16;

Failure trouble(const QString& file, const SQLite::Exception& exception)
{
    return failure(ErrorCode::Storage, u"%1: %2"_s.arg(file, QString::fromUtf8(exception.what())), file);
}

/// Damaged, or of something else. A file that only cannot be read now, as while another process begins it, is kept.
bool isNoMomentStore(const SQLite::Exception& exception)
{
    const auto code = exception.getErrorCode();
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_ERROR; // a table is missing
}

void makeTables(SQLite::Database& database)
{
    database.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL");
    database.exec("CREATE TABLE IF NOT EXISTS mark(format BLOB NOT NULL, journal_id TEXT NOT NULL, store INTEGER NOT "
                  "NULL) STRICT");
    database.exec("CREATE TABLE IF NOT EXISTS pieces(number INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT");
    database.exec("CREATE TABLE IF NOT EXISTS moments(size INTEGER PRIMARY KEY, root BLOB NOT NULL, latest INTEGER NOT "
                  "NULL, whole INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT");
}

QByteArray blobOf(SQLite::Statement& row, int column)
{
    const auto value = row.getColumn(column);
    return {static_cast<const char*>(value.getBlob()), value.getBytes()};
}

void bindNumber(SQLite::Statement& statement, int at, qint64 number)
{
    statement.bind(at, static_cast<std::int64_t>(number));
}

void bindBlob(SQLite::Statement& statement, int at, QByteArrayView bytes)
{
    statement.bindNoCopy(at, bytes.data(), static_cast<int>(bytes.size()));
}

} // namespace

/// Within one transaction.
class MomentStore::Keeper final : public PieceKeeper
{
public:
    explicit Keeper(MomentStore& store)
        : m_store(store)
        , m_moment(store.m_moments + 1)
        , m_insert(*store.m_database, "INSERT INTO pieces(bytes) VALUES(?)")
    {}

    qint64 keep(
        const std::shared_ptr<const void>& piece, const PieceId& known,
        const std::function<QByteArray()>& bytes) override
    {
        if (known.store == m_store.m_store)
            return known.number;
        if (const auto before = m_store.m_kept.find(piece.get()); before != m_store.m_kept.end()) {
            before->second.moment = m_moment;
            return before->second.number;
        }
        auto& made = m_made[piece.get()];
        if (!made.piece)
            made = {piece, write(bytes()), m_moment};
        return made.number;
    }

    /// What this moment consists of is kept, and nothing else. After the commit: until then the store knows nothing of
    /// what was made.
    void settle()
    {
        std::erase_if(m_store.m_kept, [this](const auto& each) { return each.second.moment != m_moment; });
        m_store.m_kept.merge(m_made);
        m_store.m_moments = m_moment;
    }

private:
    qint64 write(const QByteArray& bytes)
    {
        const auto stored = packed(bytes);
        bindBlob(m_insert, 1, stored);
        m_insert.exec();
        m_insert.reset();
        return m_store.m_database->getLastInsertRowid();
    }

    MomentStore& m_store;
    qint64 m_moment;
    SQLite::Statement m_insert;
    std::unordered_map<const void*, Kept> m_made;
};

MomentStore::MomentStore(QString file, std::unique_ptr<SQLite::Database> database)
    : m_file(std::move(file))
    , m_database(std::move(database))
{}

MomentStore::~MomentStore() = default;

void MomentStore::removeAt(const QString& file)
{
    for (const auto* suffix : {"", "-wal", "-shm"})
        QFile::remove(file + QLatin1String(suffix));
}

void MomentStore::remove() const
{
    removeAt(m_file);
}

QString MomentStore::folder() const
{
    return QFileInfo(m_file).path();
}

Result<std::shared_ptr<MomentStore>>
MomentStore::open(const QString& file, const QString& journalId, const QByteArray& format, Mode mode)
{
    if (mode == Mode::Read && !QFile::exists(file))
        return failure(ErrorCode::NotFound, u"no moments of this journal were written yet"_s, file);
    if (mode == Mode::Write && !QDir().mkpath(QFileInfo(file).path()))
        return failure(ErrorCode::Storage, u"the folder of snapshots cannot be made"_s, file);
    // A second time on an empty file where the first one is of another journal or build.
    for (int attempt = 0; attempt < 2; ++attempt) {
        try {
            auto database = std::make_unique<SQLite::Database>(
                file.toStdString(),
                mode == Mode::Read ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, patienceMs);
            std::shared_ptr<MomentStore> store(new MomentStore(file, std::move(database)));
            if (store->begin(journalId, format, mode))
                return store;
        } catch (const SQLite::Exception& exception) {
            if (attempt == 1 || !isNoMomentStore(exception))
                return trouble(file, exception);
        }
        removeAt(file);
        if (mode == Mode::Read)
            break;
    }
    return failure(ErrorCode::NotFound, u"the moments were of another journal or build and were removed"_s, file);
}

bool MomentStore::begin(const QString& journalId, const QByteArray& format, Mode mode)
{
    if (mode == Mode::Write)
        makeTables(*m_database);
    {
        SQLite::Statement mark(*m_database, "SELECT format, journal_id, store FROM mark");
        if (mark.executeStep()) {
            m_store = static_cast<quint64>(mark.getColumn(2).getInt64());
            const auto id = QString::fromStdString(mark.getColumn(1).getString());
            return blobOf(mark, 0) == format && id == journalId && m_store != 0;
        }
    }
    if (mode == Mode::Read)
        return false;
    m_store = QRandomGenerator::system()->generate64() >> 1 | 1;
    SQLite::Statement mark(*m_database, "INSERT INTO mark VALUES(?,?,?)");
    bindBlob(mark, 1, format);
    mark.bind(2, journalId.toStdString());
    bindNumber(mark, 3, static_cast<qint64>(m_store));
    mark.exec();
    return true;
}

/// Of size, root, latest, whole and bytes.
std::optional<Moment> MomentStore::momentFrom(SQLite::Statement& row) const
{
    Moment moment;
    moment.size = row.getColumn(0).getInt64();
    const auto root = blobOf(row, 1);
    const auto whole = row.getColumn(3).getInt64();
    auto bytes = unpacked(blobOf(row, 4), whole == 0 ? QByteArray{} : wholeBytes(whole));
    if (root.size() != static_cast<qsizetype>(moment.root.size()) || !bytes)
        return std::nullopt;
    std::copy(root.begin(), root.end(), moment.root.begin());
    moment.latest = instantFromMs(row.getColumn(2).getInt64());
    moment.bytes = std::move(*bytes);
    return moment;
}

QByteArray MomentStore::wholeBytes(qint64 size) const
{
    SQLite::Statement find(*m_database, "SELECT bytes FROM moments WHERE size = ? AND whole = 0");
    bindNumber(find, 1, size);
    auto bytes = find.executeStep() ? unpacked(blobOf(find, 0)) : std::nullopt;
    return bytes.value_or(QByteArray{});
}

std::optional<Moment> MomentStore::nearest(std::optional<qint64> to, std::optional<Instant> at) const
{
    const std::lock_guard lock(m_mutex);
    if (m_damaged)
        return std::nullopt;
    try {
        SQLite::Statement find(
            *m_database,
            "SELECT size, root, latest, whole, bytes FROM moments WHERE size <= ? AND latest <= ? ORDER BY "
            "size DESC LIMIT 1");
        bindNumber(find, 1, to.value_or(std::numeric_limits<qint64>::max()));
        bindNumber(find, 2, at ? toMs(*at) : std::numeric_limits<qint64>::max());
        if (!find.executeStep())
            return std::nullopt;
        if (auto moment = momentFrom(find))
            return moment;
    } catch (const SQLite::Exception&) { // as damaged as bytes that do not unpack
    }
    m_damaged = true;
    remove();
    return std::nullopt;
}

bool MomentStore::has(qint64 size) const
{
    SQLite::Statement find(*m_database, "SELECT 1 FROM moments WHERE size = ?");
    bindNumber(find, 1, size);
    return find.executeStep();
}

Status MomentStore::write(Moment moment, const std::function<QByteArray(PieceKeeper&)>& bytes)
{
    const std::lock_guard lock(m_mutex);
    try {
        SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
        if (has(moment.size)) // another process may have been quicker
            return {};
        Keeper keeper(*this);
        moment.bytes = bytes(keeper);
        insert(moment);
        transaction.commit();
        keeper.settle();
    } catch (const SQLite::Exception& exception) {
        m_whole = {}; // it may be one that was not committed
        return trouble(m_file, exception);
    }
    return {};
}

void MomentStore::insert(const Moment& moment)
{
    if (m_whole.size == 0 || ++m_sinceWhole == perWhole) {
        m_whole = {};
        m_sinceWhole = 0;
    }
    const auto stored = packed(moment.bytes, m_whole.bytes);
    SQLite::Statement insert(*m_database, "INSERT INTO moments VALUES(?,?,?,?,?)");
    bindNumber(insert, 1, moment.size);
    bindBlob(insert, 2, QByteArrayView(moment.root.data(), static_cast<qsizetype>(moment.root.size())));
    bindNumber(insert, 3, toMs(moment.latest));
    bindNumber(insert, 4, m_whole.size);
    bindBlob(insert, 5, stored);
    insert.exec();
    if (m_whole.size == 0)
        m_whole = moment;
}

QByteArray MomentStore::piece(qint64 number) const
{
    return unpacked(storedPiece(number)).value_or(QByteArray{});
}

QByteArray MomentStore::storedPiece(qint64 number) const
{
    const std::lock_guard lock(m_mutex);
    try {
        if (!m_pieceStatement)
            m_pieceStatement =
                std::make_unique<SQLite::Statement>(*m_database, "SELECT bytes FROM pieces WHERE number = ?");
        bindNumber(*m_pieceStatement, 1, number);
        auto stored = m_pieceStatement->executeStep() ? blobOf(*m_pieceStatement, 0) : QByteArray{};
        m_pieceStatement->reset();
        return stored;
    } catch (const SQLite::Exception&) {
        m_pieceStatement.reset();
        return {};
    }
}

void MomentStore::reportDamage() const
{
    const std::lock_guard lock(m_mutex);
    m_damaged = true;
    remove();
}

bool MomentStore::isDamaged() const
{
    const std::lock_guard lock(m_mutex);
    return m_damaged;
}

} // namespace penelope::snapshots
