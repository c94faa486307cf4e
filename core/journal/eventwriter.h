#pragma once

#include "core/base/canonicalwriter.h"
#include "core/journal/event.h"

namespace penelope::journal {

/// The canonical bytes of an event behind what a writer has written already. A refusal is that of encode(event); after
/// one something unfinished stands there.
Status encode(const Event& event, canonical::Writer& writer);

} // namespace penelope::journal
