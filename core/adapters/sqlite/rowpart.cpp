#include "core/adapters/sqlite/rowpart.h"

namespace penelope::sqlite {
namespace {

/// More than the seqs of a part is only in the first one, whose seqs may begin below 1.
constexpr std::size_t mostRows = 2 * RowPart::seqs;
constexpr std::size_t namesOfARow = 255 + 64; // a plain stream and a plain kind
constexpr qsizetype mostKept = 32 << 20;

} // namespace

RowPart::RowPart()
{
    m_rows.reserve(mostRows);
    m_examined.reserve(mostRows);
    m_names.reserve(mostRows * namesOfARow);
}

bool RowPart::read(RowScan& scan, journal::Examiner& examiner)
{
    m_rows.clear();
    m_examined.clear();
    m_names.clear();
    m_kept.clear();
    m_keptBytes = 0;
    m_entries = {};
    while (scan.step()) {
        if (m_rows.size() == mostRows || m_keptBytes > mostKept)
            return false;
        const auto row = eventRow(scan);
        m_entries.add(row);
        auto& examined = m_examined.emplace_back();
        examiner.examine(row, examined);
        m_rows.push_back(examined.isPlain() ? plain(row, examined) : whole(row, examiner, examined));
        m_rows.back().examined = &examined;
    }
    return true;
}

journal::Row RowPart::plain(const journal::Row& row, journal::Examined& examined)
{
    examined.outline->kind = nameLike(examined.outline->kind);
    examined.outline->stream = nameLike(examined.outline->stream);
    journal::Row kept;
    kept.seq = row.seq;
    return kept;
}

journal::Row RowPart::whole(const journal::Row& row, journal::Examiner& examiner, journal::Examined& examined)
{
    auto kept = row;
    if (row.kind)
        kept.kind = keptLike(*row.kind);
    if (row.stream)
        kept.stream = keptLike(*row.stream);
    kept.leaf = keptLike(row.leaf);
    kept.body = keptLike(row.body);
    examiner.examine(kept, examined); // again, for views into what is kept
    return kept;
}

QByteArrayView RowPart::nameLike(QByteArrayView name)
{
    const auto at = m_names.size();
    m_names.insert(m_names.end(), name.begin(), name.end());
    return {m_names.data() + at, name.size()};
}

QByteArrayView RowPart::keptLike(QByteArrayView bytes)
{
    m_keptBytes += bytes.size();
    return m_kept.emplace_back(bytes.toByteArray());
}

} // namespace penelope::sqlite
