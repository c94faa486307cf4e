#pragma once

#include <QDir>
#include <QFile>
#include <QImage>
#include <QString>

/// What somebody has looked at and approved, in tests/ux. With PENELOPE_APPROVE=1 what is there now becomes the
/// approved one: look at the difference before committing it.
namespace penelope::test {

inline QString approvedPath(const QString& name)
{
    return QStringLiteral(PENELOPE_SOURCE "/tests/ux/") + name;
}

inline bool isApproving()
{
    return qEnvironmentVariableIsSet("PENELOPE_APPROVE");
}

/// Empty where the text is the approved one; else the first line that differs.
inline QString differenceFromApproved(const QString& name, const QString& text)
{
    QFile file(approvedPath(name));
    if (isApproving()) {
        const bool written = file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0;
        return written ? QString{} : file.errorString();
    }
    if (!file.open(QIODevice::ReadOnly))
        return file.fileName() + QStringLiteral(": ") + file.errorString();
    const auto wanted = QString::fromUtf8(file.readAll()).split(u'\n');
    const auto found = text.split(u'\n');
    for (qsizetype at = 0; at < std::max(wanted.size(), found.size()); ++at) {
        if (wanted.value(at) != found.value(at) || at >= wanted.size() || at >= found.size())
            return QStringLiteral("line %1: approved \"%2\", now \"%3\"")
                .arg(at + 1)
                .arg(wanted.value(at), found.value(at));
    }
    return {};
}

/// The share of pixels that differ from the approved picture, 0 … 1; 1 where there is none or its size is another.
inline double shareChanged(const QString& name, const QImage& picture)
{
    const auto path = approvedPath(name);
    if (isApproving())
        return picture.save(path, "PNG", 0) ? 0 : 1; // as small as it gets
    const QImage approved = QImage(path).convertToFormat(QImage::Format_RGB32);
    const auto image = picture.convertToFormat(QImage::Format_RGB32);
    if (approved.size() != image.size())
        return 1;
    qint64 changed = 0;
    for (int y = 0; y < image.height(); ++y) {
        const auto* now = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        const auto* before = reinterpret_cast<const QRgb*>(approved.constScanLine(y));
        for (int x = 0; x < image.width(); ++x)
            changed += (now[x] & 0xffffffU) != (before[x] & 0xffffffU);
    }
    return static_cast<double>(changed) / (static_cast<double>(image.width()) * image.height());
}

} // namespace penelope::test
