#include "core/adapters/sqlite/tailverifier.h"

#include "core/adapters/sqlite/connection.h"
#include "core/adapters/sqlite/reader.h"

#include <algorithm>

namespace penelope::sqlite {

using namespace Qt::Literals::StringLiterals;

TailVerifier::TailVerifier(QString path)
    : m_path(std::move(path))
{}

TailVerifier::~TailVerifier() = default;

Status TailVerifier::connect()
{
    if (m_reader)
        return {};
    auto reader = Reader::open({.path = m_path});
    if (!reader)
        return Failure{reader.error()};
    m_reader = std::move(*reader);
    return {};
}

Result<std::vector<TailVerifier::Row>> TailVerifier::read(qint64 limit)
{
    auto& connection = m_reader->connection();
    return guarded(m_path, [&]() -> std::vector<Row> {
        auto& query = connection.prepared(
            "SELECT seq, leaf, body, kind IN ('JournalCreated', 'JournalKeyRotated', 'JournalKeyRevoked') FROM events "
            "WHERE seq > ? ORDER BY seq LIMIT ?");
        query.bind(1, static_cast<int64_t>(m_last));
        query.bind(2, static_cast<int64_t>(limit));
        std::vector<Row> rows;
        while (query.executeStep())
            rows.push_back(
                {query.getColumn(0).getInt64(), bytesAt(query, 1), bytesAt(query, 2),
                 query.getColumn(3).getInt() != 0});
        query.tryReset();
        return rows;
    });
}

Status TailVerifier::readNotes()
{
    m_notes.erase(m_notes.begin(), m_notes.begin() + static_cast<std::ptrdiff_t>(std::exchange(m_nextNote, 0)));
    auto& connection = m_reader->connection();
    return guarded(m_path, [&] {
        auto& query = connection.prepared("SELECT size, note FROM checkpoints WHERE size > ? ORDER BY size");
        query.bind(1, static_cast<int64_t>(m_notesTo));
        while (query.executeStep()) {
            m_notes.push_back({query.getColumn(0).getInt64(), bytesAt(query, 1)});
            m_notesTo = m_notes.back().size;
        }
        query.tryReset();
    });
}

void TailVerifier::damage(qint64 first, qint64 last)
{
    if (first > last)
        return;
    auto& ranges = m_verified.damaged;
    if (!ranges.empty() && ranges.back().last + 1 >= first)
        ranges.back().last = std::max(ranges.back().last, last);
    else
        ranges.push_back({first, last});
}

/// From the last root that held up to `size` nothing verifies, and nothing after it will.
void TailVerifier::giveUp(qint64 size)
{
    m_closed = true;
    damage(m_verified.to + 1, size);
    m_verified.to = std::max(m_verified.to, size);
}

void TailVerifier::take(const Row& row)
{
    if (row.seq != m_last + 1) {
        giveUp(m_notesTo);
        return;
    }
    const auto hash = journal::leafHash(row.body);
    const auto stored = digestFrom(row.leaf);
    if (stored != hash) {
        m_doubtful.push_back(row.seq);
        if (!m_recomputed)
            m_recomputed = m_stored;
    }
    m_last = row.seq;
    m_stored.append(stored.value_or(Digest{}));
    if (m_recomputed)
        m_recomputed->append(hash);
    if (row.names) {
        if (const auto event = journal::decode(row.body))
            m_keys.apply(*event);
        if (!m_judge && m_keys.first())
            m_judge.emplace(m_keys);
    }
    meetNotes();
}

void TailVerifier::meetNotes()
{
    while (!m_closed && m_nextNote < m_notes.size() && m_notes[m_nextNote].size <= m_last) {
        const auto& note = m_notes[m_nextNote++];
        // A bad note proves nothing; the next good one may.
        if (note.size == m_last && m_judge && m_judge->judge(note.size, note.note).isEmpty())
            settle(m_judge->checkpoint().root, note.size);
    }
}

/// The signed root says which of body and leaf of a doubtful row was changed; either way the row does not verify.
void TailVerifier::settle(const Digest& root, qint64 size)
{
    const bool asStored = m_stored.root() == root;
    if (!asStored && !(m_recomputed && m_recomputed->root() == root)) {
        giveUp(std::max(size, m_notesTo));
        return;
    }
    for (const auto seq : m_doubtful)
        damage(seq, seq);
    m_doubtful.clear();
    if (!asStored)
        m_stored = *m_recomputed;
    m_recomputed.reset();
    m_verified.to = size;
}

Status TailVerifier::takePage(qint64 limit)
{
    const auto rows = read(limit);
    if (!rows)
        return Failure{rows.error()};
    if (rows->empty()) // signed and not there
        giveUp(m_notesTo);
    for (const auto& row : *rows) {
        take(row);
        if (m_closed)
            break;
    }
    return {};
}

Result<bool> TailVerifier::goOn(qint64 rows, const std::stop_token& stop)
{
    constexpr qint64 page = 4096;
    if (auto ready = connect(); !ready)
        return Failure{ready.error()};
    if (auto noted = readNotes(); !noted)
        return Failure{noted.error()};
    // Only what a note covers that was read before: a row beyond it would pass the note that comes meanwhile.
    const auto end = std::min(m_notesTo, m_last + rows);
    while (!m_closed && m_last < end) {
        if (stop.stop_requested())
            return failure(ErrorCode::Unavailable, u"verification was stopped"_s);
        if (auto taken = takePage(std::min(page, end - m_last)); !taken)
            return Failure{taken.error()};
    }
    if (m_closed && m_notesTo > m_verified.to)
        giveUp(m_notesTo);
    return !m_closed && m_last < m_notesTo;
}

compliance::Verified TailVerifier::wholeFile(const std::stop_token& stop)
{
    constexpr qint64 atOnce = 1'000'000;
    for (;;) {
        const auto more = goOn(atOnce, stop);
        if (!more)
            m_verified.trouble = more.error().message;
        if (!more || !*more)
            return m_verified;
    }
}

} // namespace penelope::sqlite
