#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

namespace penelope::lab {

/// service.toml: how a demo service treats its store. Read once, at start.
struct ServiceConfig
{
    int poolSize = 4;               ///< connections to the store, 1..1024
    Milliseconds poolWait{800};     ///< longest wait for a connection
    bool fallback = true;           ///< then the last known value is served; otherwise 503
    Milliseconds callTimeout{2000}; ///< a call to the store that takes longer fails: 504
    int cacheEntries = 2000;        ///< values kept, 0..1000000
    int sessionPlaces = 16384;      ///< of the store's session table, 1..1000000
    bool releaseSessions = true;    ///< a session is given back after its call
    bool handshake = false;         ///< before each call to the store, which then takes 30 % longer
    bool checked = false;           ///< an answer that fails its check ends the service
    int keptKib = 0;                ///< of each answer, for ever, 0..1024
    int dataFormat = 1;             ///< of the ledger in its data folder, 1..2
    bool operator==(const ServiceConfig&) const = default;
};

/// Unknown keys, wrong types and values out of range are Malformed with "file:line:column".
Result<ServiceConfig> readServiceConfig(const QString& path);

} // namespace penelope::lab
