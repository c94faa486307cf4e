#include "core/base/hash.h"

#include <openssl/evp.h>

#include <cstring>

namespace penelope {
namespace {

// A fetched method and a reused context make a small message twice as fast as EVP_Digest with a new context each time.
EVP_MD_CTX* freshContext()
{
    struct Context
    {
        EVP_MD* method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
        EVP_MD_CTX* context = EVP_MD_CTX_new();
        Context() = default;
        Context(const Context&) = delete;
        Context& operator=(const Context&) = delete;
        ~Context()
        {
            EVP_MD_CTX_free(context);
            EVP_MD_free(method);
        }
    };
    thread_local Context own;
    EVP_DigestInit_ex2(own.context, own.method, nullptr);
    return own.context;
}

Digest finish(EVP_MD_CTX* context)
{
    Digest digest{};
    EVP_DigestFinal_ex(context, digest.data(), nullptr);
    return digest;
}

void add(EVP_MD_CTX* context, QByteArrayView bytes)
{
    if (!bytes.isEmpty())
        EVP_DigestUpdate(context, bytes.data(), static_cast<std::size_t>(bytes.size()));
}

} // namespace

Digest sha256(QByteArrayView bytes)
{
    auto* context = freshContext();
    add(context, bytes);
    return finish(context);
}

Digest sha256(std::uint8_t prefix, QByteArrayView first, QByteArrayView second)
{
    auto* context = freshContext();
    EVP_DigestUpdate(context, &prefix, 1);
    add(context, first);
    add(context, second);
    return finish(context);
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
