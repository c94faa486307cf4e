#include "core/journal/searchtext.h"

#include <QList>

#include <algorithm>
#include <array>

namespace penelope::journal {
namespace {

constexpr std::size_t shortestIdentifier = 8;
constexpr std::size_t shortestSecret = 40;
constexpr std::size_t shortestPart = 16;

/// What a letter is, or several.
enum Sort : quint8 { Digit = 1, Hexadecimal = 2, Base64 = 4, Control = 8, BeyondAscii = 16 };

constexpr bool isBetween(std::size_t code, char first, char last)
{
    return code >= static_cast<std::size_t>(first) && code <= static_cast<std::size_t>(last);
}

constexpr auto sorts = [] {
    std::array<quint8, 256> all{};
    for (std::size_t code = 0; code < all.size(); ++code) {
        const bool digit = isBetween(code, '0', '9');
        const bool letter = isBetween(code, 'a', 'z') || isBetween(code, 'A', 'Z');
        const bool sign = code == '+' || code == '/' || code == '=' || code == '_' || code == '-';
        const bool hexadecimal = digit || isBetween(code, 'a', 'f') || isBetween(code, 'A', 'F');
        all[code] = static_cast<quint8>(
            (digit ? Digit : 0) | (hexadecimal ? Hexadecimal : 0) | (digit || letter || sign ? Base64 : 0) |
            (code < 0x20 ? Control : 0) | (code >= 0x80 ? BeyondAscii : 0));
    }
    return all;
}();

unsigned sortOf(char32_t letter)
{
    return letter < sorts.size() ? sorts[letter] : static_cast<unsigned>(BeyondAscii);
}

bool isDigit(char32_t letter)
{
    return (sortOf(letter) & Digit) != 0;
}

bool isHexadecimal(char32_t letter)
{
    return (sortOf(letter) & Hexadecimal) != 0;
}

bool isBase64(char32_t letter)
{
    return (sortOf(letter) & Base64) != 0;
}

/// A letter of either kind of text. Bytes of UTF-8 beyond ASCII are none of the letters that count here.
char32_t codeOf(char letter)
{
    return static_cast<unsigned char>(letter);
}
char32_t codeOf(QChar letter)
{
    return letter.unicode();
}

template <typename Text, typename Is> bool all(const Text& text, Is is)
{
    return std::all_of(text.begin(), text.end(), [is](auto letter) { return is(codeOf(letter)); });
}
template <typename Text> bool hasDigit(const Text& text)
{
    return std::any_of(text.begin(), text.end(), [](auto letter) { return isDigit(codeOf(letter)); });
}

template <typename Text> bool isOpaqueText(const Text& text, const Text& tail)
{
    const auto size = static_cast<std::size_t>(text.size());
    if (size < shortestIdentifier)
        return false;
    if (static_cast<std::size_t>(tail.size()) >= shortestIdentifier && all(tail, isHexadecimal) && hasDigit(tail))
        return true;
    return size >= shortestSecret && all(text, isBase64) && hasDigit(text);
}

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
}

char folded(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + ('a' - 'A')) : letter;
}

} // namespace

bool isOpaque(QStringView text)
{
    return isOpaqueText(text, text.mid(text.lastIndexOf(u'/') + 1));
}

bool isOpaque(std::string_view utf8)
{
    const auto stroke = utf8.rfind('/');
    return isOpaqueText(utf8, stroke == std::string_view::npos ? utf8 : utf8.substr(stroke + 1));
}

bool mayMeanOpaque(QStringView word)
{
    if (hasDigit(word) && all(word, [](char32_t letter) { return isHexadecimal(letter) || letter == U'/'; }))
        return true;
    const auto tail = word.mid(word.lastIndexOf(u'/') + 1);
    if (tail.size() < word.size() && hasDigit(tail) && all(tail, isHexadecimal)) // anomaly/00030d0c
        return true;
    return static_cast<std::size_t>(word.size()) >= shortestPart && hasDigit(word) && all(word, isBase64);
}

QByteArray foldedText(const QString& text)
{
    QString folded;
    folded.reserve(text.size());
    // Letter by letter, as QString compares: ß stays one letter.
    for (const char32_t letter : text.toUcs4())
        folded += QChar::fromUcs4(QChar::toCaseFolded(letter));
    return folded.toUtf8();
}

std::string foldedText(std::string_view utf8)
{
    if (!isAscii(utf8)) {
        const auto text = QString::fromUtf8(QByteArrayView(utf8.data(), static_cast<qsizetype>(utf8.size())));
        return foldedText(text).toStdString();
    }
    std::string text(utf8);
    std::transform(text.begin(), text.end(), text.begin(), folded);
    return text;
}

LettersSeen appendFolded(std::string& text, std::string_view utf8, char from, char to)
{
    const auto before = text.size();
    text += utf8;
    unsigned seen = 0;
    for (auto* letter = text.data() + before; letter != text.data() + text.size(); ++letter) {
        seen |= sortOf(codeOf(*letter));
        *letter = *letter == from ? to : folded(*letter);
    }
    if ((seen & BeyondAscii) != 0) {
        text.replace(before, std::string::npos, foldedText(utf8));
        std::replace(text.begin() + static_cast<std::ptrdiff_t>(before), text.end(), from, to);
    }
    return {.digit = (seen & Digit) != 0, .control = (seen & Control) != 0};
}

quint32 foldedHash(std::string_view utf8)
{
    if (utf8.empty())
        return 0;
    quint32 hash = 2166136261U; // FNV-1a, 32 bit
    const auto add = [&hash](char letter) { hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619U; };
    if (isAscii(utf8)) {
        for (const char letter : utf8)
            add(folded(letter));
    } else {
        for (const char letter : foldedText(utf8))
            add(letter);
    }
    return hash == 0 ? 1 : hash;
}

} // namespace penelope::journal
