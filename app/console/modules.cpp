#include "app/console/modules.h"

#include <QCoreApplication>
#include <QDir>

namespace penelope::console {

using namespace Qt::Literals::StringLiterals;

QString moduleFile(const QString& name)
{
    const QDir programs(QCoreApplication::applicationDirPath());
    const auto file = u"/penelope-%1.so"_s.arg(name);
    const auto beside = QDir::cleanPath(programs.filePath(u'.' + file));
    return QFileInfo::exists(beside) ? beside
                                     : QDir::cleanPath(programs.filePath(QStringLiteral(PENELOPE_MODULES) + file));
}

} // namespace penelope::console
