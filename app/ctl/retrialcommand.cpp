#include "app/ctl/retrialcommand.h"

#include "core/adapters/sqlite/writtencanary.h"
#include "core/canary/judge/vectors.h"

#include <QJsonDocument>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

Result<sqlite::WrittenCanary> readCanary(const QString& journal, const QString& canary)
{
    auto reader = sqlite::Reader::open({.path = journal});
    if (!reader)
        return Failure{reader.error()};
    return sqlite::readCanary(**reader, CanaryId{canary});
}

} // namespace

QString verdictText(const canary::Said& said)
{
    return canary::toWord(said.verdict).toUpper() + u'/' + said.rule;
}

Json retrialJson(const canary::Retrial& trial)
{
    Json verdicts = Json::array();
    Json acts = Json::array();
    for (const auto& said : trial.said) {
        verdicts.append(Json{verdictText(said)});
        if (!said.acts)
            continue;
        acts.append(Json::object(
            {{u"at"_s, Json{toMs(said.at)}},
             {u"after_s"_s, Json{static_cast<double>(said.sinceStart.count()) / 1000}},
             {u"step"_s, Json{said.step}},
             {u"percent"_s, Json{said.percent}},
             {u"verdict"_s, Json{verdictText(said)}},
             {u"asks_person"_s, Json{said.asksPerson}},
             {u"text"_s, Json{said.text}},
             {u"canary_failures"_s, Json{said.failures}}}));
    }
    return Json::object({{u"judge"_s, Json{trial.judge}}, {u"verdicts"_s, verdicts}, {u"acts"_s, acts}});
}

namespace {

QString lineOf(const canary::Said& said)
{
    const auto line = u"    after %1 s at %2 %: %3%4, %5 requests to the canary had failed"_s
                          .arg(static_cast<double>(said.sinceStart.count()) / 1000, 0, 'f', 1)
                          .arg(said.percent)
                          .arg(verdictText(said), said.asksPerson ? u", and asks a person"_s : QString{})
                          .arg(said.failures);
    return said.text.isEmpty() ? line : line + u": "_s + said.text;
}

} // namespace

void printRetrial(const Context& context, const canary::Retrial& trial)
{
    context.print(u"  %1, %2 intervals"_s.arg(trial.judge).arg(trial.said.size()));
    bool any = false;
    for (const auto& said : trial.said) {
        if (said.acts)
            context.print(lineOf(said));
        any = any || said.acts;
    }
    if (!any)
        context.print(u"    never acts"_s);
}

int judgeAgain(const Context& context, const QString& canary, const QString& judge)
{
    const auto written = readCanary(context.journal, canary);
    if (!written)
        return context.fail(written.error());
    std::vector<canary::Retrial> trials;
    for (const auto& name : judge.isEmpty() ? canary::judge::judges() : QStringList{judge}) {
        auto trial = canary::judgeAgain(written->events, name, written->policy);
        if (!trial)
            return context.fail(trial.error(), Usage);
        trials.push_back(std::move(*trial));
    }
    const auto led = written->events.front().payload[u"judge"].toString();
    if (context.json) {
        Json list = Json::array();
        for (const auto& trial : trials)
            list.append(retrialJson(trial));
        context.print(Json::object({{u"canary"_s, Json{canary}}, {u"led_by"_s, Json{led}}, {u"judges"_s, list}}));
        return Ok;
    }
    context.print(u"Canary %1, led by %2"_s.arg(canary, led));
    for (const auto& trial : trials)
        printRetrial(context, trial);
    return Ok;
}

int printVector(const Context& context, const QString& canary)
{
    const auto written = readCanary(context.journal, canary);
    if (!written)
        return context.fail(written.error());
    const auto vector = canary::vectorOf(written->events);
    if (!vector)
        return context.fail(vector.error());
    context.print(QString::fromUtf8(QJsonDocument(*vector).toJson(QJsonDocument::Compact)));
    return Ok;
}

} // namespace penelope::ctl
