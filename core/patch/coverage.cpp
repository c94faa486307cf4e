#include "core/patch/coverage.h"

#include "core/base/json.h"

#include <QRegularExpression>

#include <cmath>
#include <optional>

namespace penelope::patch {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype maxReportBytes = 64 * 1024 * 1024;

Failure noReport(const QString& why)
{
    return failure(ErrorCode::Malformed, u"the coverage report cannot be read: %1"_s.arg(why));
}

Result<double> share(std::optional<double> value)
{
    if (!value || !std::isfinite(*value) || *value < 0 || *value > 1)
        return noReport(u"its value is not between 0 and 1"_s);
    return *value;
}

Result<double> fromJsonReport(const QByteArray& report)
{
    const auto document = parseForeign(report, maxReportBytes);
    if (!document)
        return noReport(u"%1, %2"_s.arg(document.error().message, document.error().where));
    if (const auto coverage = document->number(u"coverage"))
        return share(coverage);
    const auto covered = document->number(u"covered");
    const auto total = document->number(u"total");
    if (covered && total)
        return *total > 0 ? share(*covered / *total) : Result<double>(noReport(u"it counts no lines"_s));
    if (const auto percent = (*document)[u"totals"].number(u"percent_covered"))
        return share(*percent / 100);
    return noReport(u"it has neither \"coverage\" nor \"covered\" and \"total\""_s);
}

Result<double> fromCobertura(const QByteArray& report)
{
    static const QRegularExpression root(u"<coverage\\b[^>]*\\bline-rate\\s*=\\s*[\"']([^\"']*)[\"']"_s);
    const auto match = root.match(QString::fromUtf8(report.left(64 * 1024)));
    if (!match.hasMatch())
        return noReport(u"its <coverage> has no line-rate"_s);
    bool sound = false;
    const double value = match.captured(1).toDouble(&sound);
    return share(sound ? std::optional{value} : std::nullopt);
}

Result<double> fromLcov(const QByteArray& report)
{
    qint64 found = 0;
    qint64 hit = 0;
    for (const auto& raw : report.split('\n')) {
        const auto line = raw.trimmed();
        if (!line.startsWith("LF:") && !line.startsWith("LH:"))
            continue;
        bool sound = false;
        const auto count = line.mid(3).toLongLong(&sound);
        constexpr qint64 mostLines = 1'000'000'000;
        if (!sound || count < 0 || count > mostLines)
            return noReport(u"\"%1\" is no count"_s.arg(QString::fromUtf8(line)));
        (line[1] == 'F' ? found : hit) += count;
    }
    if (found <= 0)
        return noReport(u"it counts no lines"_s);
    return share(static_cast<double>(hit) / static_cast<double>(found));
}

} // namespace

Result<double> readCoverage(const QByteArray& report)
{
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
