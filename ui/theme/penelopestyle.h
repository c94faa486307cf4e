#pragma once

#include "ui/theme/theme.h"

#include <QHash>
#include <QProxyStyle>

namespace penelope::ui {

/// Every control as look.md 6 draws it. Carries the theme, so that a widget finds it through its own style.
class PenelopeStyle : public QProxyStyle
{
    Q_OBJECT

public:
    explicit PenelopeStyle(const Theme& theme);

    const Theme& theme() const { return m_theme; }

    void polish(QWidget* widget) override;
    using QProxyStyle::polish;
    QPalette standardPalette() const override { return m_theme.palette(); }
    void drawPrimitive(
        PrimitiveElement element, const QStyleOption* option, QPainter* painter,
        const QWidget* widget = nullptr) const override;
    void drawControl(
        ControlElement element, const QStyleOption* option, QPainter* painter,
        const QWidget* widget = nullptr) const override;
    void drawComplexControl(
        ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
        const QWidget* widget = nullptr) const override;
    QSize sizeFromContents(
        ContentsType type, const QStyleOption* option, const QSize& size,
        const QWidget* widget = nullptr) const override;
    QRect subControlRect(
        ComplexControl control, const QStyleOptionComplex* option, SubControl subControl,
        const QWidget* widget = nullptr) const override;
    QRect
    subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget = nullptr) const override;
    int pixelMetric(
        PixelMetric metric, const QStyleOption* option = nullptr, const QWidget* widget = nullptr) const override;
    int styleHint(
        StyleHint hint, const QStyleOption* option = nullptr, const QWidget* widget = nullptr,
        QStyleHintReturn* data = nullptr) const override;

    QIcon standardIcon(
        StandardPixmap kind, const QStyleOption* option = nullptr, const QWidget* widget = nullptr) const override;

private:
    enum class Weight { OfType, Heaviest };
    /// Layouts ask for the same words again and again, and each time they would be shaped.
    int widthOf(const QString& text, Type type, Weight weight = Weight::OfType) const;

    Theme m_theme;
    mutable QHash<QString, int> m_widths;
};

} // namespace penelope::ui
