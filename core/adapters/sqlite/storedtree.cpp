#include "core/adapters/sqlite/storedtree.h"

#include <algorithm>

namespace penelope::sqlite {
namespace {

using namespace Qt::Literals::StringLiterals;

} // namespace

journal::SubtreeRoot StoredTree::subtrees()
{
    return [this](int level, qint64 index) { return subtree(level, index); };
}

Result<journal::Frontier> StoredTree::frontier()
{
    auto frontier = journal::frontierOf(subtrees(), m_size);
    if (m_trouble)
        return Failure{*m_trouble};
    return frontier;
}

Digest StoredTree::subtree(int level, qint64 index)
{
    const int above = level % levelsPerStored;
    const int stored = level - above;
    const auto& group = groupOf(stored, index << above);
    const auto first = index << above;
    journal::Digests hashes;
    hashes.reserve(std::size_t{1} << above);
    for (auto at = first; at < first + (qint64{1} << above); ++at) {
        const auto place = static_cast<std::size_t>(at - group.first);
        const auto hash = place < group.hashes.size() ? group.hashes[place] : std::nullopt;
        if (!hash)
            miss(stored, at);
        hashes.push_back(hash.value_or(Digest{}));
    }
    for (; hashes.size() > 1; hashes.resize(hashes.size() / 2)) {
        for (std::size_t pair = 0; pair < hashes.size() / 2; ++pair)
            hashes[pair] = journal::nodeHash(hashes[2 * pair], hashes[2 * pair + 1]);
    }
    return hashes.front();
}

const StoredTree::Group& StoredTree::groupOf(int level, qint64 index)
{
    const auto first = index >> levelsPerStored << levelsPerStored;
    const auto known = std::find_if(m_groups.begin(), m_groups.end(), [level, first](const Group& group) {
        return group.level == level && group.first == first;
    });
    if (known != m_groups.end())
        return *known;
    // Nothing behind the tree's end is needed, and so its damage does not matter.
    const auto end = std::min(first + (qint64{1} << levelsPerStored), m_size >> level);
    return m_groups.emplace_back(Group{level, first, read(level, first, end)});
}

StoredTree::Hashes StoredTree::read(int level, qint64 first, qint64 end)
{
    Hashes hashes(static_cast<std::size_t>(std::max<qint64>(end - first, 0)));
    auto& query =
        level == 0 ? m_connection.prepared("SELECT seq - 1, leaf FROM events WHERE seq > ?1 AND seq <= ?2")
                   : m_connection.prepared("SELECT idx, hash FROM nodes WHERE level = ?3 AND idx >= ?1 AND idx < ?2");
    query.bind(1, static_cast<int64_t>(first));
    query.bind(2, static_cast<int64_t>(end));
    if (level > 0)
        query.bind(3, level);
    while (query.executeStep()) {
        const auto hash = query.getColumn(1);
        const auto* bytes = static_cast<const char*>(hash.getBlob());
        hashes[static_cast<std::size_t>(query.getColumn(0).getInt64() - first)] =
            digestFrom(QByteArrayView(bytes, bytes ? hash.getBytes() : 0));
    }
    query.tryReset();
    return hashes;
}

void StoredTree::miss(int level, qint64 index)
{
    if (m_trouble)
        return;
    const auto what = level == 0 ? u"event %1 is missing"_s.arg(index + 1)
                                 : u"node %1 of level %2 is missing"_s.arg(index).arg(level);
    m_trouble = Error{
        ErrorCode::Damaged, u"%1 is damaged: %2; it can still be read and verified"_s.arg(m_connection.path(), what),
        m_connection.path()};
}

} // namespace penelope::sqlite
