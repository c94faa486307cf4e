#include "core/patch/coverage.h"

#include "core/base/json.h"

#include <QXmlStreamReader>

#include <cmath>
#include <optional>

namespace penelope::patch {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 mostLines = 1'000'000'000;
constexpr double reportRounding = 0.005; ///< two figures of one report may differ by so much

Failure noReport(const QString& why, const QString& where = {})
{
    const auto place = where.isEmpty() ? QString{} : u" (%1)"_s.arg(where);
    return failure(ErrorCode::Malformed, u"the coverage report cannot be read: %1%2"_s.arg(why, place), where);
}

Result<double> share(std::optional<double> value, const QString& where)
{
    if (!value || !std::isfinite(*value) || *value < 0 || *value > 1)
        return noReport(u"its value is not between 0 and 1"_s, where);
    return *value;
}

/// The share that a report states must be the one that its own counts give.
Result<double> agreeing(double stated, std::optional<double> covered, std::optional<double> total, const QString& where)
{
    if (!covered || !total)
        return share(stated, where);
    if (*covered < 0 || *total <= 0 || *covered > *total)
        return noReport(u"it counts %1 covered of %2"_s.arg(*covered).arg(*total), where);
    if (std::abs(*covered / *total - stated) > reportRounding)
        return noReport(u"it states %1, but %2 of %3 are covered"_s.arg(stated).arg(*covered).arg(*total), where);
    return share(stated, where);
}

Result<double> fromTotals(const Json& totals)
{
    const auto percent = totals.number(u"percent_covered");
    if (!percent)
        return noReport(u"it states no share"_s, u"totals.percent_covered"_s);
    auto covered = totals.number(u"covered_lines");
    auto total = totals.number(u"num_statements");
    // With branches measured, coverage.py's share is of lines and branches together.
    if (covered && total) {
        covered = *covered + totals.number(u"covered_branches").value_or(0);
        total = *total + totals.number(u"num_branches").value_or(0);
    }
    return agreeing(*percent / 100, covered, total, u"totals.percent_covered"_s);
}

Result<double> fromJsonReport(const QByteArray& report)
{
    const auto document = parseForeign(report, maxCoverageBytes);
    if (!document)
        return noReport(document.error().message, document.error().where);
    const auto covered = document->number(u"covered");
    const auto total = document->number(u"total");
    if (const auto coverage = document->number(u"coverage"))
        return agreeing(*coverage, covered, total, u"coverage"_s);
    if (covered && total)
        return agreeing(*total > 0 ? *covered / *total : -1, covered, total, u"covered"_s);
    if (document->contains(u"totals"))
        return fromTotals((*document)[u"totals"]);
    return noReport(u"it has neither \"coverage\" nor \"covered\" and \"total\" nor \"totals\""_s);
}

std::optional<double> attribute(const QXmlStreamReader& xml, QLatin1String name)
{
    bool sound = false;
    const double value = xml.attributes().value(name).toDouble(&sound);
    return sound ? std::optional{value} : std::nullopt;
}

/// The whole file is read: a report that breaks off in the middle proves nothing.
Result<double> fromCobertura(const QByteArray& report)
{
    QXmlStreamReader xml(report);
    std::optional<Result<double>> root;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement || root)
            continue;
        const auto where = u"line %1"_s.arg(xml.lineNumber());
        const auto rate = attribute(xml, "line-rate"_L1);
        if (xml.name() != "coverage"_L1 || !rate)
            root = noReport(u"its first element is no <coverage> with a line-rate"_s, where);
        else
            root = agreeing(*rate, attribute(xml, "lines-covered"_L1), attribute(xml, "lines-valid"_L1), where);
    }
    if (xml.hasError())
        return noReport(xml.errorString(), u"line %1"_s.arg(xml.lineNumber()));
    return root.value_or(noReport(u"it is empty"_s));
}

/// Sums an lcov tracefile and compares each record's sums with its lines.
class Lcov
{
public:
    Status take(QByteArrayView line, qint64 number)
    {
        const auto where = u"line %1"_s.arg(number);
        if (line.startsWith("DA:"))
            return takeLine(line, where);
        if (line.startsWith("LF:"))
            return takeCount(line, where, m_stated.found);
        if (line.startsWith("LH:"))
            return takeCount(line, where, m_stated.hit);
        return line == "end_of_record" ? endRecord(where) : Status{};
    }

    Result<double> total() const
    {
        if (m_all.found <= 0)
            return noReport(u"it counts no lines"_s);
        return static_cast<double>(m_all.hit) / static_cast<double>(m_all.found);
    }

    Status endRecord(const QString& where)
    {
        const bool lines = m_counted.found > 0;
        if (m_stated.hit > m_stated.found ||
            (lines && (m_stated.found != m_counted.found || m_stated.hit != m_counted.hit)))
            return noReport(
                u"the record states %1 of %2 lines, but has %3 of %4"_s.arg(m_stated.hit)
                    .arg(m_stated.found)
                    .arg(m_counted.hit)
                    .arg(m_counted.found),
                where);
        m_all.found += m_stated.found;
        m_all.hit += m_stated.hit;
        m_stated = {};
        m_counted = {};
        return {};
    }

private:
    struct Sums
    {
        qint64 found = 0;
        qint64 hit = 0;
    };

    Status takeLine(QByteArrayView line, const QString& where)
    {
        const auto comma = line.indexOf(',');
        bool sound = comma > 0;
        const auto hits = line.sliced(comma + 1).toByteArray().split(',').front().toDouble(&sound);
        if (comma < 0 || !sound || hits < 0)
            return noReport(u"a line's hits are no count"_s, where);
        ++m_counted.found;
        m_counted.hit += hits > 0 ? 1 : 0;
        return {};
    }

    static Status takeCount(QByteArrayView line, const QString& where, qint64& target)
    {
        bool sound = false;
        const auto count = line.sliced(3).toByteArray().toLongLong(&sound);
        if (!sound || count < 0 || count > mostLines)
            return noReport(
                u"\"%1\" is no count"_s.arg(QString::fromUtf8(line.first(std::min<qsizetype>(line.size(), 40)))),
                where);
        target += count;
        return {};
    }

    Sums m_all;
    Sums m_stated;
    Sums m_counted;
};

Result<double> fromLcov(const QByteArray& report)
{
    Lcov lcov;
    qint64 number = 0;
    for (qsizetype at = 0; at < report.size();) {
        const auto found = report.indexOf('\n', at);
        const auto end = found < 0 ? report.size() : found;
        ++number;
        if (auto taken = lcov.take(QByteArrayView(report).sliced(at, end - at).trimmed(), number); !taken)
            return Failure{taken.error()};
        at = end + 1;
    }
    // Some writers end no record.
    if (auto ended = lcov.endRecord(u"line %1"_s.arg(number)); !ended)
        return Failure{ended.error()};
    return lcov.total();
}

} // namespace

Result<double> readCoverage(const QByteArray& report)
{
    if (report.size() > maxCoverageBytes)
        return noReport(u"it has %1 bytes; at most %2 are read"_s.arg(report.size()).arg(maxCoverageBytes));
    const auto trimmed = report.trimmed();
    if (trimmed.startsWith('{'))
        return fromJsonReport(trimmed);
    if (trimmed.startsWith('<'))
        return fromCobertura(trimmed);
    if (trimmed.contains("LF:"))
        return fromLcov(trimmed);
    return noReport(u"it is neither JSON, Cobertura nor lcov"_s);
}

} // namespace penelope::patch
