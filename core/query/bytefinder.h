#pragma once

#include <QByteArray>

namespace penelope::query {

/// Finds a text in a great many bytes, at the speed of the memory: two letters of it are looked for at once in all
/// places of a stretch, and only where both stand the rest is compared. They are those that stand beside each other
/// most seldom in a sample of the bytes.
class ByteFinder
{
public:
    /// The text is not empty.
    ByteFinder(QByteArray text, QByteArrayView sample);

    /// Where it stands first; `end` where it does not.
    const char* find(const char* begin, const char* end) const;

private:
    template <std::size_t places> bool hasBoth(const char* at) const;
    /// Of so many places; null where it stands at none.
    const char* findFrom(const char* at, std::size_t places) const;

    QByteArray m_text;
    std::size_t m_rare = 0;     ///< where in the text its rarest letter stands
    std::size_t m_nextRare = 0; ///< and another one, which seldom stands beside it elsewhere
};

} // namespace penelope::query
