#include "core/adapters/sqlite/rowpart.h"

namespace penelope::sqlite {

bool RowPart::read(RowScan& scan)
{
    m_batch.clear();
    m_examined = {};
    m_entries = {};
    while (scan.step()) {
        if (m_batch.isFull())
            return false;
        const auto row = eventRow(scan);
        m_entries.add(row);
        m_batch.add(row);
    }
    m_examined = m_examiner.examine(m_batch.rows());
    return true;
}

} // namespace penelope::sqlite
