#include "ui/charts/chartexport.h"

#include <QBuffer>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <QUrl>

namespace penelope::ui::charts {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr int pictureScale = 2; ///< sharp on paper and on dense screens

QByteArray svgOf(const Export& what)
{
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(what.size);
    generator.setViewBox(QRect({}, what.size));
    constexpr int screenResolution = 96;
    generator.setResolution(screenResolution);
    QPainter painter(&generator);
    what.paint(painter);
    painter.end();
    return buffer.data();
}

QByteArray pngOf(const Export& what)
{
    QImage image(what.size * pictureScale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(pictureScale);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    what.paint(painter);
    painter.end();
    image.setText(u"Title"_s, what.title);
    QBuffer buffer;
    image.save(&buffer, "PNG");
    return buffer.data();
}

} // namespace

QString exportName(const QStringList& parts, const QString& suffix)
{
    QStringList safe;
    for (const auto& part : parts) {
        // Dots too: ".." is a folder and a leading dot hides a file.
        auto encoded = QUrl::toPercentEncoding(part, {}, ".~"_ba);
        constexpr qsizetype longest = 80;
        safe.append(QString::fromLatin1(encoded.left(longest)));
    }
    safe.removeAll(QString());
    return safe.join(u'-') + u'.' + suffix;
}

Status writeExport(const Export& what, const QString& path)
{
    const auto suffix = QFileInfo(path).suffix().toLower();
    QByteArray bytes;
    if (suffix == "svg"_L1)
        bytes = svgOf(what);
    else if (suffix == "png"_L1)
        bytes = pngOf(what);
    else
        return failure(ErrorCode::Malformed, u"a chart is written as .svg or .png"_s, path);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return failure(ErrorCode::Storage, u"the chart could not be written: %1"_s.arg(file.errorString()), path);
    return {};
}

} // namespace penelope::ui::charts
