#include "ui/axes/qtchartaxes.h"

/// Answers through `opened`: a function of C has no other way to give a value of C++ back.
extern "C" Q_DECL_EXPORT void penelopeOpenAxes(std::unique_ptr<penelope::ui::charts::Axes>* opened)
{
    *opened = std::make_unique<penelope::ui::charts::QtChartAxes>();
}
