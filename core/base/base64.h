#pragma once

#include <QByteArray>

#include <optional>

namespace penelope {

/// Strict RFC 4648 base64 with padding: one text for one value. Nothing for white space, other alphabets, missing
/// padding or non-zero spare bits.
std::optional<QByteArray> fromBase64(QByteArrayView text);
/// Lower-case hex of even length, else nothing.
std::optional<QByteArray> fromHex(QByteArrayView text);

} // namespace penelope
