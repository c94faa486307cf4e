#include "core/journal/outline.h"

#include "core/base/plainbytes.h"
#include "core/journal/envelope.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace penelope::journal {
namespace {

/// The content of a string of printable ASCII without escapes, 1 to 255 bytes.
std::optional<QByteArrayView> plainText(QByteArrayView value)
{
    if (value.size() < 3 || value.size() > 257 || value.front() != '"')
        return std::nullopt;
    const auto content = value.sliced(1, value.size() - 2);
    const auto* const end = content.data() + content.size();
    const bool plain = canonical::plainAsciiEnd(content.data(), end) == end &&
                       std::memchr(content.data(), 0x7F, static_cast<std::size_t>(content.size())) == nullptr;
    return plain ? std::optional{content} : std::nullopt;
}

/// A whole number in its range. The bytes are canonical: digits alone make one.
std::optional<qint64> plainWhole(QByteArrayView value, qint64 least, qint64 most)
{
    qint64 number = 0;
    for (const char digit : value) {
        if (digit < '0' || digit > '9')
            return std::nullopt;
        number = number * 10 + (digit - '0');
    }
    return number >= least && number <= most ? std::optional{number} : std::nullopt;
}

bool isPlainKind(QByteArrayView kind)
{
    const auto letter = [](char each) { return (each >= 'A' && each <= 'Z') || (each >= 'a' && each <= 'z'); };
    return kind.size() <= 64 && kind.front() >= 'A' && kind.front() <= 'Z' &&
           std::all_of(
               kind.begin(), kind.end(), [&letter](char each) { return letter(each) || (each >= '0' && each <= '9'); });
}

bool isPlainStream(QByteArrayView stream)
{
    const auto slash = stream.indexOf('/');
    const auto head = slash < 0 ? stream : stream.first(slash);
    const auto lower = [](char each) { return each >= 'a' && each <= 'z'; };
    return !head.isEmpty() && lower(head.front()) && slash + 1 < stream.size() &&
           std::all_of(head.begin(), head.end(), [&lower](char each) {
               return lower(each) || each == '_' || (each >= '0' && each <= '9');
           });
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
