// The plain functions take two thirds of the time of EVP for messages of an event's size, which is most of what
// verifying ten million of them costs.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "core/base/hash.h"

#include <openssl/sha.h>

#include <cstring>

namespace penelope {
namespace {

void add(SHA256_CTX& context, QByteArrayView bytes)
{
    if (!bytes.isEmpty())
        SHA256_Update(&context, bytes.data(), static_cast<std::size_t>(bytes.size()));
}

} // namespace

Digest sha256(QByteArrayView bytes)
{
    Digest digest{};
    SHA256_CTX context;
    SHA256_Init(&context);
    add(context, bytes);
    SHA256_Final(digest.data(), &context);
    return digest;
}

Digest sha256(std::uint8_t prefix, QByteArrayView first, QByteArrayView second)
{
    Digest digest{};
    SHA256_CTX context;
    SHA256_Init(&context);
    SHA256_Update(&context, &prefix, 1);
    add(context, first);
    add(context, second);
    SHA256_Final(digest.data(), &context);
    return digest;
}

struct RunningSha256::Context
{
    SHA256_CTX sum;
};

RunningSha256::RunningSha256()
    : m_context(std::make_unique<Context>())
{
    SHA256_Init(&m_context->sum);
}

RunningSha256::RunningSha256(RunningSha256&&) noexcept = default;
RunningSha256& RunningSha256::operator=(RunningSha256&&) noexcept = default;
RunningSha256::~RunningSha256() = default;

void RunningSha256::add(QByteArrayView bytes)
{
    penelope::add(m_context->sum, bytes);
}

Digest RunningSha256::digest() const
{
    Digest digest{};
    auto ended = m_context->sum;
    SHA256_Final(digest.data(), &ended);
    return digest;
}

QByteArray toBytes(const Digest& digest)
{
    return QByteArray(reinterpret_cast<const char*>(digest.data()), static_cast<qsizetype>(digest.size()));
}

std::optional<Digest> digestFrom(QByteArrayView bytes)
{
    Digest digest{};
    if (bytes.size() != static_cast<qsizetype>(digest.size()))
        return std::nullopt;
    std::memcpy(digest.data(), bytes.data(), digest.size());
    return digest;
}

QString toHex(const Digest& digest)
{
    return QString::fromLatin1(toBytes(digest).toHex());
}

QByteArrayView view(const Digest& digest)
{
    return QByteArrayView(reinterpret_cast<const char*>(digest.data()), static_cast<qsizetype>(digest.size()));
}

} // namespace penelope
