#include "core/journal/textsign.h"

#include <algorithm>

namespace penelope::journal::textsign {
namespace {

constexpr std::size_t sequence = 3;
constexpr unsigned bitsOfPlace = 14;
static_assert(words * 64 == std::size_t{1} << bitsOfPlace);

/// Multiplied by 2^32 divided by the golden ratio: neighbours come far from each other.
Place placeOf(std::uint32_t letters)
{
    return static_cast<Place>((letters * 2654435769U) >> (32 - bitsOfPlace));
}

template <typename Take> void eachSequence(std::string_view text, Take take)
{
    constexpr std::uint32_t mask = 0xFF'FF'FF;
    std::uint32_t letters = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        letters = ((letters << 8) | static_cast<unsigned char>(text[at])) & mask;
        if (at + 1 >= sequence)
            take(placeOf(letters));
    }
}

} // namespace

void add(Sign& sign, std::string_view line)
{
    eachSequence(line, [&sign](Place place) { sign[place / 64U] |= std::uint64_t{1} << (place % 64U); });
}

std::vector<Place> placesOf(std::string_view text)
{
    std::vector<Place> places;
    eachSequence(text, [&places](Place place) { places.push_back(place); });
    return places;
}

bool mayHold(std::span<const std::uint64_t, words> sign, const std::vector<Place>& places)
{
    return std::all_of(
        places.begin(), places.end(), [sign](Place place) { return (sign[place / 64U] >> (place % 64U) & 1) != 0; });
}

} // namespace penelope::journal::textsign
