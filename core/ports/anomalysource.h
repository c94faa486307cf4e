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
};

} // namespace penelope
