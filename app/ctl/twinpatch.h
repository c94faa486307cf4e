#pragma once

#include "app/ctl/context.h"
#include "core/adapters/git/gitrepository.h"
#include "core/adapters/system/systemclock.h"
#include "core/patch/service.h"

#include <QTemporaryDir>

#include <memory>

namespace penelope::ctl {

/// A patch of the journal, by the eight digits of its id: whether this can be one.
bool isPatchId(const QString& word);

/// The versions before and after a patch, checked out beside the repository's own tree; they go with the object.
class PatchTrees
{
public:
    /// Asks the core, else the journal, for the patch and its service. Errors: NotFound, Refused (it does not apply to
    /// the branch as it is now), Storage; `where` names the place.
    static Result<std::unique_ptr<PatchTrees>> checkedOut(const Context& context, const QString& patch);
    ~PatchTrees();
    PatchTrees(const PatchTrees&) = delete;
    PatchTrees& operator=(const PatchTrees&) = delete;

    const patch::Registration& registration() const { return m_registration; }
    QString before() const { return m_folder.filePath(QStringLiteral("before")); }
    QString patched() const { return m_folder.filePath(QStringLiteral("patched")); }

private:
    PatchTrees(patch::Registration registration, const QString& folder);

    patch::Registration m_registration;
    system::SystemClock m_clock;
    git::GitRepository m_repository;
    QTemporaryDir m_folder;
};

} // namespace penelope::ctl
