#pragma once

#include <QByteArray>

#include <optional>

/// Bytes of files that only this program reads: compressed, fast to write and to read back, and with a sum.
namespace penelope::snapshots {

/// Empty where there is no memory for it. `like` is what they are much like, if there is such a thing: what both have
/// takes no room.
QByteArray packed(QByteArrayView bytes, QByteArrayView like = {});
/// Nothing where they are not what `packed` made with the same `like`, or would be larger than any state is.
std::optional<QByteArray> unpacked(QByteArrayView packed, QByteArrayView like = {});

} // namespace penelope::snapshots
