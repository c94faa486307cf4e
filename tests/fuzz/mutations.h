#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace penelope::fuzz {

using Bytes = std::string;

/// A small generator whose sequence depends on the seed alone.
class Dice
{
public:
    explicit Dice(std::uint64_t seed)
        : m_state(seed * 0x9e3779b97f4a7c15ULL + 1)
    {}
    std::uint64_t next();
    /// 0 … bound − 1; bound ≥ 1.
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }

private:
    std::uint64_t m_state;
};

/// Changes `input` in 1 to 8 places: bits, bytes, numbers, blocks, lines, words of the dictionary, parts of `other`.
/// The result is at most `longest` bytes.
Bytes mutated(Bytes input, const Bytes& other, const std::vector<Bytes>& dictionary, std::size_t longest, Dice& dice);

/// The words of a dictionary file in libFuzzer's form: `name="value"` lines with \xNN, \\ and \" escapes.
std::vector<Bytes> readDictionary(const std::string& path);

} // namespace penelope::fuzz
