#include "ui/axes/qtchartaxes.h"

namespace penelope::ui::charts {

std::unique_ptr<Axes> openAxes()
{
    return std::make_unique<QtChartAxes>();
}

} // namespace penelope::ui::charts
