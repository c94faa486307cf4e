#pragma once

#include "core/base/result.h"

#include <QByteArray>

/// Files that are written whole, by nobody else, over nothing.
namespace penelope::sqlite {

/// A file that nobody else had, gone again unless it is kept. Mode 0600.
class FreshFile
{
public:
    explicit FreshFile(QString path);
    ~FreshFile();
    FreshFile(const FreshFile&) = delete;
    FreshFile& operator=(const FreshFile&) = delete;

    /// Conflict where there is one already; Storage.
    Status make(const QByteArray& content = {});
    /// Refuses a name that exists.
    Status keepAs(const QString& name);
    void keep() { m_made = false; }
    const QString& path() const { return m_path; }

private:
    QString m_path;
    bool m_made = false;
};

/// Conflict where something has this name.
Status refuseExisting(const QString& path);
/// Forces a file or folder to the disk.
Status syncFile(const QString& path);
/// A copy of a journal in WAL mode asks for a WAL as well: what is handed on must be one file.
Status closeLog(const QString& target);

} // namespace penelope::sqlite
