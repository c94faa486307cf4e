#pragma once

#include "core/adapters/sqlite/tailverifier.h"
#include "core/base/worker.h"

#include <functional>
#include <memory>

namespace penelope::runtime {

/// Verifies the journal in the background, first all of it and then what was signed since. Made, asked and answered on
/// one thread; reading and hashing happen on a thread of its own.
class JournalWatch
{
public:
    using Listener = std::function<void(const compliance::Verified&)>;

    /// `home` and what `listener` refers to outlive the watch.
    JournalWatch(const QString& journal, const Mailbox& home, Listener listener);

    /// Goes on where the journal is signed further than it was verified. Cheap; call it as often as you like.
    void look(qint64 signedTo);

private:
    void goOn();

    const Mailbox& m_home;
    Listener m_listener;
    std::shared_ptr<sqlite::TailVerifier> m_verifier; ///< touched by the worker only
    Worker m_worker;
    Task m_task;
    qint64 m_verifiedTo = 0;
    bool m_busy = false;
};

} // namespace penelope::runtime
