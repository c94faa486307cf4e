#pragma once

#include "core/journal/outline.h"
#include "core/journal/verifier.h"

namespace penelope::journal {

/// What a row says by itself, without its neighbours. A pure function of the row: another thread may find it out.
struct Examined
{
    Digest hash{}; ///< of the body
    std::optional<Digest> stored;
    /// Where hash and leaf agree and the body is plain; else nothing, and decode must be asked. Views into the row.
    std::optional<Outline> outline;
    bool columnsAgree = false; ///< with the outline

    bool hashHolds() const { return stored == hash; }
    /// Nothing more need be asked of the row.
    bool isPlain() const { return outline && columnsAgree && outline->kind != "JournalKeyRotated"; }
};

/// Examines rows one after the other.
class Examiner
{
public:
    void examine(const Row& row, Examined& examined);

private:
    Outliner m_outliner;
};

} // namespace penelope::journal
