#pragma once

#include <QtGlobal>

#include <array>
#include <span>
#include <vector>

namespace penelope::query {

/// Which lines of the text column rows may have that hold what is looked for: a few for each stretch of rows, and only
/// that there are more where there are.
class HeldLines
{
public:
    static constexpr qint64 rowsPerStretch = 4096; ///< as many as are mostly asked at once
    static constexpr std::size_t most = 4;         ///< lines that are known of a stretch

    /// Of no row yet, and of `rows` at most.
    void begin(qint64 rows);
    /// Rows from `first` to before `end` may have it. They may be behind all that are asked for.
    void add(quint32 line, qint64 first, qint64 end);

    /// Whether all lines are known that these rows may have.
    bool areKnown(qint64 first, qint64 end) const;
    /// Those of the stretch that a row is in.
    std::span<const quint32> around(qint64 row) const;
    /// Where the newest rows before `end` end that may have one.
    qint64 endOfRows(qint64 end) const;

private:
    struct Stretch
    {
        std::array<quint32, most> lines{};
        quint32 count = 0; ///< above `most`: there are more
    };
    std::size_t openFrom(std::size_t stretch);

    std::vector<Stretch> m_stretches;
    /// Itself where a stretch takes more lines; else one behind it from which on the next such is looked for.
    std::vector<std::size_t> m_open;
};

} // namespace penelope::query
