#pragma once

#include <QByteArray>

#include <vector>

namespace penelope::canonical {

/// A member of the outermost object, as it stands in the bytes.
struct RawMember
{
    QByteArrayView key;   ///< without its quotes
    QByteArrayView value; ///< with them
};

/// Whether the bytes are an object that canonical::parse takes and canonical::encode gives back byte for byte, by one
/// look at them and without building it; fills `members`. False says nothing: those two must be asked. It is false for
/// canonical bytes only where a key is not plain ASCII without escapes.
bool isPlainlyCanonical(QByteArrayView bytes, std::vector<RawMember>& members);

} // namespace penelope::canonical
