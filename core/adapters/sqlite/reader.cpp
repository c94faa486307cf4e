#include "core/adapters/sqlite/reader.h"

#include "core/adapters/sqlite/connection.h"
#include "core/adapters/sqlite/schema.h"
#include "core/adapters/sqlite/storedtree.h"
#include "core/journal/proof.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>
#include <QUuid>

#include <algorithm>
#include <cstring>
#include <utility>

#include <unistd.h>

namespace penelope::sqlite {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qint64 manyRows = 100;

quint32 bigEndianAt(const QByteArray& bytes, int at)
{
    quint32 value = 0;
    for (int index = 0; index < 4; ++index)
        value = value << 8 | static_cast<unsigned char>(bytes[at + index]);
    return value;
}

/// What the first bytes say, before SQLite sees the file: it answers "malformed" for what can be said better.
Status checkHeader(const QString& path, qint64 logSize)
{
    const QFileInfo info(path);
    if (!info.exists())
        return failure(ErrorCode::NotFound, u"there is no journal at %1"_s.arg(path), path);
    QFile file(path);
    if (info.isDir() || !file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::Storage, u"%1 cannot be read: %2"_s.arg(path, file.errorString()), path);
    const auto header = file.read(100);
    if (header.isEmpty())
        return failure(ErrorCode::Malformed, u"%1 is no journal: it is empty"_s.arg(path), path);
    if (header.size() < 100 || std::memcmp(header.constData(), "SQLite format 3", 16) != 0)
        return failure(ErrorCode::Malformed, u"%1 is no journal: it is not an SQLite file"_s.arg(path), path);
    const qint64 stored = bigEndianAt(header, 16) >> 16;
    const qint64 pageSize = stored == 1 ? 65536 : stored;
    const qint64 pages = bigEndianAt(header, 28);
    const bool known = bigEndianAt(header, 24) == bigEndianAt(header, 92);
    if (known && logSize == 0 && pages * pageSize > file.size())
        return failure(
            ErrorCode::Damaged,
            u"%1 is cut off: it should have %2 bytes and has %3; events in the rest cannot be read, use a "
            "backup or an export"_s.arg(path)
                .arg(pages * pageSize)
                .arg(file.size()),
            path);
    return {};
}

/// While the bytes are there: what is decoded has its own.
Result<journal::Event> eventFrom(qint64 seq, QByteArrayView leaf, QByteArrayView bytes)
{
    const auto body = QByteArray::fromRawData(bytes.data(), bytes.size());
    if (leaf != view(journal::leafHash(body)))
        return failure(ErrorCode::Damaged, u"event %1 does not match its hash"_s.arg(seq), QString::number(seq));
    auto event = journal::decode(body);
    if (!event || event->seq != seq)
        return failure(ErrorCode::Damaged, u"event %1 is no valid event or was moved"_s.arg(seq), QString::number(seq));
    return event;
}

/// The bytes of a column while the row is the present one.
QByteArrayView viewAt(const SQLite::Statement& statement, int column)
{
    const auto value = statement.getColumn(column);
    const auto* bytes = static_cast<const char*>(value.getBlob());
    return bytes ? QByteArrayView(bytes, value.getBytes()) : QByteArrayView{};
}

/// All rows of a query of (seq, leaf, body); about so many.
Result<std::vector<journal::Event>> eventsOf(SQLite::Statement& query, int expected)
{
    constexpr int mostAtOnce = 256;
    std::vector<journal::Event> events;
    events.reserve(static_cast<std::size_t>(std::clamp(expected, 0, mostAtOnce)));
    while (query.executeStep()) {
        auto event = eventFrom(query.getColumn(0).getInt64(), viewAt(query, 1), viewAt(query, 2));
        if (!event) {
            query.tryReset();
            return Failure{event.error()};
        }
        events.push_back(std::move(*event));
    }
    query.tryReset();
    return events;
}

} // namespace

