#include "core/adapters/system/memory.h"

#include <malloc.h>

namespace penelope::system {

void returnFreedMemory()
{
    malloc_trim(0);
}

} // namespace penelope::system
