// As core/base/hash.cpp: for so few bytes the plain function takes a fraction of what a hash object does.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "core/wisdom/featureindices.h"

#include <openssl/md5.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace penelope::wisdom {

void FeatureIndices::append(QStringView text)
{
    append(QByteArrayView(text.toUtf8()));
}

void FeatureIndices::finish()
{
    std::array<unsigned char, MD5_DIGEST_LENGTH> digest{};
    MD5_CTX context;
    MD5_Init(&context);
    MD5_Update(&context, m_text.constData(), static_cast<std::size_t>(m_text.size()));
    MD5_Final(digest.data(), &context);
    std::uint32_t rest = 0;
    for (const auto byte : digest)
        rest = (rest << 8 | byte) % dimensions;
    m_all.push_back(static_cast<int>(rest));
}

std::vector<int> FeatureIndices::take()
{
    std::sort(m_all.begin(), m_all.end());
    return std::exchange(m_all, {});
}

} // namespace penelope::wisdom
