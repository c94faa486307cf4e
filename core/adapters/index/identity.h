#pragma once

#include "core/base/hash.h"
#include "core/base/json.h"

#include <functional>

/// Derived data of a journal: never evidence, always to be had again (journal.md 7).
namespace penelope::index {

/// The journal that an index belongs to.
struct Identity
{
    QString journalId;
    /// The root of the journal's first events; an error where it has fewer.
    std::function<Result<Digest>(qint64 size)> rootAt;
};

/// How far a part reaches, and of which journal.
struct Mark
{
    static constexpr int format = 2;
    QString journalId;
    qint64 size = 0;
    QString root; ///< hex; empty for size 0

    /// Whether a part with this mark says what the journal says.
    bool isOf(const Identity& identity) const;
};

Json toJson(const Mark& mark);
/// Nothing for another format.
std::optional<Mark> markFrom(const Json& value);

} // namespace penelope::index
