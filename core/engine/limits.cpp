#include "core/engine/limits.h"

#include <cmath>

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

sophia::Limits sophiaLimits(const policy::State& policy)
{
    sophia::Limits limits;
    limits.complexity = policy.ratio(u"sophia.complexity"_s);
    limits.dependencies = static_cast<double>(policy.integer(u"sophia.dependencies"_s));
    limits.recentCommits = static_cast<double>(policy.integer(u"sophia.commits"_s));
    limits.coverage = policy.ratio(u"sophia.coverage"_s);
    limits.transientLeast = static_cast<int>(policy.integer(u"sophia.similar"_s));
    limits.transientShare = policy.ratio(u"sophia.transient"_s);
    limits.similarWindow = policy.duration(u"sophia.similar_window"_s);
    limits.similarity = policy.ratio(u"wisdom.similarity"_s);
    limits.ownLevelSimilarity = policy.ratio(u"sophia.own_level"_s);
    limits.reviewTransient = policy.duration(u"sophia.review_transient"_s);
    limits.reviewOtherwise = policy.duration(u"sophia.review"_s);
    return limits;
}

praotes::Limits praotesLimits(const policy::State& policy)
{
    praotes::Limits limits;
    limits.lines = static_cast<int>(policy.integer(u"praotes.lines"_s));
    limits.functions = static_cast<int>(policy.integer(u"praotes.functions"_s));
    limits.contractsBroken = static_cast<int>(policy.integer(u"praotes.contracts"_s));
    limits.reversibilityHundredths = static_cast<int>(std::lround(policy.ratio(u"praotes.reversibility"_s) * 100));
    limits.criticalFiles = policy.words(u"praotes.critical_files"_s);
    return limits;
}

tapeinophrosyne::Limits competenceLimits(const policy::State& policy)
{
    return {.autonomousConfidence = policy.ratio(u"tapeinophrosyne.confidence"_s)};
}

} // namespace penelope::engine
