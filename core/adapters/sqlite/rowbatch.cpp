#include "core/adapters/sqlite/rowbatch.h"

namespace penelope::sqlite {
namespace {

constexpr std::size_t usualRow = 640; // bytes
constexpr qsizetype mostMore = 32 << 20;

} // namespace

RowBatch::RowBatch()
{
    m_rows.reserve(seqs);
    m_bytes.reserve(seqs * usualRow);
}

void RowBatch::clear()
{
    m_rows.clear();
    m_bytes.clear();
    m_more.clear();
    m_moreBytes = 0;
}

void RowBatch::add(const journal::Row& row)
{
    auto& copy = m_rows.emplace_back(row);
    if (row.kind)
        copy.kind = copyOf(*row.kind);
    if (row.stream)
        copy.stream = copyOf(*row.stream);
    copy.leaf = copyOf(row.leaf);
    copy.body = copyOf(row.body);
}

bool RowBatch::isFull() const
{
    return !m_rows.empty() && (m_rows.back().seq % seqs == 0 || std::ssize(m_rows) == seqs || m_moreBytes > mostMore);
}

QByteArrayView RowBatch::copyOf(QByteArrayView bytes)
{
    const auto at = m_bytes.size();
    if (static_cast<std::size_t>(bytes.size()) > m_bytes.capacity() - at) {
        m_moreBytes += bytes.size();
        return m_more.emplace_back(bytes.toByteArray());
    }
    m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
    return {m_bytes.data() + at, bytes.size()};
}

} // namespace penelope::sqlite
