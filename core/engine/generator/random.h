#pragma once

#include <QtGlobal>

#include <array>
#include <cstdint>
#include <string>

namespace penelope::engine::generator {

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers from the same seed on every machine.
class Random
{
public:
    explicit Random(quint64 seed)
        : m_state(seed)
    {}

    quint64 next()
    {
        quint64 mixed = m_state += 0x9E3779B97F4A7C15U;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
        return mixed ^ (mixed >> 31);
    }
    /// least ≤ answer ≤ most.
    qint64 between(qint64 least, qint64 most)
    {
        return least + static_cast<qint64>(next() % static_cast<quint64>(most - least + 1));
    }
    /// True `percent` times in a hundred.
    bool chance(int percent) { return between(0, 99) < percent; }
    template <typename T, std::size_t N> const T& oneOf(const std::array<T, N>& values)
    {
        return values[static_cast<std::size_t>(between(0, static_cast<qint64>(N) - 1))];
    }
    /// Lower-case hex digits, as commits and fingerprints have them.
    std::string hex(int digits)
    {
        std::string text;
        quint64 bits = 0;
        for (int digit = 0; digit < digits; ++digit) {
            if (digit % 16 == 0)
                bits = next();
            text += "0123456789abcdef"[bits & 15U];
            bits >>= 4;
        }
        return text;
    }

private:
    quint64 m_state;
};

} // namespace penelope::engine::generator
