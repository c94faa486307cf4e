#include "app/ctl/commands.h"
#include "app/ctl/corecall.h"
#include "app/ctl/group.h"
#include "core/base/instant.h"

#include <QStringList>

#include <CLI/CLI.hpp>

#include <cmath>
#include <memory>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

QString factor(double value)
{
    return value >= 100 ? QString::number(value, 'f', 0) : QString::number(value, 'g', 2);
}

QString shareText(double share)
{
    return QString::number(share * 100, 'g', 3) + u" %"_s;
}

/// "×27 of 200": how much evidence there is, and how much is needed.
QString ofLine(const Json& evidence, double line)
{
    return evidence.isNumber() ? u"×%1 of %2"_s.arg(factor(evidence.toDouble())).arg(line) : u"—"_s;
}

QString openEnds(const Json& interval, const std::function<QString(double)>& text)
{
    const auto low = interval[u"low_open"].toBool() ? u"under "_s : QString();
    const auto high = interval[u"high_open"].toBool() ? u"over "_s : QString();
    return u"%1%2–%3%4"_s.arg(low, text(interval[u"low"].toDouble()), high, text(interval[u"high"].toDouble()));
}

QString neededText(const Json& metric)
{
    const auto needed = metric.number(u"requests_needed");
    if (!metric[u"decidable"].toBool() || !needed)
        return u"cannot be told: its buckets have no fitting edge"_s;
    if (*needed <= 0)
        return u"none"_s;
    const auto after = metric.integer(u"verdict_in_ms");
    const auto when = after ? u", about %1 min at the canary's traffic of late"_s.arg(
                                  QString::number(static_cast<double>(*after) / 60'000, 'f', 1))
                            : u", no traffic to tell when"_s;
    return u"%1 requests without a failure%2"_s.arg(*needed, 0, 'f', 0).arg(when);
}

QStringList metricLines(const Json& metric, const Json& evidence)
{
    const double rollback = evidence[u"rollback_line"].toDouble();
    const auto& logE = metric[u"log_e"];
    const auto log = [&logE](QStringView name) { return QString::number(logE[name].toDouble(), 'f', 2); };
    QStringList lines{u"%1  %2, at most %3 may fail"_s.arg(
        metric[u"metric"].toString(), metric[u"critical"].toBool() ? u"critical"_s : u"not critical"_s,
        shareText(metric[u"limit"].toDouble()))};
    lines.append(u"  worse than stable  %1 needed to roll back  (log E %2: share %3, bet %4)"_s.arg(
        ofLine(metric[u"e_worse"], rollback), log(u"worse"), log(u"share"), log(u"bet")));
    lines.append(u"  over the limit     %1 needed to roll back  (log E %2)"_s.arg(
        ofLine(metric[u"e_over"], rollback), log(u"limit")));
    lines.append(u"  safe to promote    %1 needed to go up  (log E %2)"_s.arg(
        ofLine(metric[u"e_safe"], metric[u"safe_line"].toDouble()), log(u"safe")));
    if (const auto* ratio = metric.find(u"ratio"))
        lines.append(
            u"  the canary fails %1 times as often as stable (95 %, at all looks)"_s.arg(openEnds(*ratio, factor)));
    if (const auto* rate = metric.find(u"rate"))
        lines.append(u"  of the canary's requests %1 fail (95 %, at all looks)"_s.arg(openEnds(*rate, shareText)));
    lines.append(u"  still needed       "_s + neededText(metric));
    return lines;
}

int showCanary(const Context& context, const QString& id)
{
    const auto answer = readView(context, u"canaries"_s, Json::object({{u"id"_s, id}}));
    if (!answer)
        return context.fail(answer.error());
    const auto& canary = answer->result;
    if (context.json) {
        context.print(canary);
        return Ok;
    }
    context.print(u"%1  %2  %3  step %4, %5 %  judge %6"_s.arg(
        canary[u"id"].toString(), canary[u"service"].toString(), canary[u"status"].toString(),
        QString::number(canary[u"step"].toInteger()), QString::number(canary[u"percent"].toInteger()),
        canary[u"judge"].toString()));
    if (const auto text = canary.text(u"rollback_text"))
        context.print(*text);
    const auto& evidence = canary[u"evidence"];
    if (evidence[u"metrics"].toArray().empty())
        context.print(u"no evidence: nothing was judged yet, or the judge has none"_s);
    if (const auto worse = evidence.number(u"log_e_worse"))
        context.print(u"all critical metrics together: worse than stable ×%1, over a limit ×%2; ×%3 rolls back"_s.arg(
            factor(std::exp(*worse)), factor(std::exp(evidence[u"log_e_over"].toDouble())),
            factor(evidence[u"rollback_line"].toDouble())));
    for (const auto& metric : evidence[u"metrics"].toArray()) {
        for (const auto& line : metricLines(metric, evidence))
            context.print(line);
    }
    for (const auto& row : evidence[u"feasibility"].toArray()) {
        if (const auto text = row.text(u"text"))
            context.print(u"step %1: %2"_s.arg(row[u"step"].toInteger()).arg(*text));
    }
    return Ok;
}

} // namespace

void addCanaryCommand(CLI::App& app, Context& context)
{
    auto id = std::make_shared<std::string>();
    auto* show = group(app, "canary", "Canaries")
                     ->add_subcommand("show", "One canary: its evidence, intervals and what is still needed");
    show->add_option("ID", *id, "The canary")->required();
    show->callback(
        [&context, id] { context.run = [&context, id] { return showCanary(context, QString::fromStdString(*id)); }; });
}

} // namespace penelope::ctl
