#include "core/journal/examiner.h"

namespace penelope::journal {

void Examiner::examine(const Row& row, Examined& examined)
{
    examined.hash = leafHash(row.body);
    examined.stored = digestFrom(row.leaf);
    examined.outline = examined.hashHolds() ? m_outliner.read(row.body) : std::nullopt;
    const auto& outline = examined.outline;
    examined.columnsAgree = outline && row.time == outline->time && row.streamVersion == outline->streamVersion &&
                            row.kind && *row.kind == outline->kind && row.stream && *row.stream == outline->stream;
}

} // namespace penelope::journal
