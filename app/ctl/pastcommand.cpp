#include "app/ctl/pastcommand.h"

#include "app/ctl/moment.h"
#include "app/ctl/promqlcommand.h"
#include "app/ctl/retrialcommand.h"
#include "core/adapters/config/servicefile.h"
#include "core/adapters/prometheus/prometheusclient.h"
#include "core/adapters/system/systemclock.h"
#include "core/canary/judge/vectors.h"
#include "core/canary/labelset.h"
#include "core/canary/pastrange.h"
#include "core/canary/retrial.h"
#include "core/prometheus/promql.h"

#include <QEventLoop>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

/// Whose option was wrong stands before what is wrong in it.
Failure ofOption(Error error, const QString& option)
{
    error.where = error.where.isEmpty() ? option : option + u", "_s + error.where;
    return Failure{std::move(error)};
}

Result<canary::PastRange> rangeFrom(const PastWish& wish, Instant now)
{
    const auto stable = canary::labelSetFrom(QString::fromStdString(wish.stable));
    if (!stable)
        return ofOption(stable.error(), u"--stable"_s);
    const auto canary = canary::labelSetFrom(QString::fromStdString(wish.canary));
    if (!canary)
        return ofOption(canary.error(), u"--canary"_s);
    const auto from = momentFrom(QString::fromStdString(wish.from), now);
    if (!from)
        return ofOption(from.error(), u"--from"_s);
    const auto to = wish.to.empty() ? Result<Instant>{now} : momentFrom(QString::fromStdString(wish.to), now);
    if (!to)
        return ofOption(to.error(), u"--to"_s);
    const auto step = spanFrom(QString::fromStdString(wish.step));
    if (!step)
        return ofOption(step.error(), u"--step"_s);
    return canary::PastRange{*stable, *canary, *from,
                             *to,     *step,   wish.percent != 0 ? std::optional{wish.percent} : std::nullopt};
}

Result<policy::State> policyFor(const PastWish& wish)
{
    auto policy = policy::defaults();
    if (wish.analysis.empty())
        return policy;
    const auto analysis = spanFrom(QString::fromStdString(wish.analysis));
    if (!analysis)
        return ofOption(analysis.error(), u"--analysis"_s);
    const Json value{static_cast<qint64>(analysis->count())};
    if (auto valid = policy::validate(u"canary.analysis"_s, value); !valid)
        return ofOption(valid.error(), u"--analysis"_s);
    policy.settings[u"canary.analysis"_s].value = value;
    return policy;
}

canary::PastAnswers
askAll(const prometheus::Endpoint& endpoint, const std::vector<canary::PastQuestion>& questions, Milliseconds step)
{
    const system::SystemClock clock;
    prometheus::PrometheusClient client(endpoint, clock);
    canary::PastAnswers answers;
    QEventLoop loop;
    for (const auto& question : questions) {
        client.queryRange(
            question.question.expression, question.from, question.to, step,
            [&answers, &loop, &question, all = questions.size()](Result<prometheus::Answer> answer) {
                answers.emplace_back(question, std::move(answer));
                if (answers.size() == all)
                    loop.quit();
            });
    }
    loop.exec();
    return answers;
}

struct Gathered
{
    canary::PastRange range;
    canary::PastEvidence evidence;
    policy::State policy;
};

Result<Gathered> gather(const Context& context, const PastWish& wish)
{
    const auto range = rangeFrom(wish, system::SystemClock().now());
    if (!range)
        return Failure{range.error()};
    const auto policy = policyFor(wish);
    if (!policy)
        return Failure{policy.error()};
    const auto file = QFileInfo(QString::fromStdString(wish.registration)).absoluteFilePath();
    const auto registration = config::readServiceFile(file);
    if (!registration)
        return Failure{registration.error()};
    const auto questions = canary::pastQuestions(*range, *registration, *policy);
    if (!questions)
        return Failure{questions.error()};
    const auto endpoint = endpointFor(context, QString::fromStdString(wish.url));
    if (!endpoint)
        return Failure{endpoint.error()};
    auto evidence = canary::pastEvidence(*range, *registration, askAll(*endpoint, *questions, range->step), *policy);
    if (!evidence)
        return Failure{evidence.error()};
    return Gathered{*range, std::move(*evidence), *policy};
}

QString afterText(const canary::Retrial& trial, canary::Verdict verdict, bool asks)
{
    const auto found = std::find_if(trial.said.begin(), trial.said.end(), [verdict, asks](const canary::Said& said) {
        return said.acts && said.asksPerson == asks && (asks || said.verdict == verdict);
    });
    if (found == trial.said.end())
        return u"—"_s;
    return u"%1 s"_s.arg(static_cast<double>(found->sinceStart.count()) / 1000, 0, 'f', 0);
}

