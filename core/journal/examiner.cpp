#include "core/journal/examiner.h"

#include "core/base/hashlanes.h"

#include <algorithm>

namespace penelope::journal {
namespace {

bool followEachOther(std::span<const Row> rows)
{
    const auto other = [](const Row& row, const Row& next) { return row.seq + 1 != next.seq; };
    return !rows.empty() && rows.front().seq >= 1 && std::adjacent_find(rows.begin(), rows.end(), other) == rows.end();
}

} // namespace

std::span<const Examined> Examiner::examine(std::span<const Row> rows)
{
    hashBodies(rows);
    m_examined.resize(rows.size());
    m_holds.resize(rows.size());
    for (std::size_t at = 0; at < rows.size(); ++at) {
        m_examined[at] = examined(rows[at], m_hashes[at]);
        m_holds[at] = m_examined[at].hashHolds();
    }
    if (followEachOther(rows)) {
        m_subtrees.take(rows.front().seq - 1, m_hashes, m_holds);
        for (std::size_t at = 0; at < rows.size(); ++at)
            m_examined[at].subtrees = m_subtrees.endingAt(at);
    }
    return m_examined;
}

void Examiner::hashBodies(std::span<const Row> rows)
{
    m_bodies.clear();
    for (const auto& row : rows)
        m_bodies.push_back(row.body);
    m_hashes.resize(rows.size());
    sha256OfEach(leafPrefix, m_bodies, m_hashes);
}

Examined Examiner::examined(const Row& row, const Digest& hash)
{
    Examined examined;
    examined.hash = hash;
    examined.stored = digestFrom(row.leaf);
    if (!examined.hashHolds())
        return examined;
    examined.outline = m_outliner.read(row.body);
    const auto& outline = examined.outline;
    examined.columnsAgree = outline && row.time == outline->time && row.streamVersion == outline->streamVersion &&
                            row.kind && *row.kind == outline->kind && row.stream && *row.stream == outline->stream;
    return examined;
}

} // namespace penelope::journal
