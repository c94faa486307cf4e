#pragma once

#include <QByteArrayView>

#include <vector>

namespace penelope::journal {

/// The newest version of each of millions of streams. Names lie one behind the other in the order of their coming, so
/// that those of late, which are asked for most, lie together; none has an allocation of its own.
class StreamVersions
{
public:
    StreamVersions();

    /// Remembers the version; answers the one before, 0 for none.
    qint64 exchange(QByteArrayView stream, qint64 version);

private:
    struct Place
    {
        quint32 hash = 0;
        quint32 stream = 0; ///< its number from 1 on; 0 = free
    };
    struct Stream
    {
        std::size_t nameAt = 0;
        qsizetype nameSize = 0;
        qint64 version = 0;
    };

    /// Where the stream is, or the free place where it would be.
    Place& placeOf(QByteArrayView stream, quint32 hash);
    bool isNamed(const Stream& stream, QByteArrayView name) const;
    void grow();

    quint64 m_seed;
    std::vector<Place> m_places; ///< a power of two of them, at most half of them taken
    std::vector<Stream> m_streams;
    std::vector<char> m_names;
};

} // namespace penelope::journal
