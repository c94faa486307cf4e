#include "core/canary/judge/sharecheck.h"

#include <algorithm>
#include <cmath>

namespace penelope::canary::judge {
namespace {

constexpr double shareSlack = 0.2; ///< 1.2 c and 0.8 c

} // namespace

void addRate(Logs<gridSize>& logs, const RateGrid& grid, Row row, double lambda, double cap)
{
    if (!(row.n > 0))
        return;
    for (std::size_t k = 0; k < gridSize; ++k)
        logs[k] += std::min(cap, lambda * grid.factor(k, row));
}

ShareCheck shareCheck(int weight)
{
    ShareCheck check;
    const double smaller = std::min(weight, 100 - weight) / 100.0;
    if (smaller > 0) {
        check.grids = std::make_shared<const LimitGrids>(
            LimitGrids{RateGrid::above((1 + shareSlack) * smaller), RateGrid::below((1 - shareSlack) * smaller)});
    }
    return check;
}

void ShareCheck::take(int weight, double stable, double canary)
{
    if (!grids)
        return;
    const Row row{stable + canary, weight <= 50 ? canary : stable};
    addRate(over, grids->above, row, 1, uncapped);
    addRate(under, grids->below, row, 1, uncapped);
}

double ShareCheck::logE() const
{
    return logSum(logMean(over), logMean(under)) - std::log(2);
}

} // namespace penelope::canary::judge
