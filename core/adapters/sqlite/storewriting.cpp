#include "core/adapters/sqlite/connection.h"
#include "core/adapters/sqlite/journalrows.h"
#include "core/adapters/sqlite/store.h"
#include "core/journal/eventwriter.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace penelope::sqlite {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

constexpr qint64 signEvery = 1000;
constexpr auto signAfter = 60s;
/// So many events are encoded and hashed together: several times the lanes, so that little of their tree is hashed one
/// by one, and so few that they stay in the processor's near memory.
constexpr std::size_t mostTogether = 64;

/// Whether an event of this kind is signed with its own transaction (journal.md 4).
bool asksForNote(const QString& kind)
{
    // One look at the first letter says no of most kinds.
    if (!QLatin1String("ABJOP").contains(kind.front()))
        return false;
    return kind == "ApprovalGranted"_L1 || kind == "ApprovalRejected"_L1 || kind == "BreakGlassReviewed"_L1 ||
           kind == "PolicyChanged"_L1 || kind.startsWith("Operator"_L1) || kind.startsWith("JournalKey"_L1);
}

} // namespace

/// A decision that was made on another version of its stream than the present one.
struct Store::Clash
{
    QString stream;
    qint64 expected = 0;
    qint64 present = 0;
};

/// Where something stands among bytes that may still move.
struct Store::Place
{
    qsizetype begin = 0;
    qsizetype size = 0;

    QByteArrayView in(const QByteArray& bytes) const { return QByteArrayView(bytes).sliced(begin, size); }
};

/// Of one event, in m_bytes.
struct Store::Bytes
{
    Place body;
    Place kind;
    Place stream;
};

struct Store::Batch
{
    std::vector<journal::Event> events;
    journal::Frontier frontier; ///< with those that are written
    std::vector<Bytes> bytes;   ///< of the last events that were encoded
    std::vector<JournalRows::Columns> rows;
    QByteArray note;
    bool refused = false; ///< an entry cannot be written, and that is no fault of the file
    std::optional<Clash> clash;
};

Result<std::vector<journal::Event>> Store::append(std::vector<Entry> entries)
{
    if (m_broken)
        return failure(ErrorCode::Storage, u"%1 must be reopened first"_s.arg(m_options.path), m_options.path);
    Batch batch;
    batch.frontier = m_frontier;
    batch.events.reserve(entries.size());
    if (entries.empty())
        return std::move(batch.events);
    if (auto written = write(entries, batch); !written)
        return Failure{batch.clash ? conflict(*batch.clash) : written.error()};
    accept(batch);
    return std::move(batch.events);
}

Status Store::write(std::vector<Entry>& entries, Batch& batch)
{
    // Until the transaction has begun an error leaves everything as it was: a busy file is no reason to reopen.
    if (auto begun = guarded(m_options.path, [this] { run("BEGIN IMMEDIATE"); }); !begun)
        return begun;
    auto done = guarded(m_options.path, [&]() -> Status {
        for (std::span rest(entries); !rest.empty(); rest = rest.subspan(std::min(mostTogether, rest.size()))) {
            if (auto taken = take(rest.first(std::min(mostTogether, rest.size())), batch); !taken)
                return taken;
        }
        sign(batch, false);
        run("COMMIT");
        return {};
    });
    constexpr qsizetype large = 1 << 18;
    if (m_bytes.capacity() > large)
        m_bytes = {};
    if (done)
        return done;
    // The rollback of a transaction that SQLite has already rolled back is an error that says nothing.
    const auto undone = guarded(m_options.path, [this] { run("ROLLBACK"); });
    m_broken = !batch.refused || !undone;
    if (!batch.refused && done.error().code == ErrorCode::Conflict)
        return failure(
            ErrorCode::Conflict,
            u"%1 was written by another program meanwhile; nothing was added"_s.arg(m_options.path), m_options.path);
    return done;
}

void Store::run(const char* sql)
{
    m_connection->prepared(sql).exec();
}

/// Those that come before one that cannot be encoded are written first: what is wrong with them is told instead.
Status Store::take(std::span<Entry> entries, Batch& batch)
{
    const auto first = batch.events.size();
    auto encoded = encode(entries, batch);
    nameRows(first, batch);
    m_rows->take(batch.rows, batch.frontier.size());
    for (std::size_t row = 0; row < batch.rows.size(); ++row) {
        if (auto written = writeRow(row, batch); !written)
            return written;
    }
    if (!encoded)
        refuse(batch.events.back(), true, batch);
    return encoded;
}

/// The bytes of a text: those that the body has of it, or others behind what is written already.
Store::Place Store::placeOf(const QString& text, const journal::Quoted& inBody, canonical::Writer& writer)
{
    // One byte for each letter, between quotes: all stand for themselves.
    if (inBody.size == text.size() + 2)
        return {inBody.begin + 1, text.size()};
    const auto bytes = text.toUtf8();
    const auto again = writer.written().size();
    writer.raw(QByteArrayView(bytes));
    return {again, bytes.size()};
}

