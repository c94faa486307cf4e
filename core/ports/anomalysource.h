#pragma once

#include "core/base/result.h"
#include "core/prometheus/alert.h"

#include <functional>
#include <vector>

namespace penelope {

/// The list of what fires now. Core thread, asynchronous like MetricSource. Pending alerts are left out.
class AnomalySource
{
public:
    using Handler = std::function<void(Result<std::vector<Alert>>)>;

    virtual ~AnomalySource() = default;
    virtual void poll(Handler handler) = 0;
    /// Whether an alert that the newest answer does not list is over. A source that has just started does not know yet
    /// what fired before.
    virtual bool knowsAll() const { return true; }
};

} // namespace penelope
