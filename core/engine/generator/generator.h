#pragma once

#include "core/base/ed25519.h"
#include "core/base/instant.h"

#include <QString>

#include <functional>
#include <string>
#include <string_view>

/// A journal of whole invented stories, for trying things at the size of years (journal.md 10). Pure: the same options
/// give the same bytes on every machine; there is no clock and no random device.
namespace penelope::engine::generator {

/// What the same options give may change with this number only.
constexpr int generatorVersion = 2;
/// Events of a normal day: 24 services, about 10 million in 1,007 days.
constexpr qint64 eventsOfADay = 9'931;
/// 2023-11-14T22:13:20Z, of the first event.
constexpr Instant firstMoment = instantFromMs(1'700'000'000'000);
/// The founding alone needs so many.
constexpr qint64 fewestEvents = 300;
constexpr qint64 mostEvents = 1'000'000'000;

struct Options
{
    qint64 events = 0; ///< fewestEvents … mostEvents
    quint64 seed = 0;
    int days = 0; ///< 1 … 36,500; 0 = as many as `events` fill
    /// "demo": one told evening instead of chance's days, to its end; see demoOptions. Empty = chance.
    std::string story = {};
};

/// The demonstration: a Saturday evening of six hours, in which everything happens once.
Options demoOptions();
constexpr Instant demoBegins = instantFromMs(1'787'428'800'000); ///< 2026-08-22T20:00:00Z
constexpr Milliseconds demoLasts = std::chrono::hours{6};
/// The moment at which a critical request waits for its second approver.
constexpr Instant demoOpens = demoBegins + std::chrono::minutes{42};
/// The handle of the person at the desk.
constexpr const char* demoOperator = "ana";

/// One event as a bulk writer takes it: gapless from seq 1, `body` being the canonical bytes.
struct Line
{
    qint64 seq = 0;
    qint64 time = 0; ///< ms
    std::string_view kind;
    std::string_view stream;
    qint64 streamVersion = 0;
    std::string_view body;
};
/// False ends the work early.
using Sink = std::function<bool(const Line&)>;

/// The journal that the options give: its id, and the key that signs its checkpoints. A test key: whoever knows the
/// seed has it.
struct Identity
{
    QString journalId;
    ed25519::SigningKey key;
};
Identity identityOf(const Options& options);
/// The test key of a person of that journal, by handle.
ed25519::SigningKey personalKey(const Options& options, const QString& name);
/// The same options with the number of days that they mean.
Options completed(Options options);

/// Tells the whole journal, in order. Stories under way at the end stay under way.
void generate(const Options& options, const Sink& sink);

} // namespace penelope::engine::generator
