#pragma once

#include <QByteArrayView>
#include <QString>

#include <array>

namespace penelope::query {

/// A text that stands somewhere in an event's canonical bytes if the event is to match: looked for in the bytes, so
/// that the others are never decoded. Never says no to an event whose text holds it in any case of the letters.
class Needle
{
public:
    Needle() = default; ///< is everywhere
    /// The longest part of `text` whose letters stand in JSON as they are.
    explicit Needle(const QString& text);
    /// Letters that every match of a regular expression holds; everywhere where that is not plain to see.
    static Needle ofPattern(const QString& pattern);

    bool isEmpty() const { return m_text.isEmpty(); }
    const QByteArray& text() const { return m_text; } ///< lower case, ASCII
    bool isIn(QByteArrayView body) const;

private:
    QByteArray m_text; ///< lower case
    std::array<quint8, 256> m_skip{};
    bool m_hasForeignCase = false; ///< a letter of it has a form outside ASCII
};

} // namespace penelope::query
