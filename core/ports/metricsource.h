#pragma once

#include "core/prometheus/answer.h"

#include <functional>

namespace penelope {

/// Questions to one Prometheus. Core thread; the answer comes on it, later, exactly once, unless the source is
/// destroyed first. An unreachable, slow, redirecting or lying server is an Error, never an empty answer.
class MetricSource
{
public:
    using Handler = std::function<void(Result<prometheus::Answer>)>;

    virtual ~MetricSource() = default;
    virtual void query(const QString& expression, Handler handler) = 0;
    /// `step` > 0; start and end are aligned down to multiples of it (integration.md 1, "Range queries").
    virtual void
    queryRange(const QString& expression, Instant start, Instant end, Milliseconds step, Handler handler) = 0;
};

} // namespace penelope
