#include "core/engine/whatif.h"

#include "core/engine/limits.h"
#include "core/engine/pipeline.h"
#include "core/engine/reducer.h"
#include "core/patch/diff.h"
#include "core/praotes/gentleness.h"
#include "core/sophia/events.h"
#include "core/sophia/explain.h"
#include "core/sophia/reasoning.h"

#include <algorithm>

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What another policy changes of the limits that an event holds; the rest stays as the event says.
sophia::Limits limitsBetween(sophia::Limits held, const sophia::Limits& then, const sophia::Limits& changed)
{
    const auto put = [&](auto member) {
        if (then.*member != changed.*member)
            held.*member = changed.*member;
    };
    using sophia::Limits;
    for (const auto member :
         {&Limits::complexity, &Limits::dependencies, &Limits::recentCommits, &Limits::coverage,
          &Limits::transientShare, &Limits::similarity, &Limits::ownLevelSimilarity, &Limits::someUsers,
          &Limits::manyUsers})
        put(member);
    for (const auto member :
         {&Limits::transientLeast, &Limits::complexityAdds, &Limits::dependenciesAdd, &Limits::recentCommitsAdd,
          &Limits::coverageAdds, &Limits::errorsAdd, &Limits::someUsersAdd, &Limits::manyUsersAdd})
        put(member);
    put(&Limits::similarWindow);
    put(&Limits::nearest);
    put(&Limits::baseImpact);
    return held;
}

bool looksFurther(const sophia::Limits& then, const sophia::Limits& changed)
{
    return then.similarity != changed.similarity || then.nearest != changed.nearest;
}

sophia::Facts factsUnder(
    const ConsoleState& state, const sophia::Anomaly& anomaly, Instant now, sophia::Facts facts,
    const policy::State& policy)
{
    const auto then = sophiaLimits(state.policy);
    const auto changed = sophiaLimits(policy);
    facts.limits = limitsBetween(facts.limits, then, changed);
    if (then.similarWindow != changed.similarWindow)
        facts.similar = sophia::countSimilar(state.episodes, anomaly, now, changed.similarWindow);
    if (looksFurther(then, changed)) {
        const auto matches =
            wisdom::search(state.precedents, sophia::queryOf(anomaly), changed.similarity, changed.nearest);
        facts.precedents = sophia::factsOf({.anomaly = anomaly,
                                            .now = now,
                                            .risk = facts.risk,
                                            .similar = facts.similar,
                                            .precedents = matches,
                                            .limits = facts.limits})
                               .precedents;
    }
    return facts;
}

QString reasonOf(
    sophia::DecisionRecord record, const sophia::Verdict& verdict, const sophia::Anomaly& anomaly,
    const sophia::Facts& facts)
{
    record.rule = verdict.rule;
    record.decision = verdict.decision;
    record.level = verdict.level;
    record.risk = sophia::assessRisk(facts.risk, facts.limits);
    record.impactTenThousandths =
        sophia::impactTenThousandths(facts.severity, facts.errorRate, facts.affectedUsers, facts.limits);
    record.precedents = facts.precedents;
    return sophia::reasoningOf(record, anomaly, facts.similar, facts.limits);
}

QString decisionWord(Decision decision, Level level)
{
    return decision == Decision::Intervene ? u"%1, level %2"_s.arg(toWord(decision)).arg(static_cast<int>(level))
                                           : toWord(decision);
}

QString gentlenessReason(const patch::Gentleness& gentleness)
{
    return u"%1 lines, %2 functions, %3 contracts broken, reversibility %4, score %5; %6"_s.arg(gentleness.lines)
        .arg(gentleness.functions.size())
        .arg(gentleness.contractsBroken.size())
        .arg(sophia::hundredths(gentleness.reversibilityHundredths), QString::number(gentleness.score, 'f', 2))
        .arg(
            gentleness.violations.isEmpty() ? u"within every limit"_s
                                            : u"over the limit: "_s + gentleness.violations.join(u", "_s));
}

