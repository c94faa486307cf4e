#pragma once

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <new>

/// A file system under SQLite that breaks where the test says so: the real one, with one call that fails.
namespace penelope::test {

enum class Fault {
    None,
    WriteFails, ///< EIO, nothing written
    DiskFull,   ///< ENOSPC, nothing written
    ShortWrite, ///< half is written, then EIO
    SyncFails   ///< fsync answers EIO
};

/// What breaks, and after how many calls of that sort. It stays broken until it is mended.
struct FaultPlan
{
    Fault fault = Fault::None;
    int callsBefore = 0;
    int failures = 0;
};
inline FaultPlan faultPlan;

namespace faultvfs {

struct File
{
    sqlite3_file base;
    sqlite3_file* real;
};

inline sqlite3_file* realOf(sqlite3_file* file)
{
    return reinterpret_cast<File*>(file)->real;
}

inline bool breaks(bool isSync)
{
    if (faultPlan.fault == Fault::None || isSync != (faultPlan.fault == Fault::SyncFails))
        return false;
    if (faultPlan.callsBefore > 0) {
        --faultPlan.callsBefore;
        return false;
    }
    ++faultPlan.failures;
    return true;
}

inline int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset)
{
    auto* real = realOf(file);
    if (!breaks(false))
        return real->pMethods->xWrite(real, bytes, count, offset);
    if (faultPlan.fault == Fault::ShortWrite)
        real->pMethods->xWrite(real, bytes, count / 2, offset);
    return faultPlan.fault == Fault::DiskFull ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

inline int sync(sqlite3_file* file, int flags)
{
    auto* real = realOf(file);
    return breaks(true) ? SQLITE_IOERR_FSYNC : real->pMethods->xSync(real, flags);
}

inline int close(sqlite3_file* file)
{
    auto* real = realOf(file);
    const int closed = real->pMethods ? real->pMethods->xClose(real) : SQLITE_OK;
    sqlite3_free(real);
    return closed;
}

inline const sqlite3_io_methods& methods()
{
    static const sqlite3_io_methods made = [] {
        sqlite3_io_methods all{};
        all.iVersion = 3;
        all.xClose = close;
        all.xWrite = write;
        all.xSync = sync;
        all.xRead = [](sqlite3_file* f, void* to, int n, sqlite3_int64 at) {
            return realOf(f)->pMethods->xRead(realOf(f), to, n, at);
        };
        all.xTruncate = [](sqlite3_file* f, sqlite3_int64 n) { return realOf(f)->pMethods->xTruncate(realOf(f), n); };
        all.xFileSize = [](sqlite3_file* f, sqlite3_int64* n) { return realOf(f)->pMethods->xFileSize(realOf(f), n); };
        all.xLock = [](sqlite3_file* f, int level) { return realOf(f)->pMethods->xLock(realOf(f), level); };
        all.xUnlock = [](sqlite3_file* f, int level) { return realOf(f)->pMethods->xUnlock(realOf(f), level); };
        all.xCheckReservedLock = [](sqlite3_file* f, int* held) {
            return realOf(f)->pMethods->xCheckReservedLock(realOf(f), held);
        };
        all.xFileControl = [](sqlite3_file* f, int op, void* value) {
            return realOf(f)->pMethods->xFileControl(realOf(f), op, value);
        };
        all.xSectorSize = [](sqlite3_file* f) { return realOf(f)->pMethods->xSectorSize(realOf(f)); };
        all.xDeviceCharacteristics = [](sqlite3_file* f) {
            return realOf(f)->pMethods->xDeviceCharacteristics(realOf(f));
        };
        all.xShmMap = [](sqlite3_file* f, int page, int size, int extend, void volatile** at) {
            return realOf(f)->pMethods->xShmMap(realOf(f), page, size, extend, at);
        };
        all.xShmLock = [](sqlite3_file* f, int from, int n, int flags) {
            return realOf(f)->pMethods->xShmLock(realOf(f), from, n, flags);
        };
        all.xShmBarrier = [](sqlite3_file* f) { realOf(f)->pMethods->xShmBarrier(realOf(f)); };
        all.xShmUnmap = [](sqlite3_file* f, int remove) { return realOf(f)->pMethods->xShmUnmap(realOf(f), remove); };
        all.xFetch = [](sqlite3_file* f, sqlite3_int64 at, int n, void** to) {
            return realOf(f)->pMethods->xFetch(realOf(f), at, n, to);
        };
        all.xUnfetch = [](sqlite3_file* f, sqlite3_int64 at, void* page) {
            return realOf(f)->pMethods->xUnfetch(realOf(f), at, page);
        };
        return all;
    }();
    return made;
}

inline int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* opened)
{
    auto* under = static_cast<sqlite3_vfs*>(vfs->pAppData);
    auto* made = new (file) File{};
    made->real = static_cast<sqlite3_file*>(sqlite3_malloc(under->szOsFile));
    std::memset(made->real, 0, static_cast<std::size_t>(under->szOsFile));
    const int answer = under->xOpen(under, name, made->real, flags, opened);
    if (answer == SQLITE_OK)
        made->base.pMethods = &methods();
    else
        sqlite3_free(made->real);
    return answer;
}

} // namespace faultvfs

/// From now on every connection of this process goes through it.
inline void installFaultVfs()
{
    static sqlite3_vfs vfs = [] {
        auto* under = sqlite3_vfs_find(nullptr);
        sqlite3_vfs copy = *under;
        copy.zName = "fault";
        copy.pNext = nullptr;
        copy.szOsFile = sizeof(faultvfs::File);
        copy.pAppData = under;
        copy.xOpen = faultvfs::open;
        return copy;
    }();
    sqlite3_vfs_register(&vfs, 1);
}

} // namespace penelope::test
