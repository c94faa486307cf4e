#pragma once

#include <QStringList>

namespace penelope::lab {

/// `penelope-lab ctl --socket PATH SERVICE start canary TREE`: tells the running lab, waits for its answer. Answers the
/// exit code: 0 done, 1 refused or failed, 3 the lab does not answer.
int runCtl(const QString& socket, const QStringList& words);

} // namespace penelope::lab
