#include "core/base/binary.h"

#include "core/base/bytehash.h"

#include <QHashFunctions>
#include <QtEndian>

#include <algorithm>
#include <bit>
#include <cstring>

namespace penelope::binary {

namespace {

/// What the first number of a text says beside its length.
enum TextForm : std::uint64_t { Shared = 0, Narrow = 1, Wide = 2, Id = 3 };
constexpr int formBits = 2;

constexpr std::size_t fewestSlots = 32;

quint64 hashOf(QStringView text)
{
    static const quint64 seed = QHashSeed::globalSeed();
    return byteHash({reinterpret_cast<const char*>(text.utf16()), 2 * text.size()}, seed);
}

constexpr qsizetype idDigits = 8;

/// The number that an id is (idFromSeq), where the text is one.
std::optional<std::int64_t> idNumber(QStringView text)
{
    if (text.size() != idDigits)
        return std::nullopt;
    std::int64_t number = 0;
    for (const auto unit : text) {
        const auto code = unit.unicode();
        const bool decimal = code >= u'0' && code <= u'9';
        if (!decimal && (code < u'a' || code > u'f'))
            return std::nullopt;
        number = number * 16 + (decimal ? code - u'0' : code - u'a' + 10);
    }
    return number;
}

QString idText(std::int64_t number)
{
    QString text(idDigits, Qt::Uninitialized);
    for (auto at = idDigits; at-- > 0; number /= 16)
        text[at] = QLatin1Char("0123456789abcdef"[number % 16]);
    return text;
}

bool isNarrow(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar unit) { return unit.unicode() < 0x80; });
}

} // namespace

std::optional<std::uint64_t> TextNumbers::numberOrAdd(const QString& text)
{
    if (2 * m_texts.size() >= m_slots.size())
        grow();
    const auto hash = hashOf(text);
    auto& slot = slotFor(hash, text);
    if (slot.place != 0)
        return slot.place - 1;
    m_texts.push_back(text);
    slot = {hash, m_texts.size()};
    return std::nullopt;
}

TextNumbers::Slot& TextNumbers::slotFor(std::size_t hash, QStringView text)
{
    const auto mask = m_slots.size() - 1;
    auto at = hash & mask;
    while (m_slots[at].place != 0 && (m_slots[at].hash != hash || m_texts[m_slots[at].place - 1] != text))
        at = (at + 1) & mask;
    return m_slots[at];
}

void TextNumbers::grow()
{
    std::vector<Slot> before(std::max(fewestSlots, 4 * m_slots.size()));
    before.swap(m_slots);
    for (const auto& slot : before) {
        if (slot.place != 0)
            slotFor(slot.hash, m_texts[slot.place - 1]) = slot;
    }
}

void Writer::number(std::uint64_t value)
{
    constexpr std::uint64_t more = 0x80;
    char buffer[10];
    qsizetype size = 0;
    for (; value >= more; value >>= 7)
        buffer[size++] = static_cast<char>(value | more);
    buffer[size++] = static_cast<char>(value);
    m_bytes.append(buffer, size);
}

void Writer::real(double value)
{
    const auto bits = qToLittleEndian(std::bit_cast<std::uint64_t>(value));
    m_bytes.append(reinterpret_cast<const char*>(&bits), sizeof bits);
}

void Writer::text(const QString& value)
{
    if (const auto id = idNumber(value)) {
        number(zigzag(*id - m_lastId) << formBits | Id);
        m_lastId = *id;
        return;
    }
    const bool shared = !value.isEmpty() && value.size() <= longestShared;
    if (const auto known = shared ? m_texts.numberOrAdd(value) : std::nullopt) {
        number(*known << formBits | Shared);
        return;
    }
    const bool narrow = isNarrow(value);
    number(static_cast<std::uint64_t>(value.size()) << formBits | (narrow ? Narrow : Wide));
    if (narrow) {
        m_bytes.append(value.toLatin1());
        return;
    }
    for (const auto unit : value) {
        const auto little = qToLittleEndian(unit.unicode());
        m_bytes.append(reinterpret_cast<const char*>(&little), sizeof little);
    }
}

void Writer::bytes(const QByteArray& value)
{
    number(static_cast<std::uint64_t>(value.size()));
    m_bytes.append(value);
}

std::uint8_t Reader::byte()
{
    if (m_failed || left() < 1) {
        fail();
        return 0;
    }
    return static_cast<std::uint8_t>(m_bytes[m_at++]);
}

std::uint64_t Reader::number()
{
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const auto next = byte();
        value |= static_cast<std::uint64_t>(next & 0x7f) << shift;
        if (next < 0x80)
            return m_failed ? 0 : value;
    }
    fail();
    return 0;
}

double Reader::real()
{
    std::uint64_t bits = 0;
    if (m_failed || left() < static_cast<qsizetype>(sizeof bits)) {
        fail();
        return 0;
    }
    std::memcpy(&bits, m_bytes.data() + m_at, sizeof bits);
    m_at += static_cast<qsizetype>(sizeof bits);
    return std::bit_cast<double>(qFromLittleEndian(bits));
}

QString Reader::characters(qsizetype units, bool wide)
{
    const auto* from = m_bytes.data() + m_at;
    m_at += wide ? 2 * units : units;
    if (!wide)
        return QString::fromLatin1(from, units);
    QString text(units, Qt::Uninitialized);
    for (qsizetype at = 0; at < units; ++at)
        text[at] = QChar(qFromLittleEndian<quint16>(from + 2 * at));
    return text;
}

/// Neighbours are often the same one twice: as a key, and in the row.
QString Reader::idAfter(std::int64_t step)
{
    constexpr std::int64_t ids = std::int64_t{1} << 4 * idDigits;
    if (m_failed || step <= -ids || step >= ids || m_lastId + step < 0 || m_lastId + step >= ids) {
        fail();
        return {};
    }
    if (step != 0 || m_lastIdText.isEmpty()) {
        m_lastId += step;
        m_lastIdText = idText(m_lastId);
    }
    return m_lastIdText;
}

QString Reader::text()
{
    const auto head = number();
    const auto length = head >> formBits;
    const auto form = head & ((1U << formBits) - 1);
    if (form == Shared) {
        if (m_failed || length >= m_texts.size()) {
            fail();
            return {};
        }
        return m_texts[static_cast<std::size_t>(length)];
    }
    if (form == Id)
        return idAfter(unzigzag(length));
    const bool wide = form == Wide;
    if (m_failed || length > static_cast<std::uint64_t>(left()) / (wide ? 2 : 1)) {
        fail();
        return {};
    }
    if (length == 0)
        return {};
    auto text = characters(static_cast<qsizetype>(length), wide);
    if (text.size() <= longestShared)
        m_texts.push_back(text);
    return text;
}

QByteArray Reader::bytes()
{
    const auto size = number();
    if (m_failed || size > static_cast<std::uint64_t>(left())) {
        fail();
        return {};
    }
    const auto from = m_at;
    m_at += static_cast<qsizetype>(size);
    return m_bytes.sliced(from, static_cast<qsizetype>(size)).toByteArray();
}

std::size_t Reader::count()
{
    const auto value = number();
    if (m_failed || value > static_cast<std::uint64_t>(left())) {
        fail();
        return 0;
    }
    return static_cast<std::size_t>(value);
}

} // namespace penelope::binary
