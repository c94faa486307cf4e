#include "tests/support/expositiontext.h"

#include <QSet>
#include <QStringDecoder>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace penelope::test {
namespace {

bool isWord(QStringView text, bool colons)
{
    if (text.isEmpty() || (text[0] >= u'0' && text[0] <= u'9'))
        return false;
    return std::all_of(text.begin(), text.end(), [colons](QChar letter) {
        return (letter >= u'a' && letter <= u'z') || (letter >= u'A' && letter <= u'Z') ||
               (letter >= u'0' && letter <= u'9') || letter == u'_' || (colons && letter == u':');
    });
}

std::optional<double> number(const QString& text)
{
    if (text == "+Inf"_L1)
        return std::numeric_limits<double>::infinity();
    bool valid = false;
    const double value = text.toDouble(&valid);
    return valid && std::isfinite(value) ? std::optional{value} : std::nullopt;
}

/// One line of a sample, character by character.
class SampleReader
{
public:
    explicit SampleReader(const QString& line)
        : m_line(line)
    {}

    std::optional<TextSample> read()
    {
        TextSample sample;
        sample.name = word();
        if (!isWord(sample.name, true) || (peek() == u'{' && !labels(sample)) || peek() != u' ')
            return std::nullopt;
        // One blank, the value, and nothing after it: a time stamp would be refused here too.
        const auto value = number(m_line.mid(m_at + 1));
        if (!value)
            return std::nullopt;
        sample.value = *value;
        return sample;
    }

private:
    QChar peek() const { return m_at < m_line.size() ? m_line[m_at] : QChar{}; }
    QString word()
    {
        const auto from = m_at;
        while (m_at < m_line.size() && isWord(u"a"_s + peek(), true))
            ++m_at;
        return m_line.mid(from, m_at - from);
    }
    bool labels(TextSample& sample)
    {
        do {
            ++m_at;
            const auto name = word();
            QString value;
            if (!isWord(name, false) || peek() != u'=' || !quoted(value) || sample.labels.contains(name))
                return false;
            sample.labels[name] = value;
        } while (peek() == u',');
        return m_line.mid(m_at++, 1) == "}"_L1;
    }
    bool quoted(QString& value)
    {
        if (m_line.mid(m_at, 2) != "=\""_L1)
            return false;
        for (m_at += 2; m_at < m_line.size(); ++m_at) {
            if (peek() == u'"') {
                ++m_at;
                return true;
            }
            if (peek() != u'\\') {
                value += peek();
                continue;
            }
            ++m_at;
            if (peek() != u'\\' && peek() != u'"' && peek() != u'n')
                return false;
            value += peek() == u'n' ? QChar(u'\n') : peek();
        }
        return false;
    }

