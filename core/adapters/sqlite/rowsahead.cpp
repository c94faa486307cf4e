#include "core/adapters/sqlite/rowsahead.h"

#include "core/adapters/sqlite/connection.h"

#include <algorithm>

#include <sqlite3.h>

namespace penelope::sqlite {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qint64 leastRowBytes = 40; // more than its leaf

Failure odd(const QString& path)
{
    return failure(ErrorCode::Damaged, u"%1 cannot be read in parts"_s.arg(path), path);
}

bool readPart(RowScan& scan, qint64 number, RowPart& part)
{
    scan.reset();
    scan.bind(1, number == 0 ? std::numeric_limits<qint64>::min() : number * RowPart::seqs + 1);
    scan.bind(2, (number + 1) * RowPart::seqs + 1);
    return part.read(scan);
}

} // namespace

RowsAhead::RowsAhead(Connection& mine, Connection& theirs, Errand errand)
    : m_mine(mine)
    , m_theirs(theirs)
    , m_file(mine)
    , m_other(u"verify"_s)
{
    m_failed = !countParts();
    if (m_failed)
        return;
    m_work = m_other.run(
        m_home,
        [this, errand = std::move(errand)](const std::stop_token& stop) {
            work(stop, errand);
            return true;
        },
        [](bool) {});
}

RowsAhead::~RowsAhead()
{
    // An errand of seconds that nobody waits for any more.
    sqlite3_interrupt(m_theirs.database().getHandle());
}

Status RowsAhead::countParts()
{
    return guarded(m_mine.path(), [this]() -> Status {
        const auto number = [this](const char* sql) -> qint64 { return m_mine.database().execAndGet(sql).getInt64(); };
        const auto highest = std::max<qint64>(number("SELECT max(seq) FROM events NOT INDEXED"), 1);
        // So few bytes cannot hold so many rows: the seqs have gaps, and parts without a row would be countless.
        if (highest > number("PRAGMA page_count") * number("PRAGMA page_size") / leastRowBytes)
            return odd(m_mine.path());
        m_count = (highest + RowPart::seqs - 1) / RowPart::seqs;
        return {};
    });
}

Result<journal::Rows> RowsAhead::next()
{
    do {
        const auto more = goToNextPart();
        if (!more)
            return Failure{more.error()};
        if (!*more)
            return journal::Rows{};
    } while (m_part->rows().rows.empty());
    return m_part->rows();
}

Result<bool> RowsAhead::goToNextPart()
{
    Lock lock(m_mutex);
    if (m_part) {
        m_sum.add(m_part->entries());
        m_part = nullptr;
        slotOf(m_gone).ready = false;
        ++m_gone;
        m_changed.notify_all();
    }
    while (!m_failed) {
        if (m_gone == m_count)
            return false;
        if (slotOf(m_gone).ready) {
            m_part = &slotOf(m_gone).part;
            return true;
        }
        if (isTakeable())
            makePart(lock, m_scan, m_mine);
        else
            m_changed.wait(lock);
    }
    return odd(m_mine.path());
}

bool RowsAhead::isTakeable() const
{
    return m_taken < m_count && m_taken - m_gone < std::ssize(m_slots);
}

void RowsAhead::makePart(Lock& lock, std::optional<RowScan>& scan, Connection& connection)
{
    const auto number = m_taken++;
    lock.unlock();
    const auto made = guarded(connection.path(), [&]() -> bool {
        if (!scan)
            scan.emplace(
                connection, "SELECT seq, time, kind, stream, stream_version, leaf, body FROM events NOT INDEXED "
                            "WHERE seq >= ? AND seq < ? ORDER BY seq");
        return readPart(*scan, number, slotOf(number).part);
    });
    lock.lock();
    slotOf(number).ready = true;
    m_failed = m_failed || !made || !*made;
    m_changed.notify_all();
}

void RowsAhead::work(const std::stop_token& stop, const Errand& errand)
{
    const bool goOn = !errand || errand();
    const auto sum = goOn ? guarded(m_theirs.path(), [this] { return sumOfIndex(m_theirs); })
                          : Result<EntrySum>{odd(m_theirs.path())};
    if (!sum)
        return fail();
    std::optional<RowScan> scan;
    Lock lock(m_mutex);
    m_index = *sum;
    m_changed.notify_all();
    while (m_changed.wait(lock, stop, [this] { return m_failed || m_taken == m_count || isTakeable(); })) {
        if (m_failed || m_taken == m_count || stop.stop_requested())
            return;
        makePart(lock, scan, m_theirs);
    }
}

void RowsAhead::fail()
{
    const Lock lock(m_mutex);
    m_failed = true;
    m_changed.notify_all();
}

Result<std::vector<qint64>> RowsAhead::indexMismatches()
{
    Lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_failed || m_index; });
    if (m_failed)
        return odd(m_mine.path());
    if (*m_index == m_sum)
        return std::vector<qint64>{};
    lock.unlock();
    return m_file.compareWithIndex();
}

} // namespace penelope::sqlite