QString triggersReason(const QStringList& triggers)
{
    return triggers.isEmpty() ? u"nothing makes a person be asked"_s
                              : u"a person is asked because of: "_s + triggers.join(u", "_s);
}

/// Which keys the three stages look at, by their room.
bool isLookedAt(const QString& key)
{
    static const QStringList rooms{u"sophia"_s, u"wisdom"_s, u"praotes"_s, u"approval"_s, u"tapeinophrosyne"_s};
    return rooms.contains(key.section(u'.', 0, 0));
}

} // namespace

Status checkSettings(const PolicySettings& settings)
{
    for (const auto& [name, value] : settings) {
        if (auto valid = policy::validate(name, value); !valid)
            return valid;
    }
    return {};
}

Rejudging::Rejudging(ConsoleState state, PolicySettings settings)
    : m_state(std::move(state))
    , m_unknownBefore(m_state.unknownEvents)
    , m_settings(std::move(settings))
{
    // What an earlier version did not write as a key yet, it had as a number of its own: the one that is the default.
    const auto defaults = policy::defaults();
    for (const auto& [name, setting] : defaults.settings.asKeyValueRange()) {
        if (!m_state.policy.settings.contains(name))
            m_state.policy.settings.insert(name, setting);
    }
    for (const auto& [name, value] : m_settings) {
        if (!isLookedAt(name))
            m_answer.without.append(name);
    }
}

policy::State Rejudging::changedPolicy() const
{
    auto policy = m_state.policy;
    for (const auto& [name, value] : m_settings)
        policy.settings[name].value = value;
    return policy;
}

void Rejudging::take(const journal::Event& event)
{
    if (event.kind == "DecisionMade"_L1)
        judgeDecision(event);
    else if (event.kind == "PraotesJudged"_L1)
        judgeGentleness(event);
    else if (event.kind == "ApprovalRequested"_L1)
        judgeRequest(event);
    apply(m_state, event);
    m_answer.unknownEvents = m_state.unknownEvents - m_unknownBefore;
}

void Rejudging::judgeDecision(const journal::Event& event)
{
    const auto anomaly = m_state.anomalies.find(AnomalyId{event.subject()});
    const auto record = sophia::decisionFrom(event.payload);
    if (sophia::isFollowed(record)) {
        ++m_answer.followed;
        return;
    }
    QStringList missing;
    const auto facts = sophia::factsFrom(record, missing);
    const sophia::Verdict was{.rule = record.rule, .decision = record.decision, .level = record.level};
    if (!anomaly || !missing.isEmpty() || sophia::verdictOf(facts) != was) {
        ++m_answer.incomplete;
        return;
    }
    ++m_answer.judged;
    const auto changed = factsUnder(m_state, *anomaly, event.time, facts, changedPolicy());
    const auto would = sophia::verdictOf(changed);
    if (would.decision == was.decision && would.level == was.level)
        return;
    add(
        {.seq = event.seq,
         .at = event.time,
         .stage = u"decision"_s,
         .service = anomaly->service,
         .was = decisionWord(was.decision, was.level),
         .reasonWas = record.reasoning,
         .would = decisionWord(would.decision, would.level),
         .reasonWould = reasonOf(record, would, *anomaly, changed)});
}

void Rejudging::judgeGentleness(const journal::Event& event)
{
    const auto patch = m_state.patches.find(PatchId{event.subject()});
    const auto diff = patch ? patch::parseDiff(patch->diff) : Result<patch::Diff>{};
    if (!patch || !diff) {
        ++m_answer.incomplete;
        return;
    }
    const auto then = praotes::judge(*diff, praotesLimits(m_state.policy));
    if (then.result != event.payload[u"result"].toString()) { // another version judged it
        ++m_answer.incomplete;
        return;
    }
    ++m_answer.judged;
    const auto would = praotes::judge(*diff, praotesLimits(changedPolicy()));
    if (would.result == then.result)
        return;
    add(
        {.seq = event.seq,
         .at = event.time,
         .stage = u"gentleness"_s,
         .service = patch->service,
         .was = then.result,
         .reasonWas = gentlenessReason(then),
         .would = would.result,
         .reasonWould = gentlenessReason(would)});
}

