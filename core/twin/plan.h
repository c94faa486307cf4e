#pragma once

#include "core/base/instant.h"
#include "core/base/json.h"
#include "core/patch/service.h"

#include <vector>

/// The digital twin under load: what the player inside of the sandbox is told, what it answers, and what that means.
/// Pure.
namespace penelope::twin {

/// A version of the service from its start to its end.
struct Stage
{
    QString tree; ///< where it lies in the sandbox
    double rate = 0;
    Milliseconds lasts{};
    bool patched = false; ///< which version the tree is made before it starts
    bool operator==(const Stage&) const = default;
};

/// One arm: the stages follow one another on the same data.
struct Plan
{
    QString key; ///< begins the player's report; whatever else is printed does not know it
    quint32 seed = 1;
    patch::TwinService service;
    Milliseconds startLimit{30'000};
    Milliseconds answerLimit{5'000}; ///< then a request has failed
    Milliseconds interval{1'000};    ///< of the rows that are compared
    std::vector<Stage> stages;
    bool operator==(const Plan&) const = default;
};
Json toJson(const Plan& plan);
/// Malformed: it is none.
Result<Plan> planFrom(const Json& json);

/// How both versions are put under load.
struct Pace
{
    double rate = 50;
    Milliseconds lasts{60'000};
    bool operator==(const Pace&) const = default;
};
/// The one tree of an arm, the former version's at first.
inline const QString treePlace = QStringLiteral("/work");
/// What the patch makes of it: the files of either version that the other has not, or has otherwise (Sandbox::Tree).
inline const QString changePlace = QStringLiteral("/change");
/// The former version for a moment, then the one that is tried, then the former one again: the way back. The arm that
/// it is held against goes through the same with the former version throughout.
std::vector<Stage> stagesOf(bool patched, const Pace& pace);
/// The longest that an arm may take.
Milliseconds longest(const Plan& plan);

/// A request of the load: when it is due, whatever became of those before it, and what it asks for.
struct Due
{
    qint64 atUs = 0;
    quint16 path = 0;
    quint16 number = 0;
    bool operator==(const Due&) const = default;
};
/// Arrivals of a Poisson process; of 10,000 numbers each comes once before any comes again. The same seed gives both
/// arms the same.
std::vector<Due> scheduleOf(quint32 seed, const std::vector<patch::TwinPath>& paths, double rate, Milliseconds lasts);

} // namespace penelope::twin
