#include "ui/review/reviewwords.h"

#include "ui/text/coresentences.h"
#include "ui/text/words.h"

#include <map>

namespace penelope::ui::review {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ReviewWords
{
    Q_DECLARE_TR_FUNCTIONS(review)
};

} // namespace

QString barWords(const engine::LaneBar& bar)
{
    const auto service = bar.service.value();
    if (bar.severity)
        return service + u", "_s + words::anomalyType(bar.code);
    if (bar.code == "open"_L1)
        return ReviewWords::tr("OPEN") + u"  "_s + service;
    if (bar.code == "half_open"_L1)
        return ReviewWords::tr("HALF-OPEN") + u"  "_s + service;
    if (!bar.code.isEmpty())
        return ReviewWords::tr("closed") + u"  "_s + service;
    return u"%1 %2 %"_s.arg(service).arg(bar.percent);
}

QString tickWords(const engine::LaneTick& tick, bool first)
{
    const auto who = words::actor(tick.actor);
    QString word;
    if (tick.code == "asked"_L1)
        word = ReviewWords::tr("asked");
    else if (tick.code == "acknowledged"_L1)
        //: %1 is a person
        word = ReviewWords::tr("taken by %1").arg(who);
    else if (tick.code == "snoozed"_L1)
        //: %1 is a person
        word = ReviewWords::tr("snoozed by %1").arg(who);
    else if (tick.code == "approved"_L1)
        //: %1 is a person
        word = ReviewWords::tr("%1 approves").arg(who);
    else if (tick.code == "rejected"_L1)
        //: %1 is a person
        word = ReviewWords::tr("%1 rejects").arg(who);
    else if (tick.code == "expired"_L1)
        word = ReviewWords::tr("expired");
    else if (tick.code == "closed"_L1)
        //: an escalation; %1 is a person
        word = ReviewWords::tr("closed by %1").arg(who);
    else if (tick.code == "cancelled"_L1)
        word = ReviewWords::tr("cancelled");
    else
        word = ReviewWords::tr("amended");
    return first && !tick.service.isEmpty() ? tick.service.value() + u' ' + word : word;
}

QString suggestionWords(const engine::Suggestion& suggestion)
{
    const auto service = suggestion.service.value();
    if (suggestion.code == "p0"_L1)
        //: %1 is a kind of anomaly, %2 a service
        return ReviewWords::tr("P0: %1 of %2").arg(words::anomalyType(suggestion.detail), service);
    if (suggestion.code == "rolled_back"_L1)
        //: %1 is a service
        return ReviewWords::tr("A patch for %1 was rolled back").arg(service);
    //: %1 is a service
    return ReviewWords::tr("The circuit breaker of %1 opened").arg(service);
}

QString stageWords(const engine::Otherwise& otherwise)
{
    if (otherwise.stage == "decision"_L1)
        return ReviewWords::tr("decision");
    if (otherwise.stage == "gentleness"_L1)
        return ReviewWords::tr("gentleness");
    return ReviewWords::tr("approval");
}

QString outcomeWords(const QString& stage, const QString& outcome)
{
    if (stage == "approval"_L1)
        return outcome == "asked"_L1 ? ReviewWords::tr("a person is asked") : ReviewWords::tr("nobody is asked");
    if (stage != "decision"_L1) {
        static const std::map<QString, const char*> table{
            {u"approved"_s, QT_TRANSLATE_NOOP("review", "gentle enough")},
            {u"too_invasive"_s, QT_TRANSLATE_NOOP("review", "too invasive")},
            {u"not_reversible"_s, QT_TRANSLATE_NOOP("review", "hard to take back")},
            {u"needs_review"_s, QT_TRANSLATE_NOOP("review", "needs a review")}};
        const auto found = table.find(outcome);
        return found == table.end() ? words::code(outcome) : ReviewWords::tr(found->second);
    }
    const auto word = words::decision(outcome.section(u',', 0, 0));
    const auto level = outcome.section(u' ', -1);
    //: %1 is a decision, %2 the level of a patch
    return outcome.contains(u',') ? ReviewWords::tr("%1, level %2").arg(word, level) : word;
}

QString reasonWords(const QString& stage, const QString& reason)
{
    QStringList because;
    if (stage == "gentleness"_L1) {
        const auto over = reason.section(u"; over the limit: "_s, 1);
        if (over.isEmpty())
            return words::told(reason.section(u"; "_s, 0, 0)) + u"; "_s + words::told(reason.section(u"; "_s, 1));
        for (const auto& violation : over.split(u", "_s))
            because << words::violation(violation);
        return words::told(reason.section(u"; "_s, 0, 0)) + u"; "_s + because.join(u", "_s);
    }
    if (stage != "approval"_L1)
        return words::told(reason);
    for (const auto& trigger : reason.section(u": "_s, 1).split(u", "_s, Qt::SkipEmptyParts))
        because << words::trigger(trigger);
    return because.isEmpty() ? words::told(reason) : because.join(u", "_s);
}

} // namespace penelope::ui::review
