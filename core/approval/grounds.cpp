#include "core/approval/approval.h"

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace penelope::approval {
namespace {

/// Ratios of the policy meet risks in integer hundredths: 0.7 is 70, whatever the double says.
int toHundredths(double ratio)
{
    return static_cast<int>(std::lround(ratio * 100));
}

bool isRisky(const Grounds& grounds, const policy::State& policy)
{
    return grounds.riskHundredths >= toHundredths(policy.ratio(u"approval.risk"_s));
}

bool isLarge(const Grounds& grounds, const policy::State& policy)
{
    return static_cast<int>(grounds.level) >= policy.integer(u"approval.level"_s);
}

bool asksByLevel(const Grounds& grounds, const policy::State& policy)
{
    return isLarge(grounds, policy) || (grounds.wished && grounds.level > *grounds.wished);
}

} // namespace

QStringList triggers(const Grounds& grounds, const policy::State& policy)
{
    QStringList words;
    const auto add = [&words](bool holds, const QString& word) {
        if (holds)
            words.append(word);
    };
    const double least = policy.ratio(u"approval.gentleness"_s);
    add(isRisky(grounds, policy), u"risk"_s);
    add(asksByLevel(grounds, policy), u"level"_s);
    add(grounds.lines > policy.integer(u"approval.lines"_s), u"lines"_s);
    add(!grounds.precedent, u"no_precedent"_s);
    // Written so that an unknown or unreadable confidence asks.
    add(!(grounds.confidence && *grounds.confidence >= policy.ratio(u"approval.confidence"_s)), u"confidence"_s);
    add(grounds.competence != Competence::Autonomous, u"competence"_s);
    add(grounds.praotes != "approved"_L1, u"praotes"_s);
    add(!(grounds.gentleness >= least), u"gentleness"_s);
    add(!grounds.unknown.isEmpty(), u"unknown_input"_s);
    add(!grounds.criticalPaths.isEmpty(), u"critical_path"_s);
    add(policy.words(u"approval.services"_s).contains(grounds.service.value()), u"service_list"_s);
    add(grounds.forced, u"forced"_s);
    add(grounds.twin != "passed"_L1, u"twin"_s);
    add(!grounds.fileViolations.isEmpty(), u"file_policy"_s);
    return words;
}

int need(const Grounds& grounds, const policy::State& policy)
{
    const bool criticalUntested = !grounds.criticalPaths.isEmpty() && grounds.twin != "passed"_L1;
    const bool two = grounds.severity == Severity::P0 || isLarge(grounds, policy) || isRisky(grounds, policy) ||
                     grounds.criticality == Criticality::Critical || grounds.forced || criticalUntested;
    return two ? 2 : 1;
}

} // namespace penelope::approval
