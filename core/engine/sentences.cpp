#include "core/engine/sentences.h"

#include "core/journal/event.h"

#include <map>

namespace penelope::engine::sentences {

using namespace Qt::Literals::StringLiterals;

QString duration(Milliseconds span)
{
    const auto ms = span.count();
    if (ms < 1000)
        return u"%1 ms"_s.arg(ms);
    const auto seconds = ms / 1000;
    if (seconds < 60)
        return u"%1 s"_s.arg(seconds);
    if (seconds < 3600)
        return seconds % 60 == 0 ? u"%1 min"_s.arg(seconds / 60) : u"%1 min %2 s"_s.arg(seconds / 60).arg(seconds % 60);
    const auto minutes = seconds / 60;
    return minutes % 60 == 0 ? u"%1 h"_s.arg(minutes / 60) : u"%1 h %2 min"_s.arg(minutes / 60).arg(minutes % 60);
}

QString percent(double ratio)
{
    return QString::number(ratio * 100, 'f', ratio * 100 < 10 ? 2 : 1) + u" %"_s;
}

QString rollback(const QString& code, const QString& detail)
{
    static const std::map<QString, QString> texts{
        {u"threshold"_s, u"a metric of the canary went past its critical limit"_s},
        {u"evidence"_s, u"the evidence says that the canary is worse than the stable version"_s},
        {u"limit"_s, u"the canary failed more than its limit allows"_s},
        {u"canary_absent"_s, u"the canary stopped sending data"_s},
        {u"router"_s, u"the router does not answer"_s},
        {u"start_failed"_s, u"the canary could not be started"_s},
        {u"promote_failed"_s, u"the promotion failed"_s},
        {u"watch"_s, u"the service got worse after the promotion"_s},
        {u"operator"_s, u"a person aborted it"_s},
        {u"cancelled"_s, u"a person cancelled it"_s},
        {u"environment"_s, u"both versions were in trouble, so nothing could be compared"_s}};
    const auto text = texts.find(code);
    const auto sentence = text == texts.end() ? u"it was rolled back"_s : text->second;
    return detail.isEmpty() ? sentence : u"%1: %2"_s.arg(sentence, detail);
}

QString queued(const QString& reason, std::optional<Instant> until)
{
    static const std::map<QString, QString> texts{
        {u"freeze"_s, u"healing is frozen"_s},
        {u"rest_day"_s, u"it is the rest day"_s},
        {u"budget"_s, u"the budget of canaries is used up"_s},
        {u"gap"_s, u"the last change of this service is too recent"_s},
        {u"canary_running"_s, u"another change of this service is on its way"_s},
        {u"clock"_s, u"the clock is not trusted"_s}};
    const auto text = texts.find(reason);
    const auto sentence = text == texts.end() ? reason : text->second;
    return until ? u"%1; it waits until %2"_s.arg(sentence, toIso(*until)) : u"%1; it waits"_s.arg(sentence);
}

QString refused(const patch::Refusal& refusal)
{
    static const std::map<QString, QString> stages{
        {u"file_policy"_s, u"the file policy"_s},
        {u"breaker"_s, u"the circuit breaker"_s},
        {u"twin"_s, u"the digital twin"_s},
        {u"approval"_s, u"the approval"_s}};
    const auto stage = stages.find(refusal.stage);
    const auto measured =
        refusal.measured.isString() ? refusal.measured.toString() : QString::fromUtf8(toJsonText(refusal.measured));
    const auto sentence =
        u"%1 refused it (%2)"_s.arg(stage == stages.end() ? refusal.stage : stage->second, refusal.rule);
    return measured.isEmpty() || measured == "{}"_L1 ? sentence : u"%1: %2"_s.arg(sentence, measured);
}

QString escalated(const QString& why, const QString& patch, const QString& detail)
{
    static const std::map<QString, QString> texts{
        {u"no_proposal"_s, u"Nothing could be proposed that fits"_s},
        {u"rejected"_s, u"A person rejected patch %1"_s},
        {u"expired"_s, u"Nobody decided about patch %1 in time"_s},
        {u"cancelled"_s, u"Patch %1 was cancelled"_s},
        {u"refused"_s, u"Patch %1 was refused"_s}};
    const auto text = texts.find(why);
    auto sentence = text == texts.end() ? u"A person is needed"_s : text->second;
    if (sentence.contains("%1"_L1))
        sentence = sentence.arg(patch);
    return detail.isEmpty() ? u"%1: a person is needed."_s.arg(sentence)
                            : u"%1 (%2): a person is needed."_s.arg(sentence, detail);
}

} // namespace penelope::engine::sentences
