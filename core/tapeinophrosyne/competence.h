#pragma once

#include "core/patch/patch.h"

#include <QStringList>

/// Am I competent? (domain.md 6). Pure.
namespace penelope::tapeinophrosyne {

/// Policy values.
struct Limits
{
    double autonomousConfidence = 0.85;
    double sureConfidence = 0.90; ///< below it is a factor of the report
    double fairConfidence = 0.85; ///< below it risk points are given
    double poorConfidence = 0.70;
    double poorGentleness = 0.70;
    int someLines = 15; ///< more are a factor, and give points
    int manyLines = 20;
    int fairPoints = 1;
    int poorPoints = 3;
    int someLinesPoints = 1;
    int manyLinesPoints = 2;
    int gentlenessPoints = 2;
    int medium = 1; ///< points from which on the overall risk is so
    int high = 3;
    int critical = 5;
    bool operator==(const Limits&) const = default;
};

struct Input
{
    bool knownDomain = false; ///< wisdom::isKnown
    int knownCases = 0;       ///< precedents of this service and type with an outcome
    double confidence = 0;    ///< of the diagnosis, 0..1
    int precedents = 0;       ///< earlier cases found
    int lines = 0;            ///< added + removed
    double gentleness = 1;
    QStringList unknownRisk; ///< names of UNKNOWN risk inputs
};

/// Factors are words: low_confidence, no_precedent, many_lines, unknown:NAME.
patch::CompetenceReport judge(const Input& input, const Limits& limits);

/// Those of the files that lie on a critical path: a component, or the file's stem, equals one of the words
/// (auth, payment, user_data, security by default: policy). They need a person and 30 min in the twin.
QStringList criticalFiles(const QStringList& files, const QStringList& words);

} // namespace penelope::tapeinophrosyne
