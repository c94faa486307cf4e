#pragma once

namespace penelope::system {

/// Gives memory that was freed back to the system, which the C library does by itself only at the end of a heap: after
/// work that took much for a while. Some milliseconds, so not for the thread of the windows. Any thread.
void returnFreedMemory();

} // namespace penelope::system
