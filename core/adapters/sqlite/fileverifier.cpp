#include "core/adapters/sqlite/fileverifier.h"

#include "core/adapters/sqlite/filerows.h"
#include "core/adapters/sqlite/reader.h"
#include "core/adapters/sqlite/schema.h"
#include "core/journal/proof.h"

#include <algorithm>

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

} // namespace

Result<journal::Verdict> verifyFile(const QString& path, const journal::Pins& pins, const journal::Progress& progress)
{
    auto reader = Reader::open({.path = path});
    if (!reader)
        return Failure{reader.error()};
    auto& connection = (*reader)->connection();
    // One snapshot for all steps: the writer may go on.
    if (auto begun = guarded(path, [&] { connection.exec("BEGIN"); }); !begun)
        return Failure{begun.error()};
    const auto structure = quickCheck(connection);
    const auto schema = guarded(path, [&] { return schemaDifferences(connection); });
    FileRows rows{connection};
    auto verdict = journal::verify(rows, pins, progress);
    if (!verdict)
        return verdict;
    if (!schema || !schema->isEmpty())
        verdict->warnings.push_back({0, u"schema"_s});
    if ((*reader)->unreadLog() > 0)
        verdict->warnings.push_back({0, u"write_ahead_log_not_read"_s});
    // Structure that is broken without a broken row: nobody can say which page a reader would miss.
    const bool broken = !structure.isEmpty() || !rows.troubles().isEmpty();
    if (broken && verdict->damaged.empty()) {
        verdict->damaged.push_back({1, std::max<qint64>(verdict->events, 1), u"unreadable"_s, u"structure"_s});
        tidy(*verdict);
    }
    return verdict;
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
