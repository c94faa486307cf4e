#pragma once

#include "app/console/livesession.h"
#include "app/runtime/runningcore.h"
#include "core/adapters/system/log.h"
#include "core/base/eventthread.h"

namespace penelope::console {

/// The running core behind a live session, on its own thread, and its log. GUI thread. The session outlives it.
class LiveCore
{
public:
    /// Whether there is a state to show, or what was in the way. On the thread of `home`.
    using Started = std::function<void(const Status&)>;
    /// Opens the journal, folds it and starts the core beside; the session is connected when `started` is called.
    static std::unique_ptr<LiveCore>
    start(runtime::Options options, LiveSession& session, const Mailbox& home, Started started);
    /// Ends the core in order: CoreStopped, a signed end, a free lock.
    ~LiveCore();
    LiveCore(const LiveCore&) = delete;
    LiveCore& operator=(const LiveCore&) = delete;

    /// Troubles of the start that do not stop it, each a sentence.
    const QStringList& troubles() const { return m_troubles; }

private:
    LiveCore();
    void say(const Status& status, const QString& journal);

    system::Log m_log;
    QStringList m_troubles;
    std::shared_ptr<LiveCore*> m_handle; ///< what a letter holds weakly
    /// Touched on the core thread only.
    std::shared_ptr<std::unique_ptr<runtime::RunningCore>> m_runtime;
    EventThread m_thread;
};

} // namespace penelope::console
