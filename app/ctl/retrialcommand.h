#pragma once

#include "app/ctl/context.h"

namespace penelope::ctl {

/// `canary judge --from-journal ID`: what each judge (or the one named) says of the counts of a canary in the journal,
/// with the verdicts that would have changed something. Answers the exit code.
int judgeAgain(const Context& context, const QString& canary, const QString& judge);
/// `--vector`: the counts as a file for `canary judge FILE`.
int printVector(const Context& context, const QString& canary);

} // namespace penelope::ctl
