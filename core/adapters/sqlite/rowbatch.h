#pragma once

#include "core/journal/verifier.h"

#include <deque>
#include <vector>

namespace penelope::sqlite {

/// Copies of neighbouring rows. They end where a perfect subtree of `seqs` leaves does.
class RowBatch
{
public:
    static constexpr qint64 seqs = 256;

    RowBatch();

    void clear();
    void add(const journal::Row& row);
    /// No other row belongs to it.
    bool isFull() const;

    /// Until it is cleared.
    std::span<const journal::Row> rows() const { return m_rows; }

private:
    QByteArrayView copyOf(QByteArrayView bytes);

    std::vector<journal::Row> m_rows;
    std::vector<char> m_bytes;     ///< never moves
    std::deque<QByteArray> m_more; ///< what finds no room there
    qsizetype m_moreBytes = 0;
};

} // namespace penelope::sqlite
