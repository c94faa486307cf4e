#pragma once

#include "core/patch/patch.h"

#include <QStringList>

/// Am I competent? (domain.md 6). Pure.
namespace penelope::tapeinophrosyne {

/// Policy values.
struct Limits
{
    double autonomousConfidence = 0.85;
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
