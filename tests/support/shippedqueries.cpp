#include "tests/support/shippedqueries.h"

#include "core/base/json.h"

#include <QFile>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace penelope::test {
namespace {

QString measured(const QString& alert)
{
    static const QRegularExpression comparison{
        u"^(.*)\\s(>|<|==)\\s[0-9.]+\\s*$"_s, QRegularExpression::DotMatchesEverythingOption};
    const auto match = comparison.match(alert);
    if (!match.hasMatch())
        qFatal("no comparison at the end of %s", qPrintable(alert));
    return match.captured(1);
}

} // namespace

QString shippedFile(const QString& path)
{
    return QStringLiteral(PENELOPE_SOURCE "/resources/") + path;
}

QString shippedText(const QString& path)
{
    QFile file{shippedFile(path)};
    if (!file.open(QIODevice::ReadOnly))
        qFatal("missing: %s", qPrintable(path));
    return QString::fromUtf8(file.readAll());
}

std::vector<ShippedQuery> shippedPanels(const QString& dashboard)
{
    const auto document = parseForeign(shippedText(dashboard).toUtf8());
    if (!document)
        qFatal("%s: %s", qPrintable(dashboard), qPrintable(document.error().message));
    std::vector<ShippedQuery> all;
    for (const auto& panel : (*document)[u"panels"].toArray()) {
        for (const auto& target : panel[u"targets"].toArray())
            all.push_back({panel[u"title"].toString(), target[u"expr"].toString()});
    }
    return all;
}

std::vector<ShippedQuery> shippedRules(const QString& file)
{
    std::vector<ShippedQuery> all;
    bool inside = false;
    for (const auto& line : shippedText(file).split(u'\n')) {
        const auto trimmed = line.trimmed();
        static const QRegularExpression name{u"^- (record|alert): (\\S+)$"_s};
        if (const auto match = name.match(trimmed); match.hasMatch())
            all.push_back({match.captured(2), {}});
        inside = inside && line.startsWith(u"          "_s);
        if (inside)
            all.back().expression += trimmed + u'\n';
        if (trimmed.startsWith(u"expr: "_s)) {
            inside = trimmed == u"expr: |"_s;
            all.back().expression = inside ? QString{} : trimmed.mid(6);
        }
    }
    return all;
}

std::vector<ShippedQuery> everyShippedQuery()
{
    std::vector<ShippedQuery> all;
    for (const auto& dashboard : {u"grafana/penelope-overview.json"_s, u"grafana/penelope-compliance.json"_s}) {
        for (const auto& panel : shippedPanels(dashboard))
            all.push_back(panel);
    }
    for (const auto& rule : shippedRules(u"prometheus/penelope-recordings.yml"_s)) {
        all.push_back(rule);
        all.push_back({rule.name, rule.name});
    }
    for (const auto& rule : shippedRules(u"prometheus/penelope-alerts.yml"_s))
        all.push_back({rule.name, measured(rule.expression)});
    return all;
}

QString answers(const QString& expression)
{
    return u"count((\n%1\n) > -Inf < +Inf) > bool 0"_s.arg(expression);
}

} // namespace penelope::test
