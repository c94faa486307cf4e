#include "core/adapters/system/paths.h"

#include "core/base/hash.h"

#include <QDir>
#include <QFileInfo>
#include <QSysInfo>

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace penelope::system {
namespace {

using namespace Qt::Literals::StringLiterals;

/// $NAME where it is set and absolute (the XDG rule), else the place below the home folder.
QString place(const char* name, const QString& fallback)
{
    const auto value = qEnvironmentVariable(name);
    return value.startsWith(u'/') ? value : QDir::homePath() + u'/' + fallback;
}

QString stateFolder()
{
    return place("XDG_STATE_HOME", u".local/state"_s) + u"/penelope"_s;
}

} // namespace

QString defaultJournal()
{
    return place("XDG_DATA_HOME", u".local/share"_s) + u"/penelope/journal.db"_s;
}

QString configFolder()
{
    return place("XDG_CONFIG_HOME", u".config"_s) + u"/penelope"_s;
}

QString cacheFolder(const QString& journalId)
{
    return place("XDG_CACHE_HOME", u".cache"_s) + u"/penelope/"_s + journalId;
}

QString logFolder()
{
    return stateFolder() + u"/log"_s;
}

QString controlSocket(const QString& journal)
{
    const QFileInfo info(journal);
    // The journal may not exist yet; its folder's real path decides then.
    auto real = info.canonicalFilePath();
    if (real.isEmpty()) {
        const auto folder = QFileInfo(info.absolutePath()).canonicalFilePath();
        real = (folder.isEmpty() ? info.absolutePath() : folder) + u'/' + info.fileName();
    }
    const auto name = toHex(sha256(real.toUtf8())).left(12) + u".sock"_s;
    const auto runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return runtime.startsWith(u'/') ? runtime + u"/penelope/"_s + name : stateFolder() + u"/run/"_s + name;
}

bool makeFolder(const QString& path)
{
    if (QFileInfo(path).isDir())
        return true;
    const auto parent = QFileInfo(path).absolutePath();
    if (parent != path && !makeFolder(parent))
        return false;
    return ::mkdir(QFile::encodeName(path).constData(), 0700) == 0 || QFileInfo(path).isDir();
}

QString hostName()
{
    return QSysInfo::machineHostName();
}

QString loginName()
{
    const auto* entry = ::getpwuid(::getuid());
    return entry ? QString::fromLocal8Bit(entry->pw_name) : qEnvironmentVariable("USER", u"operator"_s);
}

} // namespace penelope::system