/// One line for each judge, columns as wide as their longest cell.
QStringList sideBySide(const std::vector<canary::Retrial>& trials)
{
    std::vector<QStringList> rows{
        {u"judge"_s, u"intervals"_s, u"promotes after"_s, u"asks after"_s, u"rolls back after"_s, u"failures"_s,
         u"last verdict"_s}};
    for (const auto& trial : trials) {
        const auto* last = trial.said.empty() ? nullptr : &trial.said.back();
        rows.push_back(
            {trial.judge, QString::number(trial.said.size()), afterText(trial, canary::Verdict::Promote, false),
             afterText(trial, canary::Verdict::Hold, true), afterText(trial, canary::Verdict::Rollback, false),
             last ? QString::number(last->failures) : u"—"_s, last ? verdictText(*last) : u"—"_s});
    }
    std::vector<qsizetype> widths(static_cast<std::size_t>(rows.front().size()), 0);
    for (const auto& row : rows) {
        for (qsizetype column = 0; column < row.size(); ++column) {
            auto& width = widths[static_cast<std::size_t>(column)];
            width = std::max(width, row[column].size());
        }
    }
    QStringList lines;
    for (const auto& row : rows) {
        QStringList cells;
        for (qsizetype column = 0; column < row.size(); ++column)
            cells.append(row[column].leftJustified(widths[static_cast<std::size_t>(column)]));
        lines.append(cells.join(u"  "_s).trimmed());
    }
    return lines;
}

void printAbout(const Context& context, const Gathered& all)
{
    const auto& evidence = all.evidence;
    context.print(u"{%1} as a canary of {%2}, %3 to %4, every %5 s, %6 % of the requests"_s.arg(
        prometheus::matchers(all.range.canary), prometheus::matchers(all.range.stable), toIso(evidence.from),
        toIso(evidence.to), QString::number(all.range.step.count() / 1000), QString::number(evidence.percent)));
    QStringList others;
    for (const auto& [word, number] : evidence.others)
        others.append(u"%1 %2"_s.arg(number).arg(word));
    context.print(u"%1 intervals, %2 counted%3; stable before them: %4"_s.arg(evidence.intervals)
                      .arg(evidence.counted)
                      .arg(others.isEmpty() ? QString() : u" ("_s + others.join(u", "_s) + u')')
                      .arg(evidence.history > 0 ? u"%1 intervals"_s.arg(evidence.history) : u"nothing"_s));
    if (evidence.restarts > 0)
        context.print(u"the canary's counters began anew %1 times"_s.arg(evidence.restarts));
    if (evidence.others.contains(canary::toWord(canary::Observation::Stale)))
        context.print(u"stale readings: the series are scraped less often than --step"_s);
    if (!evidence.trouble.isEmpty())
        context.print(u"the source said: %1"_s.arg(evidence.trouble));
}

Json jsonOf(const Gathered& all, const std::vector<canary::Retrial>& trials)
{
    auto answer = canary::toJson(all.range);
    const auto evidence = canary::toJson(all.evidence);
    for (const auto& [name, value] : evidence.toObject()) {
        if (name != "events"_L1)
            answer.set(name, value);
    }
    auto list = Json::array();
    for (const auto& trial : trials)
        list.append(retrialJson(trial));
    answer.set(u"judges"_s, std::move(list));
    return answer;
}

Exit pastExit(const Error& error)
{
    switch (error.code) {
    case ErrorCode::Unavailable: return Unreachable;
    case ErrorCode::Malformed: return Usage;
    default: return Refused;
    }
}

} // namespace

int judgePast(const Context& context, const PastWish& wish, const QString& judge, bool vector)
{
    const auto all = gather(context, wish);
    if (!all)
        return context.fail(all.error(), pastExit(all.error()));
    if (vector) {
        const auto counts = canary::vectorOf(all->evidence.events);
        if (!counts)
            return context.fail(counts.error());
        context.print(QString::fromUtf8(QJsonDocument(*counts).toJson(QJsonDocument::Compact)));
        return Ok;
    }
    std::vector<canary::Retrial> trials;
    for (const auto& name : judge.isEmpty() ? canary::judge::judges() : QStringList{judge}) {
        auto trial = canary::judgeAgain(all->evidence.events, name, all->policy);
        if (!trial)
            return context.fail(trial.error(), Usage);
        trials.push_back(std::move(*trial));
    }
    if (context.json) {
        context.print(jsonOf(*all, trials));
        return Ok;
    }
    printAbout(context, *all);
    for (const auto& line : sideBySide(trials))
        context.print(line);
    for (const auto& trial : trials)
        printRetrial(context, trial);
    return Ok;
}

} // namespace penelope::ctl
