#include "core/journal/streamversions.h"

#include "core/base/bytehash.h"

#include <QHashSeed>

#include <utility>

namespace penelope::journal {

StreamVersions::StreamVersions()
    : m_seed(QHashSeed::globalSeed())
    , m_places(1024)
{}

qint64 StreamVersions::exchange(QByteArrayView stream, qint64 version)
{
    const auto hash = static_cast<quint32>(byteHash(stream, m_seed));
    auto& place = placeOf(stream, hash);
    if (place.stream != 0)
        return std::exchange(m_streams[place.stream - 1].version, version);
    m_streams.push_back({m_names.size(), stream.size(), version});
    m_names.insert(m_names.end(), stream.begin(), stream.end());
    place = {hash, static_cast<quint32>(m_streams.size())};
    if (2 * m_streams.size() > m_places.size())
        grow();
    return 0;
}

StreamVersions::Place& StreamVersions::placeOf(QByteArrayView stream, quint32 hash)
{
    const auto mask = m_places.size() - 1;
    for (auto at = hash & mask;; at = (at + 1) & mask) {
        auto& place = m_places[at];
        if (place.stream == 0 || (place.hash == hash && isNamed(m_streams[place.stream - 1], stream)))
            return place;
    }
}

bool StreamVersions::isNamed(const Stream& stream, QByteArrayView name) const
{
    return QByteArrayView(m_names.data() + stream.nameAt, stream.nameSize) == name;
}

void StreamVersions::grow()
{
    const auto old = std::exchange(m_places, std::vector<Place>(2 * m_places.size()));
    const auto mask = m_places.size() - 1;
    for (const auto& place : old) {
        auto at = place.hash & mask;
        while (place.stream != 0 && m_places[at].stream != 0)
            at = (at + 1) & mask;
        if (place.stream != 0)
            m_places[at] = place;
    }
}

} // namespace penelope::journal
