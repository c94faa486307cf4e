#include "core/engine/explain.h"

#include "core/engine/limits.h"
#include "core/engine/sentences.h"
#include "core/patch/events.h"
#include "core/sophia/events.h"
#include "core/sophia/explaintext.h"

#include <cmath>
#include <functional>

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

using Event = journal::Event;

QString shown(const Json& value)
{
    if (value.isNumber())
        return QString::number(value.toDouble(), 'g', 6);
    return value.isString() ? value.toString() : QString::fromUtf8(toJsonText(value));
}

/// A number against a limit of the policy.
GateLine numberLine(
    const QString& rule, double measured, const QString& relation, const QString& key, const policy::State& policy)
{
    const auto setting = policy.settings.find(key);
    const auto limit = setting == policy.settings.end() ? Json{} : setting->value;
    const double bound = limit.toDouble();
    const bool holds = relation == "at_most"_L1 ? measured <= bound
                       : relation == "below"_L1 ? measured < bound
                                                : measured >= bound;
    return {
        .rule = rule,
        .measured = Json{measured},
        .relation = relation,
        .limit = limit,
        .holds = holds,
        .policyKey = key};
}

/// Where all hold, what is nearest to failing; where one fails, that one at its limit; else no single change helps.
void findNearest(GateExplanation& explanation)
{
    const GateLine* failing = nullptr;
    int failures = 0;
    const GateLine* tightest = nullptr;
    double slack = 0;
    for (const auto& line : explanation.lines) {
        if (!line.measured.isNumber() || !line.limit.isNumber())
            continue;
        const double limit = std::abs(line.limit.toDouble());
        // Of a limit of zero the next whole number is a whole range away.
        const double distance = limit > 0 ? std::abs(line.limit.toDouble() - line.measured.toDouble()) / limit : 1;
        failures += line.holds ? 0 : 1;
        failing = line.holds ? failing : &line;
        if (line.holds && (!tightest || distance < slack)) {
            tightest = &line;
            slack = distance;
        }
    }
    if (failures == 1)
        explanation.nearest = *failing;
    else if (failures == 0 && tightest)
        explanation.nearest = *tightest;
}

GateExplanation explainPraotes(const Event& event, const policy::State& policy)
{
    const auto gentleness = patch::gentlenessFrom(event.payload);
    GateExplanation explanation;
    explanation.outcome = gentleness.result;
    const auto count = [](const QStringList& list) { return static_cast<double>(list.size()); };
    explanation.lines = {
        numberLine(u"contracts"_s, count(gentleness.contractsBroken), u"at_most"_s, u"praotes.contracts"_s, policy),
        numberLine(u"lines"_s, gentleness.lines, u"at_most"_s, u"praotes.lines"_s, policy),
        numberLine(
            u"reversibility"_s, gentleness.reversibilityHundredths / 100.0, u"at_least"_s, u"praotes.reversibility"_s,
            policy),
        numberLine(u"functions"_s, count(gentleness.functions), u"at_most"_s, u"praotes.functions"_s, policy)};
    for (auto& line : explanation.lines) // what was judged then, whatever the limits are now
        line.holds = !gentleness.violations.contains(line.rule);
    findNearest(explanation);
    return explanation;
}

GateExplanation explainCompetence(const Event& event, const policy::State& policy)
{
    const auto report = patch::competenceFrom(event.payload);
    const auto& inputs = event.payload[u"inputs"];
    GateExplanation explanation;
    explanation.outcome = toWord(report.level);
    if (const auto known = inputs.number(u"known_cases"))
        explanation.lines.push_back(numberLine(u"known_cases"_s, *known, u"at_least"_s, u"wisdom.known"_s, policy));
    if (const auto confidence = inputs.number(u"confidence"))
        explanation.lines.push_back(
            numberLine(u"confidence"_s, *confidence, u"at_least"_s, u"tapeinophrosyne.confidence"_s, policy));
    findNearest(explanation);
    for (const auto& factor : report.factors)
        explanation.lines.push_back(
            {.rule = factor, .measured = {}, .relation = {}, .limit = {}, .holds = false, .policyKey = {}});
    return explanation;
}

