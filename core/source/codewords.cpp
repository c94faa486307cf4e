#include "core/source/codewords.h"

#include <algorithm>

namespace penelope::source {

using namespace Qt::Literals::StringLiterals;

CodeWords::CodeWords(QStringView text, Language language)
{
    Carry carry;
    for (const auto& token : tokenizeLine(text, language, carry)) {
        if (token.kind != TokenKind::Comment)
            m_words.push_back({text.mid(token.at, token.length), token.kind});
    }
}

bool CodeWords::isAny(std::size_t at, std::initializer_list<QLatin1String> choices) const
{
    return at < size() && std::any_of(choices.begin(), choices.end(), [text = m_words[at].text](QLatin1String word) {
               return text == word;
           });
}

bool CodeWords::hasAny(std::size_t from, std::size_t to, std::initializer_list<QLatin1String> choices) const
{
    for (auto at = from; at < to && at < size(); ++at) {
        if (isAny(at, choices))
            return true;
    }
    return false;
}

std::size_t CodeWords::closing(std::size_t open) const
{
    if (open >= size())
        return size();
    const auto opener = m_words[open].text;
    const auto closer = opener == "("_L1 ? ")"_L1 : opener == "["_L1 ? "]"_L1 : opener == "{"_L1 ? "}"_L1 : ">"_L1;
    int depth = 0;
    for (auto at = open; at < size(); ++at) {
        if (m_words[at].text == opener)
            ++depth;
        else if (m_words[at].text == closer && --depth == 0)
            return at;
    }
    return size();
}

std::size_t CodeWords::firstRound(std::size_t from) const
{
    int angles = 0;
    for (auto at = from; at < size(); ++at) {
        if (is(at, "<"_L1))
            ++angles;
        else if (is(at, ">"_L1))
            angles = std::max(0, angles - 1);
        else if (is(at, "("_L1) && angles == 0)
            return at;
    }
    return size();
}

int CodeWords::openRounds() const
{
    int depth = 0;
    for (const auto& word : m_words) {
        if (word.text == "("_L1)
            ++depth;
        else if (word.text == ")"_L1)
            --depth;
    }
    return depth;
}

QString CodeWords::joined(std::size_t from, std::size_t to) const
{
    QString text;
    for (auto at = from; at < to && at < size(); ++at) {
        if (is(at, ","_L1) && isAny(at + 1, {")"_L1, "]"_L1, "}"_L1}))
            continue;
        if (!text.isEmpty())
            text += u' ';
        text += m_words[at].text;
    }
    return text;
}

} // namespace penelope::source
