#pragma once

#include <QByteArray>
#include <QString>

namespace penelope::test {

/// The folder of vectors and recorded answers: $PENELOPE_SHARED, else the one CMake was told.
QString sharedFolder();
/// The bytes of a file in it. A missing file fails the running test: absent data is no pass.
QByteArray sharedFile(const QString& path);

} // namespace penelope::test