/// One behind the other, up to one that cannot be.
Status Store::encode(std::span<Entry> entries, Batch& batch)
{
    batch.bytes.clear();
    m_bytes.resize(0); // keeps its memory
    canonical::Writer writer(m_bytes);
    for (auto& entry : entries) {
        auto made = eventOf(entry, batch);
        auto fits = checkTime(made, batch);
        const auto& event = batch.events.emplace_back(std::move(made));
        const auto begin = writer.written().size();
        journal::Quoted kind;
        journal::Quoted stream;
        if (fits)
            fits = journal::encode(event, writer, kind, stream);
        if (!fits)
            return fits;
        const Place body{begin, writer.written().size() - begin};
        batch.bytes.push_back({body, placeOf(event.kind, kind, writer), placeOf(event.stream, stream, writer)});
    }
    return {};
}

/// The rows of the events from the first one on that are encoded.
void Store::nameRows(std::size_t first, Batch& batch)
{
    batch.rows.clear();
    for (std::size_t row = 0; row < batch.bytes.size(); ++row) {
        const auto& event = batch.events[first + row];
        const auto& [body, kind, stream] = batch.bytes[row];
        batch.rows.push_back(
            {.seq = event.seq,
             .time = toMs(event.time),
             .kind = kind.in(m_bytes),
             .stream = stream.in(m_bytes),
             .streamVersion = event.streamVersion,
             .body = body.in(m_bytes)});
    }
}

Status Store::writeRow(std::size_t taken, Batch& batch)
{
    const auto& event = batch.events[static_cast<std::size_t>(batch.frontier.size() - m_frontier.size())];
    auto written = guarded(m_options.path, [&] { m_rows->addEvent(taken); });
    if (written)
        m_rows->addLeaf(batch.frontier, taken);
    else if (written.error().code == ErrorCode::Conflict)
        refuse(event, false, batch);
    return written;
}

/// The version that an entry was decided on is compared once, by the trigger of the table, which looks it up for every
/// row anyway. Only what was refused is looked at again.
void Store::refuse(const journal::Event& event, bool itself, Batch& batch)
{
    const auto expected = event.streamVersion - 1;
    const auto present = streamVersion(event.stream);
    if (present != expected)
        batch.clash = Clash{event.stream, expected, present};
    batch.refused = itself || batch.clash;
}

journal::Event Store::eventOf(Entry& entry, const Batch& batch) const
{
    auto& draft = entry.draft;
    return {
        .seq = m_frontier.size() + std::ssize(batch.events) + 1,
        .time = entry.time,
        .kind = std::move(draft.kind),
        .version = draft.version,
        .stream = std::move(draft.stream),
        .streamVersion = entry.expectedStreamVersion + 1,
        .actor = std::move(draft.actor),
        .epoch = m_epoch,
        .cause = draft.cause,
        .correlation = std::move(draft.correlation),
        .payload = std::move(draft.payload)};
}

Status Store::checkTime(const journal::Event& event, const Batch& batch) const
{
    const auto before = batch.events.empty() ? m_lastTime : batch.events.back().time;
    if (event.time < before && event.kind != "ClockStepped"_L1)
        return failure(ErrorCode::Malformed, u"time: earlier than the event before"_s, event.stream);
    return {};
}

qint64 Store::streamVersion(const QString& stream)
{
    auto& query = m_connection->prepared("SELECT coalesce(max(stream_version),0) FROM events WHERE stream = ?");
    query.bind(1, stream.toStdString());
    query.executeStep();
    const qint64 version = query.getColumn(0).getInt64();
    query.tryReset();
    return version;
}

Error Store::conflict(const Clash& clash)
{
    QString winner;
    const auto asked = guarded(m_options.path, [&] {
        auto& query = m_connection->prepared("SELECT seq, body FROM events WHERE stream = ? AND stream_version = ?");
        const auto name = clash.stream.toStdString();
        query.bind(1, name);
        query.bind(2, static_cast<int64_t>(clash.present));
        if (!query.executeStep())
            return;
        const auto event = journal::decode(bytesAt(query, 1));
        winner = u": event %1 by %2 came first"_s.arg(query.getColumn(0).getInt64())
                     .arg(event ? event->actor : u"somebody"_s);
        query.tryReset();
    });
    Q_UNUSED(asked)
    return {
        ErrorCode::Conflict,
        u"%1 is at version %2, the decision was made on version %3%4"_s.arg(clash.stream)
            .arg(clash.present)
            .arg(clash.expected)
            .arg(winner),
        clash.stream};
}

/// By a history that knows the batch.
std::vector<ed25519::SigningKey> Store::keysFor(const journal::KeyHistory& history, qint64 size) const
{
    const auto needed = m_options.key ? history.at(size) : std::nullopt;
    if (!needed)
        return {};
    if (history.rotations().size() == m_keys.rotations().size())
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
    auto history = m_keys;
    for (const auto& event : batch.events)
        history.apply(event);
    const auto keys = keysFor(history, size);
    if (keys.empty())
        return;
    batch.note = journal::signNote({history.origin(), size, batch.frontier.root()}, keys);
    m_rows->addNote(size, batch.note);
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
        run("BEGIN IMMEDIATE");
        sign(batch, true);
        run("COMMIT");
    });
    if (done) {
        accept(batch);
        return {};
    }
    m_broken = true;
    std::ignore = guarded(m_options.path, [this] { run("ROLLBACK"); });
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
