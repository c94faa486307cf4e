#pragma once

#include "core/prometheus/answer.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace penelope::prometheus {

/// Last values of raw counter series, so that each is differenced by itself. A series that vanishes is remembered, so
/// its return is no jump. Values only; plain data.
class Counters
{
public:
    /// What happened since the reading before.
    struct Increase
    {
        bool present = false;            ///< series in this reading
        bool comparable = false;         ///< and in one before: the increase means something
        bool restarted = false;          ///< some series fell: it counts from zero
        bool notFinite = false;          ///< a value was NaN or ±Inf: no evidence
        double sum = 0;                  ///< over all series
        std::map<double, double> byEdge; ///< where the series carry `le`, +Inf included
        bool operator==(const Increase&) const = default;
    };

    /// Takes the newest sample of every series and answers what it adds to the ones before.
    Increase take(const std::vector<Series>& series);
    void clear();

    bool operator==(const Counters&) const = default;

private:
    std::map<Labels, double> m_last;
    bool m_seen = false;  ///< a series
    bool m_taken = false; ///< a reading, be it empty
};

} // namespace penelope::prometheus
