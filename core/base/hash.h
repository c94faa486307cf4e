#pragma once

#include <QByteArray>
#include <QString>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace penelope {

/// 32 bytes of SHA-256.
using Digest = std::array<std::uint8_t, 32>;

Digest sha256(QByteArrayView bytes);
/// SHA-256 of one prefix byte and the bytes, as RFC 6962 leaves and nodes need it.
Digest sha256(std::uint8_t prefix, QByteArrayView first, QByteArrayView second = {});

/// SHA-256 of bytes that come one after the other.
class RunningSha256
{
public:
    RunningSha256();
    RunningSha256(RunningSha256&&) noexcept;
    RunningSha256& operator=(RunningSha256&&) noexcept;
    ~RunningSha256();

    void add(QByteArrayView bytes);
    /// Of all that was added so far.
    Digest digest() const;

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

QByteArray toBytes(const Digest& digest);
/// Nothing unless there are exactly 32 bytes.
std::optional<Digest> digestFrom(QByteArrayView bytes);
/// Lower-case hex.
QString toHex(const Digest& digest);
QByteArrayView view(const Digest& digest);

} // namespace penelope
