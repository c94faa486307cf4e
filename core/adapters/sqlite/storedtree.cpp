#include "core/adapters/sqlite/storedtree.h"

#include <algorithm>

namespace penelope::sqlite {

using namespace Qt::Literals::StringLiterals;

journal::SubtreeRoot StoredTree::subtrees()
{
    return [this](int level, qint64 index) { return subtree(level, index); };
}

Result<journal::Frontier> StoredTree::frontier(qint64 size)
{
    auto frontier = journal::frontierOf(subtrees(), size);
    if (m_trouble)
        return Failure{*m_trouble};
    return frontier;
}

Digest StoredTree::subtree(int level, qint64 index)
{
    if (level == 0) {
        auto& query = m_connection.prepared("SELECT leaf FROM events WHERE seq = ?");
        query.bind(1, static_cast<int64_t>(index + 1));
        return digest(query, u"event %1 is missing"_s.arg(index + 1));
    }
    if (level % 8 == 0) {
        auto& query = m_connection.prepared("SELECT hash FROM nodes WHERE level = ? AND idx = ?");
        query.bind(1, level);
        query.bind(2, static_cast<int64_t>(index));
        return digest(query, u"node %1 of level %2 is missing"_s.arg(index).arg(level));
    }
    const auto left = subtree(level - 1, 2 * index);
    return journal::nodeHash(left, subtree(level - 1, 2 * index + 1));
}

Digest StoredTree::digest(SQLite::Statement& query, const QString& what)
{
    const auto digest = digestFrom(query.executeStep() ? bytesAt(query, 0) : QByteArray{});
    query.tryReset();
    if (!digest && !m_trouble)
        m_trouble = Error{
            ErrorCode::Damaged,
            u"%1 is damaged: %2; it can still be read and verified"_s.arg(m_connection.path(), what),
            m_connection.path()};
    return digest.value_or(Digest{});
}

} // namespace penelope::sqlite
