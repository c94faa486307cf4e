#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QStringList>

#include <functional>

namespace penelope {

/// Runs a registered argv (start and stop a canary, promote): no shell, own process group, output kept up to 64 KiB.
/// Core thread, asynchronous; the handler is called exactly once unless the runner is destroyed first.
class CommandRunner
{
public:
    struct Finished
    {
        int exitCode = 0;
        QString logTail;
    };
    using Handler = std::function<void(Result<Finished>)>;

    virtual ~CommandRunner() = default;
    virtual void run(const QStringList& argv, const QString& folder, Milliseconds limit, Handler handler) = 0;
    /// GET of a readiness address until it answers 200 or the limit is over.
    virtual void waitReady(const QString& url, Milliseconds limit, std::function<void(Status)> handler) = 0;
};

} // namespace penelope
