#pragma once

#include "core/adapters/sqlite/rowscan.h"

#include <optional>

namespace penelope::sqlite {

/// While it lives its connection sees one state of the file, whatever a writer does.
class Snapshot
{
public:
    /// Throws what statements throw.
    explicit Snapshot(Connection& connection);
    ~Snapshot();
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

private:
    Connection& m_connection;
    std::optional<RowScan> m_held;
};

/// Two connections that see the same state of one file.
class SharedSnapshot
{
public:
    SharedSnapshot(Connection& first, Connection& second)
        : m_firstConnection(first)
        , m_secondConnection(second)
    {}

    /// False where a writer commits in between again and again. Throws what statements throw.
    bool begin();

private:
    Connection& m_firstConnection;
    Connection& m_secondConnection;
    std::optional<Snapshot> m_first;
    std::optional<Snapshot> m_second;
};

} // namespace penelope::sqlite
