#include "core/canary/labelset.h"

using namespace Qt::Literals::StringLiterals;

namespace penelope::canary {
namespace {

using LabelSet = std::map<QString, QString>;

class LabelReader
{
public:
    explicit LabelReader(const QString& text)
        : m_text(text)
    {}

    Result<LabelSet> read()
    {
        skipBlanks();
        const bool braced = take(u'{');
        LabelSet labels;
        for (skipBlanks(); !atEnd() && peek() != u'}'; skipBlanks()) {
            if (!labels.empty() && !take(u','))
                return expected(u"a comma"_s);
            skipBlanks();
            if (auto pair = readPair(labels); !pair)
                return Failure{pair.error()};
        }
        if (braced && !take(u'}'))
            return expected(u"\"}\""_s);
        skipBlanks();
        if (!atEnd())
            return expected(u"the end"_s);
        if (labels.empty())
            return expected(u"a label such as version=\"2\""_s);
        return labels;
    }

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    QChar peek() const { return atEnd() ? QChar() : m_text[m_at]; }
    bool take(QChar letter)
    {
        if (peek() != letter || atEnd())
            return false;
        ++m_at;
        return true;
    }
    void skipBlanks()
    {
        while (!atEnd() && peek().isSpace())
            ++m_at;
    }
    Failure malformed(const QString& sentence, qsizetype at) const
    {
        return failure(ErrorCode::Malformed, sentence, u"column %1"_s.arg(at + 1));
    }
    Failure expected(const QString& what) const
    {
        const auto found = atEnd() ? u"it ends"_s : u"there is \"%1\""_s.arg(peek());
        return malformed(u"%1 is expected in the labels, and %2"_s.arg(what, found), m_at);
    }

    penelope::Status readPair(LabelSet& labels)
    {
        const auto start = m_at;
        const auto isLetter = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_'; };
        while (isLetter(peek()) || (m_at > start && peek() >= u'0' && peek() <= u'9'))
            ++m_at;
        const auto name = m_text.mid(start, m_at - start);
        if (name.isEmpty())
            return expected(u"the name of a label"_s);
        if (name == "le"_L1 || name == "__name__"_L1)
            return malformed(u"the label %1 is the metric's own and names no arm"_s.arg(name), start);
        if (labels.contains(name))
            return malformed(u"the label %1 is there twice"_s.arg(name), start);
        skipBlanks();
        const auto sign = m_at;
        const bool other = take(u'!') || (take(u'=') && peek() == u'~');
        if (other)
            return malformed(u"only = can be used: series are told apart by equal labels"_s, sign);
        if (m_at == sign)
            return expected(u"="_s);
        skipBlanks();
        auto value = peek() == u'"' || peek() == u'\'' ? readQuoted() : readPlain();
        if (!value)
            return Failure{value.error()};
        labels[name] = *value;
        return {};
    }

    Result<QString> readQuoted()
    {
        const auto start = m_at;
        const auto quote = m_text[m_at++];
        QString value;
        while (!atEnd() && peek() != quote) {
            auto letter = m_text[m_at++];
            if (letter == u'\\') {
                const auto escaped = peek();
                ++m_at;
                if (escaped == u'n')
                    letter = u'\n';
                else if (escaped == u't')
                    letter = u'\t';
                else if (escaped == u'\\' || escaped == u'"' || escaped == u'\'')
                    letter = escaped;
                else
                    return malformed(u"a backslash stands before \\, a quote, n or t"_s, m_at - 1);
            }
            value.append(letter);
        }
        if (!take(quote))
            return malformed(u"the value has no closing quote"_s, start);
        return value;
    }

    Result<QString> readPlain()
    {
        static const QString ends = u",{}\"'=~!\\"_s;
        const auto start = m_at;
        while (!atEnd() && !peek().isSpace() && !ends.contains(peek()))
            ++m_at;
        if (m_at == start)
            return expected(u"a value"_s);
        return m_text.mid(start, m_at - start);
    }

    const QString& m_text;
    qsizetype m_at = 0;
};

} // namespace

Result<LabelSet> labelSetFrom(const QString& text)
{
    return LabelReader(text).read();
}

} // namespace penelope::canary
