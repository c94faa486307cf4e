#include "core/adapters/sqlite/connection.h"
#include "core/adapters/sqlite/store.h"

#include <QHash>

#include <algorithm>
#include <tuple>
#include <utility>

namespace penelope::sqlite {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

constexpr qint64 signEvery = 1000;
constexpr auto signAfter = 60s;

/// Whether an event of this kind is signed with its own transaction (journal.md 4).
bool asksForNote(const QString& kind)
{
    return kind == "ApprovalGranted"_L1 || kind == "ApprovalRejected"_L1 || kind == "BreakGlassReviewed"_L1 ||
           kind == "PolicyChanged"_L1 || kind.startsWith("Operator"_L1) || kind.startsWith("JournalKey"_L1);
}

/// Bound without a copy: the bytes must live until the statement has run. Our texts hold no NUL.
void bindText(SQLite::Statement& statement, int index, const QByteArray& text)
{
    statement.bindNoCopy(index, text.constData());
}

} // namespace

struct Store::Batch
{
    std::vector<journal::Event> events;
    std::vector<QByteArray> bodies;
    journal::Frontier frontier;
    QHash<QString, qint64> streams; ///< versions that the batch has reached
    QByteArray note;
};

Result<std::vector<journal::Event>> Store::append(std::vector<Entry> entries)
{
    if (m_broken)
        return failure(ErrorCode::Storage, u"%1 must be reopened first"_s.arg(m_options.path), m_options.path);
    Batch batch;
    batch.frontier = m_frontier;
    batch.events.reserve(entries.size());
    for (auto& entry : entries) {
        auto event = prepare(entry, batch);
        if (!event)
            return Failure{event.error()};
        batch.events.push_back(std::move(*event));
    }
    if (batch.events.empty())
        return std::move(batch.events);
    if (auto written = write(batch); !written)
        return Failure{written.error()};
    accept(batch);
    return std::move(batch.events);
}

Result<journal::Event> Store::prepare(Entry& entry, Batch& batch)
{
    auto& draft = entry.draft;
    const auto present = streamVersion(draft.stream, batch);
    if (!present)
        return Failure{present.error()};
    if (entry.expectedStreamVersion != *present)
        return conflict(draft.stream, entry.expectedStreamVersion, *present);
    const auto before = batch.events.empty() ? m_lastTime : batch.events.back().time;
    if (entry.time < before && draft.kind != "ClockStepped"_L1)
        return failure(ErrorCode::Malformed, u"time: earlier than the event before"_s, draft.stream);
    journal::Event event{
        .seq = m_frontier.size() + static_cast<qint64>(batch.events.size()) + 1,
        .time = entry.time,
        .kind = draft.kind,
        .version = draft.version,
        .stream = draft.stream,
        .streamVersion = *present + 1,
        .actor = draft.actor,
        .epoch = m_epoch,
        .cause = draft.cause,
        .correlation = draft.correlation,
        .payload = std::move(draft.payload)};
    auto body = journal::encode(event);
    if (!body)
        return Failure{body.error()};
    batch.bodies.push_back(std::move(*body));
    batch.streams[draft.stream] = event.streamVersion;
    return event;
}

Result<qint64> Store::streamVersion(const QString& stream, const Batch& batch)
{
    const auto known = batch.streams.find(stream);
    if (known != batch.streams.end())
        return *known;
    return guarded(m_options.path, [&]() -> qint64 {
        auto& query = m_connection->prepared("SELECT coalesce(max(stream_version),0) FROM events WHERE stream = ?");
        query.bind(1, stream.toStdString());
        query.executeStep();
        const qint64 version = query.getColumn(0).getInt64();
        query.tryReset();
        return version;
    });
}

Failure Store::conflict(const QString& stream, qint64 expected, qint64 present)
{
    QString winner;
    const auto asked = guarded(m_options.path, [&] {
        auto& query = m_connection->prepared("SELECT seq, body FROM events WHERE stream = ? AND stream_version = ?");
        const auto name = stream.toStdString();
        query.bind(1, name);
        query.bind(2, static_cast<int64_t>(present));
        if (!query.executeStep())
            return;
        const auto event = journal::decode(bytesAt(query, 1));
        winner = u": event %1 by %2 came first"_s.arg(query.getColumn(0).getInt64())
                     .arg(event ? event->actor : u"somebody"_s);
        query.tryReset();
    });
    Q_UNUSED(asked)
    return failure(
        ErrorCode::Conflict,
        u"%1 is at version %2, the decision was made on version %3%4"_s.arg(stream).arg(present).arg(expected).arg(
            winner),
        stream);
}

Status Store::write(Batch& batch)
{
    // Until the transaction has begun an error leaves everything as it was: a busy file is no reason to reopen.
    if (auto begun = guarded(m_options.path, [this] { m_connection->exec("BEGIN IMMEDIATE"); }); !begun)
        return begun;
    auto done = guarded(m_options.path, [&]() -> Status {
        for (std::size_t at = 0; at < batch.events.size(); ++at)
            writeRow(batch.events[at], batch.bodies[at], batch);
        sign(batch, false);
        m_connection->exec("COMMIT");
        return {};
    });
    if (done)
        return done;
    m_broken = true;
    // The rollback of a transaction that SQLite has already rolled back is an error that says nothing.
    std::ignore = guarded(m_options.path, [this] { m_connection->exec("ROLLBACK"); });
    if (done.error().code == ErrorCode::Conflict)
        return failure(
            ErrorCode::Conflict,
            u"%1 was written by another program meanwhile; nothing was added"_s.arg(m_options.path), m_options.path);
    return done;
}

