#include "core/patch/diffreader.h"

namespace penelope::patch {
namespace {

std::optional<char> simpleEscape(char letter)
{
    switch (letter) {
    case 'a': return '\a';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'v': return '\v';
    case '"': return '"';
    case '\\': return '\\';
    default: return std::nullopt;
    }
}

bool isOctal(char letter)
{
    return letter >= '0' && letter <= '7';
}

/// The text between the quotes, and how much of the input it took with them.
std::optional<std::pair<QString, qsizetype>> unquote(QStringView text)
{
    const auto bytes = text.toUtf8();
    QByteArray name;
    qsizetype at = 1;
    for (; at < bytes.size() && bytes[at] != '"'; ++at) {
        if (bytes[at] != '\\') {
            name.append(bytes[at]);
            continue;
        }
        if (++at >= bytes.size())
            return std::nullopt;
        if (const auto simple = simpleEscape(bytes[at])) {
            name.append(*simple);
            continue;
        }
        if (at + 2 >= bytes.size() || bytes[at] > '3' || !isOctal(bytes[at]) || !isOctal(bytes[at + 1]) ||
            !isOctal(bytes[at + 2]))
            return std::nullopt;
        const int value = (bytes[at] - '0') * 64 + (bytes[at + 1] - '0') * 8 + (bytes[at + 2] - '0');
        name.append(static_cast<char>(value));
        at += 2;
    }
    // Overlong and other false UTF-8 would turn into a name that the bytes are not.
    if (at >= bytes.size() || !QByteArrayView(name).isValidUtf8())
        return std::nullopt;
    const auto taken = QString::fromUtf8(bytes.left(at + 1)).size();
    return std::pair{QString::fromUtf8(name), taken};
}

} // namespace

std::optional<QString> headerName(QStringView text)
{
    if (text.endsWith(u'\r'))
        text.chop(1);
    if (text.startsWith(u'"')) {
        const auto quoted = unquote(text);
        const bool whole = quoted && (quoted->second == text.size() || text[quoted->second] == u'\t');
        return whole ? std::optional{quoted->first} : std::nullopt;
    }
    const auto tab = text.indexOf(u'\t');
    return (tab < 0 ? text : text.left(tab)).toString();
}

std::optional<std::pair<QString, QString>> gitNames(QStringView text)
{
    if (text.endsWith(u'\r'))
        text.chop(1);
    if (text.startsWith(u'"')) {
        const auto first = unquote(text);
        if (!first || first->second >= text.size() || text[first->second] != u' ')
            return std::nullopt;
        const auto second = headerName(text.mid(first->second + 1));
        return second ? std::optional{std::pair{first->first, *second}} : std::nullopt;
    }
    if (text.endsWith(u'"')) {
        const auto gap = text.indexOf(QStringView(u" \""));
        const auto second = gap < 0 ? std::nullopt : headerName(text.mid(gap + 1));
        return second ? std::optional{std::pair{text.left(gap).toString(), *second}} : std::nullopt;
    }
    // Unquoted names may hold blanks: without a rename both sides are the same after their prefix.
    const auto half = text.size() / 2;
    if (text.size() % 2 == 1 && text[half] == u' ' && text.left(half).startsWith(u"a/") &&
        text.mid(half + 1).startsWith(u"b/") && text.mid(2, half - 2) == text.mid(half + 3))
        return std::pair{text.left(half).toString(), text.mid(half + 1).toString()};
    if (text.count(u' ') == 1) {
        const auto gap = text.indexOf(u' ');
        return std::pair{text.left(gap).toString(), text.mid(gap + 1).toString()};
    }
    return std::nullopt;
}

} // namespace penelope::patch
