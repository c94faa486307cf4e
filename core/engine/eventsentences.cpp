#include "core/engine/sentences.h"
#include "core/journal/event.h"

#include <functional>
#include <map>

namespace penelope::engine::sentences {

using namespace Qt::Literals::StringLiterals;

namespace {

using Told = QString (*)(const Json&);

QString word(const Json& payload, QStringView name)
{
    const auto& value = payload[name];
    if (value.isNumber())
        return QString::number(value.toDouble());
    return value.toString();
}

QString list(const Json& payload, QStringView name)
{
    const auto texts = stringList(payload[name]);
    return texts.isEmpty() ? u"nothing"_s : texts.join(", "_L1);
}

QString reasoned(const QString& sentence, const Json& payload)
{
    const auto reason =
        payload[u"reason"].isObject() ? payload[u"reason"][u"text"].toString() : payload[u"reason"].toString();
    return reason.isEmpty() ? sentence + u'.' : u"%1: %2"_s.arg(sentence, reason);
}

QString gateFinished(const Json& payload)
{
    auto told = reasoned(u"The gate %1 is %2"_s.arg(word(payload, u"gate"), word(payload, u"result")), payload);
    if (!payload.contains(u"refused"))
        return told;
    const auto stop = told.endsWith(u'.') ? QString{} : u"."_s;
    return u"%1%2 The sandbox refused it: %3."_s.arg(told, stop, list(payload, u"refused"));
}

QString step(const Json& payload)
{
    return u"Step %1: %2 % of the traffic goes to the canary."_s.arg(word(payload, u"step"), word(payload, u"percent"));
}

QString analysed(const Json& payload)
{
    QStringList values;
    for (const auto& result : payload[u"results"].toArray()) {
        const auto canary = result.number(u"canary");
        values.append(u"%1 %2 (%3)"_s.arg(
            result[u"metric"].toString(), canary ? QString::number(*canary, 'g', 4) : u"unknown"_s,
            result[u"status"].toString()));
    }
    return u"Canary measured at %1 %: %2; verdict %3."_s.arg(
        word(payload, u"percent"), values.isEmpty() ? u"no values"_s : values.join(", "_L1), word(payload, u"verdict"));
}

QString confirmed(const Json& payload)
{
    const auto share = payload.number(u"share");
    return share ? u"The router gave the canary %1 of %2 requests."_s.arg(percent(*share), word(payload, u"requests"))
                 : u"The router confirms %1 % for the canary."_s.arg(word(payload, u"percent"));
}

const std::map<QString, Told>& judgingSentences()
{
    static const std::map<QString, Told> told{
        {u"AnomalyDetected"_s,
         [](const Json& p) {
             return u"%1 of %2 at severity %3."_s.arg(word(p, u"type"), word(p, u"service"), word(p, u"severity"));
         }},
        {u"AnomalyDiagnosed"_s,
         [](const Json& p) {
             return u"Diagnosed as %1 with confidence %2."_s.arg(
                 word(p[u"cause"], u"code"), QString::number(p[u"confidence"].toDouble(), 'f', 2));
         }},
        {u"DecisionMade"_s,
         [](const Json& p) {
             return u"Decided to %1 (rule %2). %3"_s.arg(word(p, u"decision"), word(p, u"rule"), word(p, u"reasoning"));
         }},
        {u"ProposalFailed"_s, [](const Json& p) { return u"No patch was found. Tried: %1."_s.arg(list(p, u"tried")); }},
        {u"AnomalyResolved"_s, [](const Json& p) { return u"The anomaly is over, says %1."_s.arg(word(p, u"by")); }},
        {u"PatchProposed"_s,
         [](const Json& p) {
             const auto program = p[u"generator"][u"name"].toString();
             const auto origin = word(p, u"origin");
             return u"Patch proposed (%1): %2"_s.arg(
                 program.isEmpty() ? origin : u"%1 %2"_s.arg(origin, program), word(p, u"intent"));
         }},
        {u"PatchChecked"_s,
         [](const Json& p) {
             return p[u"applies"].toBool() ? u"It applies to %1."_s.arg(list(p, u"files")) : u"It does not apply."_s;
         }},
        {u"PraotesJudged"_s,
         [](const Json& p) {
             return u"Gentleness %1: %2."_s.arg(QString::number(p[u"score"].toDouble(), 'f', 2), word(p, u"result"));
         }},
        {u"CompetenceJudged"_s,
         [](const Json& p) {
             return u"Competence %1, overall risk %2."_s.arg(word(p, u"level"), word(p, u"overall_risk"));
         }},
        {u"TwinFinished"_s, [](const Json& p) { return reasoned(u"Digital twin %1"_s.arg(word(p, u"result")), p); }},
        {u"PatchQueued"_s,
         [](const Json& p) {
             const auto until = p.integer(u"until_at");
             return queued(word(p, u"reason"), until ? std::optional{instantFromMs(*until)} : std::nullopt) + u'.';
         }},
        {u"PatchReleased"_s, [](const Json&) { return u"It may go on."_s; }},
        {u"PatchRefused"_s, [](const Json& p) {
             return refused({word(p, u"stage"), word(p, u"rule"), p[u"measured"], p[u"limit"]}) + u'.';
         }}};
    return told;
}

const std::map<QString, Told>& actingSentences()
{
    static const std::map<QString, Told> told{
        {u"ApprovalRequested"_s,
         [](const Json& p) {
             const auto sentence =
                 u"A person is asked (%1 needed), because of: %2."_s.arg(word(p, u"need"), list(p, u"triggers"));
             return p.contains(u"approvers_missing")
                        ? sentence + u" Approvers are missing: %1."_s.arg(word(p, u"approvers_missing"))
                        : sentence;
         }},
        {u"ApprovalGranted"_s,
         [](const Json& p) {
             return reasoned(p[u"break_glass"].toBool() ? u"Approved by one alone (break-glass)"_s : u"Approved"_s, p);
         }},
        {u"ApprovalAmended"_s,
         [](const Json& p) {
             return u"The request changed (%1): version %2, earlier approvals no longer count."_s.arg(
                 list(p, u"changed"), word(p, u"version"));
         }},
        {u"BreakGlassReviewed"_s,
         [](const Json& p) {
             return reasoned(
                 p[u"agrees"].toBool() ? u"Another approver agrees with the decision made alone"_s
                                       : u"Another approver objects to the decision made alone"_s,
                 p);
         }},
        {u"ApprovalRejected"_s, [](const Json& p) { return reasoned(u"Rejected"_s, p); }},
        {u"ApprovalExpired"_s, [](const Json&) { return u"Nobody decided in time: it is rejected."_s; }},
        {u"CanaryStarted"_s, [](const Json& p) { return u"The canary runs commit %1."_s.arg(word(p, u"commit")); }},
        {u"CanaryStepDecided"_s, step},
        {u"TrafficConfirmed"_s, confirmed},
        {u"TrafficUnconfirmed"_s, [](const Json& p) { return reasoned(u"The traffic is not confirmed"_s, p); }},
        {u"CanaryAnalysed"_s, analysed},
        {u"CanaryHeld"_s, [](const Json& p) { return reasoned(u"The canary is held"_s, p); }},
        {u"CanaryPaused"_s, [](const Json& p) { return reasoned(u"The canary is paused"_s, p); }},
        {u"CanaryRollbackDecided"_s, [](const Json& p) { return reasoned(u"The canary goes back"_s, p); }},
        {u"GateFinished"_s,
         [](const Json& p) {
             return p.contains(u"commit") ? u"Committed as %1, to be deployed."_s.arg(word(p, u"commit"))
                                          : gateFinished(p);
         }},
        {u"CanaryFinished"_s, [](const Json& p) { return u"The canary %1."_s.arg(word(p, u"status")); }},
        {u"PatchPromoted"_s, [](const Json& p) { return u"Promoted as commit %1."_s.arg(word(p, u"commit")); }},
        {u"WatchFinished"_s,
         [](const Json& p) {
             return p[u"healthy"].toBool() ? u"The watch ended well."_s : u"The watch found it worse."_s;
         }},
        {u"PatchRolledBack"_s,
         [](const Json& p) {
             const auto& reason = p[u"reason"];
             return u"Rolled back: %1."_s.arg(rollback(reason[u"code"].toString(), reason[u"text"].toString()));
         }},
        {u"PrecedentRecorded"_s,
         [](const Json& p) {
             const auto outcome = p[u"precedent"][u"outcome"].toString();
             return outcome.isEmpty() ? u"Remembered, outcome open."_s : u"Remembered as a %1."_s.arg(outcome);
         }},
        {u"LessonRecorded"_s, [](const Json& p) { return u"Lesson: %1"_s.arg(word(p[u"lesson"], u"lesson")); }},
        {u"BreakerClosed"_s, [](const Json& p) { return reasoned(u"The breaker is closed"_s, p); }},
        {u"PolicyChanged"_s,
         [](const Json& p) {
             const auto key = word(p, u"key");
             const auto to = QString::fromUtf8(toJsonText(p[u"to"]));
             return p.contains(u"from")
                        ? reasoned(
                              u"%1 is now %2, before %3"_s.arg(key, to, QString::fromUtf8(toJsonText(p[u"from"]))), p)
                        : reasoned(u"%1 is %2"_s.arg(key, to), p);
         }},
        {u"JournalCreated"_s, [](const Json& p) { return u"A new journal, %1."_s.arg(word(p, u"journal_id")); }},
        {u"CoreStarted"_s,
         [](const Json& p) {
             return u"The core has started (%1, run %2)."_s.arg(word(p, u"mode"), word(p, u"epoch"));
         }},
        {u"CoreStopped"_s, [](const Json& p) { return reasoned(u"The core has stopped"_s, p); }},
        {u"ClockStepped"_s,
         [](const Json& p) { return u"The wall clock was moved by %1 ms."_s.arg(word(p, u"delta_ms")); }},
        {u"SourceFreshnessChanged"_s,
         [](const Json& p) { return reasoned(u"%1 is %2"_s.arg(word(p, u"source"), word(p, u"to")), p); }},
        {u"EffectFailed"_s,
         [](const Json& p) {
             return u"%1 failed (attempt %2): %3"_s.arg(word(p, u"effect"), word(p, u"attempt"), word(p, u"error"));
         }},
        {u"NoteAdded"_s, [](const Json& p) { return u"Note: %1"_s.arg(word(p, u"text")); }}};
    return told;
}

const std::map<QString, Told>& restrainingSentences()
{
    static const std::map<QString, Told> told{
        {u"HealingFrozen"_s,
         [](const Json& p) { return reasoned(u"Healing is frozen (%1)"_s.arg(word(p, u"scope")), p); }},
        {u"HealingUnfrozen"_s, [](const Json& p) { return reasoned(u"The freeze is ended"_s, p); }},
        {u"FreezeExpired"_s, [](const Json&) { return u"The freeze ended by itself."_s; }},
        {u"PatchShadowed"_s,
         [](const Json& p) {
             return word(p, u"act") == "start_canary"_L1 ? u"Shadow only: a canary would have been started."_s
                                                         : u"Shadow only: a person would have been asked."_s;
         }},
        {u"PatchExcepted"_s,
         [](const Json& p) {
             return reasoned(u"Excepted from %1 as %2"_s.arg(word(p, u"gate"), word(p, u"kind")), p);
         }},
        {u"ServiceCommitSeen"_s,
         [](const Json& p) { return u"%1 committed: %2"_s.arg(word(p, u"author"), word(p, u"summary")); }},
        {u"RestDayEnded"_s, [](const Json& p) {
             const auto& week = p[u"reflection"];
             const auto text = week.isString() ? week.toString() : week[u"text"].toString();
             return u"The rest day ended. The week: %1"_s.arg(text);
         }}};
    return told;
}

/// Events whose subject is in the name of their stream; empty = none of them.
QString named(const journal::Event& event)
{
    const auto name = event.subject();
    if (event.kind == "OperatorAdded"_L1)
        return u"%1 is an operator now, as %2."_s.arg(name, word(event.payload, u"role"));
    if (event.kind == "ServiceRegistered"_L1)
        return u"Service %1 is registered."_s.arg(name);
    if (event.kind == "ServiceArmed"_L1)
        return reasoned(u"Service %1 is %2"_s.arg(name, word(event.payload, u"to")), event.payload);
    if (event.kind == "BreakerResetAsked"_L1)
        return reasoned(
            u"A reset of the breaker of %1 is asked for, a second person closes it"_s.arg(name), event.payload);
    if (event.kind == "BreakerOpened"_L1)
        return u"The breaker of %1 is open."_s.arg(name);
    if (event.kind == "BreakerFailureRecorded"_L1)
        return u"The breaker of %1 counts a failure (%2)."_s.arg(name, word(event.payload, u"stage"));
    return {};
}

/// "PatchExcepted" → "Patch excepted."
QString plain(const QString& kind)
{
    QString text;
    for (const QChar letter : kind) {
        if (letter.isUpper() && !text.isEmpty())
            text += u' ';
        text += text.isEmpty() ? letter : letter.toLower();
    }
    return text + u'.';
}

} // namespace

QString event(const journal::Event& event)
{
    if (auto told = named(event); !told.isEmpty())
        return told;
    for (const auto* told : {&judgingSentences(), &actingSentences(), &restrainingSentences()}) {
        if (const auto found = told->find(event.kind); found != told->end())
            return found->second(event.payload);
    }
    return plain(event.kind);
}

} // namespace penelope::engine::sentences