Reader::Reader(Options options)
    : m_options(std::move(options))
{}

Reader::~Reader()
{
    m_connection.reset();
    if (!m_copy.isEmpty()) {
        for (const auto* suffix : {"", "-wal", "-shm"})
            QFile::remove(m_copy + QLatin1String(suffix));
    }
}

Result<std::unique_ptr<Reader>> Reader::open(Options options)
{
    std::unique_ptr<Reader> reader(new Reader(std::move(options)));
    if (auto connected = reader->connect(); !connected)
        return Failure{connected.error()};
    if (auto format = checkFormat(*reader->m_connection); !format)
        return Failure{format.error()};
    return reader;
}

Status Reader::connect()
{
    const auto& path = m_options.path;
    const auto folder = QFileInfo(path).absolutePath();
    const auto logSize = QFileInfo(path + u"-wal"_s).size();
    if (auto header = checkHeader(path, logSize); !header)
        return header;
    const bool writable = ::access(QFile::encodeName(folder).constData(), W_OK) == 0;
    auto source = path;
    auto mode = writable ? Connection::Mode::Read : Connection::Mode::Immutable;
    if (!writable && logSize > 0) {
        if (copyWithLog(logSize)) {
            source = m_copy;
            mode = Connection::Mode::Read;
        } else {
            m_unreadLog = logSize;
        }
    }
    auto connection = Connection::open(source, mode);
    if (!connection)
        return Failure{connection.error()};
    m_connection = std::move(*connection);
    return {};
}

bool Reader::copyWithLog(qint64 logSize)
{
    const auto folder = m_options.cacheFolder.isEmpty() ? QDir::tempPath() : m_options.cacheFolder;
    const auto needed = 2 * (QFileInfo(m_options.path).size() + logSize);
    if (!QDir().mkpath(folder) || QStorageInfo(folder).bytesAvailable() < needed)
        return false;
    m_copy = folder + u"/reading-"_s + QUuid::createUuid().toString(QUuid::Id128) + u".db"_s;
    return QFile::copy(m_options.path, m_copy) && QFile::copy(m_options.path + u"-wal"_s, m_copy + u"-wal"_s) &&
           QFile::setPermissions(m_copy, QFile::ReadOwner | QFile::WriteOwner) &&
           QFile::setPermissions(m_copy + u"-wal"_s, QFile::ReadOwner | QFile::WriteOwner);
}

Result<std::vector<journal::Event>> Reader::read(qint64 from, int limit)
{
    return guarded(m_options.path, [&]() -> Result<std::vector<journal::Event>> {
        auto& query =
            m_connection->prepared("SELECT seq, leaf, body FROM events WHERE seq >= ? AND seq < ? ORDER BY seq");
        query.bind(1, static_cast<int64_t>(from));
        query.bind(2, static_cast<int64_t>(from) + limit);
        auto events = eventsOf(query, limit);
        if (!events)
            return events;
        auto expected = std::max<qint64>(from, 1);
        for (const auto& event : *events) {
            if (event.seq != expected++)
                return failure(
                    ErrorCode::Damaged, u"event %1 is missing"_s.arg(expected - 1), QString::number(expected - 1));
        }
        return events;
    });
}

