#pragma once

#include "core/adapters/sqlite/rowscan.h"
#include "core/journal/verifier.h"

namespace penelope::sqlite {

/// The present row of a query of (seq, time, kind, stream, stream_version, leaf, body).
journal::Row eventRow(const RowScan& scan);

/// Says of the rows and of the entries of the stream index whether they are the same ones, whatever their order: by the
/// sum of their hashes.
class EntrySum
{
public:
    EntrySum();

    void add(const journal::Row& row);
    void add(qint64 seq, QByteArrayView stream, qint64 streamVersion);
    /// Of a row that cannot be read.
    void addUnknown() { ++m_entries; }
    void add(const EntrySum& part);
    bool operator==(const EntrySum&) const = default;

    static quint64 hash(quint64 seed, qint64 seq, QByteArrayView stream, qint64 streamVersion);

private:
    quint64 m_seed; ///< of this process
    quint64 m_sum = 0;
    qint64 m_entries = 0;
};

/// Of the stream index. Throws what statements throw.
EntrySum sumOfIndex(Connection& connection);

/// Every entry of the stream index as (seq, stream, stream_version).
constexpr const char* indexEntries =
    "SELECT seq, stream, stream_version FROM events INDEXED BY events_stream ORDER BY stream, stream_version";

} // namespace penelope::sqlite
