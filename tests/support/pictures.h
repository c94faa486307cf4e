#pragma once

#include <QImage>
#include <QRect>
#include <QSet>
#include <QString>
#include <QWidget>

#include <vector>

namespace penelope::test {

/// What a widget looks like now. Saved under that name where PENELOPE_PICTURES names a folder, for the eye.
inline QImage pictureOf(QWidget& widget, const QString& name)
{
    const auto image = widget.grab().toImage().convertToFormat(QImage::Format_RGB32);
    const auto folder = qEnvironmentVariable("PENELOPE_PICTURES");
    if (!folder.isEmpty() && !image.save(folder + u'/' + name + QStringLiteral(".png")))
        qWarning("%s could not be saved", qPrintable(name));
    return image;
}

/// More than a background: text drawn on it has many shades.
inline bool isDrawn(const QImage& image)
{
    constexpr int shadesOfText = 16;
    QSet<QRgb> colors;
    for (int y = 0; y < image.height(); ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            colors.insert(line[x]);
            if (colors.size() > shadesOfText)
                return true;
        }
    }
    return false;
}

/// Where everything visible is, in the order of creation.
inline std::vector<QRect> placesOf(const QWidget& widget)
{
    std::vector<QRect> places;
    for (const auto* child : widget.findChildren<QWidget*>()) {
        if (child->isVisibleTo(&widget))
            places.push_back(QRect(child->mapTo(&widget, QPoint(0, 0)), child->size()));
    }
    return places;
}

} // namespace penelope::test
