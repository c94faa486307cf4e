#pragma once

#include "core/base/json.h"

#include <QStringList>

#include <functional>
#include <optional>

namespace penelope {

/// The split of one service's traffic. Core thread, asynchronous; each handler is called exactly once unless the router
/// is destroyed first. `target` is the `router` object of the registration (contracts.md 7).
class TrafficRouter
{
public:
    /// Counters since the router's start (HAProxy lbtot).
    struct Requests
    {
        quint64 canary = 0;
        quint64 stable = 0;
        bool operator==(const Requests&) const = default;
    };
    struct Split
    {
        int canaryPercent = 0;            ///< of the decided weights, as read back
        std::optional<Requests> requests; ///< nothing = this router counts none: the share is measured elsewhere
        QString processId; ///< another one = the router was restarted or reloaded: counters and weights are new
        QString setBy;     ///< who else set the weights last ("argocd-controller"); empty = we, or it cannot tell
        bool operator==(const Split&) const = default;
    };
    using Handler = std::function<void(Result<Split>)>;
    /// What `check` found: the split as it is, and what is better mended before a canary needs it, in sentences.
    struct Checked
    {
        Split split;
        QStringList advice;
        bool operator==(const Checked&) const = default;
    };
    using CheckHandler = std::function<void(Result<Checked>)>;

    virtual ~TrafficRouter() = default;
    virtual void read(const Json& target, Handler handler) = 0;
    /// Sets the weights (going back: stable up first), reads them back and answers what was read.
    virtual void set(const Json& target, int canaryPercent, Handler handler) = 0;
    /// Whether `set` would be taken, without changing anything.
    virtual void check(const Json& target, CheckHandler handler) = 0;
};

} // namespace penelope
