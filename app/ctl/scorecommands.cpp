#include "app/ctl/commands.h"
#include "app/ctl/corecall.h"
#include "app/ctl/moment.h"
#include "core/adapters/system/journallock.h"
#include "core/adapters/system/systemclock.h"

#include <CLI/CLI.hpp>

#include <cmath>
#include <memory>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

QString shown(std::optional<double> value, int decimals)
{
    return value ? QString::number(*value, 'f', decimals) : u"—"_s;
}

QString age(const Json& row)
{
    const auto ms = row.integer(u"age_ms");
    if (!ms)
        return u"—"_s;
    constexpr qint64 minute = 60'000;
    constexpr qint64 hour = 60 * minute;
    if (*ms < minute)
        return u"%1 s"_s.arg(*ms / 1000);
    return *ms < hour ? u"%1 min"_s.arg(*ms / minute) : u"%1 h"_s.arg(*ms / hour);
}

void printScore(const Context& context, const Json& score)
{
    const auto total = score.number(u"total");
    const auto weight = score[u"measured_weight"].toInteger();
    if (!total)
        context.print(u"No score: nothing was measured in this window."_s);
    else
        context.print(u"%1: %2 of %3 measurable points, range %4–%5, %6"_s.arg(
            shown(total, 0), shown(score.number(u"points"), 1), QString::number(weight), shown(score.number(u"low"), 0),
            shown(score.number(u"high"), 0), score[u"standing"].toString()));
    context.print(u"at %1, over %2 s"_s.arg(toIso(instantFromMs(score[u"at"].toInteger())))
                      .arg(score[u"window_ms"].toInteger() / 1000));
    const auto line = u"%1  %2  %3  %4  %5  %6"_s;
    const auto row = [&](const QString& name, const QStringList& cells) {
        context.print(line.arg(
            name.leftJustified(16), cells[0].rightJustified(6), cells[1].rightJustified(8), cells[2].rightJustified(12),
            cells[3].rightJustified(6), cells[4].rightJustified(8)));
    };
    row(u"principle"_s, {u"value"_s, u"of"_s, u"points"_s, u"lost"_s, u"newest"_s});
    for (const auto& one : score[u"principles"].toArray()) {
        const auto counted = u"%1/%2"_s.arg(one[u"numerator"].toInteger()).arg(one[u"denominator"].toInteger());
        row(one[u"principle"].toString(),
            {shown(one.number(u"value"), 2), counted,
             u"%1 of %2"_s.arg(shown(one.number(u"points"), 1)).arg(one[u"weight"].toInteger()),
             shown(one.number(u"lost"), 1), age(one)});
    }
    if (const auto trouble = score.text(u"verify_trouble"))
        context.print(u"The journal could not be verified: %1"_s.arg(*trouble));
}

QString side(const Json& one)
{
    return u"%1  %2"_s.arg(
        shown(one.number(u"value"), 3).rightJustified(8), shown(one.number(u"points"), 1).rightJustified(6));
}

QString agreement(const Json& row)
{
    if (row.boolean(u"agrees").value_or(false))
        return u"agrees"_s;
    return row[u"exported"].number(u"points") ? u"DIFFERS"_s : u"NO DATA"_s;
}

/// The journal beside Prometheus, or why there is nothing beside it.
void printComparison(const Context& context, const Json& prometheus)
{
    const auto source = prometheus[u"source"].toString();
    if (const auto error = prometheus.find(u"error"))
        context.print(u"%1: %2"_s.arg(source, (*error)[u"message"].toString()));
    if (const auto reason = prometheus.text(u"reason"))
        context.print(*reason);
    const auto span = prometheus.integer(u"since");
    const auto at = prometheus.integer(u"sampled_at");
    if (!span || !at)
        return;
    context.print(u"%1, both from %2 to %3%4"_s.arg(
        source, toIso(instantFromMs(*span)), toIso(instantFromMs(*at)),
        prometheus.boolean(u"stale").value_or(false) ? u", not answered since"_s : QString()));
    const auto line = u"%1  %2  %3  %4"_s;
    context.print(line.arg(u"principle"_s.leftJustified(16), u"  journal  points"_s, u"prometheus points"_s, QString())
                      .trimmed());
    for (const auto& row : prometheus[u"principles"].toArray())
        context.print(line.arg(
            row[u"principle"].toString().leftJustified(16), side(row[u"journal"]), side(row[u"exported"]),
            agreement(row)));
    if (const auto cores = prometheus.integer(u"cores").value_or(1); cores > 1)
        context.print(u"Prometheus scrapes %1 cores and adds them up; this journal is of one."_s.arg(cores));
}