void Store::writeRow(const journal::Event& event, const QByteArray& body, Batch& batch)
{
    const auto leaf = journal::leafHash(body);
    const auto kind = event.kind.toUtf8();
    const auto stream = event.stream.toUtf8();
    auto& insert = m_connection->prepared("INSERT INTO events(seq, time, kind, stream, stream_version, leaf, body) "
                                          "VALUES(?, ?, ?, ?, ?, ?, ?)");
    insert.bind(1, static_cast<int64_t>(event.seq));
    insert.bind(2, static_cast<int64_t>(toMs(event.time)));
    bindText(insert, 3, kind);
    bindText(insert, 4, stream);
    insert.bind(5, static_cast<int64_t>(event.streamVersion));
    insert.bindNoCopy(6, leaf.data(), static_cast<int>(leaf.size()));
    bindText(insert, 7, body);
    insert.exec();
    batch.frontier.append(leaf, [this](int level, qint64 index, const Digest& hash) {
        if (level % 8 != 0)
            return;
        auto& node = m_connection->prepared("INSERT INTO nodes(level, idx, hash) VALUES(?, ?, ?)");
        node.bind(1, level);
        node.bind(2, static_cast<int64_t>(index));
        node.bind(3, hash.data(), static_cast<int>(hash.size()));
        node.exec();
    });
}

std::vector<ed25519::SigningKey> Store::keysFor(const Batch& batch) const
{
    if (!m_options.key)
        return {};
    auto history = m_keys;
    std::size_t rotations = history.rotations().size();
    for (const auto& event : batch.events)
        history.apply(event);
    const auto needed = history.at(batch.frontier.size());
    if (!needed)
        return {};
    if (history.rotations().size() == rotations)
        return m_options.key->publicKey() == *needed ? std::vector{*m_options.key} : std::vector<ed25519::SigningKey>{};
    if (!m_nextKey || m_nextKey->publicKey() != *needed)
        return {};
    return {*m_options.key, *m_nextKey};
}

void Store::sign(Batch& batch, bool wanted)
{
    const auto size = batch.frontier.size();
    const auto time = batch.events.empty() ? m_lastTime : batch.events.back().time;
    const bool asked = std::any_of(
        batch.events.begin(), batch.events.end(), [](const journal::Event& event) { return asksForNote(event.kind); });
    if (size == m_signedTo || !(wanted || asked || size - m_signedTo >= signEvery || time - m_signedAt >= signAfter))
        return;
    const auto keys = keysFor(batch);
    if (keys.empty())
        return;
    auto history = m_keys;
    for (const auto& event : batch.events)
        history.apply(event);
    batch.note = journal::signNote({history.origin(), size, batch.frontier.root()}, keys);
    auto& insert = m_connection->prepared("INSERT INTO checkpoints(size, note) VALUES(?, ?)");
    insert.bind(1, static_cast<int64_t>(size));
    bindText(insert, 2, batch.note);
    insert.exec();
}

void Store::accept(Batch& batch)
{
    m_frontier = std::move(batch.frontier);
    for (const auto& event : batch.events) {
        m_keys.apply(event);
        if (event.kind == "JournalKeyRotated"_L1 && m_nextKey)
            m_options.key = std::exchange(m_nextKey, std::nullopt);
    }
    if (!batch.events.empty())
        m_lastTime = batch.events.back().time;
    if (batch.note.isEmpty())
        return;
    m_note = batch.note;
    m_signedTo = m_frontier.size();
    m_signedAt = m_lastTime;
    if (m_options.noted)
        m_options.noted(m_note);
}

Status Store::checkpoint()
{
    if (m_broken)
        return failure(ErrorCode::Storage, u"%1 must be reopened first"_s.arg(m_options.path), m_options.path);
    if (m_signedTo == m_frontier.size())
        return {};
    if (!signing())
        return failure(ErrorCode::Unavailable, u"the journal's key is not at hand: the tail stays unsigned"_s);
    Batch batch;
    batch.frontier = m_frontier;
    auto done = guarded(m_options.path, [&] {
        m_connection->exec("BEGIN IMMEDIATE");
        sign(batch, true);
        m_connection->exec("COMMIT");
    });
    if (done) {
        accept(batch);
        return {};
    }
    m_broken = true;
    std::ignore = guarded(m_options.path, [this] { m_connection->exec("ROLLBACK"); });
    return done;
}

Status Store::checkpointIfDue(Instant now)
{
    if (m_signedTo == m_frontier.size() || now - m_signedAt < signAfter || !signing())
        return {};
    return checkpoint();
}

bool Store::signing() const
{
    const auto needed = m_keys.at(m_frontier.size());
    return m_options.key && needed && m_options.key->publicKey() == *needed;
}

} // namespace penelope::sqlite
