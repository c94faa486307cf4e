#include "core/tapeinophrosyne/statistics.h"

namespace penelope::tapeinophrosyne {

std::optional<double> Rate::value() const
{
    return of > 0 ? std::optional{static_cast<double>(count) / static_cast<double>(of)} : std::nullopt;
}

void Statistics::add(const Statistics& other)
{
    autonomous += other.autonomous;
    assisted += other.assisted;
    deferred += other.deferred;
    falseConfidence.count += other.falseConfidence.count;
    falseConfidence.of += other.falseConfidence.of;
    appropriateEscalations.count += other.appropriateEscalations.count;
    appropriateEscalations.of += other.appropriateEscalations.of;
}

Statistics count(const std::vector<Judged>& patches, const std::vector<Escalated>& escalations)
{
    Statistics statistics;
    for (const auto& patch : patches) {
        switch (patch.level) {
        case Competence::Autonomous: ++statistics.autonomous; break;
        case Competence::Assisted: ++statistics.assisted; break;
        case Competence::Defer: ++statistics.deferred; break;
        }
        if (patch.level != Competence::Autonomous || patch.end == Judged::End::Open)
            continue;
        ++statistics.falseConfidence.of;
        statistics.falseConfidence.count += patch.end == Judged::End::RolledBack ? 1 : 0;
    }
    for (const auto& escalation : escalations) {
        if (escalation.end == Escalated::End::Open)
            continue;
        ++statistics.appropriateEscalations.of;
        statistics.appropriateEscalations.count += escalation.end == Escalated::End::Needed ? 1 : 0;
    }
    return statistics;
}

} // namespace penelope::tapeinophrosyne
