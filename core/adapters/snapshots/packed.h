#pragma once

#include <QByteArray>

#include <optional>

/// Bytes of files that only this program reads: compressed, fast to write and to read back, and with a sum.
namespace penelope::snapshots {

/// Empty where there is no memory for it.
QByteArray packed(QByteArrayView bytes);
/// Nothing where they are not what `packed` made, or would be larger than any state is.
std::optional<QByteArray> unpacked(QByteArrayView packed);

} // namespace penelope::snapshots
