#include "core/query/bytefinder.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <numeric>
#include <string_view>
#include <utility>
#include <vector>

namespace penelope::query {
namespace {

/// Places that are looked at without asking in between.
constexpr std::size_t stretch = 256;
/// Of a stretch that has both letters: what is common has them in most.
constexpr std::size_t part = 32;
/// The memory so far ahead is fetched meanwhile.
constexpr std::size_t ahead = 1024;
constexpr std::size_t pairsTried = 4;

/// Places of a text's letters, the rarest in the sample first; those of a letter that stands again, behind all others.
std::vector<std::size_t> rarestPlaces(std::string_view text, std::string_view sample)
{
    std::array<quint32, 256> counts{};
    for (const char letter : sample)
        ++counts[static_cast<quint8>(letter)];
    std::vector<std::size_t> places(text.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    const auto rank = [&](std::size_t at) {
        return std::pair(text.find(text[at]) != at, counts[static_cast<quint8>(text[at])]);
    };
    std::ranges::stable_sort(places, {}, rank);
    return places;
}

std::ptrdiff_t countPairs(std::string_view sample, std::string_view text, std::size_t one, std::size_t other)
{
    std::ptrdiff_t count = 0;
    for (std::size_t at = 0; at + text.size() <= sample.size(); ++at)
        count += static_cast<int>(sample[at + one] == text[one]) & static_cast<int>(sample[at + other] == text[other]);
    return count;
}

} // namespace

ByteFinder::ByteFinder(QByteArray text, QByteArrayView sample)
    : m_text(std::move(text))
{
    const std::string_view letters(m_text.constData(), static_cast<std::size_t>(m_text.size()));
    const std::string_view bytes(sample.data(), static_cast<std::size_t>(sample.size()));
    const auto places = rarestPlaces(letters, bytes);
    m_rare = places.front();
    m_nextRare = m_rare;
    // Two rare letters may be of one frequent word.
    auto fewest = std::numeric_limits<std::ptrdiff_t>::max();
    for (std::size_t next = 1; next < std::min(places.size(), pairsTried + 1); ++next) {
        const auto count = countPairs(bytes, letters, m_rare, places[next]);
        if (count < fewest) {
            fewest = count;
            m_nextRare = places[next];
        }
    }
}

/// Whether both letters stand where they would, at one of the places.
template <std::size_t places> bool ByteFinder::hasBoth(const char* at) const
{
    const char rare = m_text[static_cast<qsizetype>(m_rare)];
    const char nextRare = m_text[static_cast<qsizetype>(m_nextRare)];
    const auto only = [](bool holds) { return static_cast<quint8>(holds ? 0xFF : 0); };
    const char* const first = at + m_rare;
    const char* const second = at + m_nextRare;
    quint8 both = 0;
    for (std::size_t place = 0; place < places; ++place)
        both = static_cast<quint8>(both | (only(first[place] == rare) & only(second[place] == nextRare)));
    return both != 0;
}

const char* ByteFinder::find(const char* begin, const char* end) const
{
    const auto size = static_cast<std::size_t>(m_text.size());
    if (static_cast<std::size_t>(end - begin) < size)
        return end;
    if (size == 1) {
        const auto* found = std::memchr(begin, m_text.front(), static_cast<std::size_t>(end - begin));
        return found ? static_cast<const char*>(found) : end;
    }
    const char* at = begin;
    const char* const last = end - size; // where it may begin
    for (; static_cast<std::size_t>(last - at) + 1 >= stretch; at += stretch) {
        for (std::size_t line = 0; line < stretch; line += 64)
            __builtin_prefetch(at + ahead + line);
        if (!hasBoth<stretch>(at))
            continue;
        for (std::size_t place = 0; place < stretch; place += part) {
            if (const auto* found = hasBoth<part>(at + place) ? findFrom(at + place, part) : nullptr)
                return found;
        }
    }
    const auto* found = findFrom(at, static_cast<std::size_t>(last - at) + 1);
    return found ? found : end;
}

const char* ByteFinder::findFrom(const char* at, std::size_t places) const
{
    const auto size = static_cast<std::size_t>(m_text.size());
    const char* const rares = at + m_rare;
    for (std::size_t place = 0; place < places; ++place) {
        const auto* hit = static_cast<const char*>(
            std::memchr(rares + place, m_text[static_cast<qsizetype>(m_rare)], places - place));
        if (!hit)
            return nullptr;
        place = static_cast<std::size_t>(hit - rares);
        if (std::memcmp(at + place, m_text.constData(), size) == 0)
            return at + place;
    }
    return nullptr;
}

} // namespace penelope::query
