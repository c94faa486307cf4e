#pragma once

#include <QStringList>

#include <cstddef>
#include <cstdint>
#include <span>

namespace penelope::journal {

/// A column of codes of two bytes, each byte in an array of its own: most dictionaries have so few words that the low
/// ones say all (Z. Feng et al., ByteSlice: Pushing the envelop of main memory data processing with a new storage
/// layout, 2015).
struct WordCodes
{
    std::span<const quint8> low;
    std::span<const quint8> high;

    quint16 at(std::size_t row) const { return static_cast<quint16>(low[row] | high[row] << 8); }
    /// Whether all high ones are zero in a column with these words.
    static bool haveLowBytesOnly(const QStringList& words) { return words.size() <= 255; }
};

/// The columns of a journal's first `size` events, row = seq − 1 (journal.md 7). A view: whoever made it keeps the
/// arrays. Derived data: what they say is an answer only where the journal's root at `size` is the one they were built
/// for, which their maker has compared.
struct Columns
{
    /// Codes of words; the last code of a column's type stands for a word that found no place.
    static constexpr quint16 otherWord = 65535;
    static constexpr quint8 otherShortWord = 255;
    static constexpr qint64 rowsPerZone = 4096;

    qint64 size = 0;
    std::span<const qint64> time; ///< ms
    WordCodes kind;
    WordCodes service;
    WordCodes actor;
    std::span<const quint8> decision;
    std::span<const quint8> streamKind;
    std::span<const quint8> severity; ///< codes of Facts, as are risk, level and flags
    std::span<const quint8> risk;
    std::span<const quint8> level;
    std::span<const quint8> flags;
    std::span<const quint8> flagZones;    ///< of each whole zone of rows, the flags that one of them has
    std::span<const quint32> stream;      ///< foldedHash
    std::span<const quint32> correlation; ///< foldedHash
    QStringList kinds;
    QStringList services; ///< "" is among them
    QStringList actors;
    QStringList decisions; ///< "" is among them
    QStringList streamKinds;

    /// Lines of texts: Facts::texts of an event, a line break after each. Most events say what others said: one line
    /// stands for all of them where they are near enough to each other for its maker to have noticed. An event whose
    /// texts cannot stand there has a line of its own with textUnknown alone.
    std::span<const char> text;
    std::span<const quint64> textAt; ///< where each line begins
    std::span<const quint32> textOf; ///< the event's line
    /// A textsign::Block for each whole block of lines, a textsign::Group for each whole group of blocks.
    std::span<const std::uint64_t> textBlocks;
    std::span<const std::uint64_t> textGroups;
    std::span<const quint64> textRows; ///< the first row of each block's first line; lines are in the order of these
    qint64 textWindow = 0;             ///< the rows of a line are fewer than so many rows behind its first one
    /// The last row of each line, counted from its block's textRows.
    std::span<const quint32> textLast;
};

} // namespace penelope::journal
