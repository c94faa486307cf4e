#pragma once

#include <QLatin1String>

#include <array>

/// The members of an event and their bounds (journal.md 1).
namespace penelope::journal {

constexpr qint64 latestTime = 253402300799999;
constexpr qint64 largestSeq = 9007199254740991; // of what binary64 counts without gaps
constexpr qint64 latestVersion = 65535;

struct EnvelopeField
{
    QLatin1String name;
    bool required;
};
/// Ascending, as they are written.
constexpr std::array<EnvelopeField, 11> envelopeFields{
    {{QLatin1String{"actor"}, true},
     {QLatin1String{"cause"}, false},
     {QLatin1String{"correlation"}, false},
     {QLatin1String{"epoch"}, true},
     {QLatin1String{"kind"}, true},
     {QLatin1String{"payload"}, true},
     {QLatin1String{"seq"}, true},
     {QLatin1String{"stream"}, true},
     {QLatin1String{"stream_version"}, true},
     {QLatin1String{"time"}, true},
     {QLatin1String{"version"}, true}}};

} // namespace penelope::journal
