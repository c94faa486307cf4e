#pragma once

#include <sched.h>

namespace penelope {

/// So many processors may be used by this process: those that it is kept away from do not count.
inline int usableProcessors()
{
    cpu_set_t usable;
    CPU_ZERO(&usable);
    return sched_getaffinity(0, sizeof usable, &usable) == 0 ? CPU_COUNT(&usable) : 1;
}

} // namespace penelope
