#pragma once

#include "core/base/result.h"
#include "core/patch/service.h"

#include <QByteArray>

namespace penelope::twin {

/// Which paths a service is asked for, and how often.
struct AccessMix
{
    std::vector<patch::TwinPath> paths; ///< the most frequent first; shares are counts
    qint64 taken = 0;                   ///< requests that they stand for
    qint64 leftOut = 0;                 ///< lines that are none, cannot be played, or hold what must not be kept
    bool operator==(const AccessMix&) const = default;
};

constexpr std::size_t mostMixPaths = 50;
constexpr qint64 mostLogBytes = qint64{16} * 1024 * 1024; ///< of its end

/// Reads an access log in the common or combined format. Of each line only the path of a GET that was answered below
/// 400 counts: addresses, names, times, referrers and agents are not looked at. Numbers in a path become {{number}}; of
/// a query only the names stay; a path with a part that looks like a key, an id or a mail address is left out.
/// Malformed where nothing is left. Pure; time and memory are linear in the text.
Result<AccessMix> mixOf(const QByteArray& log);
/// "12 paths of 4312 requests in the access log".
QString mixText(const AccessMix& mix);

} // namespace penelope::twin