GateExplanation explainRefused(const Event& event, const policy::State&)
{
    const auto& payload = event.payload;
    GateExplanation explanation;
    explanation.outcome = u"refused"_s;
    explanation.lines = {
        {.rule = u"%1: %2"_s.arg(payload[u"stage"].toString(), payload[u"rule"].toString()),
         .measured = payload[u"measured"],
         .relation = u"is_not"_s,
         .limit = payload[u"limit"],
         .holds = false,
         .policyKey = {}}};
    return explanation;
}

GateExplanation explainQueued(const Event& event, const policy::State& policy)
{
    static const std::map<QString, QString> keys{
        {u"rest_day"_s, u"rest.weekday"_s}, {u"budget"_s, u"budget.hour"_s}, {u"gap"_s, u"gap.promotion"_s}};
    const auto reason = event.payload[u"reason"].toString();
    const auto until = event.payload.integer(u"until_at");
    GateExplanation explanation;
    explanation.outcome = u"waits"_s;
    GateLine line{
        .rule = reason, .measured = Json{toIso(event.time)}, .relation = u"is_not"_s, .limit = {}, .holds = false};
    if (until)
        line.limit = Json{toIso(instantFromMs(*until))};
    if (const auto key = keys.find(reason); key != keys.end() && policy.settings.contains(key->second))
        line.policyKey = key->second;
    explanation.lines.push_back(line);
    return explanation;
}

/// The words of contracts.md 4 in their order, with what the request says of each.
GateExplanation explainApproval(const Event& event, const policy::State& policy)
{
    const auto& payload = event.payload;
    const auto asked = stringList(payload[u"triggers"]);
    GateExplanation explanation;
    explanation.outcome = u"asked"_s;
    auto& lines = explanation.lines;
    lines.push_back(numberLine(u"risk"_s, payload[u"risk"].toDouble(), u"below"_s, u"approval.risk"_s, policy));
    lines.push_back(numberLine(
        u"confidence"_s, payload[u"confidence"].toDouble(), u"at_least"_s, u"approval.confidence"_s, policy));
    lines.push_back(numberLine(
        u"gentleness"_s, payload[u"gentleness"].toDouble(), u"at_least"_s, u"approval.gentleness"_s, policy));
    lines.push_back(
        {.rule = u"unknown_input"_s, .measured = payload[u"unknown"], .relation = u"is"_s, .limit = Json::array()});
    lines.push_back({.rule = u"twin"_s, .measured = payload[u"twin"], .relation = u"is"_s, .limit = Json{u"passed"_s}});
    lines.push_back({.rule = u"level"_s, .measured = payload[u"level"], .relation = {}, .limit = {}});
    for (auto& line : lines)
        line.holds = !asked.contains(line.rule);
    for (const auto& word : asked) {
        const bool told =
            std::any_of(lines.begin(), lines.end(), [&word](const GateLine& line) { return line.rule == word; });
        if (!told)
            lines.push_back({.rule = word, .measured = {}, .relation = {}, .limit = {}, .holds = false});
    }
    if (asked.size() == 1) { // without this one nobody would have been asked
        for (const auto& line : lines) {
            if (!line.holds)
                explanation.nearest = line;
        }
    }
    return explanation;
}

QString lineText(const GateLine& line)
{
    auto name = QString(line.rule).replace(u'_', u' ');
    if (sophia::isNothing(line.measured))
        return name;
    if (sophia::isNothing(line.limit) || line.relation.isEmpty())
        return u"%1 %2"_s.arg(name, shown(line.measured));
    const auto relation = QString(line.relation).replace(u'_', u' ');
    return u"%1 %2, wanted %3 %4"_s.arg(name, shown(line.measured), relation, shown(line.limit));
}

Json lineToJson(const GateLine& line)
{
    Json value = Json::object({{u"rule"_s, line.rule}, {u"holds"_s, line.holds}, {u"sentence"_s, lineText(line)}});
    if (!sophia::isNothing(line.measured))
        value.set(u"measured"_s, line.measured);
    if (!sophia::isNothing(line.limit))
        value.set(u"limit"_s, line.limit);
    if (!line.relation.isEmpty())
        value.set(u"relation"_s, line.relation);
    if (!line.policyKey.isEmpty())
        value.set(u"policy_key"_s, line.policyKey);
    return value;
}

