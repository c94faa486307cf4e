#include "core/query/filter.h"
#include "core/query/reading.h"

#include <algorithm>
#include <array>

namespace penelope::query {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr int deepestQuery = 64;
constexpr qsizetype longestQuery = 10'000;

/// Reads from left to right and knows the column of everything.
class QueryParser
{
public:
    QueryParser(const QString& text, Instant now)
        : m_text(text)
        , m_now(now)
    {}

    Result<Expression> whole()
    {
        if (m_text.size() > longestQuery)
            return wrongAt(longestQuery, u"a query has at most %1 letters"_s.arg(longestQuery));
        skipBlanks();
        if (atEnd())
            return Expression{};
        auto expression = any(0);
        if (expression && !atEnd())
            return wrongAt(m_at, u"this parenthesis closes nothing"_s);
        return expression;
    }

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    QChar letter() const { return m_text[m_at]; }
    void skipBlanks()
    {
        while (!atEnd() && letter().isSpace())
            ++m_at;
    }
    /// The word stands here, alone.
    bool isHere(QLatin1String word) const
    {
        const auto end = m_at + word.size();
        return QStringView(m_text).mid(m_at, word.size()) == word &&
               (end == m_text.size() || m_text[end].isSpace() || m_text[end] == u'(' || m_text[end] == u')');
    }
    bool take(QLatin1String word)
    {
        if (!isHere(word))
            return false;
        m_at += word.size();
        skipBlanks();
        return true;
    }
    bool closesHere() const { return !atEnd() && letter() == u')'; }

    Result<Expression> any(int depth)
    {
        Expression either{.kind = Expression::Kind::Any};
        do {
            auto part = all(depth);
            if (!part)
                return part;
            either.parts.push_back(std::move(*part));
        } while (take("OR"_L1));
        return either.parts.size() == 1 ? std::move(either.parts.front()) : std::move(either);
    }

    Result<Expression> all(int depth)
    {
        Expression every{.kind = Expression::Kind::All};
        while (!atEnd() && !closesHere() && !isHere("OR"_L1)) {
            if (take("AND"_L1)) // what is meant without it
                continue;
            const auto begun = m_at;
            auto part = one(depth);
            if (!part)
                return part;
            part->from = begun;
            part->to = m_at;
            every.parts.push_back(std::move(*part));
            skipBlanks();
        }
        if (every.parts.empty())
            return wrongAt(m_at, u"expected a term here"_s);
        return every.parts.size() == 1 ? std::move(every.parts.front()) : std::move(every);
    }

    Result<Expression> one(int depth)
    {
        if (depth > deepestQuery)
            return wrongAt(m_at, u"parentheses and NOT stand at most %1 deep"_s.arg(deepestQuery));
        const bool minus = letter() == u'-' && m_at + 1 < m_text.size() && !m_text[m_at + 1].isSpace();
        if (minus || isHere("NOT"_L1)) {
            m_at += minus ? 1 : 3;
            skipBlanks();
            if (atEnd() || closesHere())
                return wrongAt(m_at, u"expected a term after %1"_s.arg(minus ? u"-"_s : u"NOT"_s));
            auto denied = one(depth + 1);
            if (!denied)
                return denied;
            return Expression{.kind = Expression::Kind::Not, .parts = {std::move(*denied)}};
        }
        return letter() == u'(' ? group(depth) : term();
    }

    Result<Expression> group(int depth)
    {
        const auto opened = m_at++;
        ++m_open;
        skipBlanks();
        auto inside = any(depth + 1);
        if (!inside)
            return inside;
        if (!closesHere())
            return wrongAt(opened, u"this parenthesis is not closed"_s);
        ++m_at;
        --m_open;
        skipBlanks();
        return inside;
    }

