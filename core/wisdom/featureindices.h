#pragma once

#include <QByteArrayView>
#include <QStringView>
#include <QVarLengthArray>

#include <vector>

namespace penelope::wisdom {

constexpr int dimensions = 768;

/// The index of each of some features: MD5 of its UTF-8 bytes as a 128-bit big-endian integer, mod 768 (domain.md 4,
/// RFC 1321).
class FeatureIndices
{
public:
    void reserve(std::size_t features) { m_all.reserve(features); }
    /// A feature of parts that follow each other.
    template <typename... Parts> void add(const Parts&... parts)
    {
        m_text.clear();
        (append(parts), ...);
        finish();
    }
    /// One whose index is known.
    void addIndex(int index) { m_all.push_back(index); }
    /// Ascending, those that meet beside each other.
    std::vector<int> take();

private:
    void append(QByteArrayView bytes) { m_text.append(bytes.data(), bytes.size()); }
    void append(QStringView text);
    void finish();

    QVarLengthArray<char, 256> m_text; ///< of the feature that is being added
    std::vector<int> m_all;
};

} // namespace penelope::wisdom
