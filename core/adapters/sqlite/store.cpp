#include "core/adapters/sqlite/store.h"

#include "core/adapters/sqlite/connection.h"
#include "core/adapters/sqlite/journalrows.h"
#include "core/adapters/sqlite/schema.h"
#include "core/adapters/sqlite/storedtree.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace penelope::sqlite {
namespace {

using namespace Qt::Literals::StringLiterals;

Failure storeDamaged(const QString& path, const QString& what)
{
    return failure(
        ErrorCode::Damaged,
        u"%1 is damaged: %2; nothing is written to it, and it can still be read and verified"_s.arg(path, what), path);
}

Status makeFile(const QString& path)
{
    const int descriptor = ::open(path.toLocal8Bit().constData(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return failure(ErrorCode::Storage, u"%1 cannot be made: %2"_s.arg(path, qt_error_string()), path);
    ::close(descriptor);
    auto connection = Connection::open(path, Connection::Mode::Create);
    if (!connection)
        return Failure{connection.error()};
    return guarded(path, [&] {
        createSchema(**connection);
        (*connection)->exec("PRAGMA journal_mode=WAL");
    });
}

} // namespace

Store::Store(Options options)
    : m_options(std::move(options))
{}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(Options options)
{
    const QFileInfo file(options.path);
    if (!file.exists() || file.size() == 0) {
        if (!options.create)
            return failure(ErrorCode::NotFound, u"there is no journal at %1"_s.arg(options.path), options.path);
        if (auto made = makeFile(options.path); !made)
            return Failure{made.error()};
    }
    std::unique_ptr<Store> store(new Store(std::move(options)));
    if (auto loaded = store->load(); !loaded)
        return Failure{loaded.error()};
    return store;
}

Status Store::load()
{
    auto connection = Connection::open(m_options.path, Connection::Mode::Write);
    if (!connection)
        return Failure{connection.error()};
    m_connection = std::move(*connection);
    if (auto format = checkFormat(*m_connection); !format)
        return format;
    if (sqlite3_db_readonly(m_connection->database().getHandle(), "main") == 1)
        return failure(
            ErrorCode::Storage,
            u"%1 is read-only: nothing can be written; it can still be read and verified"_s.arg(m_options.path),
            m_options.path);
    return guarded(m_options.path, [this]() -> Status {
        m_connection->exec("PRAGMA journal_mode=WAL");
        const auto differences = schemaDifferences(*m_connection);
        if (!differences.isEmpty())
            return storeDamaged(m_options.path, u"its tables or triggers differ (%1)"_s.arg(differences.join(u", "_s)));
        m_rows = std::make_unique<JournalRows>(*m_connection);
        return loadTail();
    });
}

Status Store::loadTail()
{
    auto& keyRows = m_connection->prepared("SELECT body FROM events WHERE stream = 'system' AND kind IN "
                                           "('JournalCreated','JournalKeyRotated','JournalKeyRevoked') ORDER BY seq");
    m_keys = {};
    while (keyRows.executeStep()) {
        if (const auto event = journal::decode(bytesAt(keyRows, 0)))
            m_keys.apply(*event);
    }
    qint64 size = 0;
    auto& last = m_connection->prepared("SELECT seq, leaf, body FROM events ORDER BY seq DESC LIMIT 1");
    if (last.executeStep()) {
        size = last.getColumn(0).getInt64();
        const auto body = bytesAt(last, 2);
        const auto event = journal::decode(body);
        if (!event || event->seq != size || bytesAt(last, 1) != view(journal::leafHash(body)))
            return storeDamaged(m_options.path, u"event %1 does not match its hash"_s.arg(size));
        m_lastTime = event->time;
        m_epoch = std::max(m_epoch, event->epoch);
    }
    last.tryReset();
    const auto frontier = StoredTree{*m_connection, size}.frontier();
    if (!frontier)
        return Failure{frontier.error()};
    m_frontier = *frontier;
    return compareWithNote();
}

Status Store::compareWithNote()
{
    m_signedTo = 0;
    m_note.clear();
    auto& newest = m_connection->prepared("SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT 1");
    if (newest.executeStep()) {
        m_signedTo = newest.getColumn(0).getInt64();
        m_note = bytesAt(newest, 1);
    }
    newest.tryReset();
    m_signedAt = {}; // never signed: the next events are, at once
    auto& moment = m_connection->prepared("SELECT time FROM events WHERE seq = ?");
    moment.bind(1, static_cast<int64_t>(m_signedTo));
    if (moment.executeStep())
        m_signedAt = instantFromMs(moment.getColumn(0).getInt64());
    moment.tryReset();
    if (m_note.isEmpty())
        return {};
    const auto note = journal::parseNote(m_note);
    if (!note || note->checkpoint.size != m_signedTo)
        return storeDamaged(m_options.path, u"its newest checkpoint cannot be read"_s);
    if (m_signedTo > m_frontier.size())
        return storeDamaged(m_options.path, u"%1 events were signed and %2 are there"_s.arg(m_signedTo).arg(lastSeq()));
    const auto then = StoredTree{*m_connection, m_signedTo}.frontier();
    if (!then)
        return Failure{then.error()};
    if (then->root() != note->checkpoint.root)
        return storeDamaged(m_options.path, u"its events are not what checkpoint %1 signed"_s.arg(m_signedTo));
    return {};
}

Status Store::reopen()
{
    const auto known = m_frontier;
    const auto epoch = m_epoch;
    m_rows.reset();
    m_connection.reset();
    m_broken = true;
    if (auto loaded = load(); !loaded)
        return loaded;
    m_epoch = std::max(epoch, m_epoch);
    if (m_frontier.size() < known.size())
        return storeDamaged(
            m_options.path, u"%1 events were written and %2 are there"_s.arg(known.size()).arg(lastSeq()));
    const auto same = guarded(m_options.path, [&] { return StoredTree{*m_connection, known.size()}.frontier(); });
    if (!same)
        return Failure{same.error()};
    if (!(*same == known))
        return storeDamaged(m_options.path, u"its events are not those that were written"_s);
    m_broken = false;
    return {};
}

} // namespace penelope::sqlite
