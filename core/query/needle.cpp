#include "core/query/needle.h"

#include <algorithm>

#include <QRegularExpression>

namespace penelope::query {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr std::size_t longestNeedle = 255;

constexpr std::array<quint8, 256> lowered()
{
    std::array<quint8, 256> table{};
    for (std::size_t byte = 0; byte < table.size(); ++byte)
        table[byte] = static_cast<quint8>(byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte);
    return table;
}
constexpr auto lowerCase = lowered();

quint8 lowerAt(QByteArrayView bytes, std::size_t at)
{
    return lowerCase[static_cast<quint8>(bytes[static_cast<qsizetype>(at)])];
}

/// Written in JSON as itself.
bool isPlain(QChar letter)
{
    return letter.unicode() >= 0x20 && letter.unicode() < 0x7F && letter != u'"' && letter != u'\\';
}

} // namespace

Needle::Needle(const QString& text)
{
    QStringView longest;
    for (qsizetype at = 0; at < text.size();) {
        auto end = at;
        while (end < text.size() && isPlain(text[end]))
            ++end;
        if (end - at > longest.size())
            longest = QStringView(text).mid(at, end - at);
        at = end + 1;
    }
    m_text = longest.left(longestNeedle).toLatin1().toLower();
    // U+212A and U+017F are a K and an s to a search that does not mind the case.
    m_hasForeignCase = m_text.contains('k') || m_text.contains('s');
    const auto size = static_cast<std::size_t>(m_text.size());
    m_skip.fill(static_cast<quint8>(size));
    for (std::size_t at = 0; at + 1 < size; ++at)
        m_skip[static_cast<quint8>(m_text[static_cast<qsizetype>(at)])] = static_cast<quint8>(size - 1 - at);
}

Needle Needle::ofPattern(const QString& pattern)
{
    // Verbs and flags may change what everything else means.
    static const QRegularExpression special(u"\\(\\*|\\(\\?[^:=!<>|#]"_s);
    if (special.match(pattern).hasMatch())
        return {};
    QString longest;
    QString run;
    const auto end = [&](bool dropLast) {
        if (dropLast)
            run.chop(1); // it may be there no time
        if (run.size() > longest.size())
            longest = run;
        run.clear();
    };
    int depth = 0;
    for (qsizetype at = 0; at < pattern.size(); ++at) {
        const auto letter = pattern[at];
        if (letter == u'\\') {
            // Of escapes, classes and anchors stand for no letter; of others nothing is concluded.
            static const auto harmless = u"dDwWsSbBnrt.^$|()[]{}*+?/\\-"_s;
            if (++at >= pattern.size() || !harmless.contains(pattern[at]))
                return {};
            end(false);
        } else if (letter == u'[') {
            const auto inside = at + (QStringView(pattern).mid(at + 1).startsWith(u'^') ? 3 : 2);
            const auto closed = pattern.indexOf(u']', inside);
            const auto content = QStringView(pattern).mid(at + 1, closed - at - 1);
            if (closed < 0 || content.contains(u'\\') || content.contains(u'['))
                return {};
            at = closed;
            end(false);
        } else if (letter == u'(' || letter == u')') {
            depth += letter == u'(' ? 1 : -1;
            end(false);
        } else if (letter == u'|' && depth == 0) {
            return {};
        } else if (letter == u'{' || letter == u'*' || letter == u'?') {
            end(true);
            if (letter == u'{') {
                at = pattern.indexOf(u'}', at);
                if (at < 0)
                    return {};
            }
        } else if (depth == 0 && (letter.isLetterOrNumber() || letter == u' ' || letter == u'_' || letter == u'-')) {
            run += letter;
        } else {
            end(false);
        }
    }
    end(false);
    return Needle(longest);
}

bool Needle::isIn(QByteArrayView body) const
{
    const auto size = static_cast<std::size_t>(m_text.size());
    if (size == 0)
        return true;
    // Horspool 1980, on lowerCase-case letters.
    const auto length = static_cast<std::size_t>(body.size());
    for (std::size_t at = 0; at + size <= length;) {
        std::size_t back = size;
        while (back > 0 &&
               lowerAt(body, at + back - 1) == static_cast<quint8>(m_text[static_cast<qsizetype>(back - 1)]))
            --back;
        if (back == 0)
            return true;
        at += m_skip[lowerAt(body, at + size - 1)];
    }
    return m_hasForeignCase &&
           std::any_of(body.begin(), body.end(), [](char byte) { return static_cast<quint8>(byte) >= 0x80; });
}

} // namespace penelope::query
