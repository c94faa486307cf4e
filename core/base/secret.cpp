#include "core/base/secret.h"

#include <algorithm>
#include <utility>

#include <sodium.h>

namespace penelope {

Secret::Secret()
    : m_bytes(std::make_unique<char[]>(maxBytes))
{}

Secret::Secret(QByteArrayView bytes)
    : Secret()
{
    m_size = std::min(maxBytes, static_cast<std::size_t>(bytes.size()));
    std::copy_n(bytes.data(), m_size, m_bytes.get());
}

Secret::Secret(Secret&& other) noexcept
    : m_bytes(std::move(other.m_bytes))
    , m_size(std::exchange(other.m_size, 0))
{}

Secret& Secret::operator=(Secret&& other) noexcept
{
    std::swap(m_bytes, other.m_bytes);
    std::swap(m_size, other.m_size);
    return *this;
}

Secret::~Secret()
{
    if (m_bytes)
        sodium_memzero(m_bytes.get(), maxBytes);
}

void Secret::append(char byte)
{
    if (m_bytes && m_size < maxBytes)
        m_bytes[m_size++] = byte;
}

void Secret::removeLast()
{
    if (m_size > 0)
        m_bytes[--m_size] = '\0';
}

bool Secret::operator==(const Secret& other) const
{
    return m_size == other.m_size && (m_size == 0 || sodium_memcmp(m_bytes.get(), other.m_bytes.get(), m_size) == 0);
}

void wipe(QByteArray& bytes)
{
    if (!bytes.isEmpty())
        sodium_memzero(bytes.data(), static_cast<std::size_t>(bytes.size()));
    bytes.clear();
}

void wipe(QString& text)
{
    if (!text.isEmpty())
        sodium_memzero(text.data(), static_cast<std::size_t>(text.size()) * sizeof(QChar));
    text.clear();
}

} // namespace penelope
