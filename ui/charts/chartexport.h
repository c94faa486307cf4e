#pragma once

#include "core/base/result.h"

#include <QSize>
#include <QString>

#include <functional>

class QPainter;

/// Charts as files: a picture (PNG) or shapes and text (SVG).
namespace penelope::ui::charts {

struct Export
{
    QSize size;                           ///< logical pixels
    std::function<void(QPainter&)> paint; ///< fills the whole of it
    QString title;                        ///< for programs that list files
};

/// A file name from parts that may come from anywhere: what is not a letter, a digit or one of "-_" is
/// percent-encoded, and no part is empty, hidden or a way to another folder. "canary-payments-0000009e.svg".
QString exportName(const QStringList& parts, const QString& suffix);
/// Writes by the suffix of `path`, svg or png; the file is whole or not there. Malformed: another suffix; Storage: it
/// could not be written.
Status writeExport(const Export& what, const QString& path);

} // namespace penelope::ui::charts
