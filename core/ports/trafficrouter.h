#pragma once

#include "core/base/json.h"

#include <functional>

namespace penelope {

/// The split of one service's traffic. Core thread, asynchronous; each handler is called exactly once unless the router
/// is destroyed first. `target` is the `router` object of the registration (contracts.md 7).
class TrafficRouter
{
public:
    struct Split
    {
        int canaryPercent = 0;      ///< of the decided weights, as read back
        quint64 canaryRequests = 0; ///< counters since the router's start (HAProxy lbtot)
        quint64 stableRequests = 0;
        QString processId; ///< another one = the router was restarted or reloaded: counters and weights are new
        bool operator==(const Split&) const = default;
    };
    using Handler = std::function<void(Result<Split>)>;

    virtual ~TrafficRouter() = default;
    virtual void read(const Json& target, Handler handler) = 0;
    /// Sets the weights (going back: stable up first), reads them back and answers what was read.
    virtual void set(const Json& target, int canaryPercent, Handler handler) = 0;
};

} // namespace penelope
