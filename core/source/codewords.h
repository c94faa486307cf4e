#pragma once

#include "core/source/tokenizer.h"

#include <initializer_list>

namespace penelope::source {

/// The tokens of one statement without its comments, for reading definitions. Views into the text given.
class CodeWords
{
public:
    CodeWords(QStringView text, Language language);

    std::size_t size() const { return m_words.size(); }
    bool empty() const { return m_words.empty(); }
    QStringView operator[](std::size_t at) const { return m_words[at].text; }
    TokenKind kind(std::size_t at) const { return m_words[at].kind; }
    bool isName(std::size_t at) const { return at < size() && kind(at) == TokenKind::Identifier; }
    bool is(std::size_t at, QLatin1String word) const { return at < size() && m_words[at].text == word; }
    bool isAny(std::size_t at, std::initializer_list<QLatin1String> choices) const;
    /// Whether one of [from, to) is one of the choices.
    bool hasAny(std::size_t from, std::size_t to, std::initializer_list<QLatin1String> choices) const;
    /// The place of the bracket that closes the one at `open` ("(", "[", "{" or "<"); size() where none does.
    std::size_t closing(std::size_t open) const;
    /// The first "(" outside of angle brackets; size() where there is none.
    std::size_t firstRound(std::size_t from) const;
    /// How many round brackets stay open at the end; negative where more are closed.
    int openRounds() const;
    /// [from, to) with one blank between words; a comma before a closing bracket is left out.
    QString joined(std::size_t from, std::size_t to) const;

private:
    struct Word
    {
        QStringView text;
        TokenKind kind;
    };
    std::vector<Word> m_words;
};

} // namespace penelope::source
