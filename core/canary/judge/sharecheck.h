#pragma once

#include "core/canary/judge/evalue.h"

#include <limits>
#include <memory>

namespace penelope::canary::judge {

template <std::size_t Size> using Logs = std::array<double, Size>;
template <std::size_t Size> constexpr Logs<Size> filled(double value)
{
    Logs<Size> logs{};
    logs.fill(value);
    return logs;
}
inline constexpr double never = -std::numeric_limits<double>::infinity();
inline constexpr double uncapped = std::numeric_limits<double>::infinity();

/// The grids of a limit: derived from the setup, shared by all states of a canary.
struct LimitGrids
{
    RateGrid above;
    RateGrid below;
};
/// One interval's log-factors at each point, tempered and then capped; nothing without requests.
void addRate(Logs<gridSize>& logs, const RateGrid& grid, Row row, double lambda, double cap);

/// The step's check of the traffic's share, on the requests of the smaller arm (judge.md (k)).
struct ShareCheck
{
    std::shared_ptr<const LimitGrids> grids; ///< none at 0 and 100 %
    Logs<gridSize> over = filled<gridSize>(0);
    Logs<gridSize> under = filled<gridSize>(0);
    double logE() const;
    void take(int weight, double stable, double canary);
    bool operator==(const ShareCheck& other) const { return over == other.over && under == other.under; }
};
ShareCheck shareCheck(int weight);

} // namespace penelope::canary::judge
