#pragma once

#include "core/adapters/sqlite/connection.h"
#include "core/adapters/sqlite/eventrows.h"
#include "core/adapters/sqlite/rowbatch.h"
#include "core/journal/verifier.h"

namespace penelope::sqlite {

/// The rows of a journal file for verification. Steps over pages that SQLite cannot read and names their seqs.
class FileRows : public journal::RowSource
{
public:
    explicit FileRows(Connection& connection)
        : m_connection(connection)
    {}

    Result<journal::Rows> next() override;
    Result<std::vector<journal::StoredNode>> nodes() override;
    Result<std::vector<journal::StoredNote>> notes() override;
    Result<std::vector<QByteArray>> keyBodies() override;
    Result<std::vector<qint64>> indexMismatches() override;

    /// The same by looking at all rows again.
    Result<std::vector<qint64>> compareWithIndex();

    /// What SQLite said about pages that it could not read.
    const QStringList& troubles() const { return m_troubles; }

private:
    void readBatch();
    void lookUpNext();
    void add(const journal::Row& row);
    qint64 highestSeq();
    void restart();

    Connection& m_connection;
    std::optional<RowScan> m_scan;
    RowBatch m_batch;
    bool m_atEnd = false;
    bool m_inTrouble = false; ///< the next row is on a broken page
    QStringList m_troubles;
    qint64 m_at = std::numeric_limits<qint64>::min();
    qint64 m_highest = -1;
    qint64 m_lookedUp = 0; ///< rows by themselves
    EntrySum m_sum;        ///< of all rows
};

} // namespace penelope::sqlite
