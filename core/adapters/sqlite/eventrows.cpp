#include "core/adapters/sqlite/eventrows.h"

#include "core/base/bytehash.h"

#include <QHashSeed>

namespace penelope::sqlite {

journal::Row eventRow(const RowScan& scan)
{
    return {
        .seq = scan.number(0),
        .time = scan.integer(1),
        .kind = scan.text(2),
        .stream = scan.text(3),
        .streamVersion = scan.integer(4),
        .leaf = scan.bytes(5),
        .body = scan.bytes(6)};
}

EntrySum::EntrySum()
    : m_seed(QHashSeed::globalSeed())
{}

void EntrySum::add(const journal::Row& row)
{
    add(row.seq, row.stream.value_or(QByteArrayView{}), row.streamVersion.value_or(-1));
}

void EntrySum::add(qint64 seq, QByteArrayView stream, qint64 streamVersion)
{
    m_sum += hash(m_seed, seq, stream, streamVersion);
    ++m_entries;
}

void EntrySum::add(const EntrySum& part)
{
    m_sum += part.m_sum;
    m_entries += part.m_entries;
}

quint64 EntrySum::hash(quint64 seed, qint64 seq, QByteArrayView stream, qint64 streamVersion)
{
    return folded(
        byteHash(stream, seed) + static_cast<quint64>(streamVersion),
        (static_cast<quint64>(seq) ^ seed) + 0x9E3779B97F4A7C15U);
}

EntrySum sumOfIndex(Connection& connection)
{
    EntrySum sum;
    RowScan scan(connection, indexEntries);
    while (scan.step())
        sum.add(scan.number(0), scan.bytes(1), scan.number(2));
    return sum;
}

} // namespace penelope::sqlite
