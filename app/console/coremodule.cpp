#include "app/console/coremodule.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibrary>

namespace penelope::console {

using namespace Qt::Literals::StringLiterals;

namespace {

using Opener = void (*)(runtime::Options*, Result<std::unique_ptr<runtime::RunningCore>>*);

/// Beside the program in a build, in a folder of its own where it is installed.
QString moduleFile()
{
    const QDir programs(QCoreApplication::applicationDirPath());
    for (const auto& place : {u"."_s, QStringLiteral(PENELOPE_MODULES)}) {
        const auto file = QDir::cleanPath(programs.filePath(place + u"/penelope-core.so"_s));
        if (QFileInfo::exists(file))
            return file;
    }
    return QDir::cleanPath(programs.filePath(QStringLiteral(PENELOPE_MODULES) + u"/penelope-core.so"_s));
}

} // namespace

Result<std::unique_ptr<runtime::RunningCore>> openCore(runtime::Options options)
{
    QLibrary module(moduleFile());
    const auto open = reinterpret_cast<Opener>(module.resolve("penelopeOpenCore"));
    if (!open)
        return failure(
            ErrorCode::Unavailable, u"the decision core's module cannot be opened: %1"_s.arg(module.errorString()),
            module.fileName());
    Result<std::unique_ptr<runtime::RunningCore>> opened;
    open(&options, &opened);
    return opened;
}

} // namespace penelope::console
