#include "app/lab/programs.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStandardPaths>

namespace penelope::lab {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<QString> packaged(const QString& name, const QString& package)
{
    auto path = QStandardPaths::findExecutable(name);
    if (path.isEmpty()) // Debian keeps some out of a plain user's PATH
        path = QStandardPaths::findExecutable(name, {u"/usr/sbin"_s, u"/usr/local/sbin"_s, u"/sbin"_s});
    if (path.isEmpty())
        return failure(
            ErrorCode::Unsupported,
            u"the lab needs %1, which is not installed; the Debian package is %2: apt-get install %2"_s.arg(
                name, package));
    return path;
}

Result<QString> beside(const QString& name)
{
    const auto path = QCoreApplication::applicationDirPath() + u'/' + name;
    if (!QFileInfo{path}.isExecutable())
        return failure(ErrorCode::Unsupported, u"%1 has not been built"_s.arg(name), path);
    return path;
}

} // namespace

Result<Programs> Programs::find(const Play& play)
{
    Programs found;
    found.self = QCoreApplication::applicationFilePath();
    const auto take = [](Result<QString> path, QString& into) -> Status {
        if (!path)
            return Failure{path.error()};
        into = *path;
        return {};
    };
    auto status = take(packaged(u"prometheus"_s, u"prometheus"_s), found.prometheus);
    if (status)
        status = take(packaged(u"haproxy"_s, u"haproxy"_s), found.haproxy);
    if (status)
        status = take(packaged(u"git"_s, u"git"_s), found.git);
    if (status && !play.worldOnly)
        status = take(beside(u"penelopectl"_s), found.ctl);
    if (status && play.console)
        status = take(beside(u"penelope"_s), found.console);
    if (!status)
        return Failure{status.error()};
    return found;
}

} // namespace penelope::lab
