#pragma once

#include "core/base/result.h"
#include "core/patch/service.h"

#include <QString>

#include <vector>

/// The lab's payments, and changes of it that the twin must tell apart.
namespace penelope::bench {

struct Story
{
    QString name;   ///< good, identical, crash, leak, slow, no-way-back
    QString result; ///< what the twin must say
    QString cause;
};
const std::vector<Story>& stories();

struct Trees
{
    QString before;
    QString after;
    patch::Registration registration;
};
/// Below `folder`, which anybody must be able to enter. `programs`: where penelope-lab lies. Blocking.
Result<Trees> makeTrees(const Story& story, const QString& folder, const QString& programs);

} // namespace penelope::bench
