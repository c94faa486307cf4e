#include "app/console/modules.h"
#include "ui/charts/axes.h"

#include <QGraphicsWidget>
#include <QLibrary>

namespace penelope::ui::charts {

using namespace Qt::Literals::StringLiterals;

namespace {

using Opener = void (*)(std::unique_ptr<Axes>*);

/// For an installation that lost its module: curves, limits and labels are the layer's and stay.
class NoAxes final : public Axes
{
public:
    QGraphicsWidget& item() override { return m_item; }
    void setPlotArea(const QRectF&) override {}
    void setValues(double, double, Ticks) override {}
    void setTimes(double, std::optional<Ticks>) override {}
    void setGridPen(const QPen&) override {}
    void setValueGridVisible(bool) override {}
    void setTimeGridVisible(bool) override {}
    void settle() override {}

private:
    QGraphicsWidget m_item;
};

Opener opener()
{
    QLibrary module(console::moduleFile(u"charts"_s));
    const auto open = reinterpret_cast<Opener>(module.resolve("penelopeOpenAxes"));
    if (!open)
        qWarning("Charts have no grid: %s", qUtf8Printable(module.errorString()));
    return open;
}

} // namespace

std::unique_ptr<Axes> openAxes()
{
    static const Opener open = opener();
    std::unique_ptr<Axes> axes;
    if (open)
        open(&axes);
    else
        axes = std::make_unique<NoAxes>();
    return axes;
}

} // namespace penelope::ui::charts
