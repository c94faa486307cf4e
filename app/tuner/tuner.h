#pragma once

#include "core/patch/service.h"

namespace penelope::tuner {

/// What the tuner is asked (contracts.md 8), as far as it listens.
struct Question
{
    patch::Registration service;
    std::map<QString, double> metrics; ///< of the anomaly, and what its diagnosis found saturated
    std::map<QString, QString> files;
    Milliseconds limit{60'000};
};
Result<Question> questionFrom(const QByteArray& input);

/// The setting that is to be tried: the first whose saturation is at its limit. Refused with what was seen instead.
Result<patch::Tuning> settingFor(const Question& question);

/// Tries values on the service in `tree` until it knows the smallest that is well, and answers as a generator does:
/// {diff, intent, rollback, confidence, curve} or {no_proposal}. Blocks for as long as the question allows. In the
/// sandbox only: the tree is written to, and every other process is ended.
Json propose(const Question& question, const QString& tree);

} // namespace penelope::tuner
