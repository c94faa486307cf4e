#pragma once

#include "core/twin/plan.h"

#include <map>
#include <optional>
#include <sys/types.h>

namespace penelope::player {

/// The service that is tried, as our child. Alone with us in the sandbox: whatever it starts is its own.
class Service
{
public:
    /// Its data lies in `data`; what it prints goes to standard error.
    Service(const patch::TwinService& service, const QString& tree, const QString& data);
    /// Ends it as `stop` does.
    ~Service();
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;

    /// How it ended by itself: "exit code 3", "signal 11"; nothing while it runs.
    std::optional<QString> ended();
    /// SIGTERM, five seconds, then SIGKILL to everything in the sandbox but us.
    void stop();

private:
    pid_t m_process = -1;
    std::optional<QString> m_ended;
};

/// Whether this process is the sandbox's own program: alone with what it starts.
bool isInSandbox();

/// Resident memory of every process in the sandbox but the first and this one, in KiB.
qint64 residentKib();

/// Every regular file below the folder: its path there and its digest; bounded.
std::map<QString, QString> printsOf(const QString& folder);

/// Copies every regular file below `from` to the same place below `to`, which is made; an empty `from` has none.
Status copyFiles(const QString& from, const QString& to);

/// Moves `data` of the tree to its place outside of it, and leaves a link there.
Status placeData(const QString& tree, const QString& data, const QString& place);

} // namespace penelope::player
