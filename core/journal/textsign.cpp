#include "core/journal/textsign.h"

#include <bit>

namespace penelope::journal::textsign {
namespace {

constexpr std::size_t sequence = 3;
constexpr auto all = ~std::uint64_t{0};
constexpr std::size_t wordsPerFetch = 8; ///< of 64 bytes
constexpr int bitsInGroup = std::bit_width(std::tuple_size_v<Group> - 1);
constexpr int bitsInBlock = std::bit_width(std::tuple_size_v<Block> - 1);

/// Multiplied by 2^64 divided by the golden ratio: neighbours come far from each other.
Place placeOf(std::uint64_t letters)
{
    const auto spread = letters * 0x9E37'79B9'7F4A'7C15U;
    return {
        .inBlock = static_cast<std::uint16_t>(spread << bitsInGroup >> (64 - bitsInBlock)),
        .inGroup = static_cast<std::uint16_t>(spread >> (64 - bitsInGroup))};
}

template <typename Take> void eachSequence(std::string_view text, Take take)
{
    constexpr std::uint64_t mask = 0xFF'FF'FF;
    std::uint64_t letters = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        letters = ((letters << 8) | static_cast<unsigned char>(text[at])) & mask;
        if (at + 1 >= sequence)
            take(placeOf(letters));
    }
}

} // namespace

std::vector<Place> placesOf(std::string_view text)
{
    std::vector<Place> places;
    eachSequence(text, [&places](Place place) { places.push_back(place); });
    return places;
}

std::uint64_t linesThatMayHold(BlockView block, const std::vector<Place>& places)
{
    auto lines = all;
    for (auto place = places.begin(); place != places.end() && lines != 0; ++place)
        lines &= block[place->inBlock];
    return lines;
}

std::uint64_t linesThatHoldAll(BlockView block, std::uint64_t some, const std::vector<Place>& places)
{
    // The words beside one that was asked are in the processor's cache, and a few of them deny it of nearly all lines.
    const auto near = places.empty() ? std::size_t{0} : places.front().inBlock / wordsPerFetch * wordsPerFetch;
    for (std::size_t word = 0; word < block.size() && some != 0; ++word)
        some &= block[(near + word) % block.size()];
    return some;
}

std::uint64_t blocksThatMayHold(GroupView group, const std::vector<Place>& places)
{
    auto blocks = all;
    for (auto place = places.begin(); place != places.end() && blocks != 0; ++place)
        blocks &= group[place->inGroup];
    return blocks;
}

void Signer::add(std::string_view line)
{
    const auto bit = next();
    eachSequence(line, [this, bit](Place place) {
        m_block[place.inBlock] |= bit;
        m_places[place.inGroup / 64U] |= std::uint64_t{1} << (place.inGroup % 64U);
    });
    end();
}

void Signer::addUnknown()
{
    const auto bit = next();
    for (auto& word : m_block)
        word |= bit;
    m_places.fill(all);
    end();
}

/// The bit of the line that begins.
std::uint64_t Signer::next()
{
    if (m_lines == linesPerGroup) {
        m_group.fill(0);
        m_lines = 0;
    }
    const auto line = m_lines % linesPerBlock;
    if (line == 0) {
        m_block.fill(0);
        m_places.fill(0);
    }
    return std::uint64_t{1} << line;
}

void Signer::end()
{
    if (++m_lines % linesPerBlock != 0)
        return;
    const auto bit = std::uint64_t{1} << (m_lines / linesPerBlock - 1);
    for (std::size_t word = 0; word < m_places.size(); ++word) {
        for (auto rest = m_places[word]; rest != 0; rest &= rest - 1)
            m_group[word * 64 + static_cast<std::size_t>(std::countr_zero(rest))] |= bit;
    }
}

} // namespace penelope::journal::textsign