Result<std::vector<journal::Event>> Reader::readIf(qint64 from, int limit, const Wanted& wanted)
{
    return guarded(m_options.path, [&]() -> Result<std::vector<journal::Event>> {
        auto& query =
            m_connection->prepared("SELECT seq, leaf, body FROM events WHERE seq >= ? AND seq < ? ORDER BY seq");
        query.bind(1, static_cast<int64_t>(from));
        query.bind(2, static_cast<int64_t>(from) + limit);
        std::vector<journal::Event> events;
        auto expected = std::max<qint64>(from, 1);
        std::optional<Error> trouble;
        while (!trouble && query.executeStep()) {
            const qint64 seq = query.getColumn(0).getInt64();
            if (seq != expected++) {
                trouble = Error{
                    ErrorCode::Damaged, u"event %1 is missing"_s.arg(expected - 1), QString::number(expected - 1)};
                break;
            }
            const auto body = viewAt(query, 2);
            if (viewAt(query, 1) != view(journal::leafHash(body))) {
                trouble =
                    Error{ErrorCode::Damaged, u"event %1 does not match its hash"_s.arg(seq), QString::number(seq)};
                break;
            }
            if (!wanted(body))
                continue;
            auto event = eventFrom(seq, viewAt(query, 1), body);
            if (event)
                events.push_back(std::move(*event));
            else
                trouble = event.error();
        }
        query.tryReset();
        if (trouble)
            return Failure{*trouble};
        return events;
    });
}

Result<qint64> Reader::lastSeq()
{
    return guarded(m_options.path, [&]() -> qint64 {
        auto& query = m_connection->prepared("SELECT coalesce(max(seq),0) FROM events");
        query.executeStep();
        const qint64 seq = query.getColumn(0).getInt64();
        query.tryReset();
        return seq;
    });
}

Result<std::pair<QByteArray, Digest>> Reader::body(qint64 seq)
{
    return guarded(m_options.path, [&]() -> Result<std::pair<QByteArray, Digest>> {
        auto& query = m_connection->prepared("SELECT body, leaf FROM events WHERE seq = ?");
        query.bind(1, static_cast<int64_t>(seq));
        if (!query.executeStep())
            return failure(ErrorCode::NotFound, u"there is no event %1"_s.arg(seq), QString::number(seq));
        const auto leaf = bytesAt(query, 1);
        auto bytes = bytesAt(query, 0);
        query.tryReset();
        const auto digest = digestFrom(leaf);
        if (!digest)
            return failure(ErrorCode::Damaged, u"event %1 has no hash"_s.arg(seq), QString::number(seq));
        return std::pair{std::move(bytes), *digest};
    });
}

Result<std::vector<journal::Event>> Reader::stream(const QString& name, qint64 from, int limit)
{
    return guarded(m_options.path, [&] {
        auto& query =
            m_connection->prepared("SELECT seq, leaf, body FROM events WHERE stream = ? AND stream_version >= ? "
                                   "ORDER BY stream_version LIMIT ?");
        query.bind(1, name.toStdString());
        query.bind(2, static_cast<int64_t>(from));
        query.bind(3, limit);
        return eventsOf(query, limit);
    });
}

Result<std::vector<journal::Event>> Reader::newest(qint64 before, int limit)
{
    return guarded(m_options.path, [&] {
        auto& query =
            m_connection->prepared("SELECT seq, leaf, body FROM events WHERE seq < ? ORDER BY seq DESC LIMIT ?");
        query.bind(1, static_cast<int64_t>(before));
        query.bind(2, limit);
        return eventsOf(query, limit);
    });
}

Result<QByteArray> Reader::newestNote()
{
    return guarded(m_options.path, [&] {
        auto& query = m_connection->prepared("SELECT note FROM checkpoints ORDER BY size DESC LIMIT 1");
        auto note = query.executeStep() ? bytesAt(query, 0) : QByteArray{};
        query.tryReset();
        return note;
    });
}

Result<QByteArray> Reader::noteCovering(qint64 seq)
{
    return guarded(m_options.path, [&]() -> Result<QByteArray> {
        auto& query = m_connection->prepared("SELECT note FROM checkpoints WHERE size >= ? ORDER BY size DESC LIMIT 1");
        query.bind(1, static_cast<int64_t>(seq));
        auto note = query.executeStep() ? bytesAt(query, 0) : QByteArray{};
        query.tryReset();
        if (note.isEmpty())
            return failure(ErrorCode::NotFound, u"no checkpoint covers event %1 yet"_s.arg(seq), QString::number(seq));
        return note;
    });
}

