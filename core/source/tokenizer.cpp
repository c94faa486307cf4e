#include "core/source/tokenizer.h"

#include "core/source/syntax.h"

#include <array>

namespace penelope::source {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array pairs{QLatin1String("&&"), QLatin1String("||"), QLatin1String("=>"), QLatin1String("->"),
                           QLatin1String("::"), QLatin1String("??"), QLatin1String("?."), QLatin1String("=="),
                           QLatin1String("!="), QLatin1String("<="), QLatin1String(">="), QLatin1String(":="),
                           QLatin1String("?:")};

bool beginsName(QChar letter)
{
    return letter.isLetter() || letter == '_'_L1 || letter == '$'_L1 || letter.isSurrogate();
}

bool continuesName(QChar letter)
{
    return beginsName(letter) || letter.isDigit() || letter.isMark();
}

/// Reads one line from left to right.
class LineReader
{
public:
    LineReader(QStringView line, Language language, Carry& carry)
        : m_line(line)
        , m_language(language)
        , m_syntax(syntaxOf(language))
        , m_carry(carry)
    {}

    std::vector<Token> read()
    {
        if (m_language == Language::Other)
            return {};
        if (m_carry.open != Carry::Open::Nothing)
            goOn();
        while (m_at < m_line.size()) {
            if (m_line[m_at].isSpace())
                ++m_at;
            else
                readToken();
        }
        // A text of one line ends with its line, unless a backslash carries it over.
        if (m_oneLine && m_carry.open == Carry::Open::Text && !m_line.endsWith(u'\\'))
            m_carry = {};
        return std::move(m_tokens);
    }

private:
    bool here(QStringView text) const { return m_line.mid(m_at).startsWith(text); }
    void add(qsizetype from, TokenKind kind) { m_tokens.push_back(Token{from, m_at - from, kind}); }

    void goOn()
    {
        m_oneLine =
            m_carry.closer.size() == 1 && m_carry.closer != u"`" && !m_syntax.longQuotes.contains(m_carry.closer);
        if (m_carry.open == Carry::Open::Comment)
            readComment(0);
        else
            readText(0);
    }

    void readToken()
    {
        const auto from = m_at;
        if (!m_syntax.lineComment.isEmpty() && here(m_syntax.lineComment)) {
            m_at = m_line.size();
            add(from, TokenKind::Comment);
        } else if (m_syntax.blockComments && here(u"/*")) {
            m_carry = Carry{Carry::Open::Comment, u"*/"_s, false, 1};
            m_at += 2;
            readComment(from);
        } else if (!beginText(from)) {
            readPlain(from);
        }
    }

    void readComment(qsizetype from)
    {
        while (m_at < m_line.size()) {
            if (here(u"*/")) {
                m_at += 2;
                if (--m_carry.depth <= 0) {
                    m_carry = {};
                    break;
                }
            } else if (m_syntax.nestedComments && here(u"/*")) {
                m_at += 2;
                ++m_carry.depth;
            } else {
                ++m_at;
            }
        }
        if (m_at > from)
            add(from, TokenKind::Comment);
    }

    bool beginText(qsizetype from)
    {
        const auto letter = m_line[m_at];
        if (beginRaw(from))
            return true;
        if (m_syntax.tripleQuotes && (here(u"\"\"\"") || (here(u"'''") && m_language == Language::Python)))
            return begin(from, QString(3, letter), 3, true, false);
        if (m_syntax.longQuotes.contains(letter))
            return begin(from, QString(letter), 1, !(m_language == Language::Go), false);
        if (m_syntax.quotes.contains(letter))
            return begin(from, QString(letter), 1, true, true);
        return m_syntax.lifetimes && letter == '\''_L1 && beginCharacter(from);
    }

    /// R"x( … )x" of C++ and r#" … "# of Rust: no backslash hides anything.
    bool beginRaw(qsizetype from)
    {
        if (m_language == Language::Cpp && here(u"R\"")) {
            constexpr qsizetype longestMark = 16;
            const auto bracket = m_line.left(m_at + 2 + longestMark + 1).indexOf(u'(', m_at);
            if (bracket < 0)
                return false;
            const auto mark = m_line.mid(m_at + 2, bracket - m_at - 2).toString();
            return begin(from, u")%1\""_s.arg(mark), bracket - m_at + 1, false, false);
        }
        if (m_language == Language::Rust && (here(u"r\"") || here(u"r#"))) {
            qsizetype marks = 0;
            while (m_at + 1 + marks < m_line.size() && m_line[m_at + 1 + marks] == '#'_L1)
                ++marks;
            if (m_at + 1 + marks >= m_line.size() || m_line[m_at + 1 + marks] != '"'_L1)
                return false;
            return begin(from, '"'_L1 + QString(marks, '#'_L1), marks + 2, false, false);
        }
        return false;
    }

    /// 'x' and '\n' are texts, 'a is a lifetime.
    bool beginCharacter(qsizetype from)
    {
        const bool escaped = m_at + 1 < m_line.size() && m_line[m_at + 1] == '\\'_L1;
        const auto close = m_line.indexOf(u'\'', m_at + (escaped ? 3 : 2));
        if (close < 0 || (!escaped && close > m_at + 3))
            return false;
        m_at = close + 1;
        add(from, TokenKind::Text);
        return true;
    }

    bool begin(qsizetype from, const QString& closer, qsizetype length, bool escapes, bool oneLine)
    {
        m_carry = Carry{Carry::Open::Text, closer, escapes, 1};
        m_oneLine = oneLine;
        m_at += length;
        readText(from);
        return true;
    }

    void readText(qsizetype from)
    {
        while (m_at < m_line.size()) {
            if (m_carry.escapes && m_line[m_at] == '\\'_L1) {
                m_at = std::min(m_at + 2, m_line.size());
            } else if (here(m_carry.closer)) {
                m_at += m_carry.closer.size();
                m_carry = {};
                break;
            } else {
                ++m_at;
            }
        }
        if (m_at > from)
            add(from, TokenKind::Text);
    }

    void readPlain(qsizetype from)
    {
        const auto letter = m_line[m_at];
        if (beginsName(letter)) {
            while (m_at < m_line.size() && continuesName(m_line[m_at]))
                ++m_at;
            const bool known = m_syntax.keywords.contains(m_line.mid(from, m_at - from).toString());
            add(from, known ? TokenKind::Keyword : TokenKind::Identifier);
        } else if (letter.isDigit()) {
            while (m_at < m_line.size() && (continuesName(m_line[m_at]) || m_line[m_at] == '.'_L1))
                ++m_at;
            add(from, TokenKind::Number);
        } else {
            m_at += 1;
            for (const auto pair : pairs) {
                if (m_line.mid(from).startsWith(pair))
                    m_at = from + pair.size();
            }
            add(from, TokenKind::Operator);
        }
    }

    QStringView m_line;
    Language m_language;
    const Syntax& m_syntax;
    Carry& m_carry;
    qsizetype m_at = 0;
    bool m_oneLine = false;
    std::vector<Token> m_tokens;
};

} // namespace

std::vector<Token> tokenizeLine(QStringView line, Language language, Carry& carry)
{
    return LineReader(line, language, carry).read();
}

} // namespace penelope::source
