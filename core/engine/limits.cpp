#include "core/engine/limits.h"

#include <cmath>

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Ratios of the policy as the whole numbers that judgements compute with.
int hundredths(const policy::State& policy, const QString& key)
{
    return static_cast<int>(std::lround(policy.ratio(key) * 100));
}

int tenThousandths(const policy::State& policy, const QString& key)
{
    return static_cast<int>(std::lround(policy.ratio(key) * 10'000));
}

int whole(const policy::State& policy, const QString& key)
{
    return static_cast<int>(policy.integer(key));
}

void readImpact(sophia::Limits& limits, const policy::State& policy)
{
    limits.baseImpact = {
        tenThousandths(policy, u"sophia.impact_p0"_s), tenThousandths(policy, u"sophia.impact_p1"_s),
        tenThousandths(policy, u"sophia.impact_p2"_s), tenThousandths(policy, u"sophia.impact_p3"_s)};
    limits.errorsAdd = tenThousandths(policy, u"sophia.impact_errors"_s);
    limits.someUsers = static_cast<double>(policy.integer(u"sophia.some_users"_s));
    limits.someUsersAdd = tenThousandths(policy, u"sophia.impact_some_users"_s);
    limits.manyUsers = static_cast<double>(policy.integer(u"sophia.many_users"_s));
    limits.manyUsersAdd = tenThousandths(policy, u"sophia.impact_many_users"_s);
}

} // namespace

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
    limits.nearest = static_cast<std::size_t>(policy.integer(u"wisdom.nearest"_s));
    limits.ownLevelSimilarity = policy.ratio(u"sophia.own_level"_s);
    limits.reviewTransient = policy.duration(u"sophia.review_transient"_s);
    limits.reviewOtherwise = policy.duration(u"sophia.review"_s);
    limits.complexityAdds = hundredths(policy, u"sophia.complexity_adds"_s);
    limits.dependenciesAdd = hundredths(policy, u"sophia.dependencies_adds"_s);
    limits.recentCommitsAdd = hundredths(policy, u"sophia.commits_adds"_s);
    limits.coverageAdds = hundredths(policy, u"sophia.coverage_adds"_s);
    readImpact(limits, policy);
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
    limits.perFurtherFile = hundredths(policy, u"praotes.file_cost"_s);
    limits.perMigration = hundredths(policy, u"praotes.migration_cost"_s);
    limits.perCriticalFile = hundredths(policy, u"praotes.critical_cost"_s);
    limits.perLine = policy.ratio(u"praotes.line_cost"_s) * 100;
    limits.freeLines = whole(policy, u"praotes.free_lines"_s);
    limits.linesWeight = tenThousandths(policy, u"praotes.weight_lines"_s);
    limits.reversibilityWeight = tenThousandths(policy, u"praotes.weight_reversibility"_s);
    limits.functionsWeight = tenThousandths(policy, u"praotes.weight_functions"_s);
    limits.contractsWeight = tenThousandths(policy, u"praotes.weight_contracts"_s);
    limits.worst = tenThousandths(policy, u"praotes.worst_score"_s);
    return limits;
}

tapeinophrosyne::Limits competenceLimits(const policy::State& policy)
{
    tapeinophrosyne::Limits limits;
    limits.autonomousConfidence = policy.ratio(u"tapeinophrosyne.confidence"_s);
    limits.sureConfidence = policy.ratio(u"tapeinophrosyne.sure"_s);
    limits.fairConfidence = policy.ratio(u"tapeinophrosyne.fair"_s);
    limits.poorConfidence = policy.ratio(u"tapeinophrosyne.poor"_s);
    limits.poorGentleness = policy.ratio(u"tapeinophrosyne.poor_gentleness"_s);
    limits.someLines = whole(policy, u"tapeinophrosyne.some_lines"_s);
    limits.manyLines = whole(policy, u"tapeinophrosyne.many_lines"_s);
    limits.fairPoints = whole(policy, u"tapeinophrosyne.points_fair"_s);
    limits.poorPoints = whole(policy, u"tapeinophrosyne.points_poor"_s);
    limits.someLinesPoints = whole(policy, u"tapeinophrosyne.points_some_lines"_s);
    limits.manyLinesPoints = whole(policy, u"tapeinophrosyne.points_many_lines"_s);
    limits.gentlenessPoints = whole(policy, u"tapeinophrosyne.points_gentleness"_s);
    limits.medium = whole(policy, u"tapeinophrosyne.medium"_s);
    limits.high = whole(policy, u"tapeinophrosyne.high"_s);
    limits.critical = whole(policy, u"tapeinophrosyne.critical"_s);
    return limits;
}

sophia::ConfidenceParts confidenceParts(const policy::State& policy)
{
    return {
        .similarity = policy.ratio(u"diagnosis.similarity_share"_s),
        .success = policy.ratio(u"diagnosis.success_share"_s),
        .noPrecedent = policy.ratio(u"diagnosis.no_precedent"_s)};
}

patch::LevelLines levelLines(const policy::State& policy)
{
    return {.surgical = whole(policy, u"patch.surgical_lines"_s), .moderate = whole(policy, u"patch.moderate_lines"_s)};
}

} // namespace penelope::engine
