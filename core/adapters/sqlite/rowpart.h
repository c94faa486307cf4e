#pragma once

#include "core/adapters/sqlite/eventrows.h"
#include "core/journal/examiner.h"

#include <deque>
#include <vector>

namespace penelope::sqlite {

/// Rows of neighbouring seqs, examined: of a plain row what is asked for by the next ones, of another one everything.
class RowPart
{
public:
    static constexpr qint64 seqs = 512;

    RowPart();

    /// All rows of a query for eventRow. Throws what statements throw. False: there is more than a part may hold.
    bool read(RowScan& scan, journal::Examiner& examiner);

    /// Until it is read anew.
    const std::vector<journal::Row>& rows() const { return m_rows; }
    const EntrySum& entries() const { return m_entries; }

private:
    journal::Row plain(const journal::Row& row, journal::Examined& examined);
    journal::Row whole(const journal::Row& row, journal::Examiner& examiner, journal::Examined& examined);
    QByteArrayView nameLike(QByteArrayView name);
    QByteArrayView keptLike(QByteArrayView bytes);

    std::vector<journal::Row> m_rows;
    std::vector<journal::Examined> m_examined; ///< one a row; neither it nor the names ever move
    std::vector<char> m_names;
    std::deque<QByteArray> m_kept;
    qsizetype m_keptBytes = 0;
    EntrySum m_entries;
};

} // namespace penelope::sqlite
