#include "core/source/tokenizer.h"

#include <QList>
#include <QStringList>

#include <algorithm>

namespace penelope::source {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Word
{
    QStringView text;
    TokenKind kind;
    int line;
    qsizetype column;
    bool goesOn; ///< the rest of what an earlier line began
};
using Words = std::vector<Word>;

Words wordsOfText(QStringView text, Language language)
{
    Words words;
    Carry carry;
    int number = 0;
    for (const auto line : text.split(u'\n')) {
        ++number;
        bool goesOn = carry.open != Carry::Open::Nothing;
        for (const auto& token : tokenizeLine(line, language, carry)) {
            if (token.kind != TokenKind::Comment)
                words.push_back(Word{line.mid(token.at, token.length), token.kind, number, token.at, goesOn});
            goesOn = false;
        }
    }
    return words;
}

bool isAny(QStringView text, std::initializer_list<QLatin1String> choices)
{
    return std::any_of(choices.begin(), choices.end(), [text](QLatin1String choice) { return text == choice; });
}

/// A branch or a boolean operator.
bool branches(const Words& words, std::size_t at, Language language)
{
    const auto& word = words[at];
    const auto before = at > 0 ? words[at - 1].text : QStringView();
    const auto after = at + 1 < words.size() ? words[at + 1].text : QStringView();
    if (word.kind == TokenKind::Keyword) {
        if (language == Language::Python)
            return isAny(word.text, {"if"_L1, "elif"_L1, "for"_L1, "while"_L1, "except"_L1, "and"_L1, "or"_L1});
        if (language == Language::Rust && word.text == "for"_L1) // impl Trait for Type, for<'a>
            return after != "<"_L1;
        return isAny(word.text, {"if"_L1, "for"_L1, "while"_L1, "case"_L1, "catch"_L1});
    }
    if (word.kind != TokenKind::Operator || language == Language::Python)
        return false;
    if (word.text == "&&"_L1)
        return before != "auto"_L1 && !(language == Language::Cpp && isAny(after, {")"_L1, ","_L1, ">"_L1}));
    if (word.text == "||"_L1) // in Rust also a closure without arguments
        return language != Language::Rust || !isAny(before, {"("_L1, ","_L1, "="_L1, "move"_L1, "{"_L1, "=>"_L1});
    if (language == Language::Rust)
        return word.text == "=>"_L1;
    if (word.text == "?"_L1) // not TypeScript's optional parameter
        return language != Language::Go && !isAny(after, {":"_L1, ")"_L1, ","_L1, ";"_L1, ">"_L1});
    return false;
}

/// Functions by indentation.
class PythonScan
{
public:
    std::vector<Function> run(const Words& words)
    {
        int line = 0;
        int depth = 0;
        int lastLine = 0;
        for (std::size_t at = 0; at < words.size(); ++at) {
            const auto& word = words[at];
            if (word.line != line && depth == 0 && !word.goesOn)
                closeDeeper(word.column, lastLine);
            line = word.line;
            lastLine = word.line;
            if (isAny(word.text, {"("_L1, "["_L1, "{"_L1}))
                ++depth;
            else if (isAny(word.text, {")"_L1, "]"_L1, "}"_L1}))
                depth = std::max(0, depth - 1);
            if (word.text == "def"_L1 && word.kind == TokenKind::Keyword && at + 1 < words.size())
                open(words, at);
            else if (!m_open.isEmpty() && branches(words, at, Language::Python))
                ++m_found[m_open.last().index].complexity;
        }
        closeDeeper(0, lastLine);
        return std::move(m_found);
    }

private:
    struct Open
    {
        std::size_t index;
        qsizetype column;
    };

    void open(const Words& words, std::size_t at)
    {
        const bool async = at > 0 && words[at - 1].text == "async"_L1 && words[at - 1].line == words[at].line;
        const auto column = async ? words[at - 1].column : words[at].column;
        const auto& name = words[at + 1];
        // A name on another line is none: the text is cut or broken there.
        if (name.kind != TokenKind::Identifier || name.line != words[at].line)
            return;
        m_open.append(Open{m_found.size(), column});
        m_found.push_back(Function{name.text.toString(), name.line, name.line, 1});
    }

    void closeDeeper(qsizetype column, int lastLine)
    {
        while (!m_open.isEmpty() && m_open.last().column >= column) {
            m_found[m_open.last().index].lastLine = lastLine;
            m_open.removeLast();
        }
    }

    std::vector<Function> m_found;
    QList<Open> m_open;
};

/// Functions by braces: what stands between the last statement and a brace says what the brace opens.
class BraceScan
{
public:
    BraceScan(const Words& words, Language language)
        : m_words(words)
        , m_language(language)
    {}

    std::vector<Function> run()
    {
        for (std::size_t at = 0; at < m_words.size(); ++at) {
            const auto text = m_words[at].text;
            if (m_words[at].kind == TokenKind::Operator && step(text, at))
                continue;
            // Only literals are longer; without a bound nested ones would be copied again and again.
            constexpr std::size_t longestHead = 512;
            if (m_head.size() < longestHead)
                m_head.push_back(at);
            else
                m_head.back() = at;
            if (m_function >= 0 && branches(m_words, at, m_language))
                ++m_found[static_cast<std::size_t>(m_function)].complexity;
        }
        std::sort(m_found.begin(), m_found.end(), [](const Function& left, const Function& right) {
            return left.line < right.line;
        });
        return std::move(m_found);
    }

private:
    enum class Kind { Type, Function, Block };
    using Head = std::vector<std::size_t>;

    struct Level
    {
        Kind kind;
        Head head;
        int round;
        bool restores; ///< the brace was part of what goes on after it
        int outer;     ///< index of the function around
    };

