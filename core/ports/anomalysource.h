#pragma once

#include "core/base/instant.h"
#include "core/base/json.h"

#include <functional>
#include <map>
#include <vector>

namespace penelope {

/// One firing alert as its source tells it.
struct Alert
{
    std::map<QString, QString> labels;
    std::map<QString, QString> annotations;
    Instant startsAt{};
    std::optional<double> value; ///< absent where it is not finite

    bool operator==(const Alert&) const = default;
};

/// The list of what fires now. Core thread, asynchronous like MetricSource. Pending alerts are left out.
class AnomalySource
{
public:
    using Handler = std::function<void(Result<std::vector<Alert>>)>;

    virtual ~AnomalySource() = default;
    virtual void poll(Handler handler) = 0;
};

} // namespace penelope
