#include "core/compliance/ledger.h"

#include <algorithm>

namespace penelope::compliance {

void Series::add(Instant at, qint64 seq, qint64 first, qint64 second)
{
    Entry entry{at, seq, first, second};
    if (!m_entries.empty()) {
        const auto& last = m_entries.back();
        entry.first += last.first;
        entry.second += last.second;
        if (at < last.at)
            m_runs.push_back(m_entries.size());
    }
    m_entries.push_back(entry);
}

std::vector<Series::Span> Series::runs() const
{
    std::vector<Span> all;
    all.reserve(m_runs.size() + 1);
    std::size_t from = 0;
    for (const auto start : m_runs)
        all.push_back({std::exchange(from, start), start});
    all.push_back({from, m_entries.size()});
    return all;
}

Series::Span Series::spanOf(Span run, Instant from, Instant to) const
{
    const auto notAfter = [](Instant moment) { return [moment](const Entry& entry) { return entry.at <= moment; }; };
    const auto begin = m_entries.partitionPoint(run.from, run.to, notAfter(from));
    return {begin, std::max(begin, m_entries.partitionPoint(begin, run.to, notAfter(to)))};
}

Series::Part Series::sums(Span span) const
{
    if (span.from == span.to)
        return {};
    const auto& last = m_entries[span.to - 1];
    const auto before = span.from > 0 ? m_entries[span.from - 1] : m_base;
    return {static_cast<qint64>(span.to - span.from), last.first - before.first, last.second - before.second, last.at};
}

Series::Part Series::within(Instant from, Instant to) const
{
    Part total;
    for (const auto run : runs()) {
        const auto part = sums(spanOf(run, from, to));
        total.count += part.count;
        total.first += part.first;
        total.second += part.second;
        total.newest = std::max(total.newest, part.newest);
    }
    return total;
}

qint64 Series::countUntil(Span span, qint64 seq) const
{
    const auto end =
        m_entries.partitionPoint(span.from, span.to, [seq](const Entry& entry) { return entry.seq <= seq; });
    return static_cast<qint64>(end - span.from);
}

Series::Part Series::verifiedWithin(Instant from, Instant to, const Verified& verified) const
{
    Part total;
    if (verified.to < 1)
        return total;
    for (const auto run : runs()) {
        const auto span = spanOf(run, from, to);
        const auto looked = countUntil(span, verified.to);
        if (looked == 0)
            continue;
        qint64 damaged = 0;
        for (const auto& range : verified.damaged)
            damaged += countUntil(span, std::min(range.last, verified.to)) - countUntil(span, range.first - 1);
        total.count += looked;
        total.first += looked - std::min(damaged, looked);
        total.newest =
            std::max(total.newest, std::optional{m_entries[span.from + static_cast<std::size_t>(looked) - 1].at});
    }
    return total;
}

Series::Part Series::until(Instant at) const
{
    const auto all = runs();
    for (auto run = all.rbegin(); run != all.rend(); ++run) {
        const auto end =
            m_entries.partitionPoint(run->from, run->to, [at](const Entry& entry) { return entry.at <= at; });
        if (end > run->from) {
            const auto& last = m_entries[end - 1];
            return {m_gone + static_cast<qint64>(end), last.first, last.second, last.at};
        }
    }
    return {};
}

void Series::forget(Instant before)
{
    // Up to the first fact that is not older: where the clock stepped back, older ones after it stay.
    std::size_t old = 0;
    while (old < m_entries.size() && m_entries[old].at < before)
        ++old;
    if (old < 2)
        return;
    std::optional<Entry> last;
    const auto gone = m_entries.dropFront(old - 1, [&last](const Entry& entry) { last = entry; });
    m_base = last.value_or(m_base);
    m_gone += static_cast<qint64>(gone);
    std::erase_if(m_runs, [gone](std::size_t start) { return start <= gone; });
    for (auto& start : m_runs)
        start -= gone;
}

Score score(const Ledger& ledger, const Verified& verified, Instant at, Milliseconds window)
{
    const auto from = at - window;
    const auto decisions = ledger.decisions.within(from, at);
    const auto patches = ledger.patches.within(from, at);
    const auto finished = ledger.finished.within(from, at);
    const auto deployments = ledger.deployments.within(from, at);
    const auto known = ledger.known.until(at);
    const auto open = ledger.open.until(at);
    const auto looked = ledger.decisions.verifiedWithin(from, at, verified);
    const auto counted = [](const Series::Part& part, qint64 numerator) {
        return Counted{numerator, part.count, part.newest};
    };
    return scoreFrom(
        {{Principle::Sophia, counted(decisions, decisions.first)},
         {Principle::Praotes, counted(patches, patches.first)},
         {Principle::Tapeinophrosyne, counted(decisions, decisions.second)},
         {Principle::Prudence, {open.first, known.first, std::max(known.newest, open.newest)}},
         {Principle::Agape, counted(finished, finished.first)},
         {Principle::Sabbath, counted(deployments, deployments.first)},
         {Principle::Aletheia, counted(looked, looked.first)}},
        at, window);
}

} // namespace penelope::compliance
