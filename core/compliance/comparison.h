#pragma once

#include "core/compliance/ledger.h"

/// The score of the journal beside the one that Prometheus computes from the exported metrics (domain.md 11). Pure.
namespace penelope::compliance {

/// What Prometheus answered, each 0 to 100; a principle that has no series is absent.
struct Exported
{
    std::map<Principle, double> principles;
    std::optional<Instant> at;               ///< of the newest samples
    std::map<Principle, double> values = {}; ///< as in PrincipleScore::value
    /// Of the oldest sample that the hour before `at` has: what was before it is not counted.
    std::optional<Instant> since = {};
    int cores = 0; ///< that this Prometheus scrapes; the values are those of all together
    bool operator==(const Exported&) const = default;
};

/// One principle on which both sides do not say the same.
struct Disagreement
{
    Principle principle = Principle::Sophia;
    std::optional<double> journal; ///< 0 to 100; absent = unmeasured
    std::optional<double> exported;
    bool operator==(const Disagreement&) const = default;
};

/// Both are rounded to tenths before they are shown, so that much is no disagreement.
constexpr double agreement = 0.1;

/// In the order of domain.md. A side that is not finite counts as unmeasured.
std::vector<Disagreement> compare(const Score& journal, const Exported& exported, double tolerance = agreement);
/// The window of the questions for Prometheus (promql.h).
constexpr Milliseconds exportedWindow{60 * 60 * 1000};

/// One principle as both sides measure it over the same span.
struct Compared
{
    struct Side
    {
        std::optional<double> value;  ///< absent = unmeasured
        std::optional<double> points; ///< 0..weight
        bool operator==(const Side&) const = default;
    };

    Principle principle = Principle::Sophia;
    int weight = 0;
    Side journal;
    Side exported;
    bool agrees = true;
    bool operator==(const Compared&) const = default;
};

/// Both sides, each principle in domain.md's order, over what Prometheus has samples of: the journal is counted over
/// (since, at] of the exported values, Aletheia over the hour before `at`, as the core exports it. A scrape shows the
/// state of about its moment, so what happened within a second of an edge of the span may be on either side.
/// Empty where Prometheus has no samples.
std::vector<Compared> sideBySide(const Ledger& ledger, const Verified& verified, const Exported& exported);

/// "sophia: the journal says 50.0, Prometheus 75.0"; "… Prometheus has no value".
QString sentence(const Disagreement& disagreement);

} // namespace penelope::compliance
