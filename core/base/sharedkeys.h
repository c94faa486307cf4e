#pragma once

#include <QByteArray>
#include <QString>

#include <array>
#include <utility>

namespace penelope {

/// The keys of documents are few and come again and again: each is made once, and then shared.
class SharedKeys
{
public:
    /// Of at most `longest` bytes, all of them ASCII.
    const QString& of(QByteArrayView bytes)
    {
        std::size_t hash = static_cast<std::size_t>(bytes.size());
        for (const char letter : bytes)
            hash = hash * 31 + static_cast<unsigned char>(letter);
        auto& [name, text] = m_slots[hash % m_slots.size()];
        if (name != bytes) {
            name = bytes.toByteArray();
            text = QString::fromLatin1(bytes);
        }
        return text;
    }

    static constexpr qsizetype longest = 32;

private:
    std::array<std::pair<QByteArray, QString>, 512> m_slots;
};

} // namespace penelope
