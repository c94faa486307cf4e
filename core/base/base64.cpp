#include "core/base/base64.h"

namespace penelope {

std::optional<QByteArray> fromBase64(QByteArrayView text)
{
    const auto bytes = text.toByteArray();
    auto decoded = QByteArray::fromBase64Encoding(bytes, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.toBase64() != bytes)
        return std::nullopt;
    return std::move(decoded.decoded);
}

std::optional<QByteArray> fromHex(QByteArrayView text)
{
    const auto bytes = text.toByteArray();
    auto decoded = QByteArray::fromHex(bytes);
    if (decoded.toHex() != bytes)
        return std::nullopt;
    return decoded;
}

} // namespace penelope
