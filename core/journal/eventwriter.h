#pragma once

#include "core/base/canonicalwriter.h"
#include "core/journal/event.h"

namespace penelope::journal {

/// Where a text stands among a writer's bytes, with its quotes.
struct Quoted
{
    qsizetype begin = 0;
    qsizetype size = 0;
};

/// The canonical bytes of an event behind what a writer has written already. A refusal is that of encode(event); after
/// one something unfinished stands there.
Status encode(const Event& event, canonical::Writer& writer);
/// The same, and says where two of its texts stand; after a refusal that means nothing.
Status encode(const Event& event, canonical::Writer& writer, Quoted& kind, Quoted& stream);

} // namespace penelope::journal
