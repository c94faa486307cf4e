#pragma once

#include "app/ctl/context.h"
#include "core/canary/retrial.h"

namespace penelope::ctl {

/// `canary judge --from-journal ID`: what each judge (or the one named) says of the counts of a canary in the journal,
/// with the verdicts that would have changed something. Answers the exit code.
int judgeAgain(const Context& context, const QString& canary, const QString& judge);
/// `--vector`: the counts as a file for `canary judge FILE`.
int printVector(const Context& context, const QString& canary);

/// "ROLLBACK/2"
QString verdictText(const canary::Said& said);
/// {judge, verdicts, acts}
Json retrialJson(const canary::Retrial& trial);
/// One judge's acts, for people.
void printRetrial(const Context& context, const canary::Retrial& trial);

} // namespace penelope::ctl
