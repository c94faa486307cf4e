#pragma once

#include "core/journal/outline.h"
#include "core/journal/subtrees.h"
#include "core/journal/verifier.h"

namespace penelope::journal {

/// What a row says by itself. Views into it.
struct Examined
{
    Digest hash{}; ///< of the body
    std::optional<Digest> stored;
    /// Where hash and leaf agree and the body is plain; else nothing, and decode must be asked.
    std::optional<Outline> outline;
    bool columnsAgree = false; ///< with the outline
    /// Roots of the perfect subtrees of 2, 4, … leaves that end with this one, as far as they lie in the rows examined
    /// with it and all their hashes hold.
    std::span<const Digest> subtrees;

    bool hashHolds() const { return stored == hash; }
    /// Nothing more need be asked of the row.
    bool isPlain() const { return outline && columnsAgree && outline->kind != "JournalKeyRotated"; }
};

/// Examines neighbouring rows together, since several hashes at a time are quicker than one after the other. A pure
/// function of the rows: another thread may do it.
class Examiner
{
public:
    /// What is answered lasts until the next call, and as long as the rows do.
    std::span<const Examined> examine(std::span<const Row> rows);

private:
    void hashBodies(std::span<const Row> rows);
    Examined examined(const Row& row, const Digest& hash);

    Outliner m_outliner;
    std::vector<QByteArrayView> m_bodies;
    std::vector<Digest> m_hashes; ///< of the bodies
    std::vector<bool> m_holds;
    Subtrees m_subtrees;
    std::vector<Examined> m_examined;
};

} // namespace penelope::journal
