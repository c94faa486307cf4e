#pragma once

namespace penelope::engine {

/// The hash of the sources that this build's fold was made of (foldstamp.cmake).
const char* foldStamp();

} // namespace penelope::engine
