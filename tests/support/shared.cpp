#include "tests/support/shared.h"

#include <QFile>

namespace penelope::test {

QString sharedFolder()
{
    return qEnvironmentVariable("PENELOPE_SHARED", QStringLiteral(PENELOPE_SHARED_DEFAULT));
}

QByteArray sharedFile(const QString& path)
{
    QFile file(sharedFolder() + u'/' + path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("test data is missing: %s", qPrintable(file.fileName()));
    return file.readAll();
}

} // namespace penelope::test
