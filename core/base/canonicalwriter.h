#pragma once

#include "core/base/json.h"

#include <cstring>

namespace penelope::canonical {

/// Writes canonical bytes (journal.md 2) behind what a buffer holds already. The buffer is its owner's, who may use its
/// memory again, and has its size when the writer is gone. After a refusal it holds something unfinished.
class Writer
{
public:
    explicit Writer(QByteArray& out);
    ~Writer() { m_out.truncate(m_size); }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// `level`: at which depth the value stands.
    Status write(const Json& value, int level);
    Status string(QStringView text);
    /// Within ±(2⁵³ − 1).
    void whole(qint64 value);
    /// What is canonical already.
    template <std::size_t size> void raw(const char (&literal)[size]) { put(literal, size - 1); }
    void raw(QByteArrayView bytes) { put(bytes.data(), static_cast<std::size_t>(bytes.size())); }

    /// What the buffer holds by now.
    QByteArrayView written() const { return {m_bytes, m_size}; }
    /// The byte that is written next, as a refusal names it: from where this writer began, or what it was told.
    qsizetype at() const { return m_size - m_begin; }
    void countFrom(qsizetype byte) { m_begin = m_size - byte; }

private:
    Status array(const Json& value, int level);
    Status object(const Json& value, int level);
    Status number(double value);
    int letter(QStringView text);
    void escape(char byte);
    void put(char byte) { put(&byte, 1); }
    void put(const char* bytes, std::size_t size)
    {
        std::memcpy(room(static_cast<qsizetype>(size)), bytes, size);
        m_size += static_cast<qsizetype>(size);
    }

    /// Where the next bytes go; there is room for so many.
    char* room(qsizetype count)
    {
        if (m_room - m_size < count)
            grow(count);
        return m_bytes + m_size;
    }
    void grow(qsizetype count);

    QByteArray& m_out; ///< as long as its memory meanwhile: a byte more is no call
    char* m_bytes = nullptr;
    qsizetype m_room = 0;
    qsizetype m_size;
    qsizetype m_begin;
};

} // namespace penelope::canonical
