#include "core/adapters/sqlite/archive.h"
#include "core/adapters/sqlite/connection.h"
#include "core/adapters/sqlite/filerows.h"
#include "core/adapters/sqlite/fileverifier.h"
#include "core/adapters/sqlite/freshfile.h"
#include "core/adapters/sqlite/reader.h"
#include "core/journal/envelope.h"
#include "core/journal/keys.h"

#include <QFile>

#include <algorithm>
#include <map>
#include <set>

namespace penelope::sqlite {
namespace {

using namespace Qt::Literals::StringLiterals;

/// Whether the event itself is lost, or only something beside it.
bool losesEvent(const journal::Damage& damage)
{
    if (damage.detail == "structure"_L1)
        return false; // of the whole file: each row says for itself
    return damage.reason == "missing"_L1 || damage.reason == "unreadable"_L1 || damage.reason == "body"_L1 ||
           damage.reason == "order"_L1 || (damage.reason == "leaf"_L1 && damage.detail != "leaf"_L1);
}

/// Events by their ranges: a row whose number is damaged makes one that is longer than any memory.
class Ranges
{
public:
    void add(qint64 first, qint64 last) { m_ranges.push_back({first, last}); }
    /// After the last one was added.
    void settle()
    {
        std::sort(m_ranges.begin(), m_ranges.end(), [](const auto& left, const auto& right) {
            return left.first < right.first;
        });
        std::vector<journal::Span> apart;
        for (const auto& range : m_ranges) {
            if (!apart.empty() && range.first <= apart.back().last)
                apart.back().last = std::max(apart.back().last, range.last);
            else
                apart.push_back(range);
        }
        m_ranges = std::move(apart);
    }
    bool touch(qint64 first, qint64 last) const
    {
        const auto range = std::partition_point(
            m_ranges.begin(), m_ranges.end(), [first](const auto& each) { return each.last < first; });
        return range != m_ranges.end() && range->first <= last;
    }
    bool contain(qint64 seq) const { return touch(seq, seq); }

private:
    std::vector<journal::Span> m_ranges;
};

/// What one reading of a damaged file gives.
struct Salvaged
{
    std::set<qint64> good;
    std::map<qint64, Digest> leaves; ///< stored, of events that are not good
    qint64 last = 0;                 ///< of the journal, as far as its rows say
    journal::KeyHistory keys;
    qint64 madeAt = 0;
};

/// The rows in their order, each once; `take` answers whether to go on.
Status eachRow(Connection& connection, const std::function<Status(const journal::Row&)>& take)
{
    FileRows rows{connection};
    for (qint64 last = 0;;) {
        const auto next = rows.next();
        if (!next)
            return Failure{next.error()};
        if (next->rows.empty())
            return {};
        for (const auto& row : next->rows) {
            if (row.seq <= last)
                continue;
            last = row.seq;
            if (auto taken = take(row); !taken)
                return taken;
        }
    }
}

Result<Salvaged> readAll(Connection& connection, const journal::Verdict& verdict)
{
    Ranges bad;
    for (const auto& damage : verdict.damaged) {
        if (losesEvent(damage))
            bad.add(damage.first, damage.last);
    }
    bad.settle();
    Salvaged salvaged;
    const auto read = eachRow(connection, [&](const journal::Row& row) -> Status {
        const auto event = row.readable ? journal::decode(row.body.toByteArray()) : failure(ErrorCode::Damaged, {});
        // An event knows its number better than a row that was moved.
        if (const auto seq = event ? event->seq : row.seq; seq <= journal::largestSeq)
            salvaged.last = std::max(salvaged.last, seq);
        if (event && event->seq == row.seq && !bad.contain(row.seq)) {
            salvaged.good.insert(row.seq);
            salvaged.keys.apply(*event);
            salvaged.madeAt = toMs(event->time);
        } else if (const auto leaf = digestFrom(row.leaf)) {
            salvaged.leaves[row.seq] = *leaf;
        }
        return {};
    });
    return read ? Result<Salvaged>{salvaged} : Result<Salvaged>{Failure{read.error()}};
}

/// Ranges of what is lost; one with hashes and one without are two.
std::vector<journal::LostRange> lostRanges(const Salvaged& salvaged)
{
    std::vector<journal::LostRange> ranges;
    auto good = salvaged.good.begin();
    auto leaf = salvaged.leaves.begin();
    for (qint64 seq = 1; seq <= salvaged.last;) {
        const auto nextGood = good != salvaged.good.end() ? *good : salvaged.last + 1;
        const auto nextLeaf = leaf != salvaged.leaves.end() ? leaf->first : salvaged.last + 1;
        if (seq == nextGood) {
            ++good;
            ++seq;
        } else if (seq == nextLeaf) {
            if (ranges.empty() || ranges.back().last != seq - 1 || ranges.back().leaves.empty())
                ranges.push_back({seq, seq, {}});
            ranges.back().last = seq++;
            ranges.back().leaves.push_back((leaf++)->second);
        } else {
            const auto end = std::min({nextGood, nextLeaf, salvaged.last + 1});
            ranges.push_back({seq, end - 1, {}});
            seq = end;
        }
    }
    return ranges;
}

Ranges withoutHashes(const std::vector<journal::LostRange>& lost)
{
    Ranges ranges;
    for (const auto& range : lost) {
        if (range.leaves.empty())
            ranges.add(range.first, range.last);
    }
    ranges.settle();
    return ranges;
}

/// Stored roots of the blocks in which a hash is lost.
std::vector<std::pair<qint64, Digest>>
blocksOver(const std::vector<journal::LostRange>& lost, const std::vector<journal::StoredNode>& nodes)
{
    const auto unknown = withoutHashes(lost);
    std::vector<std::pair<qint64, Digest>> blocks;
    for (const auto& node : nodes) {
        const auto hash = digestFrom(node.hash);
        const bool exists = node.level == 8 && node.index >= 0 && node.index < journal::largestSeq / 256;
        if (exists && hash && unknown.touch(256 * node.index + 1, 256 * (node.index + 1)))
            blocks.emplace_back(node.index, *hash);
    }
    std::sort(blocks.begin(), blocks.end());
    return blocks;
}

/// The root that an archive of this manifest has: with leaves where they are known and stored roots of blocks
/// elsewhere.
std::optional<Digest> rootFrom(Connection& connection, const journal::ArchiveManifest& manifest)
{
    Ranges lost;
    std::map<qint64, Digest> leaves;
    for (const auto& range : manifest.lost) {
        lost.add(range.first, range.last);
        for (std::size_t at = 0; at < range.leaves.size(); ++at)
            leaves[range.first + static_cast<qint64>(at)] = range.leaves[at];
    }
    lost.settle();
    const auto read = eachRow(connection, [&](const journal::Row& row) -> Status {
        if (row.readable && !lost.contain(row.seq))
            leaves[row.seq] = journal::leafHash(row.body);
        return {};
    });
    if (!read)
        return std::nullopt;
    const std::map<qint64, Digest> blocks(manifest.blocks.begin(), manifest.blocks.end());
    journal::Frontier frontier;
    for (qint64 seq = 1; seq <= manifest.size;) {
        const auto block = blocks.find((seq - 1) / 256);
        if (seq % 256 == 1 && block != blocks.end() && seq + 255 <= manifest.size) {
            frontier.appendSubtree(8, block->second);
            seq += 256;
        } else if (const auto leaf = leaves.find(seq); leaf != leaves.end()) {
            frontier.append(leaf->second);
            ++seq;
        } else {
            return std::nullopt;
        }
    }
    return frontier.root();
}

journal::BodySource goodBodies(Connection& connection, const std::set<qint64>& good)
{
    return [&connection, &good](const std::function<Status(const QByteArray&)>& take) {
        return eachRow(connection, [&](const journal::Row& row) {
            return good.contains(row.seq) ? take(row.body.toByteArray()) : Status{};
        });
    };
}

/// Notes that can be read at all; the origin stands in them when the first event is lost.
std::vector<QByteArray> readableNotes(FileRows& rows, QString& journalId)
{
    std::vector<QByteArray> notes;
    for (const auto& stored : rows.notes().value_or(std::vector<journal::StoredNote>{})) {
        const auto note = journal::parseNote(stored.note);
        if (!note || note->checkpoint.size != stored.size)
            continue;
        notes.push_back(stored.note);
        if (journalId.isEmpty())
            journalId = note->checkpoint.origin.section(u'/', 1);
    }
    return notes;
}

} // namespace

Result<journal::ArchiveVerdict> salvageArchive(const QString& source, const QString& target, const QString& madeBy)
{
    if (auto free = refuseExisting(target); !free)
        return Failure{free.error()};
    const auto verdict = verifyFile(source);
    const auto reader = Reader::open({.path = source});
    if (!verdict || !reader)
        return Failure{verdict ? reader.error() : verdict.error()};
    auto& connection = (*reader)->connection();
    const auto begun = guarded(source, [&] { connection.exec("BEGIN"); });
    const auto salvaged = begun ? readAll(connection, *verdict) : Result<Salvaged>{Failure{begun.error()}};
    if (!salvaged)
        return Failure{salvaged.error()};
    FileRows rows{connection};
    auto journalId = salvaged->keys.journalId();
    const auto notes = readableNotes(rows, journalId);
    const auto nodes = rows.nodes();
    auto lost = lostRanges(*salvaged);
    const bool complete = lost.empty();
    auto blocks = blocksOver(lost, nodes ? *nodes : std::vector<journal::StoredNode>{});
    journal::ArchiveManifest manifest{
        .journalId = journalId,
        .first = 1,
        .last = salvaged->last,
        .size = salvaged->last,
        .root = {},
        .complete = complete,
        .members = {},
        .around = {},
        .lost = std::move(lost),
        .blocks = std::move(blocks),
        .madeBy = madeBy,
        .madeAt = salvaged->madeAt};
    manifest.root = rootFrom(connection, manifest);
    FreshFile part{target + u".part"_s};
    auto done = part.make();
    if (done) {
        QFile file(part.path());
        done = file.open(QIODevice::WriteOnly)
                   ? journal::writeArchive(
                         file, manifest, journal::keysText(salvaged->keys), journal::checkpointsText(notes),
                         goodBodies(connection, salvaged->good))
                   : Status{failure(ErrorCode::Storage, u"%1 cannot be written"_s.arg(part.path()), part.path())};
    }
    if (done)
        done = syncFile(part.path());
    auto archived = done ? verifyArchiveFile(part.path()) : Result<journal::ArchiveVerdict>{Failure{done.error()}};
    if (!archived)
        return archived;
    done = part.keepAs(target);
    return done ? archived : Result<journal::ArchiveVerdict>{Failure{done.error()}};
}

} // namespace penelope::sqlite
