#pragma once

#include <QFont>
#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <QWidget>

#include <algorithm>
#include <vector>

namespace penelope::test {

/// One run of text as it was drawn, wherever it came from: a label, a delegate, a chart.
struct DrawnText
{
    QString text;
    QRectF area; ///< in the coordinates of the widget that was drawn; of the letters' line, not of its cell
    QRectF seen; ///< the part of it that is not clipped away
    QColor color;
    QFont font;
};

/// Draws nothing and keeps every text.
class TextEngine : public QPaintEngine
{
public:
    TextEngine()
        : QPaintEngine(QPaintEngine::AllFeatures)
    {}
    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    Type type() const override { return QPaintEngine::User; }
    void updateState(const QPaintEngineState& now) override
    {
        if (now.state() & DirtyPen)
            m_pen = now.pen();
        if (now.state() & DirtyTransform)
            m_transform = now.transform();
    }
    void drawTextItem(const QPointF& at, const QTextItem& item) override
    {
        const QRectF line(at.x(), at.y() - item.ascent(), item.width(), item.ascent() + item.descent());
        DrawnText drawn{item.text(), m_transform.mapRect(line), {}, m_pen.color(), item.font()};
        drawn.seen = drawn.area;
        if (!systemClip().isEmpty())
            drawn.seen &= QRectF(systemClip().boundingRect());
        // A selected text is drawn twice, once around the selection: nothing of it is seen then.
        if (painter()->hasClipping() && !painter()->clipPath().intersects(line.adjusted(1, 1, -1, -1)))
            return;
        if (painter()->hasClipping())
            drawn.seen &= m_transform.mapRect(painter()->clipBoundingRect());
        if (!drawn.text.trimmed().isEmpty() && !drawn.seen.isEmpty())
            texts.push_back(drawn);
    }
    void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}
    void drawTiledPixmap(const QRectF&, const QPixmap&, const QPointF&) override {}
    void drawImage(const QRectF&, const QImage&, const QRectF&, Qt::ImageConversionFlags) override {}
    void drawPath(const QPainterPath&) override {}
    void drawPolygon(const QPointF*, int, PolygonDrawMode) override {}
    void drawPolygon(const QPoint*, int, PolygonDrawMode) override {}
    void drawRects(const QRectF*, int) override {}
    void drawRects(const QRect*, int) override {}

    std::vector<DrawnText> texts;

private:
    QPen m_pen;
    QTransform m_transform;
};

/// A sheet of the widget's size on which only texts leave a trace.
class TextDevice : public QPaintDevice
{
public:
    explicit TextDevice(const QWidget& widget)
        : m_widget(widget)
    {}
    QPaintEngine* paintEngine() const override { return &m_engine; }
    const std::vector<DrawnText>& texts() const { return m_engine.texts; }

protected:
    int metric(PaintDeviceMetric metric) const override
    {
        switch (metric) {
        case PdmWidth: return m_widget.width();
        case PdmHeight: return m_widget.height();
        case PdmWidthMM: return m_widget.widthMM();
        case PdmHeightMM: return m_widget.heightMM();
        case PdmNumColors: return 1 << 24;
        case PdmDepth: return 24;
        case PdmDpiX:
        case PdmPhysicalDpiX: return m_widget.logicalDpiX();
        case PdmDpiY:
        case PdmPhysicalDpiY: return m_widget.logicalDpiY();
        case PdmDevicePixelRatio: return 1;
        case PdmDevicePixelRatioScaled: return static_cast<int>(devicePixelRatioFScale());
        }
        return 0;
    }

private:
    const QWidget& m_widget;
    mutable TextEngine m_engine;
};

/// Every text on the widget, in the order of painting.
inline std::vector<DrawnText> textsOn(QWidget& widget)
{
    TextDevice device(widget);
    widget.render(&device, {}, {}, QWidget::DrawWindowBackground | QWidget::DrawChildren);
    return device.texts();
}

} // namespace penelope::test
