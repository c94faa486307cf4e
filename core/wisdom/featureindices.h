#pragma once

#include <QByteArrayView>
#include <QStringView>
#include <QVarLengthArray>

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace penelope::wisdom {

constexpr int dimensions = 768;

/// The index of each of some features: MD5 of its UTF-8 bytes as a 128-bit big-endian integer, mod 768 (domain.md 4,
/// RFC 1321). Nearly all features fit one block of MD5, whose steps wait for each other: a dozen blocks side by side
/// take no longer than one.
class FeatureIndices
{
public:
    /// A feature of parts that follow each other.
    template <typename... Parts> void add(const Parts&... parts)
    {
        m_text.clear();
        (append(parts), ...);
        finish();
    }
    /// Ascending, those that meet beside each other.
    std::vector<int> take();

private:
    static constexpr std::size_t sideBySide = 12;
    using Block = std::array<unsigned char, 64>;

    void append(QByteArrayView bytes) { m_text.append(bytes.data(), bytes.size()); }
    void append(QStringView text);
    void finish();
    void hashBlocks();

    QVarLengthArray<char, 256> m_text;        ///< of the feature that is being added
    std::array<Block, sideBySide> m_blocks{}; ///< padded; those from m_waiting on are of nothing
    std::size_t m_waiting = 0;
    std::vector<int> m_all;
};

} // namespace penelope::wisdom
