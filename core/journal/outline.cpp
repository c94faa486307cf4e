#include "core/journal/outline.h"

#include "core/base/plainbytes.h"
#include "core/journal/envelope.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

namespace penelope::journal {
namespace {

enum PlainLetter : std::uint8_t { UpperLetter = 1, LowerLetter = 2, DecimalDigit = 4, LowLine = 8 };

constexpr auto plainLetters = [] {
    std::array<std::uint8_t, 256> all{};
    for (std::size_t code = 0; code < all.size(); ++code)
        all[code] = static_cast<std::uint8_t>(
            (code >= 'A' && code <= 'Z' ? UpperLetter : 0) | (code >= 'a' && code <= 'z' ? LowerLetter : 0) |
            (code >= '0' && code <= '9' ? DecimalDigit : 0) | (code == '_' ? LowLine : 0));
    return all;
}();

bool isOf(char byte, unsigned kinds)
{
    return (plainLetters[static_cast<unsigned char>(byte)] & kinds) != 0;
}

/// Where the letters of these kinds end.
const char* lettersEnd(QByteArrayView text, unsigned kinds)
{
    return std::find_if_not(text.begin(), text.end(), [kinds](char byte) { return isOf(byte, kinds); });
}

bool isPrintableAscii(QByteArrayView text)
{
    const auto* const end = text.data() + text.size();
    const auto* const found = canonical::firstByte(
        text.data(), end,
        [](std::uint64_t word) {
            return canonical::lanesBelow(word, 0x20) | canonical::lanesOf(word, '"') | canonical::lanesOf(word, '\\') |
                   canonical::lanesOf(word, '\x7F') | (word & 0x8080808080808080U);
        },
        [](char byte) { return !canonical::isPlain(byte) || static_cast<unsigned char>(byte) >= 0x7F; });
    return found == end;
}

/// The content of a string of printable ASCII without escapes, 1 to 255 bytes.
std::optional<QByteArrayView> plainText(QByteArrayView value)
{
    if (value.size() < 3 || value.size() > 257 || value.front() != '"')
        return std::nullopt;
    const auto content = value.sliced(1, value.size() - 2);
    return isPrintableAscii(content) ? std::optional{content} : std::nullopt;
}

/// Eight digits at once: neighbours are joined to pairs, pairs to fours, and those to one number.
std::optional<qint64> eightDigits(const char* digits)
{
    std::uint64_t word = 0;
    std::memcpy(&word, digits, sizeof word);
    const auto values = word ^ 0x3030303030303030U;
    if (((values | (values + 0x0606060606060606U)) & 0xF0F0F0F0F0F0F0F0U) != 0)
        return std::nullopt;
    const auto pairs = (values * 10 + (values >> 8)) & 0x00FF00FF00FF00FFU;
    const auto fours = (pairs * 100 + (pairs >> 16)) & 0x0000FFFF0000FFFFU;
    return static_cast<qint64>((fours * 10'000 + (fours >> 32)) & 0xFFFFFFFFU);
}

/// A whole number in its range. The bytes are canonical: digits alone make one.
std::optional<qint64> plainWhole(QByteArrayView value, qint64 least, qint64 most)
{
    constexpr qsizetype mostDigits = 16; // of the largest number that an event may have
    if (value.isEmpty() || value.size() > mostDigits)
        return std::nullopt;
    qint64 number = 0;
    const auto* digit = value.begin();
    if constexpr (std::endian::native == std::endian::little) {
        for (; value.end() - digit >= 8; digit += 8) {
            const auto eight = eightDigits(digit);
            if (!eight)
                return std::nullopt;
            number = number * 100'000'000 + *eight;
        }
    }
    for (; digit != value.end(); ++digit) {
        if (*digit < '0' || *digit > '9')
            return std::nullopt;
        number = number * 10 + (*digit - '0');
    }
    return number >= least && number <= most ? std::optional{number} : std::nullopt;
}

bool isPlainKind(QByteArrayView kind)
{
    return kind.size() <= 64 && isOf(kind.front(), UpperLetter) &&
           lettersEnd(kind, UpperLetter | LowerLetter | DecimalDigit) == kind.end();
}

bool isPlainStream(QByteArrayView stream)
{
    const auto* const end = lettersEnd(stream, LowerLetter | DecimalDigit | LowLine);
    return isOf(stream.front(), LowerLetter) && (end == stream.end() || (*end == '/' && end + 1 != stream.end()));
}

using Values = std::array<QByteArrayView, envelopeFields.size()>;

template <std::size_t field> bool isNamed(QByteArrayView key)
{
    constexpr auto name = envelopeFields[field].name;
    return key.size() == name.size() &&
           std::memcmp(key.data(), name.data(), static_cast<std::size_t>(name.size())) == 0;
}

/// The values of the fields, by a comparison with each name that the compiler knows; false where one is missing or is
/// none of ours.
template <std::size_t... field>
bool assign(const std::vector<canonical::RawMember>& members, Values& values, std::index_sequence<field...>)
{
    auto next = members.begin();
    const auto take = [&next, &values](std::size_t at) {
        values[at] = next->value;
        ++next;
        return true;
    };
    const bool known =
        ((next != members.end() && isNamed<field>(next->key) ? take(field) : !envelopeFields[field].required) && ...);
    return known && next == members.end();
}

} // namespace

std::optional<Outline> Outliner::read(QByteArrayView body)
{
    if (!canonical::isPlainlyCanonical(body, m_members))
        return std::nullopt;
    Values found{};
    if (!assign(m_members, found, std::make_index_sequence<envelopeFields.size()>{}))
        return std::nullopt;
    const auto& [actor, cause, correlation, epoch, kind, payload, seq, stream, streamVersion, time, version] = found;
    const auto kindText = plainText(kind);
    const auto streamText = plainText(stream);
    const auto actorText = plainText(actor);
    const auto correlationText = correlation.isEmpty() ? std::optional{correlation} : plainText(correlation);
    const auto number = plainWhole(seq, 1, largestSeq);
    const auto moment = plainWhole(time, 0, latestTime);
    const auto position = plainWhole(streamVersion, 1, largestSeq);
    const auto age = plainWhole(epoch, 1, largestSeq);
    const auto form = plainWhole(version, 1, latestVersion);
    const auto reason = number && !cause.isEmpty() ? plainWhole(cause, 1, *number - 1) : std::nullopt;
    const bool texts =
        kindText && isPlainKind(*kindText) && streamText && isPlainStream(*streamText) && actorText && correlationText;
    const bool numbers = number && moment && position && age && form && (cause.isEmpty() || reason);
    if (!texts || !numbers || payload.front() != '{')
        return std::nullopt;
    return Outline{
        .seq = *number,
        .time = *moment,
        .kind = *kindText,
        .stream = *streamText,
        .streamVersion = *position,
        .actor = *actorText,
        .correlation = *correlationText,
        .cause = reason,
        .epoch = *age,
        .version = static_cast<int>(*form),
        .payload = payload};
}

} // namespace penelope::journal
