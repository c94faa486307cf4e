#include "core/adapters/sqlite/connection.h"
#include "core/adapters/sqlite/reader.h"

/// Where moments lie in a journal: times are sorted inside the segments between ClockStepped (journal.md 1).
namespace penelope::sqlite {

using namespace Qt::Literals::StringLiterals;

qint64 Reader::lastNotAfter(Instant moment, qint64 first, qint64 last)
{
    // Time never falls between first and last, so half of the rest is decided by each look.
    while (first <= last) {
        const auto middle = first + (last - first) / 2;
        auto& query = m_connection->prepared("SELECT time FROM events WHERE seq = ?");
        query.bind(1, static_cast<int64_t>(middle));
        const bool early = query.executeStep() && query.getColumn(0).getInt64() <= toMs(moment);
        query.tryReset();
        if (early)
            first = middle + 1;
        else
            last = middle - 1;
    }
    return last;
}

Result<qint64> Reader::seqAt(Instant moment)
{
    auto end = lastSeq();
    if (!end)
        return end;
    return guarded(m_options.path, [&]() -> qint64 {
        std::vector<qint64> starts{1};
        const auto& steps = clockSteps();
        starts.insert(starts.end(), steps.begin(), steps.end());
        auto last = *end;
        for (auto start = starts.rbegin(); start != starts.rend(); ++start) {
            const auto found = lastNotAfter(moment, *start, last);
            if (found >= *start)
                return found;
            last = *start - 1;
        }
        return 0;
    });
}

/// Each system row is looked at once in the life of a reader: a journal never changes what it holds.
const std::vector<qint64>& Reader::clockSteps()
{
    auto& newest =
        m_connection->prepared("SELECT coalesce(max(stream_version), 0) FROM events WHERE stream = 'system'");
    newest.executeStep();
    const auto version = newest.getColumn(0).getInt64();
    newest.tryReset();
    if (version <= m_systemVersion)
        return m_clockSteps;
    auto& steps = m_connection->prepared(
        "SELECT seq FROM events WHERE stream = 'system' AND stream_version > ? AND stream_version <= ? "
        "AND kind = 'ClockStepped' ORDER BY seq");
    steps.bind(1, static_cast<int64_t>(m_systemVersion));
    steps.bind(2, static_cast<int64_t>(version));
    std::vector<qint64> found;
    while (steps.executeStep())
        found.push_back(steps.getColumn(0).getInt64());
    steps.tryReset();
    m_clockSteps.insert(m_clockSteps.end(), found.begin(), found.end());
    m_systemVersion = version;
    return m_clockSteps;
}

Result<std::pair<qint64, qint64>> Reader::seqsBetween(std::optional<Instant> after, std::optional<Instant> before)
{
    const auto last = lastSeq();
    if (!last)
        return Failure{last.error()};
    return guarded(m_options.path, [&] {
        // A clock that stepped back makes times overlap: then nothing is left out.
        const bool stepped = !clockSteps().empty();
        constexpr Milliseconds one{1};
        std::pair<qint64, qint64> between{1, *last};
        if (!stepped && after)
            between.first = lastNotAfter(*after - one, 1, *last) + 1;
        if (!stepped && before)
            between.second = lastNotAfter(*before - one, 1, *last);
        return between;
    });
}

} // namespace penelope::sqlite
