#pragma once

#include "core/base/instant.h"
#include "core/base/sharedlog.h"
#include "core/compliance/score.h"

#include <optional>
#include <tuple>
#include <vector>

namespace penelope::compliance {

/// Entries of the journal whose truth somebody has looked at (journal.md 8).
struct Verified
{
    struct Range
    {
        qint64 first = 0;
        qint64 last = 0;
        bool operator==(const Range&) const = default;
    };

    qint64 to = 0;              ///< every entry up to here was looked at; 0 = none
    std::vector<Range> damaged; ///< of them, those that do not verify; ascending, apart
    QString trouble;            ///< why nothing can be looked at; empty = fine
    bool operator==(const Verified&) const = default;
};

/// One kind of fact in the order of the journal, with running sums, so that any window is two searches away and exact
/// at its edges. Times ascend but where the wall clock stepped back; each step begins a new run.
class Series
{
public:
    /// Sums of the facts of a window.
    struct Part
    {
        qint64 count = 0;
        qint64 first = 0;
        qint64 second = 0;
        std::optional<Instant> newest;
        bool operator==(const Part&) const = default;
    };

    void add(Instant at, qint64 seq, qint64 first, qint64 second = 0);
    /// The facts with a time in (from, to].
    Part within(Instant from, Instant to) const;
    /// Of those, the ones that `verified` has looked at: count, and as `first` how many verify.
    Part verifiedWithin(Instant from, Instant to, const Verified& verified) const;
    /// The running sums after the last fact that is not later than `at`; `newest` is its time.
    Part until(Instant at) const;
    /// Lets facts go that are older than `before`, a chunk at a time, but for the newest of them: every window that
    /// begins at `before` or later answers as it did.
    void forget(Instant before);
    bool operator==(const Series&) const = default;
    /// What is kept, for writing it down and reading it back.
    template <typename Self> static auto parts(Self& self)
    {
        return std::tie(self.m_entries, self.m_runs, self.m_gone, self.m_base);
    }

private:
    struct Entry
    {
        Instant at{};
        qint64 seq = 0;
        qint64 first = 0; ///< sums up to and with this one
        qint64 second = 0;
        bool operator==(const Entry&) const = default;
    };
    struct Span
    {
        std::size_t from;
        std::size_t to;
    };
    std::vector<Span> runs() const;
    Span spanOf(Span run, Instant from, Instant to) const;
    qint64 countUntil(Span span, qint64 seq) const;
    Part sums(Span span) const;

    SharedLog<Entry> m_entries;
    std::vector<std::size_t> m_runs; ///< where runs but the first begin
    qint64 m_gone = 0;               ///< facts that were let go
    Entry m_base;                    ///< the last of them
};

/// Everything the score counts, kept by the fold. Answers for any past moment and window.
struct Ledger
{
    Series decisions;   ///< looks again left out; first = observe, second = escalate
    Series patches;     ///< proposed; first = lines
    Series finished;    ///< first = successful
    Series deployments; ///< first = respected rest day, gap and budget
    Series known;       ///< changes of the number of breakers (registered services)
    Series open;        ///< changes of the number of open ones
    bool operator==(const Ledger&) const = default;
};

/// The score at `at` over (at − window, at]. Prudence is the state at `at`.
Score score(const Ledger& ledger, const Verified& verified, Instant at, Milliseconds window);

} // namespace penelope::compliance
