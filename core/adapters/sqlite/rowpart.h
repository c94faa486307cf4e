#pragma once

#include "core/adapters/sqlite/eventrows.h"
#include "core/adapters/sqlite/rowbatch.h"
#include "core/journal/examiner.h"

namespace penelope::sqlite {

/// Rows of neighbouring seqs, examined.
class RowPart
{
public:
    static constexpr qint64 seqs = RowBatch::seqs;

    /// All rows of a query for eventRow. Throws what statements throw. False: there is more than a part may hold.
    bool read(RowScan& scan);

    /// Until it is read anew.
    journal::Rows rows() const { return {m_batch.rows(), m_examined}; }
    const EntrySum& entries() const { return m_entries; }

private:
    RowBatch m_batch;
    journal::Examiner m_examiner;
    std::span<const journal::Examined> m_examined;
    EntrySum m_entries;
};

} // namespace penelope::sqlite
