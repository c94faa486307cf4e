#pragma once

#include "core/adapters/sqlite/connection.h"
#include "core/adapters/sqlite/rowscan.h"
#include "core/journal/verifier.h"

namespace penelope::sqlite {

/// The rows of a journal file for verification. Steps over pages that SQLite cannot read and names their seqs.
class FileRows : public journal::RowSource
{
public:
    explicit FileRows(Connection& connection)
        : m_connection(connection)
    {}

    Result<std::optional<journal::Row>> next() override;
    Result<std::vector<journal::StoredNode>> nodes() override;
    Result<std::vector<journal::StoredNote>> notes() override;
    Result<std::vector<QByteArray>> keyBodies() override;
    Result<std::vector<qint64>> indexMismatches() override;

    /// What SQLite said about pages that it could not read.
    const QStringList& troubles() const { return m_troubles; }

private:
    std::optional<journal::Row> step();
    std::optional<journal::Row> afterTrouble();
    qint64 highestSeq();
    void restart();
    void remember(const journal::Row& row);
    std::vector<qint64> compareWithIndex();

    Connection& m_connection;
    std::optional<RowScan> m_scan;
    std::optional<RowScan> m_lookup; ///< of a single row behind a broken page
    QStringList m_troubles;
    qint64 m_at = std::numeric_limits<qint64>::min();
    qint64 m_highest = -1;
    quint64 m_sum = 0; ///< of the hashes of (seq, stream, stream version) of all rows, whatever their order
    qint64 m_rows = 0;
};

} // namespace penelope::sqlite
