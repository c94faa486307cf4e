#pragma once

#include "core/base/pieces.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

/// A compact form of values for files that only the same build reads back: no names, no versions inside.
/// Whole numbers take 7 bits a byte, negative ones zigzag; texts of up to `longestShared` units are written once and
/// then named by number, so that reading them back shares their memory. Ids count up: one is told by how much it is
/// more than the id before it.
namespace penelope::binary {

inline constexpr qsizetype longestShared = 64;

/// Small numbers of either sign as small ones without: 0, -1, 1, -2, …
constexpr std::uint64_t zigzag(std::int64_t value)
{
    return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}
constexpr std::int64_t unzigzag(std::uint64_t value)
{
    return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

/// Texts by number, in the order in which they came. One for each of millions of small values: a text's memory is
/// looked at once, and nothing is allocated for it.
class TextNumbers
{
public:
    /// The number of a text that was there before; else nothing, and it is there from now on.
    std::optional<std::uint64_t> numberOrAdd(const QString& text);

private:
    struct Slot
    {
        std::size_t hash = 0;
        std::size_t place = 0; ///< in m_texts, from 1; 0 = free
    };
    Slot& slotFor(std::size_t hash, QStringView text);
    void grow();

    std::vector<QString> m_texts;
    std::vector<Slot> m_slots; ///< a power of two of them, at most half of them in use
};

class Writer
{
public:
    Writer() = default;
    /// Chunks of shared values go to the keeper, and their numbers into the bytes. It must outlive the writer.
    explicit Writer(PieceKeeper& keeper)
        : m_keeper(&keeper)
    {}

    PieceKeeper* keeper() const { return m_keeper; }

    void byte(std::uint8_t value) { m_bytes.append(static_cast<char>(value)); }
    void number(std::uint64_t value);
    void integer(std::int64_t value) { number(zigzag(value)); }
    void real(double value); ///< its 8 bytes
    void text(const QString& value);
    void bytes(const QByteArray& value);

    const QByteArray& written() const { return m_bytes; }
    QByteArray take() { return std::move(m_bytes); }

private:
    PieceKeeper* m_keeper = nullptr;
    QByteArray m_bytes;
    TextNumbers m_texts;
    std::int64_t m_lastId = 0;
};

/// Reads what Writer wrote. What cannot be right makes it fail: everything read from then on is zero or empty, and
/// nothing is allocated that the bytes left could not fill. `bytes` must outlive it.
class Reader
{
public:
    explicit Reader(QByteArrayView bytes, std::shared_ptr<const PieceSource> source = nullptr)
        : m_source(std::move(source))
        , m_bytes(bytes)
    {}

    /// Where chunks come from; null where they stand in the bytes.
    const std::shared_ptr<const PieceSource>& source() const { return m_source; }

    std::uint8_t byte();
    std::uint64_t number();
    std::int64_t integer() { return unzigzag(number()); }
    double real();
    QString text();
    QByteArray bytes();
    /// How many elements follow, each of at least one byte.
    std::size_t count();

    void fail() { m_failed = true; }
    bool failed() const { return m_failed; }
    /// Nothing is left, and nothing failed.
    bool atEnd() const { return !m_failed && m_at == m_bytes.size(); }

private:
    qsizetype left() const { return m_bytes.size() - m_at; }
    QString characters(qsizetype units, bool wide);
    QString idAfter(std::int64_t step);

    std::shared_ptr<const PieceSource> m_source;
    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    bool m_failed = false;
    std::vector<QString> m_texts;
    std::int64_t m_lastId = 0;
    QString m_lastIdText;
};

} // namespace penelope::binary
