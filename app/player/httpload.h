#pragma once

#include "core/twin/plan.h"

#include <QByteArray>

#include <functional>
#include <optional>
#include <vector>

namespace penelope::player {

/// What became of one request of the schedule.
struct Answered
{
    qint64 dueUs = 0;
    double tookMs = 0; ///< with its wait behind others: a service that stalls makes those behind wait, its own doing
    double lateMs = 0; ///< the player itself came that late, for want of a processor; no part of `tookMs`
    bool failed = true;
    bool timedOut = false;
};

/// Plays a schedule against 127.0.0.1:`port`, each request when it is due, whatever became of those before it. One
/// thread, at most `mostOpen` connections; what finds none free waits, and its wait counts. `tick` is called every
/// 20 ms or so with the microseconds since the beginning; false ends the load at once.
struct Load
{
    int port = 0;
    std::vector<patch::TwinPath> paths;
    std::vector<twin::Due> schedule;
    Milliseconds answerLimit{};
    std::size_t mostOpen = 256;
};
std::vector<Answered> play(const Load& load, const std::function<bool(qint64 us)>& tick);

/// Status and body (the first MiB) of one GET; nothing where there is no whole answer in time.
struct Fetched
{
    int status = 0;
    QByteArray body;
};
std::optional<Fetched> fetch(int port, const QByteArray& path, Milliseconds limit);

} // namespace penelope::player
