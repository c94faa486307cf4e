#pragma once

#include <QByteArray>
#include <QIODevice>

namespace penelope::journal {

/// The lines of an archive's member, which is read in large pieces.
class MemberLines
{
public:
    /// The device stands at the member's first byte, and is left behind its last one.
    MemberLines(QIODevice& file, qint64 bytes);

    bool atEnd() const { return m_left == 0 && m_at == m_piece.size(); }
    /// With its end, until the next call; empty where what follows is no line, or longer than any event.
    QByteArrayView next();

private:
    bool readOn();

    QIODevice& m_file;
    qint64 m_left; ///< of the member, not read yet
    QByteArray m_piece;
    qsizetype m_at = 0;
};

} // namespace penelope::journal