Json toJson(const GateExplanation& explanation)
{
    auto rules = Json::array();
    bool first = true;
    for (const auto& line : explanation.lines) {
        auto row = lineToJson(line);
        row.set(u"fired"_s, !line.holds && first);
        first = first && line.holds;
        rules.append(std::move(row));
    }
    Json answer = Json::object(
        {{u"outcome"_s, explanation.outcome},
         {u"rules"_s, std::move(rules)},
         {u"limits_changed_since"_s, jsonList(explanation.changedSince)}});
    if (explanation.nearest) {
        auto nearest = lineToJson(*explanation.nearest);
        const auto name = QString(explanation.nearest->rule).replace(u'_', u' ');
        nearest.set(
            u"sentence"_s,
            explanation.nearest->holds
                ? u"with %1 past %2 it would have ended otherwise"_s.arg(name, shown(explanation.nearest->limit))
                : u"with %1 at %2 it would have ended otherwise"_s.arg(name, shown(explanation.nearest->limit)));
        answer.set(u"nearest"_s, std::move(nearest));
    }
    return answer;
}

Json decisionView(const Event& event)
{
    const auto record = sophia::decisionFrom(event.payload);
    auto answer = sophia::toJson(sophia::explain(record));
    answer.set(u"outcome"_s, toWord(record.decision));
    answer.set(u"reasoning"_s, record.reasoning);
    if (!record.wisdomNote.isEmpty())
        answer.set(u"wisdom_note"_s, record.wisdomNote);
    answer.set(u"policy_seq"_s, record.policySeq);
    return answer;
}

using Gate = GateExplanation (*)(const Event&, const policy::State&);

const std::map<QString, Gate>& gates()
{
    static const std::map<QString, Gate> all{
        {u"PraotesJudged"_s, explainPraotes},
        {u"CompetenceJudged"_s, explainCompetence},
        {u"PatchRefused"_s, explainRefused},
        {u"PatchQueued"_s, explainQueued},
        {u"ApprovalRequested"_s, explainApproval}};
    return all;
}

} // namespace

Result<GateExplanation> explainGate(const Event& event, const policy::State& policy)
{
    const auto gate = gates().find(event.kind);
    if (gate == gates().end())
        return failure(
            ErrorCode::Unsupported, u"event %1 is a %2: there is nothing to explain"_s.arg(event.seq).arg(event.kind),
            u"seq"_s);
    auto explanation = gate->second(event, policy);
    for (const auto& line : explanation.lines) {
        const auto setting = policy.settings.find(line.policyKey);
        if (setting != policy.settings.end() && setting->seq > event.seq)
            explanation.changedSince.append(line.policyKey);
    }
    return explanation;
}

Result<Json> explainView(JournalReader& reader, const ConsoleState& state, const Json& args)
{
    const auto seq = args.integer(u"seq");
    if (!seq)
        return failure(ErrorCode::Malformed, u"explain needs the seq of an event"_s, u"seq"_s);
    const auto events = reader.read(*seq, 1);
    if (!events)
        return Failure{events.error()};
    if (events->empty())
        return failure(ErrorCode::NotFound, u"there is no event %1"_s.arg(*seq), u"seq"_s);
    const auto& event = events->front();
    Json answer;
    if (event.kind == "DecisionMade"_L1) {
        answer = decisionView(event);
    } else {
        const auto gate = explainGate(event, state.policy);
        if (!gate)
            return Failure{gate.error()};
        answer = toJson(*gate);
    }
    answer.set(u"seq"_s, event.seq);
    answer.set(u"kind"_s, event.kind);
    answer.set(u"stream"_s, event.stream);
    answer.set(u"at"_s, toMs(event.time));
    answer.set(u"told"_s, sentences::event(event));
    return answer;
}

} // namespace penelope::engine
