#include "core/journal/fieldchecks.h"

#include <algorithm>
#include <cstring>

namespace penelope::journal {
namespace {

using namespace Qt::Literals::StringLiterals;

bool isKind(const QString& kind)
{
    const auto plain = [](QChar letter) {
        return (letter >= u'A' && letter <= u'Z') || (letter >= u'a' && letter <= u'z') ||
               (letter >= u'0' && letter <= u'9');
    };
    return !kind.isEmpty() && kind.size() <= 64 && kind[0] >= u'A' && kind[0] <= u'Z' &&
           std::all_of(kind.begin(), kind.end(), plain);
}

bool isStream(const QString& stream)
{
    const auto slash = stream.indexOf(u'/');
    const auto head = QStringView(stream).left(slash < 0 ? stream.size() : slash);
    const auto lower = [](QChar letter) { return letter >= u'a' && letter <= u'z'; };
    const auto plain = [&lower](QChar letter) {
        return lower(letter) || letter == u'_' || (letter >= u'0' && letter <= u'9');
    };
    return !head.isEmpty() && lower(head[0]) && std::all_of(head.begin(), head.end(), plain) &&
           (slash < 0 || slash + 1 < stream.size());
}

/// Printable ASCII, 1 to 255 letters: most texts are. Four letters at a time: what is no ASCII has a bit above the
/// seventh, a control character stays below 0x8000 when 0x7FE0 is added, and U+007F gets its eighth bit by one more.
bool isPlainText(QStringView text)
{
    constexpr qsizetype most = 255;
    if (text.isEmpty() || text.size() > most)
        return false;
    const auto odd = [](quint64 letters) {
        return ((letters & 0xFF80FF80FF80FF80U) | (~(letters + 0x7FE07FE07FE07FE0U) & 0x8000800080008000U) |
                ((letters + 0x0001000100010001U) & 0x0080008000800080U)) != 0;
    };
    constexpr qsizetype together = 4;
    const auto* const letters = text.utf16();
    quint64 four = 0x0020002000200020U;
    if (text.size() < together) {
        std::memcpy(&four, letters, static_cast<std::size_t>(text.size()) * sizeof(char16_t));
        return !odd(four);
    }
    // The last ones together with some before them.
    for (qsizetype at = 0;; at = std::min(at + together, text.size() - together)) {
        std::memcpy(&four, letters + at, sizeof four);
        if (odd(four))
            return false;
        if (at + together == text.size())
            return true;
    }
}

} // namespace

Failure wrong(QLatin1String field, const QString& detail)
{
    return failure(ErrorCode::Malformed, u"%1: %2"_s.arg(field, detail), field);
}

Failure outside(QLatin1String field, qint64 least, qint64 most)
{
    return wrong(field, u"expected an integer from %1 to %2"_s.arg(least).arg(most));
}

Status checkText(QLatin1String field, const QString& content)
{
    if (isPlainText(content))
        return {};
    const auto isControl = [](QChar letter) { return letter.unicode() < 0x20 || letter.unicode() == 0x7F; };
    if (std::any_of(content.begin(), content.end(), isControl))
        return failure(ErrorCode::Malformed, u"control_character: in %1"_s.arg(field), field);
    constexpr qsizetype most = 255;
    const auto bytes = 3 * content.size() <= most ? content.size() : content.toUtf8().size();
    if (bytes < 1 || bytes > most)
        return wrong(field, u"expected 1 to 255 bytes"_s);
    return {};
}

Status checkKind(const QString& kind)
{
    return isKind(kind) ? Status{} : wrong("kind"_L1, u"expected a capital letter and up to 63 letters or digits"_s);
}

Status checkStream(const QString& stream)
{
    if (auto text = checkText("stream"_L1, stream); !text)
        return text;
    return isStream(stream) ? Status{} : wrong("stream"_L1, u"expected a lower-case word, or that and /ID"_s);
}

} // namespace penelope::journal
