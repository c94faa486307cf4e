// As core/base/hash.cpp: for so few bytes the plain function takes a fraction of what a hash object does.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "core/wisdom/featureindices.h"

#include <openssl/md5.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <utility>

namespace penelope::wisdom {

namespace {

using Digest = std::array<unsigned char, MD5_DIGEST_LENGTH>;

/// The digest as one big-endian number, mod 768. Of 768 = 256 · 3 the last byte is the rest by 256; a byte more changes
/// nothing by 3, since 256 leaves 1, so that the halves can be added in any order of their bytes.
int restOf(const Digest& digest)
{
    static_assert(dimensions == 256 * 3);
    std::array<std::uint64_t, 2> halves{};
    std::memcpy(halves.data(), digest.data(), sizeof halves);
    const auto byThree = static_cast<int>((halves[0] % 3 + halves[1] % 3) % 3);
    const int last = digest.back();
    return last + 256 * ((byThree + 3 - last % 3) % 3);
}

} // namespace

void FeatureIndices::append(QStringView text)
{
    append(QByteArrayView(text.toUtf8()));
}

void FeatureIndices::finish()
{
    Digest digest{};
    MD5_CTX context;
    MD5_Init(&context);
    MD5_Update(&context, m_text.constData(), static_cast<std::size_t>(m_text.size()));
    MD5_Final(digest.data(), &context);
    m_all.push_back(restOf(digest));
}

std::vector<int> FeatureIndices::take()
{
    std::sort(m_all.begin(), m_all.end());
    return std::exchange(m_all, {});
}

} // namespace penelope::wisdom
