#pragma once

#include "core/base/result.h"

#include <QString>

#include <map>
#include <vector>

namespace penelope::patch {

/// One entry of a service's remedy catalogue (contracts.md 8): NAME.toml with the NAME.diff beside it.
/// A match text is compared whole; "/…/" is a regular expression that must fit somewhere. Empty = no condition.
struct Remedy
{
    QString name; ///< file name without its ending
    QString intent;
    QString rollback;
    QString type;
    QString service;
    std::map<QString, QString> labels; ///< label → text or /regular expression/
    QString query;                     ///< [when]; {{arm}} and {{service}} as in the registration; empty = none
    QString diff;

    /// Match rules and [when] together; more of them come first.
    int conditions() const;
    bool operator==(const Remedy&) const = default;
};

/// What a remedy is matched against.
struct Symptom
{
    QString type;
    QString service;
    std::map<QString, QString> labels; ///< of the alert
};

/// Refuses regular expressions that do not compile; `where` is the member.
penelope::Status checkRemedy(const Remedy& remedy);
/// All rules of [match] hold; [when] is asked elsewhere. An invalid expression matches nothing.
bool matches(const Remedy& remedy, const Symptom& symptom);
/// Those that match: most conditions first, then by name.
std::vector<Remedy> candidates(const std::vector<Remedy>& catalogue, const Symptom& symptom);

} // namespace penelope::patch
