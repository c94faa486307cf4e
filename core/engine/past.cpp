#include "core/engine/past.h"

#include "core/engine/reducer.h"

#include <algorithm>

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int pastChunk = 1000;

/// Takes an event of the next moment; false = it lies beyond the span, and so does all that follows.
bool takeInto(Past& past, ConsoleState& state, journal::Event event)
{
    if (event.time > past.span.to)
        return false;
    if (past.events.size() == mostEvents) {
        past.cut = true;
        past.span.to = past.events.back().time;
        return false;
    }
    apply(state, event);
    past.events.push_back(std::move(event));
    if (past.events.size() % checkpointEvents == 0)
        past.checkpoints.push_back(state);
    return true;
}

} // namespace

Result<Past> readPast(JournalReader& reader, Span span, const std::stop_token& stop, Snapshots* snapshots)
{
    if (span.to < span.from)
        return failure(ErrorCode::Malformed, u"the range ends before it begins"_s, u"to"_s);
    auto state = fold(reader, {.at = span.from, .to = {}, .snapshots = snapshots, .progress = {}, .stop = stop});
    if (!state)
        return Failure{state.error()};
    Past past{.span = span, .events = {}, .checkpoints = {*state}, .cut = false};
    for (;;) {
        if (stop.stop_requested())
            return failure(ErrorCode::Unavailable, u"another moment was asked for"_s);
        auto events = reader.read(state->seq + 1, pastChunk);
        if (!events)
            return Failure{events.error()};
        const bool last = events->size() < static_cast<std::size_t>(pastChunk);
        for (auto& event : *events) {
            if (!takeInto(past, *state, std::move(event)))
                return past;
        }
        if (last)
            return past;
    }
}

std::size_t happenedAt(const Past& past, Instant at)
{
    // Not a binary search: times step back where the wall clock was set.
    const auto later = std::find_if(
        past.events.begin(), past.events.end(), [at](const journal::Event& event) { return event.time > at; });
    return static_cast<std::size_t>(std::distance(past.events.begin(), later));
}

ConsoleState stateAt(const Past& past, Instant at)
{
    const auto count = happenedAt(past, at);
    const auto begin = std::min(count / checkpointEvents, past.checkpoints.size() - 1);
    auto state = past.checkpoints[begin];
    for (auto index = begin * checkpointEvents; index < count; ++index)
        apply(state, past.events[index]);
    return state;
}

Past partOf(const Past& past, Span span)
{
    span.from = std::clamp(span.from, past.span.from, past.span.to);
    span.to = std::clamp(span.to, span.from, past.span.to);
    Past part{.span = span, .events = {}, .checkpoints = {stateAt(past, span.from)}, .cut = past.cut};
    auto state = part.checkpoints.front();
    for (auto index = happenedAt(past, span.from); index < past.events.size(); ++index) {
        if (!takeInto(part, state, past.events[index]))
            break;
    }
    return part;
}

bool isStep(const journal::Event& event)
{
    return event.kind != "CanaryAnalysed"_L1 && event.kind != "EffectFailed"_L1 && event.kind != "TrafficConfirmed"_L1;
}

const journal::Event* nextStep(const Past& past, Instant at)
{
    const auto found = std::find_if(past.events.begin(), past.events.end(), [at](const journal::Event& event) {
        return event.time > at && isStep(event);
    });
    return found == past.events.end() ? nullptr : &*found;
}

const journal::Event* previousStep(const Past& past, Instant at)
{
    const auto found = std::find_if(past.events.rbegin(), past.events.rend(), [at](const journal::Event& event) {
        return event.time < at && isStep(event);
    });
    return found == past.events.rend() ? nullptr : &*found;
}

} // namespace penelope::engine
