#include "core/query/search.h"

#include <algorithm>

namespace penelope::query {
namespace {

constexpr qint64 searchedAtOnce = 1024;

Result<std::vector<journal::Event>> candidates(JournalReader& reader, const Filter& filter, qint64 from, qint64 count)
{
    return reader.readIf(
        from, static_cast<int>(count), [&filter](QByteArrayView body) { return filter.mayMatch(body); });
}

} // namespace

Result<Span> spanOf(JournalReader& reader, const Filter& filter)
{
    const auto last = reader.lastSeq();
    if (!last)
        return Failure{last.error()};
    Span span{filter.firstSeq, std::min(filter.lastSeq, *last)};
    if (!filter.after && !filter.before)
        return span;
    const auto between = reader.seqsBetween(filter.after, filter.before);
    if (!between)
        return Failure{between.error()};
    return Span{std::max(span.first, between->first), std::min(span.last, between->second)};
}

Result<Found> searchDown(JournalReader& reader, const Filter& filter, qint64 before, const Reach& reach)
{
    const auto span = spanOf(reader, filter);
    if (!span)
        return Failure{span.error()};
    Found found;
    auto top = std::min(before, span->last + 1); // the next to look at is top − 1
    auto budget = reach.budget;
    found.lookedTo = std::max(top, span->first);
    while (top > span->first && budget > 0 && !reach.stop.stop_requested()) {
        const auto from = std::max(span->first, top - std::min(searchedAtOnce, budget));
        const auto events = candidates(reader, filter, from, top - from);
        if (!events)
            return Failure{events.error()};
        for (auto event = events->rbegin(); event != events->rend(); ++event) {
            if (!filter.matches(*event))
                continue;
            if (static_cast<int>(found.events.size()) == reach.limit) {
                found.lookedTo = event->seq + 1;
                return found;
            }
            found.events.push_back(*event);
        }
        budget -= top - from;
        top = found.lookedTo = from;
    }
    found.complete = top <= span->first;
    return found;
}

Result<Found> searchUp(JournalReader& reader, const Filter& filter, qint64 from, const Reach& reach)
{
    const auto span = spanOf(reader, filter);
    if (!span)
        return Failure{span.error()};
    Found found;
    auto next = std::max(from, span->first);
    auto budget = reach.budget;
    found.lookedTo = next - 1;
    while (next <= span->last && budget > 0 && !reach.stop.stop_requested()) {
        const auto count = std::min({searchedAtOnce, budget, span->last - next + 1});
        const auto events = candidates(reader, filter, next, count);
        if (!events)
            return Failure{events.error()};
        for (const auto& event : *events) {
            if (!filter.matches(event))
                continue;
            if (static_cast<int>(found.events.size()) == reach.limit) {
                found.lookedTo = event.seq - 1;
                return found;
            }
            found.events.push_back(event);
        }
        budget -= count;
        next += count;
        found.lookedTo = next - 1;
    }
    found.complete = next > span->last;
    return found;
}

} // namespace penelope::query
