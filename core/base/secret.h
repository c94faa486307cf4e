#pragma once

#include <QByteArrayView>
#include <QString>

#include <cstddef>
#include <memory>

namespace penelope {

/// A passphrase. Its bytes are wiped when it goes, are never copied, and never leave but as a view. At most 1024 bytes;
/// longer ones are cut. Any one thread at a time.
class Secret
{
public:
    static constexpr std::size_t maxBytes = 1024;

    Secret();
    explicit Secret(QByteArrayView bytes);
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;
    ~Secret();

    void append(char byte);
    void removeLast();
    QByteArrayView bytes() const { return {m_bytes.get(), static_cast<qsizetype>(m_size)}; }
    bool isEmpty() const { return m_size == 0; }
    /// In constant time for equal lengths.
    bool operator==(const Secret& other) const;

private:
    std::unique_ptr<char[]> m_bytes; ///< maxBytes; null only in a moved-from one
    std::size_t m_size = 0;
};

/// Overwrites what the buffer holds now; copies made earlier are not reached.
void wipe(QByteArray& bytes);
void wipe(QString& text);

} // namespace penelope
