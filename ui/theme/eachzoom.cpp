#include "ui/theme/eachzoom.h"

#include <QEvent>
#include <QWidget>

namespace penelope::ui {

namespace {

class EachZoom : public QObject
{
public:
    EachZoom(QWidget* widget, std::function<void(const Theme&)> lay)
        : QObject(widget)
        , m_widget(widget)
        , m_lay(std::move(lay))
    {
        widget->installEventFilter(this);
        fit();
    }

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        // Not at once: whoever changes the style goes through a list of widgets, and some go where less room is.
        if (event->type() == QEvent::StyleChange)
            QMetaObject::invokeMethod(this, &EachZoom::fit, Qt::QueuedConnection);
        return false;
    }

private:
    void fit()
    {
        const auto theme = Theme::of(m_widget);
        if (theme.zoom() == m_zoom)
            return;
        m_zoom = theme.zoom();
        m_lay(theme);
    }

    QWidget* m_widget;
    std::function<void(const Theme&)> m_lay;
    double m_zoom = 0; ///< none yet
};

QMargins sized(const Theme& theme, QMargins margins)
{
    return {theme.px(margins.left()), theme.px(margins.top()), theme.px(margins.right()), theme.px(margins.bottom())};
}

} // namespace

void atEachZoom(QWidget* widget, std::function<void(const Theme&)> lay)
{
    new EachZoom(widget, std::move(lay));
}

void spaceAtEachZoom(QWidget* widget, QLayout* layout, QMargins margins, int gap)
{
    atEachZoom(widget, [layout, margins, gap](const Theme& theme) {
        layout->setContentsMargins(sized(theme, margins));
        layout->setSpacing(theme.px(gap));
    });
}

void insetAtEachZoom(QWidget* text, QMargins margins)
{
    atEachZoom(text, [text, margins](const Theme& theme) { text->setContentsMargins(sized(theme, margins)); });
}

void addGap(QBoxLayout* layout, QWidget* widget, int pixels, int index)
{
    auto* gap = new QSpacerItem(0, 0);
    layout->insertSpacerItem(index, gap);
    const bool below = layout->direction() == QBoxLayout::TopToBottom;
    atEachZoom(widget, [layout, gap, pixels, below](const Theme& theme) {
        const int size = theme.px(pixels);
        if (below)
            gap->changeSize(0, size, QSizePolicy::Minimum, QSizePolicy::Fixed);
        else
            gap->changeSize(size, 0, QSizePolicy::Fixed, QSizePolicy::Minimum);
        layout->invalidate();
    });
}

} // namespace penelope::ui