Result<QByteArray> Reader::inclusionText(qint64 seq)
{
    const OneView proven(*this);
    auto bytes = noteCovering(seq);
    if (!bytes)
        return bytes;
    const auto note = journal::parseNote(*bytes);
    if (!note)
        return Failure{note.error()};
    return guarded(m_options.path, [&]() -> Result<QByteArray> {
        StoredTree tree{*m_connection, note->checkpoint.size};
        const auto proof = journal::inclusionProof(tree.subtrees(), seq - 1, note->checkpoint.size);
        if (tree.trouble())
            return Failure{*tree.trouble()};
        return journal::inclusionText(seq - 1, proof, *bytes);
    });
}

Result<std::optional<JournalReader::StreamEnd>> Reader::endOf(const QString& stream)
{
    return guarded(m_options.path, [&] {
        auto& query = m_connection->prepared("SELECT seq, stream_version FROM events WHERE stream = ? "
                                             "ORDER BY stream_version DESC LIMIT 1");
        query.bind(1, stream.toStdString());
        std::optional<StreamEnd> end;
        if (query.executeStep())
            end = StreamEnd{query.getColumn(0).getInt64(), query.getColumn(1).getInt64()};
        query.tryReset();
        return end;
    });
}

Result<Digest> Reader::root()
{
    const auto size = lastSeq();
    return size ? rootAt(*size) : Result<Digest>{Failure{size.error()}};
}

Result<Digest> Reader::rootAt(qint64 size)
{
    const auto last = lastSeq();
    if (!last)
        return Failure{last.error()};
    if (size < 0 || size > *last)
        return failure(ErrorCode::NotFound, u"the journal has %1 events, not %2"_s.arg(*last).arg(size));
    return guarded(m_options.path, [&]() -> Result<Digest> {
        const auto frontier = StoredTree{*m_connection, size}.frontier();
        return frontier ? Result<Digest>{frontier->root()} : Failure{frontier.error()};
    });
}

Result<QString> Reader::journalId()
{
    auto first = read(1, 1);
    if (!first)
        return Failure{first.error()};
    auto id = first->empty() ? QString{} : first->front().payload[u"journal_id"].toString();
    if (id.isEmpty())
        return failure(ErrorCode::Damaged, u"the journal does not name its id: its first event is missing"_s);
    return id;
}

Result<journal::KeyHistory> Reader::keys()
{
    const auto end = endOf(u"system"_s);
    if (!end)
        return Failure{end.error()};
    const auto last = *end ? (*end)->version : 0;
    return guarded(m_options.path, [&] {
        auto& query = m_connection->prepared(
            "SELECT body FROM events WHERE stream = 'system' AND stream_version > ? AND "
            "stream_version <= ? AND kind IN "
            "('JournalCreated','JournalKeyRotated','JournalKeyRevoked') ORDER BY stream_version");
        query.bind(1, static_cast<int64_t>(m_keysVersion));
        query.bind(2, static_cast<int64_t>(last));
        auto history = m_keys;
        while (last > m_keysVersion && query.executeStep()) {
            if (const auto event = journal::decode(bytesAt(query, 0)))
                history.apply(*event);
        }
        query.tryReset();
        // The pages of rows that were no keys are of no use to anybody else.
        if (last - std::exchange(m_keysVersion, last) > manyRows)
            m_connection->exec("PRAGMA shrink_memory");
        m_keys = history;
        return history;
    });
}

OneView::OneView(Reader& reader)
    : m_reader(reader)
{
    auto& connection = m_reader.connection();
    m_began = guarded(connection.path(), [&] { connection.exec("BEGIN"); }).has_value();
}

OneView::~OneView()
{
    auto& connection = m_reader.connection();
    if (m_began) [[maybe_unused]]
        const auto ended = guarded(connection.path(), [&] { connection.exec("ROLLBACK"); });
}

} // namespace penelope::sqlite