    Result<Expression> term()
    {
        Written written;
        written.column = m_at;
        if (letter() != u'"' && letter() != u'/')
            readName(written);
        written.valueColumn = m_at;
        if (auto read = readValue(written); !read)
            return Failure{read.error()};
        auto asked = readTerm(written, m_now);
        if (!asked)
            return Failure{asked.error()};
        Expression leaf{.kind = Expression::Kind::Term, .term = std::make_shared<const Term>(std::move(*asked))};
        leaf.needle = leaf.term->needle();
        return leaf;
    }

    /// name and operator, where there are both.
    void readName(Written& written)
    {
        auto end = m_at;
        while (end < m_text.size() && (m_text[end].isLetterOrNumber() || m_text[end] == u'_'))
            ++end;
        for (const auto op : {"!="_L1, "<="_L1, ">="_L1, ":"_L1, "="_L1, "<"_L1, ">"_L1}) {
            if (end > m_at && QStringView(m_text).mid(end).startsWith(op)) {
                written.name = m_text.mid(m_at, end - m_at);
                written.op = op;
                m_at = end + op.size();
                return;
            }
        }
    }

    Status readValue(Written& written)
    {
        if (!atEnd() && letter() == u'/')
            return readPattern(written);
        while (!atEnd() && !letter().isSpace() && !(m_open > 0 && letter() == u')')) {
            if (letter() != u'"') {
                written.value += m_text[m_at++];
                continue;
            }
            const auto end = m_text.indexOf(u'"', m_at + 1);
            if (end < 0)
                return wrongAt(m_at, u"the quotation mark is not closed"_s);
            written.quoted = true;
            written.value += m_text.mid(m_at + 1, end - m_at - 1);
            m_at = end + 1;
        }
        if (written.op.isEmpty() && !written.quoted && written.value.contains(u':'))
            return wrongAt(written.column, u"put a text with a colon in quotation marks"_s);
        return {};
    }

    Status readPattern(Written& written)
    {
        const auto opened = m_at++;
        written.regex = true;
        while (!atEnd() && letter() != u'/') {
            // \/ is the one way to write a stroke; everything else after a stroke the other way is the expression's.
            if (letter() == u'\\' && m_at + 1 < m_text.size() && m_text[m_at + 1] != u'/')
                written.value += m_text[m_at++];
            else if (letter() == u'\\' && m_at + 1 < m_text.size())
                ++m_at;
            written.value += m_text[m_at++];
        }
        if (atEnd())
            return wrongAt(
                opened, u"the regular expression is not closed by /; put a text that begins with / in "
                        "quotation marks"_s);
        ++m_at;
        return {};
    }

    const QString& m_text;
    Instant m_now;
    qsizetype m_at = 0;
    int m_open = 0;
};

/// What must hold of seq and time for every match.
void narrow(Filter& filter, const Expression& expression)
{
    if (expression.kind == Expression::Kind::All) {
        for (const auto& part : expression.parts)
            narrow(filter, part);
    }
    if (expression.kind != Expression::Kind::Term || expression.term->differs)
        return;
    const auto& term = *expression.term;
    const auto low = term.low ? static_cast<qint64>(*term.low) + (term.lowOpen ? 1 : 0) : 0;
    if (term.field == Field::Seq) {
        filter.firstSeq = std::max(filter.firstSeq, low);
        if (term.high)
            filter.lastSeq = std::min(filter.lastSeq, static_cast<qint64>(*term.high) - (term.highOpen ? 1 : 0));
    } else if (term.field == Field::Time) {
        if (term.low)
            filter.after = std::max(filter.after.value_or(instantFromMs(0)), instantFromMs(low));
        if (term.high) {
            const auto end = instantFromMs(static_cast<qint64>(*term.high) + (term.highOpen ? 0 : 1));
            filter.before = filter.before ? std::min(*filter.before, end) : end;
        }
    }
}

} // namespace

Result<Filter> parse(const QString& text, Instant now)
{
    auto expression = QueryParser(text, now).whole();
    if (!expression)
        return Failure{expression.error()};
    Filter filter;
    narrow(filter, *expression);
    filter.expression = std::move(*expression);
    return filter;
}

} // namespace penelope::query
