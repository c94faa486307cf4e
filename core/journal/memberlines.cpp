#include "core/journal/memberlines.h"

#include "core/base/json.h"

#include <algorithm>
#include <utility>

namespace penelope::journal {

MemberLines::MemberLines(QIODevice& file, qint64 bytes)
    : m_file(file)
    , m_left(bytes)
{}

QByteArrayView MemberLines::next()
{
    for (qsizetype seen = 0;;) {
        const auto rest = QByteArrayView(m_piece).sliced(m_at);
        const auto end = rest.indexOf('\n', seen);
        if (end >= 0) {
            m_at += end + 1;
            return rest.first(end + 1);
        }
        seen = rest.size();
        if (seen > canonical::maxBytes || !readOn())
            return {};
    }
}

bool MemberLines::readOn()
{
    constexpr qint64 piece = qint64{1} << 18;
    m_piece.remove(0, std::exchange(m_at, 0));
    const auto before = m_piece.size();
    m_piece.resize(before + std::min(m_left, piece));
    const auto read = std::max<qint64>(0, m_file.read(m_piece.data() + before, m_piece.size() - before));
    m_piece.truncate(before + read);
    m_left -= read;
    return read > 0;
}

} // namespace penelope::journal
