#pragma once

#include "core/engine/snapshots.h"
#include "core/journal/event.h"
#include "core/ports/journalreader.h"

#include <stop_token>
#include <vector>

/// A stretch of the journal held in memory, so that any moment of it can be looked at without reading again.
namespace penelope::engine {

struct Span
{
    Instant from{};
    Instant to{};
    bool operator==(const Span&) const = default;
};

/// Immutable after readPast; may be read from any thread.
struct Past
{
    Span span;
    std::vector<journal::Event> events; ///< those of (from, to], in the order of the journal
    /// Folded states to begin from: one before the first event, then one every `checkpointEvents`.
    std::vector<ConsoleState> checkpoints;
    bool cut = false; ///< there were more than `mostEvents`: `span.to` is the time of the last one held
};

constexpr std::size_t mostEvents = 50'000;
constexpr std::size_t checkpointEvents = 250;

/// Folds the journal to `span.from`, from the nearest snapshot before it, and reads on to `span.to`. The reader's
/// thread. Malformed: the span ends before it begins; else the reader's errors. A stop answers Unavailable.
Result<Past>
readPast(JournalReader& reader, Span span, const std::stop_token& stop = {}, Snapshots* snapshots = nullptr);

/// How many of the events had happened at a moment.
std::size_t happenedAt(const Past& past, Instant at);
/// The state at a moment of the span, equal to engine::fold of the whole journal to it.
ConsoleState stateAt(const Past& past, Instant at);

/// A part of it: what lies outside is folded or left out. The span is cut to that of `past`.
Past partOf(const Past& past, Span span);

/// Something that a person would stop at: readings that repeat while nothing changes are none.
bool isStep(const journal::Event& event);
/// The nearest such event strictly after or before a moment; null = none.
const journal::Event* nextStep(const Past& past, Instant at);
const journal::Event* previousStep(const Past& past, Instant at);

} // namespace penelope::engine
