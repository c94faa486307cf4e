#include "core/journal/searchtext.h"

#include <QList>
#include <algorithm>

namespace penelope::journal {
namespace {

constexpr std::size_t shortestIdentifier = 8;
constexpr std::size_t shortestSecret = 40;
constexpr std::size_t shortestPart = 16;

bool isDigit(char32_t letter)
{
    return letter >= U'0' && letter <= U'9';
}

bool isHexadecimal(char32_t letter)
{
    return isDigit(letter) || (letter >= U'a' && letter <= U'f') || (letter >= U'A' && letter <= U'F');
}

bool isBase64(char32_t letter)
{
    return isDigit(letter) || (letter >= U'a' && letter <= U'z') || (letter >= U'A' && letter <= U'Z') ||
           letter == U'+' || letter == U'/' || letter == U'=' || letter == U'_' || letter == U'-';
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
    if (static_cast<std::size_t>(tail.size()) >= shortestIdentifier && hasDigit(tail) && all(tail, isHexadecimal))
        return true;
    return size >= shortestSecret && hasDigit(text) && all(text, isBase64);
}

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
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
        const auto folded =
            foldedText(QString::fromUtf8(QByteArrayView(utf8.data(), static_cast<qsizetype>(utf8.size()))));
        return folded.toStdString();
    }
    std::string folded(utf8);
    for (auto& letter : folded)
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + ('a' - 'A')) : letter;
    return folded;
}

quint32 foldedHash(std::string_view utf8)
{
    if (utf8.empty())
        return 0;
    quint32 hash = 2166136261U; // FNV-1a, 32 bit
    const auto add = [&hash](char letter) { hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619U; };
    if (isAscii(utf8)) {
        for (const char letter : utf8)
            add(letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + ('a' - 'A')) : letter);
    } else {
        for (const char letter : foldedText(utf8))
            add(letter);
    }
    return hash == 0 ? 1 : hash;
}

} // namespace penelope::journal
