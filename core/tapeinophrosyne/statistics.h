#pragma once

#include "core/base/vocabulary.h"

#include <QtGlobal>

#include <optional>
#include <vector>

/// How well the competence level held (domain.md 6): counted, never assumed. Pure.
namespace penelope::tapeinophrosyne {

/// One patch that got a level, and how it ended if it did.
struct Judged
{
    enum class End { Open, Held, RolledBack };
    Competence level = Competence::Defer;
    End end = End::Open;
};

/// One anomaly that was escalated, and how that ended if it did.
struct Escalated
{
    enum class End { Open, Needed, Resolved };
    End end = End::Open; ///< Needed: a person or a patch was necessary; Resolved: it went by itself, untouched
};

/// A share of what was counted. Without anything counted it is unmeasured: neither 0 nor 1.
struct Rate
{
    qint64 count = 0;
    qint64 of = 0;
    std::optional<double> value() const;
    bool operator==(const Rate&) const = default;
};

struct Statistics
{
    qint64 autonomous = 0;
    qint64 assisted = 0;
    qint64 deferred = 0;
    Rate falseConfidence;        ///< autonomous and later rolled back, of the autonomous ones that ended
    Rate appropriateEscalations; ///< escalations that were needed, of those that ended
    /// Takes over what another one counted of other patches and anomalies.
    void add(const Statistics& other);
    bool operator==(const Statistics&) const = default;
};

Statistics count(const std::vector<Judged>& patches, const std::vector<Escalated>& escalations);

} // namespace penelope::tapeinophrosyne