void Rejudging::judgeRequest(const journal::Event& event)
{
    const PatchId id{event.payload[u"patch_id"].toString()};
    const auto patch = m_state.patches.find(id);
    const auto was = stringList(event.payload[u"triggers"]);
    if (!patch || pipeline::approvalTriggers(m_state, *patch) != was) {
        ++m_answer.incomplete;
        return;
    }
    ++m_answer.judged;
    auto changed = m_state;
    changed.policy = changedPolicy();
    auto judged = *patch;
    if (const auto diff = patch::parseDiff(patch->diff); diff && patch->gentleness)
        judged.gentleness = praotes::judge(*diff, praotesLimits(changed.policy));
    const auto would = pipeline::approvalTriggers(changed, judged);
    if (would == was)
        return;
    const auto word = [](const QStringList& triggers) { return triggers.isEmpty() ? u"not asked"_s : u"asked"_s; };
    add(
        {.seq = event.seq,
         .at = event.time,
         .stage = u"approval"_s,
         .service = patch->service,
         .was = word(was),
         .reasonWas = triggersReason(was),
         .would = word(would),
         .reasonWould = triggersReason(would)});
}

void Rejudging::add(Otherwise otherwise)
{
    m_answer.otherwise.push_back(std::move(otherwise));
}

WhatIf whatIf(const Past& past, const PolicySettings& settings)
{
    Rejudging again(past.checkpoints.front(), settings);
    for (const auto& event : past.events)
        again.take(event);
    return again.answer();
}

Result<WhatIf> whatIf(
    JournalReader& reader, const PolicySettings& settings, std::optional<Instant> from, std::optional<Instant> to,
    const std::stop_token& stop, Snapshots* snapshots)
{
    if (auto valid = checkSettings(settings); !valid)
        return Failure{valid.error()};
    if (from && to && *to < *from)
        return failure(ErrorCode::Malformed, u"the range ends before it begins"_s, u"to"_s);
    auto before = from ? fold(reader, {.at = from, .to = {}, .snapshots = snapshots, .progress = {}, .stop = stop})
                       : Result<ConsoleState>{ConsoleState{}};
    if (!before)
        return Failure{before.error()};
    Rejudging again(std::move(*before), settings);
    constexpr int page = 1000;
    for (;;) {
        if (stop.stop_requested())
            return failure(ErrorCode::Unavailable, u"another question was asked"_s);
        const auto events = reader.read(again.state().seq + 1, page);
        if (!events)
            return Failure{events.error()};
        for (const auto& event : *events) {
            if (to && event.time > *to)
                return again.answer();
            again.take(event);
        }
        if (events->size() < static_cast<std::size_t>(page))
            return again.answer();
    }
}

Json toJson(const Otherwise& otherwise)
{
    return Json::object(
        {{u"seq"_s, otherwise.seq},
         {u"at"_s, toMs(otherwise.at)},
         {u"stage"_s, otherwise.stage},
         {u"service"_s, otherwise.service.value()},
         {u"was"_s, otherwise.was},
         {u"reason_was"_s, otherwise.reasonWas},
         {u"would"_s, otherwise.would},
         {u"reason_would"_s, otherwise.reasonWould}});
}

Json toJson(const WhatIf& answer)
{
    auto items = Json::array();
    for (const auto& each : answer.otherwise)
        items.append(toJson(each));
    return Json::object(
        {{u"judged"_s, answer.judged},
         {u"items"_s, std::move(items)},
         {u"followed"_s, answer.followed},
         {u"incomplete"_s, answer.incomplete},
         {u"unknown_events"_s, answer.unknownEvents},
         {u"without_effect"_s, jsonList(answer.without)}});
}

} // namespace penelope::engine
