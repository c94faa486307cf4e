#include "core/adapters/sqlite/fileverifier.h"

#include "core/adapters/sqlite/filerows.h"
#include "core/adapters/sqlite/reader.h"
#include "core/adapters/sqlite/rowsahead.h"
#include "core/adapters/sqlite/schema.h"
#include "core/adapters/sqlite/snapshot.h"
#include "core/base/processors.h"
#include "core/journal/proof.h"

#include <QFileInfo>

#include <algorithm>

#include <sqlite3.h>

namespace penelope::sqlite {
namespace {

using namespace Qt::Literals::StringLiterals;

/// What SQLite itself says about the structure; empty where it is whole.
QStringList quickCheck(Connection& connection)
{
    QStringList lines;
    const auto done = guarded(connection.path(), [&] {
        SQLite::Statement query(connection.database(), "PRAGMA quick_check");
        while (query.executeStep())
            lines << QString::fromUtf8(bytesAt(query, 0));
    });
    if (!done)
        lines << done.error().message;
    lines.removeAll(u"ok"_s);
    return lines;
}

/// Journals of fewer bytes are verified before a second thread has begun.
constexpr qint64 worthTwo = 8 << 20;

bool callsForTwo(const QString& path, Hands hands)
{
    return hands == Hands::Two ||
           (hands == Hands::AsFits && usableProcessors() > 1 && QFileInfo(path).size() >= worthTwo);
}

Failure stopped()
{
    return failure(ErrorCode::Unavailable, u"verification was stopped"_s);
}

/// Lets a connection give up what it is doing when the token is set.
class Interruption
{
public:
    Interruption(const std::stop_token& stop, Connection& connection)
        : m_callback(stop, Interrupt{connection.database().getHandle()})
    {}

private:
    struct Interrupt
    {
        sqlite3* handle;
        void operator()() const { sqlite3_interrupt(handle); }
    };
    std::stop_callback<Interrupt> m_callback;
};

/// The verdict on one file. Its steps see one snapshot: the writer may go on.
class Verification
{
public:
    Verification(Reader& reader, const journal::Pins& pins, const journal::Progress& progress)
        : m_reader(reader)
        , m_connection(reader.connection())
        , m_pins(pins)
        , m_progress{progress.stop, [this, &progress](qint64 rows) { report(progress, rows); }}
        , m_interruption(progress.stop, m_connection)
    {}

    Result<journal::Verdict> alone()
    {
        std::optional<Snapshot> snapshot;
        if (auto begun = guarded(m_connection.path(), [&] { snapshot.emplace(m_connection); }); !begun)
            return Failure{begun.error()};
        if (m_progress.stop.stop_requested())
            return stopped();
        const auto structure = quickCheck(m_connection);
        FileRows rows{m_connection};
        auto verdict = journal::verify(rows, m_pins, m_progress);
        if (verdict)
            conclude(*verdict, structure + rows.troubles());
        return verdict;
    }

    /// Nothing where something is odd: one thread must look, whose way through a broken file is the rule.
    std::optional<journal::Verdict> together()
    {
        const auto other = m_connection.another();
        if (!other)
            return std::nullopt;
        const Interruption interruption{m_progress.stop, **other};
        SharedSnapshot snapshot{m_connection, **other};
        const auto shared = guarded(m_connection.path(), [&] { return snapshot.begin(); });
        if (!shared || !*shared || m_progress.stop.stop_requested())
            return std::nullopt;
        RowsAhead rows{m_connection, **other, [&other] { return quickCheck(**other).isEmpty(); }};
        auto verdict = journal::verify(rows, m_pins, m_progress);
        if (!verdict || !rows.troubles().isEmpty())
            return std::nullopt;
        conclude(*verdict, {});
        return std::move(*verdict);
    }

private:
    /// Whoever begins anew does not say so.
    void report(const journal::Progress& progress, qint64 rows)
    {
        if (progress.rows && rows > m_reported)
            progress.rows(rows);
        m_reported = std::max(m_reported, rows);
    }

    void conclude(journal::Verdict& verdict, const QStringList& troubles)
    {
        const auto schema = guarded(m_connection.path(), [this] { return schemaDifferences(m_connection); });
        if (!schema || !schema->isEmpty())
            verdict.warnings.push_back({0, u"schema"_s});
        if (m_reader.unreadLog() > 0)
            verdict.warnings.push_back({0, u"write_ahead_log_not_read"_s});
        // Structure that is broken without a broken row: nobody can say which page a reader would miss.
        if (!troubles.isEmpty() && verdict.damaged.empty()) {
            verdict.damaged.push_back({1, std::max<qint64>(verdict.events, 1), u"unreadable"_s, u"structure"_s});
            tidy(verdict);
        }
    }

    Reader& m_reader;
    Connection& m_connection;
    const journal::Pins& m_pins;
    journal::Progress m_progress;
    Interruption m_interruption;
    qint64 m_reported = 0;
};

} // namespace

Result<journal::Verdict>
verifyFile(const QString& path, const journal::Pins& pins, const journal::Progress& progress, Hands hands)
{
    auto reader = Reader::open({.path = path});
    if (!reader)
        return Failure{reader.error()};
    Verification verification{**reader, pins, progress};
    auto verdict = callsForTwo(path, hands) ? verification.together() : std::nullopt;
    auto answer = verdict ? Result<journal::Verdict>{std::move(*verdict)} : verification.alone();
    // What was interrupted says nothing of the file.
    return progress.stop.stop_requested() ? stopped() : answer;
}

Result<journal::Verdict> verifyEvent(const QString& path, qint64 seq, const journal::Pins& pins)
{
    auto reader = Reader::open({.path = path});
    if (!reader)
        return Failure{reader.error()};
    const auto row = (*reader)->body(seq);
    if (!row)
        return Failure{row.error()};
    const auto last = (*reader)->lastSeq();
    const auto history = (*reader)->keys();
    if (!last || !history)
        return Failure{last ? history.error() : last.error()};
    journal::Verdict verdict;
    verdict.events = *last;
    verdict.journalId = history->journalId();
    const auto leaf = journal::leafHash(row->first);
    const auto event = journal::decode(row->first);
    if (leaf != row->second)
        verdict.damaged.push_back({seq, seq, u"leaf"_s, u"unknown"_s});
    else if (!event)
        verdict.damaged.push_back({seq, seq, u"body"_s, {}});
    else if (event->seq != seq)
        verdict.damaged.push_back({seq, seq, u"order"_s, {}});
    std::vector<journal::VerifierKey> keys;
    keys.reserve(pins.keys.size());
    for (const auto& key : pins.keys)
        keys.push_back({history->origin(), key});
    if (keys.empty() && history->first())
        keys.push_back({history->origin(), *history->first()});
    for (const auto& rotation : history->rotations())
        keys.push_back({history->origin(), rotation.key});
    const auto proof = (*reader)->inclusionText(seq);
    const auto note =
        proof ? journal::verifyInclusionText(*proof, leaf, keys) : Result<journal::Note>{Failure{proof.error()}};
    if (note) {
        verdict.signedTo = note->checkpoint.size;
        verdict.trustedBy = pins.keys.empty() ? journal::TrustedBy::OwnKey : journal::TrustedBy::Pinned;
    } else if (proof) {
        verdict.damaged.push_back({seq, seq, u"rewritten"_s, {}});
    } else {
        verdict.warnings.push_back({seq, u"unsigned"_s});
    }
    verdict.pinsSatisfied = pins.keys.empty() || note.has_value();
    tidy(verdict);
    return verdict;
}

} // namespace penelope::sqlite