int showScore(const Context& context, const QString& at, const QString& window, bool compare)
{
    Json args;
    if (!at.isEmpty()) {
        const auto moment = momentFrom(at, system::SystemClock().now());
        if (!moment)
            return context.fail(moment.error(), Usage);
        args.set(u"at"_s, toMs(*moment));
    }
    if (!window.isEmpty()) {
        const auto span = spanFrom(window);
        if (!span)
            return context.fail(span.error(), Usage);
        args.set(u"window"_s, static_cast<qint64>(span->count()));
    }
    const auto answer = readView(context, u"compliance"_s, args);
    if (!answer)
        return context.fail(answer.error());
    if (context.json)
        context.print(answer->result);
    else
        printScore(context, answer->result);
    if (compare && !context.json)
        printComparison(context, answer->result[u"prometheus"]);
    return Ok;
}

int pollNow(const Context& context)
{
    if (!system::JournalLock::holder(context.journal))
        return context.fail(
            Error{ErrorCode::Unavailable, u"no core runs on this journal, so nothing is polled"_s, context.journal});
    return report(context, sendCommand(context, u"poll"_s, Json{}));
}

QString rate(const Json& rate)
{
    const auto value = rate.number(u"rate");
    return value ? u"%1 % (%2 of %3)"_s.arg(QString::number(*value * 100, 'f', 0))
                       .arg(rate[u"count"].toInteger())
                       .arg(rate[u"of"].toInteger())
                 : u"unmeasured (nothing counted)"_s;
}

int showCompetence(const Context& context, int limit)
{
    const auto answer = readView(context, u"competence"_s, Json::object({{u"limit"_s, limit}}));
    if (!answer)
        return context.fail(answer.error());
    const auto& view = answer->result;
    if (context.json) {
        context.print(view);
        return Ok;
    }
    context.print(u"autonomous %1, assisted %2, deferred %3"_s.arg(view[u"autonomous"].toInteger())
                      .arg(view[u"assisted"].toInteger())
                      .arg(view[u"deferred"].toInteger()));
    context.print(u"false confidence        %1"_s.arg(rate(view[u"false_confidence"])));
    context.print(u"appropriate escalation  %1"_s.arg(rate(view[u"appropriate_escalation"])));
    for (const auto& report : view[u"items"].toArray())
        context.print(u"%1  %2  %3  risk %4  %5"_s.arg(
            report[u"patch_id"].toString(), report[u"service"].toString(), report[u"level"].toString(),
            report[u"overall_risk"].toString(), stringList(report[u"factors"]).join(", "_L1)));
    for (const auto& lesson : view[u"lessons"].toArray())
        context.print(u"lesson of %1: %2"_s.arg(lesson[u"patch_id"].toString(), lesson[u"root_cause"].toString()));
    return Ok;
}

} // namespace

void addScoreCommands(CLI::App& app, Context& context)
{
    auto at = std::make_shared<std::string>();
    auto window = std::make_shared<std::string>();
    auto* score = app.add_subcommand("compliance", "How well the seven principles are kept, now or at a past moment");
    score->add_option("--at", *at, "The moment: ISO 8601 with a zone, or a time back such as -2h");
    score->add_option("--window", *window, "The span before it: 90s, 15m, 1h, 7d");
    auto compare = std::make_shared<bool>(false);
    score->add_flag("--compare", *compare, "Also the same from Prometheus, as the running core was answered last");
    score->callback([&context, at, window, compare] {
        context.run = [&context, at, window, compare] {
            return showScore(context, QString::fromStdString(*at), QString::fromStdString(*window), *compare);
        };
    });
    auto* poll = app.add_subcommand("poll", "Let the running core ask each Prometheus again now");
    poll->callback([&context] { context.run = [&context] { return pollNow(context); }; });
    auto limit = std::make_shared<int>(20);
    auto* competence = app.add_subcommand("competence", "How sure Penelope was, and how often it was wrong");
    competence->add_option("--limit", *limit, "At most so many reports")->check(CLI::Range(1, 1000));
    competence->callback(
        [&context, limit] { context.run = [&context, limit] { return showCompetence(context, *limit); }; });
}

} // namespace penelope::ctl