    const QString& m_line;
    qsizetype m_at = 0;
};

class Reader
{
public:
    Result<std::vector<TextFamily>> read(const QByteArray& text)
    {
        QStringDecoder utf8{QStringDecoder::Utf8};
        const QString all = utf8(text);
        if (utf8.hasError())
            return failure(ErrorCode::Malformed, u"not UTF-8"_s);
        if (!all.endsWith(u'\n') || all.contains(u'\r'))
            return failure(ErrorCode::Malformed, u"every line ends with LF alone"_s);
        for (const auto& line : all.chopped(1).split(u'\n')) {
            ++m_line;
            if (const auto fault = take(line); !fault.isEmpty())
                return failure(ErrorCode::Malformed, fault + u": "_s + line, u"line %1"_s.arg(m_line));
        }
        if (const auto fault = close(); !fault.isEmpty())
            return failure(ErrorCode::Malformed, fault, u"line %1"_s.arg(m_line));
        return m_families;
    }

private:
    QString take(const QString& line)
    {
        if (line.startsWith("# HELP "_L1))
            return begin(line.section(u' ', 2, 2), line.section(u' ', 3));
        if (line.startsWith("# TYPE "_L1))
            return type(line.section(u' ', 2, 2), line.section(u' ', 3));
        const auto sample = SampleReader{line}.read();
        return sample ? add(*sample) : u"no sample"_s;
    }
    QString begin(const QString& name, const QString& help)
    {
        if (const auto fault = close(); !fault.isEmpty())
            return fault;
        if (!isWord(name, true) || m_names.contains(name))
            return u"a family is begun twice or has no name"_s;
        if (help.isEmpty())
            return u"no help"_s;
        m_names.insert(name);
        m_families.push_back({name, {}, help, {}});
        return {};
    }
    QString type(const QString& name, const QString& word)
    {
        static const QSet<QString> known{u"counter"_s, u"gauge"_s, u"histogram"_s};
        if (m_families.empty() || m_families.back().name != name || !m_families.back().type.isEmpty() ||
            !m_families.back().samples.empty() || !known.contains(word))
            return u"a type that does not follow its help"_s;
        if ((word == "counter"_L1) != name.endsWith("_total"_L1))
            return u"counters, and only they, end in _total"_s;
        m_families.back().type = word;
        return {};
    }
    QString add(const TextSample& sample)
    {
        if (m_families.empty() || m_families.back().type.isEmpty())
            return u"a sample before its type"_s;
        auto& family = m_families.back();
        const auto suffix = sample.name.mid(family.name.size());
        const bool histogram = family.type == "histogram"_L1;
        const bool bucket = histogram && suffix == "_bucket"_L1;
        const bool own = sample.name.startsWith(family.name) &&
                         (histogram ? bucket || suffix == "_sum"_L1 || suffix == "_count"_L1 : suffix.isEmpty());
        if (!own)
            return u"a sample of another family"_s;
        if (bucket != sample.labels.contains(u"le"_s))
            return u"le belongs to buckets alone"_s;
        if (std::isinf(sample.value) || (family.type != "gauge"_L1 && sample.value < 0))
            return u"a value that cannot be"_s;
        QString identity = sample.name;
        for (const auto& [label, value] : sample.labels)
            identity += u'\n' + label + u'\0' + value;
        if (m_seen.contains(identity))
            return u"a sample twice"_s;
        m_seen.insert(identity);
        family.samples.push_back(sample);
        return {};
    }
    QString close() const
    {
        if (m_families.empty())
            return {};
        const auto& family = m_families.back();
        if (family.type.isEmpty() || family.samples.empty())
            return u"a family without type or samples"_s;
        return family.type == "histogram"_L1 ? closeHistogram(family) : QString{};
    }
    static QString closeHistogram(const TextFamily& family)
    {
        struct Parts
        {
            std::vector<std::pair<double, double>> buckets;
            std::optional<double> sum;
            std::optional<double> count;
        };
        std::map<std::map<QString, QString>, Parts> all;
        for (const auto& sample : family.samples) {
            auto labels = sample.labels;
            labels.erase(u"le"_s);
            auto& parts = all[labels];
            if (sample.name.endsWith("_bucket"_L1))
                parts.buckets.emplace_back(number(sample.labels.at(u"le"_s)).value_or(-1), sample.value);
            else
                (sample.name.endsWith("_sum"_L1) ? parts.sum : parts.count) = sample.value;
        }
        for (const auto& [labels, parts] : all) {
            const auto rises = [](const auto& left, const auto& right) {
                return left.first < right.first && left.second <= right.second;
            };
            for (std::size_t index = 1; index < parts.buckets.size(); ++index) {
                if (!rises(parts.buckets[index - 1], parts.buckets[index]))
                    return u"buckets that fall"_s;
            }
            if (parts.buckets.empty() || !std::isinf(parts.buckets.back().first) || !parts.sum || !parts.count ||
                parts.buckets.back().second != *parts.count)
                return u"a histogram without +Inf, sum or the same count"_s;
        }
        return {};
    }

    std::vector<TextFamily> m_families;
    QSet<QString> m_names;
    QSet<QString> m_seen;
    int m_line = 0;
};

const TextSample*
find(const std::vector<TextFamily>& families, const QString& name, const std::map<QString, QString>& labels)
{
    for (const auto& family : families) {
        for (const auto& sample : family.samples) {
            if (sample.name == name && sample.labels == labels)
                return &sample;
        }
    }
    return nullptr;
}

} // namespace

Result<std::vector<TextFamily>> parseExposition(const QByteArray& text)
{
    return Reader{}.read(text);
}

double valueIn(const std::vector<TextFamily>& families, const QString& name, const std::map<QString, QString>& labels)
{
    const auto* sample = find(families, name, labels);
    if (!sample)
        qFatal("there is no sample %s", qPrintable(name));
    return sample->value;
}

bool holds(const std::vector<TextFamily>& families, const QString& name, const std::map<QString, QString>& labels)
{
    return find(families, name, labels) != nullptr;
}

} // namespace penelope::test