    bool step(QStringView text, std::size_t at)
    {
        if (text == "("_L1) {
            ++m_round;
        } else if (text == ")"_L1) {
            m_round = std::max(0, m_round - 1);
        } else if (text == "{"_L1) {
            open();
            return true;
        } else if (text == "}"_L1) {
            close(at);
            return true;
        } else if (text == ";"_L1 && m_round == 0) {
            m_head.clear();
            return true;
        }
        return false;
    }

    void open()
    {
        const bool initializer = m_round == 0 && isInitializer();
        const auto name = initializer ? -1 : nameInHead();
        Level level{Kind::Block, m_head, m_round, m_round > 0 || initializer, m_function};
        if (name >= 0) {
            const auto& word = m_words[static_cast<std::size_t>(name)];
            level.kind = Kind::Function;
            m_function = static_cast<int>(m_found.size());
            m_found.push_back(Function{word.text.toString(), word.line, word.line, 1});
        } else if (headHas(
                       {"class"_L1, "struct"_L1, "interface"_L1, "enum"_L1, "namespace"_L1, "union"_L1, "record"_L1,
                        "extern"_L1, "impl"_L1, "trait"_L1})) {
            level.kind = Kind::Type;
        }
        m_levels.push_back(std::move(level));
        m_head.clear();
        m_round = 0;
    }

    void close(std::size_t at)
    {
        m_head.clear();
        m_round = 0;
        if (m_levels.empty())
            return;
        auto level = std::move(m_levels.back());
        m_levels.pop_back();
        if (level.kind == Kind::Function && m_function >= 0)
            m_found[static_cast<std::size_t>(m_function)].lastLine = m_words[at].line;
        m_function = level.outer;
        if (level.restores) {
            m_head = std::move(level.head);
            m_round = level.round;
        }
    }

    QStringView word(std::size_t place) const { return m_words[m_head[place]].text; }
    bool isName(std::size_t place) const { return m_words[m_head[place]].kind == TokenKind::Identifier; }
    int index(std::size_t place) const { return static_cast<int>(m_head[place]); }

    bool headHas(std::initializer_list<QLatin1String> choices) const
    {
        return std::any_of(
            m_head.begin(), m_head.end(), [&](std::size_t at) { return isAny(m_words[at].text, choices); });
    }

    /// `: m_a{1}` before a C++ constructor's body.
    bool isInitializer() const
    {
        if (m_language != Language::Cpp || m_head.empty() || !isName(m_head.size() - 1))
            return false;
        bool closed = false;
        for (std::size_t at = 0; at < m_head.size(); ++at) {
            if (closed && word(at) == ":"_L1)
                return true;
            closed = closed || word(at) == ")"_L1;
        }
        return false;
    }

    bool insideFunction() const { return m_function >= 0; }
    bool insideType() const { return !m_levels.empty() && m_levels.back().kind == Kind::Type; }

    /// The place in the text of the name of the function that a brace opens now; -1 for none.
    int nameInHead() const
    {
        switch (m_language) {
        case Language::Go: return nameAfterFunc();
        case Language::Rust: return nameAfter("fn"_L1);
        case Language::JavaScript:
        case Language::TypeScript: return scriptName();
        case Language::Java: return insideType() ? nameBeforeRound() : -1;
        case Language::Cpp: return insideFunction() ? -1 : nameBeforeRound();
        case Language::Python:
        case Language::Other: return -1;
        }
        Q_UNREACHABLE();
    }

    int nameAfter(QLatin1String keyword) const
    {
        for (std::size_t at = 0; at + 1 < m_head.size(); ++at) {
            if (word(at) != keyword)
                continue;
            const auto next = word(at + 1) == "*"_L1 && at + 2 < m_head.size() ? at + 2 : at + 1;
            if (isName(next))
                return index(next);
        }
        return -1;
    }

    int nameAfterFunc() const
    {
        if (m_round > 0 || m_head.size() < 2 || word(0) != "func"_L1)
            return -1;
        if (isName(1))
            return index(1);
        for (std::size_t at = 1; at + 1 < m_head.size(); ++at) {
            if (word(at) == ")"_L1)
                return isName(at + 1) ? index(at + 1) : -1;
        }
        return -1;
    }

    int nameBeforeRound() const
    {
        if (headHas({"="_L1, "class"_L1, "struct"_L1, "namespace"_L1, "new"_L1}) && !headHas({"operator"_L1}))
            return -1;
        for (std::size_t at = 1; at < m_head.size(); ++at) {
            if (word(at) == "("_L1)
                return isName(at - 1) ? index(at - 1) : -1;
        }
        return -1;
    }

    int scriptName() const
    {
        if (const auto named = nameAfter("function"_L1); named >= 0)
            return named;
        const bool arrow = !m_head.empty() && word(m_head.size() - 1) == "=>"_L1;
        const bool anonymous = headHas({"function"_L1});
        if (arrow || anonymous) {
            for (std::size_t at = 1; at < m_head.size(); ++at) {
                if (m_round == 0 && (word(at) == "="_L1 || word(at) == ":"_L1) && isName(at - 1))
                    return index(at - 1);
            }
            return -1;
        }
        return insideType() ? nameBeforeRound() : -1;
    }

    const Words& m_words;
    Language m_language;
    std::vector<Function> m_found;
    std::vector<Level> m_levels;
    Head m_head;
    int m_round = 0;
    int m_function = -1;
};

} // namespace

std::vector<Function> functions(QStringView text, Language language)
{
    const auto words = wordsOfText(text, language);
    if (language == Language::Other)
        return {};
    return language == Language::Python ? PythonScan().run(words) : BraceScan(words, language).run();
}

} // namespace penelope::source
