#pragma once

#include "core/compliance/score.h"

/// The score of the journal beside the one that Prometheus computes from the exported metrics (domain.md 11). Pure.
namespace penelope::compliance {

/// What Prometheus answered, each 0 to 100; a principle that has no series is absent.
struct Exported
{
    std::map<Principle, double> principles;
    std::optional<Instant> at; ///< of the samples
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
/// "sophia: the journal says 50.0, Prometheus 75.0"; "… Prometheus has no value".
QString sentence(const Disagreement& disagreement);

} // namespace penelope::compliance
