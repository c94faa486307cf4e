#include "core/adapters/sqlite/snapshot.h"

#include "core/adapters/sqlite/connection.h"

#include <tuple>

namespace penelope::sqlite {
namespace {

constexpr int attempts = 8;

/// Another number than before where somebody else has committed meanwhile.
int dataVersion(Connection& connection)
{
    return connection.database().execAndGet("PRAGMA data_version").getInt();
}

} // namespace

Snapshot::Snapshot(Connection& connection)
    : m_connection(connection)
{
    connection.exec("BEGIN");
    // The first reading begins it. The statement stays where it is: an interruption lasts as long as one statement is
    // under way, so that none of those to come escapes it. A file that cannot be read at all says so later.
    std::ignore = guarded(connection.path(), [this] {
        m_held.emplace(m_connection, "SELECT 1 FROM sqlite_schema");
        m_held->step();
    });
}

Snapshot::~Snapshot()
{
    m_held.reset();
    std::ignore = guarded(m_connection.path(), [this] { m_connection.exec("ROLLBACK"); });
}

bool SharedSnapshot::begin()
{
    for (int attempt = 0; attempt < attempts; ++attempt) {
        // The second sees the same number before both begin and after: so nobody committed while the first began.
        const auto before = dataVersion(m_secondConnection);
        m_first.emplace(m_firstConnection);
        m_second.emplace(m_secondConnection);
        if (dataVersion(m_secondConnection) == before)
            return true;
        m_second.reset();
        m_first.reset();
    }
    return false;
}

} // namespace penelope::sqlite
