#pragma once

#include "core/base/result.h"

namespace penelope::lab {

/// The folder of one lab. `lab.lock` in it is held with flock as long as the lab lives; the kernel frees it on any
/// death, so a folder with a free lock belongs to nobody.
class LabFolder
{
public:
    /// Removes the folders of dead labs in the temporary folder, then makes a fresh one (`keep` empty) or `keep`
    /// itself, which must be absent or empty. Conflict where it holds something.
    static Result<LabFolder> make(const QString& keep);
    LabFolder(LabFolder&& other) noexcept;
    LabFolder& operator=(LabFolder&&) = delete;
    /// Removes a temporary folder.
    ~LabFolder();

    const QString& path() const { return m_path; }
    bool kept() const { return m_keep; }

private:
    LabFolder(QString path, bool keep, int lock)
        : m_path(std::move(path))
        , m_keep(keep)
        , m_lock(lock)
    {}

    QString m_path;
    bool m_keep = false;
    int m_lock = -1;
};

} // namespace penelope::lab
