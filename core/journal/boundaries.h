#pragma once

#include "core/journal/keys.h"
#include "core/journal/verifier.h"

namespace penelope::journal {

/// A note's size and root that the rows are held against.
struct Boundary
{
    qint64 size = 0;
    Digest root{};
    bool outside = false; ///< obtained elsewhere
};

/// What vouches for a journal: its own notes and those obtained elsewhere, as far as their signatures hold. What does
/// not hold is written into the verdict.
class Boundaries
{
public:
    /// Both must outlive it.
    Boundaries(const Pins& pins, Verdict& verdict)
        : m_pins(pins)
        , m_verdict(verdict)
    {}

    Status read(RowSource& source);

    /// Ascending by size.
    const std::vector<Boundary>& all() const { return m_all; }
    const KeyHistory& keys() const { return m_keys; }
    /// Something obtained elsewhere is satisfied, or is not: then the reason becomes a warning.
    void settlePin(bool satisfied, const QString& reason);
    /// Who vouches, at last.
    void conclude();

private:
    void readNotes(const std::vector<StoredNote>& notes);
    void readOutside();

    const Pins& m_pins;
    Verdict& m_verdict;
    KeyHistory m_keys;
    std::vector<Boundary> m_all;
    std::optional<ed25519::PublicKey> m_validKey; ///< of the newest valid note
    bool m_pinned = false;
};

} // namespace penelope::journal
